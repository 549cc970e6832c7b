//! Calls the function with a batch until it worked or is given up.

use std::{
    sync::Arc,
    time::{Duration, Instant, SystemTime},
};

use bytes::Bytes;
use cfn::{Diagnostic, Severity};
use serde_json::Value;
use tokio::{sync::mpsc, time::sleep};

use super::answer::first_failure;
use crate::{Event, Invoke, event::Outcome, plan::EventSource, services::dynamodb::records::Record};

/// A stream keeps its records for a day.
const RETENTION: Duration = Duration::from_hours(24);

/// The wait before a retry: first this long, then twice as long each time, up to the longest.
const FIRST_WAIT: Duration = Duration::from_millis(250);
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// Hands batches of one mapping to its function.
#[derive(Clone)]
pub(super) struct Delivery {
    pub(super) source: EventSource,
    pub(super) invoke: Arc<dyn Invoke>,
    pub(super) events: mpsc::UnboundedSender<Event>,
}

/// Records that are still to be done, and how often they have failed.
#[derive(Debug)]
struct Batch {
    records: Vec<Record>,
    failures: u32,
}

impl Delivery {
    /// Returns when every record is done or given up; until then nothing after them in the stream is handed on.
    pub(super) async fn deliver(&self, records: Vec<Record>) {
        // What comes first in the stream is on top.
        let mut batches = vec![Batch { records, failures: 0 }];
        while let Some(mut batch) = batches.pop() {
            self.give_up_old(&mut batch);
            if batch.records.is_empty() {
                continue;
            }
            match self.attempt(&batch.records).await {
                None => {}
                Some(0) => self.retry(batch, &mut batches).await,
                // Those before it are done, and it has failed once.
                Some(done) => {
                    batch.records.drain(..done);
                    batch.failures = 0;
                    self.again(batch, &mut batches).await;
                }
            }
        }
    }

    /// Calls the function once; yields the first record that failed.
    async fn attempt(&self, records: &[Record]) -> Option<usize> {
        let values: Vec<&Value> = records.iter().map(|record| &*record.value).collect();
        let payload = Bytes::from(serde_json::json!({ "Records": values }).to_string());
        let started = Instant::now();
        let answer = self.invoke.invoke(&self.source.function, payload).await;
        let (failed, outcome) = match answer {
            Ok(invoked) if self.source.reports_failures => match first_failure(&invoked.payload, records) {
                None => (None, Outcome::Done),
                Some(first) => {
                    let count = records.len() - first;
                    let outcome =
                        Outcome::Failed(format!("the function reports {count} records as not done"));
                    (Some(first), outcome)
                }
            },
            Ok(_) => (None, Outcome::Done),
            Err(error) => (Some(0), Outcome::Failed(error.to_string())),
        };
        self.tell(Event::Batch {
            source: self.source.table.clone(),
            function: self.source.function.clone(),
            records: records.len(),
            outcome,
            took: started.elapsed(),
        });
        failed
    }

    /// The whole batch failed: cut it in two, or try it again.
    async fn retry(&self, batch: Batch, batches: &mut Vec<Batch>) {
        if self.source.retry.bisect && batch.records.len() > 1 {
            let Batch {
                mut records,
                failures,
            } = batch;
            let second = records.split_off(records.len() / 2);
            // Cutting does not count as a retry.
            batches.push(Batch {
                records: second,
                failures,
            });
            batches.push(Batch { records, failures });
        } else {
            self.again(batch, batches).await;
        }
    }

    /// Waits and puts the batch back, unless it has had its retries.
    async fn again(&self, mut batch: Batch, batches: &mut Vec<Batch>) {
        let spent = self.source.retry.attempts;
        if spent.is_some_and(|attempts| batch.failures >= attempts) {
            return self.give_up(&batch.records, "the function failed on them as often as it may");
        }
        let factor = 1_u32.checked_shl(batch.failures).unwrap_or(u32::MAX);
        batch.failures += 1;
        sleep(FIRST_WAIT.saturating_mul(factor).min(LONGEST_WAIT)).await;
        batches.push(batch);
    }

    fn give_up_old(&self, batch: &mut Batch) {
        let oldest = SystemTime::now() - self.source.retry.age.unwrap_or(RETENTION);
        let old = batch.records.iter().take_while(|record| record.created < oldest);
        let old: Vec<Record> = batch.records.drain(..old.count()).collect();
        if !old.is_empty() {
            self.give_up(&old, "they are too old");
        }
    }

    fn give_up(&self, records: &[Record], why: &str) {
        let id = &self.source.id;
        let sequence = records.first().map_or("", |record| &record.sequence);
        let message = format!(
            "`{id}` gives up {} records of `{}`, from sequence number {sequence} on: {why}",
            records.len(),
            self.source.table
        );
        let mut finding = Diagnostic::error("GW523", message).on(id);
        finding.severity = Severity::Warning;
        self.tell(Event::Notice(finding));
    }

    fn tell(&self, event: Event) {
        // Nobody reads the events any more: the program is ending.
        let _ = self.events.send(event);
    }
}

//! Reads the streams and cuts them into batches.

use std::{
    collections::HashMap,
    fmt,
    hash::{DefaultHasher, Hash, Hasher},
    sync::{Arc, Mutex, PoisonError},
};

use futures_util::future::join_all;
use tokio::{
    sync::mpsc,
    task::JoinSet,
    time::{Instant, timeout_at},
};

use super::delivery::Delivery;
use crate::{
    Event, Invoke,
    plan::EventSource,
    runtime::PAYLOAD_LIMIT,
    services::{
        DynamoDb,
        dynamodb::records::{Position, Reader, Record},
    },
};

/// The most records that one read of a stream yields.
const MOST_RECORDS: usize = 1000;

/// The mappings at work. Dropping them ends the reading; a running invocation finishes.
pub struct Mappings {
    database: Arc<DynamoDb>,
    invoke: Arc<dyn Invoke>,
    events: mpsc::UnboundedSender<Event>,
    /// By logical id.
    running: HashMap<String, Running>,
}

struct Running {
    source: EventSource,
    /// Everything before it is done.
    position: Checkpoint,
    task: JoinSet<()>,
}

type Checkpoint = Arc<Mutex<Option<Position>>>;

impl fmt::Debug for Mappings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.running.keys()).finish()
    }
}

impl Mappings {
    /// Starts to read.
    pub fn start(
        database: Arc<DynamoDb>,
        invoke: Arc<dyn Invoke>,
        sources: Vec<EventSource>,
        events: mpsc::UnboundedSender<Event>,
    ) -> Self {
        let mut mappings = Self {
            database,
            invoke,
            events,
            running: HashMap::new(),
        };
        mappings.reload(sources);
        mappings
    }

    /// Switches to other mappings; call it after the tables and functions have been switched. One that stays goes on
    /// where it is. Records that a changed one had handed out and not yet seen done are handed out again.
    pub fn reload(&mut self, sources: Vec<EventSource>) {
        let mut before = std::mem::take(&mut self.running);
        for source in sources {
            let running = match before.remove(&source.id) {
                Some(running) if running.source == source && !running.task.is_empty() => running,
                Some(Running {
                    source: old,
                    position,
                    mut task,
                }) => {
                    task.abort_all();
                    let same = old.table == source.table;
                    self.run(source, if same { position } else { Checkpoint::default() })
                }
                None => self.run(source, Checkpoint::default()),
            };
            self.running.insert(running.source.id.clone(), running);
        }
    }

    fn run(&self, source: EventSource, position: Checkpoint) -> Running {
        let mut task = JoinSet::new();
        if let Some(reader) = self.database.stream(&source.table) {
            // A mapping from the newest record on begins here and now, not when its task gets to run.
            let mut checkpoint = position.lock().unwrap_or_else(PoisonError::into_inner);
            if checkpoint.is_none() {
                *checkpoint = reader.position(source.start).ok();
            }
            drop(checkpoint);
            let mapping = Mapping {
                reader,
                position: position.clone(),
                delivery: Delivery {
                    source: source.clone(),
                    invoke: self.invoke.clone(),
                    events: self.events.clone(),
                },
            };
            task.spawn(mapping.run());
        }
        Running {
            source,
            position,
            task,
        }
    }
}

struct Mapping {
    reader: Reader,
    position: Checkpoint,
    delivery: Delivery,
}

impl Mapping {
    async fn run(mut self) {
        loop {
            let position = self
                .position
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clone();
            // Without a place to begin there is no stream: the next reload may bring one.
            let Some(position) = position else { return };
            let (records, next) = self.gather(position).await;
            self.hand_out(records).await;
            *self.position.lock().unwrap_or_else(PoisonError::into_inner) = Some(next);
        }
    }

    /// Waits for records that match; with a window, until a batch is full or the window is over.
    async fn gather(&mut self, mut position: Position) -> (Vec<Record>, Position) {
        let source = &self.delivery.source;
        let enough = (source.batch_size * source.parallel).clamp(1, MOST_RECORDS);
        let mut records: Vec<Record> = Vec::new();
        let mut end = None;
        loop {
            // A table that is gone for a moment, in a reload, has nothing to read.
            if let Ok((read, next)) = self.reader.read(&position, enough - records.len()) {
                let more = next != position;
                position = next;
                records.extend(read.into_iter().filter(|record| self.wanted(record)));
                if more && records.len() < enough {
                    continue;
                }
            }
            if records.len() >= enough {
                return (records, position);
            }
            if records.is_empty() {
                self.reader.wait().await;
                continue;
            }
            let end = *end.get_or_insert_with(|| Instant::now() + self.delivery.source.window);
            if timeout_at(end, self.reader.wait()).await.is_err() {
                return (records, position);
            }
        }
    }

    fn wanted(&self, record: &Record) -> bool {
        let filters = &self.delivery.source.filters;
        filters.is_empty() || filters.iter().any(|filter| filter.matches(&record.value))
    }

    /// Returns when all of them are done or given up. The changes of one item stay in one lane, and in order.
    async fn hand_out(&self, records: Vec<Record>) {
        let source = &self.delivery.source;
        let mut lanes = vec![Vec::new(); source.parallel.max(1)];
        for record in records {
            let lane = lane(&record, lanes.len());
            lanes[lane].push(record);
        }
        let lanes = lanes.into_iter().map(|records| async {
            for batch in batches(records, source.batch_size) {
                self.delivery.deliver(batch).await;
            }
        });
        join_all(lanes).await;
    }
}

fn lane(record: &Record, lanes: usize) -> usize {
    let mut hasher = DefaultHasher::new();
    record.key.hash(&mut hasher);
    let hash = usize::try_from(hasher.finish() % u64::from(u32::MAX)).unwrap_or(0);
    hash % lanes
}

/// Cuts records into batches of at most `size` that fit into one invocation.
fn batches(records: Vec<Record>, size: usize) -> Vec<Vec<Record>> {
    let mut batches: Vec<Vec<Record>> = Vec::new();
    let mut bytes = 0;
    for record in records {
        let length = record.value.to_string().len() + 1;
        let fits = |batch: &Vec<Record>| batch.len() < size && bytes + length < PAYLOAD_LIMIT - 100;
        if let Some(batch) = batches.last_mut().filter(|batch| fits(batch)) {
            bytes += length;
            batch.push(record);
        } else {
            bytes = length;
            batches.push(vec![record]);
        }
    }
    batches
}

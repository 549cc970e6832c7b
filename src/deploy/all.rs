//! Several stacks, in the order of their dependencies, those that wait for nothing at the same time.

use std::collections::BTreeMap;

use ::deploy::deployment::Order;
use futures_util::{StreamExt as _, stream::FuturesUnordered};
use tokio::{select, signal};

use crate::{
    deploy::{
        job::Job,
        journey::{Arrived, How, Session},
        refusal::Refusal,
    },
    report::Failure,
    ui,
};

/// What became of stacks, by name.
pub(crate) type All = BTreeMap<String, Arrived>;

/// Why not all stacks were deployed; each failure has been shown.
#[derive(Debug, thiserror::Error)]
#[error("not deployed: {}", .0.join(", "))]
struct SomeFailed(Vec<String>);

/// Brings all stacks to where they are to be. One that fails stops those behind it; the others go on.
pub(crate) async fn bring_all(session: &Session<'_>, jobs: &[Job<'_>]) -> (All, Result<(), Failure>) {
    let work = in_order(session, jobs);
    let mut work = std::pin::pin!(work);
    loop {
        select! {
            done = &mut work => return done,
            // Who follows an operation asks what to do with it.
            _ = signal::ctrl_c() => if !session.following.any() {
                return (All::new(), Err(Refusal::Interrupted.into()));
            }
        }
    }
}

async fn in_order(session: &Session<'_>, jobs: &[Job<'_>]) -> (All, Result<(), Failure>) {
    let mut order = match Order::of(jobs.iter().map(|job| job.entry)) {
        Ok(order) => order,
        Err(error) => return (All::new(), Err(Failure::new(error))),
    };
    let (mut arrived, mut failures, mut behind) = (All::new(), Vec::new(), Vec::new());
    let mut running = FuturesUnordered::new();
    loop {
        let free = order.free();
        let begun = jobs
            .iter()
            .filter(|job| free.iter().any(|name| name == job.name()));
        running.extend(begun.map(|job| async move { (job.name(), Box::pin(session.bring(job)).await) }));
        let Some((name, done)) = running.next().await else {
            break;
        };
        match done {
            Ok(done) => {
                session.live.aside(|| say(name, &done.how));
                // A change set that waits makes nothing for those behind it.
                match done.how {
                    How::Prepared(_) => behind.extend(order.failed(name)),
                    How::Unchanged | How::Deployed => order.done(name),
                }
                arrived.insert(name.to_owned(), done);
            }
            Err(failure) => {
                behind.extend(order.failed(name));
                failures.push((name.to_owned(), failure));
            }
        }
    }
    for name in &behind {
        ui::note(format_args!(
            "{name}: not begun, because a stack that it waits for is not deployed"
        ));
    }
    (arrived, verdict(failures))
}

fn say(stack: &str, how: &How) {
    match how {
        How::Unchanged => {}
        How::Deployed => ui::note(format_args!("{stack}: deployed")),
        How::Prepared(name) => {
            ui::note(format_args!("{stack}: the change set {name} waits"));
            ui::hint(format_args!(
                "`aws cloudformation execute-change-set --stack-name {stack} --change-set-name {name}`"
            ));
        }
    }
}

/// One failure is told as it is; of several, all are shown, and the gravest code counts.
fn verdict(mut failures: Vec<(String, Failure)>) -> Result<(), Failure> {
    match failures.len() {
        0 => Ok(()),
        1 => Err(failures.remove(0).1),
        _ => {
            let code = failures.iter().map(|(_, failure)| failure.exit_code()).max();
            let names = failures.iter().map(|(name, _)| name.clone()).collect();
            for (_, failure) in &failures {
                // The code of the whole counts.
                let _ = failure.show();
            }
            let whole = Failure::new(SomeFailed(names));
            Err(match code {
                Some(code) => whole.code(code),
                None => whole,
            })
        }
    }
}

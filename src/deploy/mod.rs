//! What people see of AWS: which stacks are meant, as whom and where, and what to do when that fails.

mod all;
mod approval;
pub(crate) mod ask;
mod astray;
mod chosen;
mod decide;
mod doomed;
mod express;
mod failure;
mod follow;
mod following;
mod job;
mod journey;
mod line;
mod live;
mod log_line;
mod operation;
mod prepare;
mod refusal;
mod screen;
mod shipment;
mod show;
mod step;
mod text;
pub(crate) mod time;
mod timed;
mod told;
mod tree;
mod watch;
mod why;

use std::collections::BTreeMap;

use ::deploy::{Clients, Error, Stack, Target};
use cfn::StackEntry;

pub(crate) use all::{All, bring_all};
pub(crate) use chosen::{Chosen, pack};
pub(crate) use doomed::{Doomed, Obstacle};
pub(crate) use express::express;
pub(crate) use follow::expected;
pub(crate) use journey::Session;
pub(crate) use line::{origin, plain};
pub(crate) use live::Live;
pub(crate) use log_line::LogLine;
pub(crate) use operation::{Ended, Operation};
pub(crate) use prepare::jobs;
pub(crate) use step::Steps;
pub(crate) use told::{Told, table};
pub(crate) use watch::watch;
pub(crate) use why::failed;

use crate::{cli::Account, report::Failure, ui};

/// The services in a stack's region. What the command line says goes before what the stack says.
pub(crate) async fn connect(account: &Account, stack: &StackEntry) -> Result<Clients, Error> {
    let target = Target {
        profile: account.aws_profile.clone(),
        region: account.region.clone().or_else(|| stack.region.clone()),
    };
    Clients::connect(&target).await
}

/// Stacks with the services of their regions; stacks of one region share them.
pub(crate) async fn connect_each<'e>(
    account: &Account,
    stacks: &[&'e StackEntry],
) -> Result<Vec<(&'e StackEntry, Clients)>, Error> {
    let mut regions: BTreeMap<Option<&str>, Clients> = BTreeMap::new();
    let mut connected = Vec::new();
    for stack in stacks {
        let region = stack.region.as_deref();
        let clients = match regions.get(&region) {
            Some(clients) => clients.clone(),
            None => connect(account, stack).await?,
        };
        regions.insert(region, clients.clone());
        connected.push((*stack, clients));
    }
    Ok(connected)
}

/// A stack that the program has and the account has not.
#[derive(Debug, thiserror::Error)]
#[error("stack {stack:?} is not deployed in {region}")]
struct NotDeployed {
    stack: String,
    region: String,
}

/// A stack as it stands; one that is not deployed is a failure.
pub(crate) async fn deployed(clients: &Clients, entry: &StackEntry) -> Result<Stack, Failure> {
    clients.stack(&entry.name).await?.ok_or_else(|| {
        Failure::new(NotDeployed {
            stack: entry.name.clone(),
            region: clients.region().to_owned(),
        })
        .hint(format!(
            "`{} deploy {} --stage {}`",
            ui::program(),
            entry.name,
            entry.stage
        ))
    })
}

/// Runs what asks AWS, to its end.
pub(crate) fn wait<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Failure::new)?;
    runtime.block_on(work)
}

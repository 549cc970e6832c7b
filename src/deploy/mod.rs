//! What people see of AWS: which stacks are meant, as whom and where, and what to do when that fails.

mod failure;

use ::deploy::{Clients, Error, Target};
use cfn::StackEntry;

use crate::{cli::Account, report::Failure};

/// The services in a stack's region. What the command line says goes before what the stack says.
pub(crate) async fn connect(account: &Account, stack: &StackEntry) -> Result<Clients, Error> {
    let target = Target {
        profile: account.aws_profile.clone(),
        region: account.region.clone().or_else(|| stack.region.clone()),
    };
    Clients::connect(&target).await
}

/// Runs what asks AWS, to its end.
pub(crate) fn wait<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Failure::new)?;
    runtime.block_on(work)
}

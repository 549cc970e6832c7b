//! `gatewright watch`: ships code whenever it changes.

use crate::{
    cli::{Build, Watch},
    commands::runtime,
    deploy,
    project::Project,
    report::Failure,
};

pub(super) fn run(build: &Build, arguments: &Watch) -> Result<(), Failure> {
    let project = Project::open(build)?.supervised();
    let runtime = runtime(tokio::runtime::Builder::new_current_thread())?;
    let result = runtime.block_on(deploy::watch(project, &arguments.deployed));
    // A build that was ended may still be on its thread.
    runtime.shutdown_background();
    result
}

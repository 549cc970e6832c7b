//! `gatewright dev`: runs a template on this machine.

use crate::{
    cli::{Build, Dev},
    commands::runtime,
    dev::{source::Source, supervisor::supervise},
    project::Project,
    report::Failure,
};

pub(super) fn run(build: &Build, arguments: Dev) -> Result<(), Failure> {
    let source = match arguments.template {
        Some(template) => Source::File {
            template,
            functions: arguments.function,
        },
        None => Source::Workspace {
            project: Project::open(build)?.supervised(),
            stack: arguments.stack,
            stage: arguments.stage,
        },
    };
    let runtime = runtime(tokio::runtime::Builder::new_multi_thread())?;
    let result = runtime.block_on(supervise(source, arguments.port));
    // A build that was ended may still be on its thread.
    runtime.shutdown_background();
    result
}

//! `gatewright rollback`: takes a stack back to where it stood before a change.

use ::deploy::{Limiter, Resource, Stack, WayBack, rollback};
use cfn::StackEntry;

use crate::{
    assembly::{Assembly, select},
    cli::{Build, Rollback},
    deploy::{self, Ended, Live, Operation, ask},
    exit_code,
    project::Project,
    report::Failure,
    ui,
};

/// Why a stack does not go back.
#[derive(Debug, thiserror::Error)]
enum RollbackError {
    #[error("there is nothing to take back: {stack} is {status}")]
    Nothing { stack: String, status: String },
    #[error("{0} cannot be skipped: it did not fail on the way back")]
    NotFailed(String),
    #[error("nothing can be skipped while {0} is {1}")]
    NoSkip(String, String),
}

impl From<RollbackError> for Failure {
    fn from(error: RollbackError) -> Self {
        let hint = match &error {
            RollbackError::Nothing { stack, .. } => {
                Some(format!("`{} status {stack}` shows how it stands", ui::program()))
            }
            RollbackError::NotFailed(_) | RollbackError::NoSkip(..) => None,
        };
        hint.into_iter().fold(Self::new(error), Self::hint)
    }
}

pub(super) fn run(build: &Build, arguments: &Rollback) -> Result<(), Failure> {
    let project = Project::open(build)?;
    let manifest = Assembly::list(&project)?;
    let (name, stage) = (arguments.stack.as_deref(), arguments.stage.as_deref());
    let entry = select(&manifest, name, stage, &project.stage)?.stack;
    deploy::wait(async {
        let clients = deploy::connect(&arguments.account, entry).await?;
        let stack = deploy::deployed(&clients, entry).await?;
        let way = way(&stack)?;
        let resources = clients.resources(&stack.id).await?;
        let failed: Vec<&Resource> = rollback::failed(&resources).collect();
        skippable(&stack, way, &failed, &arguments.skip)?;
        show(&stack, way, &failed, &arguments.skip);
        ask::approve(&stack.name, arguments.yes).await?;
        let (live, limiter) = (Live::new(), Limiter::new());
        let operation = Operation {
            entry,
            clients: &clients,
            stack: &stack,
            live: &live,
            limiter: &limiter,
        };
        let work = clients.roll_back(&stack, way, &arguments.skip);
        let ended = operation.run(work).await?;
        if ended.end.status.failed() {
            return Err(stuck(entry, &ended));
        }
        ui::tell(format_args!("{}: {}", stack.name, outcome(&ended)));
        Ok(())
    })
}

/// What happens next, and what failed until now.
fn show(stack: &Stack, way: WayBack, failed: &[&Resource], skip: &[String]) {
    ui::say(format_args!("{}: {}", stack.name, sentence(way)));
    for one in failed {
        let reason = one.reason.as_deref().map(ui::harmless).unwrap_or_default();
        let skipped = if skip.contains(&one.logical_id) {
            "; it is left as it is, and differs from the template from now on"
        } else {
            ""
        };
        ui::say(format_args!(
            "  {} ({}): {reason}{skipped}",
            one.logical_id, one.kind
        ));
    }
}

/// How it stands now.
fn outcome(ended: &Ended) -> String {
    let status = ended.end.status.word();
    match status {
        "ROLLBACK_COMPLETE" => format!(
            "what was made is gone again ({status}); `{} destroy` takes away the rest",
            ui::program()
        ),
        "UPDATE_COMPLETE" => format!("the update was done before it could be cancelled ({status})"),
        _ => format!("it stands where it stood before ({status})"),
    }
}

fn stuck(entry: &StackEntry, ended: &Ended) -> Failure {
    let failure = ended.failure(entry).code(exit_code::NEEDS_A_PERSON);
    failure.hint(format!(
        "make possible what failed and run it again, or `{} rollback {} --skip RESOURCE` for what cannot be brought back",
        ui::program(),
        entry.name
    ))
}

fn way(stack: &Stack) -> Result<WayBack, RollbackError> {
    WayBack::of(&stack.status).ok_or_else(|| RollbackError::Nothing {
        stack: stack.name.clone(),
        status: stack.status.as_str().to_owned(),
    })
}

/// What happens next.
fn sentence(way: WayBack) -> &'static str {
    match way {
        WayBack::Cancel => "the update under way is cancelled, and what it did is undone",
        WayBack::Begin => "the change that failed is undone",
        WayBack::Continue => "the way back failed, and goes on",
    }
}

/// Only what failed on the way back can be skipped. A resource of a nested stack, `Stack.Resource`, is for the service
/// to judge.
fn skippable(
    stack: &Stack,
    way: WayBack,
    failed: &[&Resource],
    skip: &[String],
) -> Result<(), RollbackError> {
    if !skip.is_empty() && way != WayBack::Continue {
        let status = stack.status.as_str().to_owned();
        return Err(RollbackError::NoSkip(stack.name.clone(), status));
    }
    let is_failed = |id: &String| failed.iter().any(|one| one.logical_id == *id);
    match skip.iter().find(|id| !id.contains('.') && !is_failed(id)) {
        Some(id) => Err(RollbackError::NotFailed(id.clone())),
        None => Ok(()),
    }
}

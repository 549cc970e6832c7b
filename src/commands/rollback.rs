//! `gatewright rollback`: takes a stack back to where it stood before a change.

use ::deploy::{Limiter, Stack, WayBack, rollback};

use crate::{
    assembly::{Assembly, select},
    cli::{Build, Rollback},
    deploy::{self, Live, Operation, ask},
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
    #[error("{0} is left as it is")]
    Declined(String),
    #[error("{0} is left as it is: nobody can be asked here")]
    NobodyToAsk(String),
}

impl From<RollbackError> for Failure {
    fn from(error: RollbackError) -> Self {
        let program = ui::program();
        let (code, hint) = match &error {
            RollbackError::Nothing { stack, .. } => (
                exit_code::FAILED,
                Some(format!("`{program} status {stack}` shows how it stands")),
            ),
            RollbackError::NotFailed(_) | RollbackError::NoSkip(..) => (exit_code::FAILED, None),
            RollbackError::Declined(_) => (exit_code::NOT_APPROVED, None),
            RollbackError::NobodyToAsk(_) => (
                exit_code::NOT_APPROVED,
                Some("`--yes` answers with yes".to_owned()),
            ),
        };
        let failure = Failure::new(error).code(code);
        match hint {
            Some(hint) => failure.hint(hint),
            None => failure,
        }
    }
}

pub(super) fn run(build: &Build, arguments: &Rollback) -> Result<(), Failure> {
    let project = Project::open(build)?;
    let assembly = Assembly::synthesize(&project)?;
    let (name, stage) = (arguments.stack.as_deref(), arguments.stage.as_deref());
    let entry = select(assembly.manifest(), name, stage, &project.stage)?.stack;
    deploy::wait(async {
        let clients = deploy::connect(&arguments.account, entry).await?;
        let stack = deploy::deployed(&clients, entry).await?;
        let way = way(&stack)?;
        let resources = clients.resources(&stack.id).await?;
        let failed: Vec<_> = rollback::failed(&resources).collect();
        let ids: Vec<&str> = failed.iter().map(|one| one.logical_id.as_str()).collect();
        skippable(&stack, way, &ids, &arguments.skip)?;
        ui::say(format_args!("{}: {}", entry.name, sentence(way)));
        for one in &failed {
            let reason = one.reason.as_deref().map(ui::harmless).unwrap_or_default();
            let skipped = if arguments.skip.contains(&one.logical_id) {
                "; it is left as it is, and differs from the template from now on"
            } else {
                ""
            };
            ui::say(format_args!(
                "  {} ({}): {reason}{skipped}",
                one.logical_id, one.kind
            ));
        }
        approve(&entry.name, arguments.yes).await?;
        let (live, limiter) = (Live::new(), Limiter::new());
        let operation = Operation {
            entry,
            clients: &clients,
            stack: &stack,
            live: &live,
            limiter: &limiter,
        };
        let ended = operation
            .run(clients.roll_back(&stack, way, &arguments.skip))
            .await?;
        let status = &ended.end.status;
        if !status.failed() {
            ui::tell(format_args!("{} stands where it stood: {status}", entry.name));
            return Ok(());
        }
        let program = ui::program();
        Err(ended.failure(entry).code(exit_code::NEEDS_A_PERSON).hint(format!(
            "make possible what failed and run it again, or `{program} rollback {} --skip RESOURCE` for what cannot be \
             brought back",
            entry.name
        )))
    })
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
fn skippable(stack: &Stack, way: WayBack, failed: &[&str], skip: &[String]) -> Result<(), RollbackError> {
    if !skip.is_empty() && way != WayBack::Continue {
        let status = stack.status.as_str().to_owned();
        return Err(RollbackError::NoSkip(stack.name.clone(), status));
    }
    match skip
        .iter()
        .find(|id| !id.contains('.') && !failed.contains(&id.as_str()))
    {
        Some(id) => Err(RollbackError::NotFailed(id.clone())),
        None => Ok(()),
    }
}

async fn approve(stack: &str, yes: bool) -> Result<(), RollbackError> {
    if yes {
        return Ok(());
    }
    if !ask::can_ask() {
        return Err(RollbackError::NobodyToAsk(stack.to_owned()));
    }
    if ask::confirm("go on?").await {
        Ok(())
    } else {
        Err(RollbackError::Declined(stack.to_owned()))
    }
}

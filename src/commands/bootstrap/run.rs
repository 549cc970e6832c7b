//! Carries a change set out: shows it, asks, and follows it to its end.

use std::time::SystemTime;

use ::deploy::{
    Clients, Follower, Outcome, Start, causes,
    change_set::{Action, ChangeSet, Made},
};

use crate::{commands::OutputError, deploy::ask, exit_code, report::Failure, ui};

/// What is asked for.
pub(super) struct Change<'a> {
    /// The stack's name.
    pub(super) stack: &'a str,
    /// What is asked before it is done.
    pub(super) question: &'a str,
    /// Do not ask.
    pub(super) yes: bool,
}

#[derive(Debug, thiserror::Error)]
enum BootstrapFailure {
    #[error("nobody approved the change of {0}")]
    NotApproved(String),
    #[error("{stack} is {status}: {reason}")]
    Failed {
        stack: String,
        status: String,
        reason: String,
    },
}

/// A name that no change set of the stack has yet.
pub(super) fn change_set_name() -> String {
    let time = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    format!("gatewright-{}", time.unwrap_or_default().as_millis())
}

/// Does what a change set says, if somebody wants it, and shows what the stack tells then. Whether anything was done.
pub(super) async fn carry_out(clients: &Clients, made: Made, change: &Change<'_>) -> Result<bool, Failure> {
    let changed = match made {
        Made::Empty => {
            ui::note(format_args!("{} is up to date", change.stack));
            false
        }
        Made::Ready(change_set) => {
            show(&change_set);
            if !change.yes && !(ask::can_ask() && ask::confirm(change.question).await) {
                clients.discard_change_set(&change_set).await?;
                let refused = BootstrapFailure::NotApproved(change.stack.to_owned());
                return Err(Failure::new(refused)
                    .code(exit_code::NOT_APPROVED)
                    .hint("`--yes` does not ask"));
            }
            execute(clients, &change_set).await?;
            true
        }
    };
    let stack = clients.stack(change.stack).await?;
    let outputs = stack.map(|stack| stack.outputs).unwrap_or_default();
    let width = outputs.keys().map(|name| name.len()).max().unwrap_or_default();
    for (name, value) in outputs {
        ui::data(&format!("{name:width$}  {value}\n")).map_err(OutputError::Stdout)?;
    }
    Ok(changed)
}

fn show(change_set: &ChangeSet) {
    for change in &change_set.changes {
        let mark = match change.action {
            Action::Add => "+",
            Action::Remove => "-",
            _ => "~",
        };
        ui::say(format_args!("  {mark} {}  {}", change.resource, change.kind));
    }
}

async fn execute(clients: &Clients, change_set: &ChangeSet) -> Result<(), Failure> {
    clients.execute_change_set(change_set).await?;
    let start = Start::Token(change_set.name.clone());
    let mut follower = Follower::new(clients.clone(), &change_set.stack_id, start);
    let mut events = Vec::new();
    while let Some(next) = follower.next().await? {
        for event in &next {
            ui::say(format_args!("  {}  {}", event.status, event.logical_id));
        }
        events.extend(next);
    }
    let Some(end) = follower.end() else { return Ok(()) };
    if end.status.outcome() == Outcome::Complete && !end.status.rolls_back() {
        return Ok(());
    }
    let cause = causes(&events).into_iter().next();
    let reason = cause.map(|cause| format!("{}: {}", cause.logical_id, cause.reason.text));
    let taken = reason
        .as_ref()
        .is_some_and(|reason| reason.contains("already exists"));
    let failure = Failure::new(BootstrapFailure::Failed {
        stack: change_set.stack.clone(),
        status: end.status.to_string(),
        reason: reason.unwrap_or_default(),
    });
    Err(if taken {
        failure.hint("the bucket of an earlier stack stays, and names are global: `--bucket-name NAME` takes another one")
    } else {
        failure
    })
}

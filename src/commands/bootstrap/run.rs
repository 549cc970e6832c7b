//! Carries a change set out: shows it, asks, and follows it to its end.

use ::deploy::{
    ChangeSet, Clients, Ending, Follower, History, Start, causes,
    change_set::{Action, Made},
};
use indexmap::IndexMap;

use crate::{
    commands::OutputError,
    deploy::{self, Live, Told, ask},
    exit_code,
    report::Failure,
    ui,
};

/// What is asked for.
pub(super) struct Change<'a> {
    /// The stack's name.
    pub(super) stack: &'a str,
    /// What is asked before it is done.
    pub(super) question: &'a str,
    /// Do not ask.
    pub(super) yes: bool,
}

/// Nobody said yes.
#[derive(Debug, thiserror::Error)]
#[error("nobody approved the change of {0}")]
struct NotApproved(String);

/// Does what a change set says, if somebody wants it, and shows what the stack tells then. Whether anything was done.
pub(super) async fn carry_out(clients: &Clients, made: Made, change: &Change<'_>) -> Result<bool, Failure> {
    let changed = match made {
        Made::Empty => {
            ui::note(format_args!("{} is up to date", change.stack));
            false
        }
        Made::Ready(change_set) => {
            show(&change_set);
            let approved = change.yes || (ask::can_ask() && ask::confirm(change.question).await);
            if !approved {
                clients.discard_change_set(&change_set).await?;
                return Err(Failure::new(NotApproved(change.stack.to_owned()))
                    .code(exit_code::NOT_APPROVED)
                    .hint("`--yes` does not ask"));
            }
            execute(clients, &change_set).await?;
            true
        }
    };
    if let Some(stack) = clients.stack(change.stack).await? {
        let told = Told::from([(stack.name, stack.outputs)]);
        ui::data(&deploy::table(&told)).map_err(OutputError::Stdout)?;
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
    let (live, places) = (Live::new(), IndexMap::new());
    let progress = deploy::expected(change_set, History::default());
    live.begin(&change_set.stack, progress, &places);
    let mut events = Vec::new();
    while let Some(next) = live.during(follower.next()).await? {
        live.record(&change_set.stack, &next);
        events.extend(next);
    }
    let Some(end) = follower.end().filter(|end| Ending::of(end) != Ending::Done) else {
        return Ok(());
    };
    let causes = causes(&events);
    let taken = |reason: &str| reason.contains("already exists");
    let failure = deploy::failed(&change_set.stack, &end.stack_id, &end.status, &causes, &places)
        .code(exit_code::NOT_DEPLOYED);
    Err(if causes.iter().any(|cause| taken(&cause.reason.text)) {
        failure
            .hint("a bucket outlives its stack, and names are global: `--bucket-name NAME` takes another one")
    } else {
        failure
    })
}

//! `gatewright orphan`: lets resources go from a stack into the account.

use ::deploy::{
    ChangeSet, Clients, Stack,
    change_set::{Action, Fate, Kind},
    transfer,
};
use cfn::{StackEntry, Template, read::ReadError};

use crate::{
    assembly::{Assembly, select},
    cli::{Build, Orphan},
    deploy::{self, Steps},
    project::Project,
    report::Failure,
    ui,
};

/// Why nothing leaves the stack.
#[derive(Debug, thiserror::Error)]
enum OrphanError {
    #[error("the deployed template of {0} cannot be read")]
    Template(String, #[source] ReadError),
    #[error("CloudFormation would not keep {0}: the deployed template still deletes it when it leaves")]
    NotKept(String),
    #[error("CloudFormation would do more than let them go: {0}")]
    More(String),
}

pub(super) fn run(build: &Build, arguments: &Orphan) -> Result<(), Failure> {
    let project = Project::open(build)?;
    let manifest = Assembly::list(&project)?;
    let place = &arguments.place;
    let entry = select(
        &manifest,
        Some(&arguments.stack),
        place.stage.as_deref(),
        &project.stage,
    )?
    .stack;
    let ids = &arguments.resources;
    deploy::wait(async {
        let clients = deploy::connect(&place.account, entry).await?;
        let stack = deploy::deployed(&clients, entry).await?;
        let resources = clients.resources(&stack.id).await?;
        let before = template(&clients, entry, &stack).await?;
        let kept = transfer::kept(&before, ids)?;
        // Nothing is begun that cannot be ended.
        transfer::without(&kept, ids)?;
        let steps = Steps::new(entry, &clients, Some(&stack), place.yes);
        if first_deleted(&before, ids).is_some()
            && let Some(change_set) = steps.make(Kind::Update, &kept).await?
        {
            steps
                .take("first step of two, what is kept when it leaves", &change_set)
                .await?;
        }
        let after = template(&clients, entry, &stack).await?;
        if let Some(id) = first_deleted(&after, ids) {
            let failure = Failure::new(OrphanError::NotKept(id.clone()));
            return Err(failure.hint(
                "set its removal policy to Retain in the program, deploy that with another change, and run this again",
            ));
        }
        let without = transfer::without(&after, ids)?;
        if let Some(change_set) = steps.make(Kind::Update, &without).await? {
            if let Some(more) = more(&change_set, ids) {
                clients.discard_change_set(&change_set).await?;
                return Err(Failure::new(OrphanError::More(more)));
            }
            steps.take("last step, what leaves", &change_set).await?;
        }
        for resource in resources.iter().filter(|one| ids.contains(&one.logical_id)) {
            let name = resource.physical_id.as_deref().unwrap_or_default();
            ui::note(format_args!(
                "{} stays: {} {name}",
                resource.logical_id, resource.kind
            ));
        }
        ui::hint("take them out of the program, too: the next deployment makes new ones otherwise");
        Ok(())
    })
}

async fn template(clients: &Clients, entry: &StackEntry, stack: &Stack) -> Result<Template, Failure> {
    let text = clients.template(&stack.id).await?.unwrap_or_default();
    Template::read(&entry.name, &text)
        .map_err(|error| Failure::new(OrphanError::Template(entry.name.clone(), error)))
}

/// The first that would be deleted when it leaves the template.
fn first_deleted<'i>(template: &Template, ids: &'i [String]) -> Option<&'i String> {
    ids.iter()
        .find(|id| Fate::at_the_end(template, id) != Fate::Retained)
}

/// What a change set does besides letting resources go.
fn more(change_set: &ChangeSet, ids: &[String]) -> Option<String> {
    let harmless = |resource: &String, action: Action, fate: Option<Fate>| {
        action == Action::Remove && fate != Some(Fate::Deleted) && ids.contains(resource)
    };
    let more = change_set
        .changes
        .iter()
        .find(|change| !harmless(&change.resource, change.action, change.fate));
    more.map(|change| change.resource.clone())
}

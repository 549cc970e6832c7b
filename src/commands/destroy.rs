//! `gatewright destroy`: deletes stacks, and says what goes with them and what stays.

use ::deploy::{Limiter, Resource, Situation};
use cfn::StackEntry;

use crate::{
    assembly::{Assembly, select_all},
    cli::{Build, Destroy},
    deploy::{self, Doomed, Ended, Live, Obstacle, Operation, ask},
    exit_code,
    project::Project,
    report::Failure,
    ui,
};

/// Why nothing was deleted.
#[derive(Debug, thiserror::Error)]
enum DestroyError {
    #[error("nothing is deleted\n  {}", lines(.0))]
    Obstacles(Vec<Obstacle>),
    #[error("{0} is not deleted: its name was not typed")]
    Declined(String),
    #[error("{0} is not deleted: nobody can be asked here")]
    NobodyToAsk(String),
}

fn lines(obstacles: &[Obstacle]) -> String {
    let lines: Vec<String> = obstacles.iter().map(Obstacle::describe).collect();
    lines.join("\n  ")
}

impl From<DestroyError> for Failure {
    fn from(error: DestroyError) -> Self {
        let hints: Vec<String> = match &error {
            DestroyError::Obstacles(obstacles) => Obstacle::hints(obstacles),
            DestroyError::NobodyToAsk(stack) => vec![format!("`--confirm {stack}` says that it is meant")],
            DestroyError::Declined(_) => Vec::new(),
        };
        let failure = Failure::new(error).code(exit_code::NOT_APPROVED);
        hints.into_iter().fold(failure, Failure::hint)
    }
}

pub(super) fn run(build: &Build, arguments: &Destroy) -> Result<(), Failure> {
    let project = Project::open(build)?;
    let manifest = Assembly::list(&project)?;
    let deployed = &arguments.deployed;
    let stage = deployed.stage.as_deref();
    let entries = select_all(&manifest, &deployed.stacks, stage, &project.stage)?;
    deploy::wait(async {
        let all = look(arguments, dependents_first(entries)).await?;
        for doomed in &all {
            doomed.show();
        }
        refuse(&all, &arguments.allow_data_loss)?;
        for doomed in &all {
            confirm(&doomed.entry.name, &arguments.confirm).await?;
        }
        let (live, limiter) = (Live::new(), Limiter::new());
        for doomed in &all {
            end(doomed, &live, &limiter, &arguments.retain).await?;
        }
        Ok(())
    })
}

/// What there is of the stacks; one that is not deployed is told and left out.
async fn look<'a>(arguments: &Destroy, entries: Vec<&'a StackEntry>) -> Result<Vec<Doomed<'a>>, Failure> {
    let mut all = Vec::new();
    for (entry, clients) in deploy::connect_each(&arguments.deployed.account, &entries).await? {
        let region = clients.region().to_owned();
        match Doomed::look(entry, clients).await? {
            Some(doomed) => all.push(doomed),
            None => ui::note(format_args!("{} is not deployed in {region}", entry.name)),
        }
    }
    Ok(all)
}

/// A stack that others import from comes after them.
fn dependents_first(mut left: Vec<&StackEntry>) -> Vec<&StackEntry> {
    let mut ordered = Vec::new();
    while !left.is_empty() {
        let is_needed = |one: &StackEntry| left.iter().any(|other| other.depends_on.contains(&one.name));
        // Stacks in a ring cannot be deployed: any of them may come first.
        let free = left.iter().position(|one| !is_needed(one)).unwrap_or_default();
        ordered.push(left.remove(free));
    }
    ordered
}

/// Nothing goes while anything stands in the way of any of it.
fn refuse(all: &[Doomed<'_>], allowed: &[String]) -> Result<(), DestroyError> {
    let mut before: Vec<&str> = Vec::new();
    let mut obstacles = Vec::new();
    for doomed in all {
        obstacles.extend(doomed.obstacles(&before, allowed));
        before.push(&doomed.entry.name);
    }
    if obstacles.is_empty() {
        Ok(())
    } else {
        Err(DestroyError::Obstacles(obstacles))
    }
}

/// Has the stack's name typed, unless it was given already.
async fn confirm(stack: &str, given: &[String]) -> Result<(), DestroyError> {
    if given.iter().any(|name| name == stack) {
        return Ok(());
    }
    if !ask::can_ask() {
        return Err(DestroyError::NobodyToAsk(stack.to_owned()));
    }
    if ask::line(&format!("type {stack} to delete it: ")).await == stack {
        Ok(())
    } else {
        Err(DestroyError::Declined(stack.to_owned()))
    }
}

/// Deletes a stack; what does not go and was named stays in the account.
async fn end(doomed: &Doomed<'_>, live: &Live, limiter: &Limiter, retain: &[String]) -> Result<(), Failure> {
    let Doomed {
        entry,
        clients,
        stack,
        ..
    } = doomed;
    let operation = Operation {
        entry,
        clients,
        stack,
        live,
        limiter,
    };
    // CloudFormation takes names only for a deletion that has failed already.
    let mut left = match stack.situation() {
        Situation::DeleteFailed => clients.undeleted(stack).await?,
        _ => Vec::new(),
    };
    let mut kept = named(&left, retain);
    let mut ended = operation.run(clients.delete(stack, &kept)).await?;
    if !is_gone(&ended) && kept.is_empty() {
        left = clients.undeleted(stack).await?;
        kept = named(&left, retain);
        if !kept.is_empty() {
            ended = operation.run(clients.delete(stack, &kept)).await?;
        }
    }
    if !is_gone(&ended) {
        return Err(stuck(doomed, &ended, &clients.undeleted(stack).await?));
    }
    ui::tell(format_args!("{} is gone", entry.name));
    let left = left.iter().filter(|one| kept.contains(&one.logical_id));
    for resource in doomed.kept().chain(left) {
        let name = resource.physical_id.as_deref().unwrap_or_default();
        ui::note(format_args!(
            "{} stays: {} {name}",
            resource.logical_id, resource.kind
        ));
    }
    Ok(())
}

fn is_gone(ended: &Ended) -> bool {
    ended.end.status.word() == "DELETE_COMPLETE"
}

fn named(left: &[Resource], retain: &[String]) -> Vec<String> {
    let ids = left.iter().map(|one| one.logical_id.clone());
    ids.filter(|id| retain.contains(id)).collect()
}

/// What holds the stack, and what helps.
fn stuck(doomed: &Doomed<'_>, ended: &Ended, left: &[Resource]) -> Failure {
    let failure = ended.failure(doomed.entry).code(exit_code::NEEDS_A_PERSON);
    let mut hints: Vec<String> = left.iter().filter_map(bucket).collect();
    if !left.is_empty() {
        let retain: Vec<String> = left
            .iter()
            .map(|one| format!("--retain {}", one.logical_id))
            .collect();
        let (program, name) = (ui::program(), &doomed.entry.name);
        let retain = retain.join(" ");
        hints.push(format!(
            "to leave what is left in the account: `{program} destroy {name} {retain}`"
        ));
    }
    hints.into_iter().fold(failure, Failure::hint)
}

/// A bucket goes when it is empty.
fn bucket(resource: &Resource) -> Option<String> {
    let name = resource.physical_id.as_deref()?;
    let is_full = resource.kind == "AWS::S3::Bucket"
        && resource
            .reason
            .as_deref()
            .is_some_and(|reason| reason.contains("not empty"));
    is_full.then(|| {
        format!("to empty it: `aws s3 rm s3://{name} --recursive`; old versions are not part of that")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stack(name: &str, needs: &[&str]) -> StackEntry {
        StackEntry {
            name: name.to_owned(),
            depends_on: needs.iter().map(|name| (*name).to_owned()).collect(),
            ..StackEntry::default()
        }
    }

    #[test]
    fn what_others_import_from_goes_after_them() {
        let stacks = [
            stack("data", &[]),
            stack("api", &["data", "keys"]),
            stack("keys", &["data"]),
        ];
        let ordered = dependents_first(stacks.iter().collect());
        let names: Vec<&str> = ordered.iter().map(|stack| stack.name.as_str()).collect();
        assert_eq!(names, ["api", "keys", "data"]);
        let ring = [stack("a", &["b"]), stack("b", &["a"])];
        assert_eq!(dependents_first(ring.iter().collect()).len(), 2);
    }

    #[test]
    fn obstacles_are_told_all_at_once() {
        let data = Obstacle::Data {
            stack: "chat-dev".to_owned(),
            resource: "Rooms".to_owned(),
            loss: "the items of the table are lost: it is deleted".to_owned(),
        };
        let protected = Obstacle::Protected {
            stack: "chat-dev".to_owned(),
        };
        let error = DestroyError::Obstacles(vec![protected, data]);
        assert_eq!(
            error.to_string(),
            "nothing is deleted\n  chat-dev has termination protection\n  chat-dev.Rooms: the items of the table are \
             lost: it is deleted"
        );
    }
}

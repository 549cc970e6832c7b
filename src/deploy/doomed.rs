//! A stack that is to go: what goes with it, what stays, and what stands in the way.

use ::deploy::{Clients, Held, Resource, Situation, Stack, change_set::Fate, guard};
use cfn::{StackEntry, Template, Tree};
use diff::Topic;

use super::text::one_line;
use crate::{report::Failure, table::columns, ui};

/// A stack that is to go.
#[derive(Debug)]
pub(crate) struct Doomed<'a> {
    pub(crate) entry: &'a StackEntry,
    pub(crate) clients: Clients,
    pub(crate) stack: Stack,
    resources: Vec<Part>,
    held: Vec<Held>,
}

/// One resource of it.
#[derive(Debug)]
struct Part {
    resource: Resource,
    fate: Fate,
    /// What is lost with it, in a sentence.
    loss: Option<String>,
}

/// What stands in the way of a stack's end.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Obstacle {
    /// Something else works on the stack.
    Busy { stack: String, status: String },
    /// CloudFormation is to refuse its deletion.
    Protected { stack: String },
    /// Other stacks import from it.
    Imported {
        stack: String,
        export: String,
        by: Vec<String>,
    },
    /// Stored data would go that nobody named.
    Data {
        stack: String,
        resource: String,
        loss: String,
    },
}

impl<'a> Doomed<'a> {
    /// Asks what there is; none where the stack is not deployed.
    pub(crate) async fn look(entry: &'a StackEntry, clients: Clients) -> Result<Option<Self>, Failure> {
        let Some(stack) = clients.stack(&entry.name).await? else {
            return Ok(None);
        };
        let resources = clients.resources(&stack.id).await?;
        let text = clients.template(&stack.id).await?.unwrap_or_default();
        // A template that cannot be read keeps nothing, as far as anybody knows.
        let template = Template::read(&entry.name, &text)
            .unwrap_or_else(|_| Template::from_tree(&entry.name, Tree::map()));
        let held = clients.held_exports(&stack).await?;
        Ok(Some(Self {
            resources: parts(resources, &template),
            entry,
            clients,
            stack,
            held,
        }))
    }

    /// Everything that stands in the way; `others` are the stacks that go before it.
    pub(crate) fn obstacles(&self, others: &[&str], allowed: &[String]) -> Vec<Obstacle> {
        let stack = || self.entry.name.clone();
        let mut obstacles = Vec::new();
        if self.stack.situation() == Situation::Busy {
            let status = self.stack.status.as_str().to_owned();
            obstacles.push(Obstacle::Busy {
                stack: stack(),
                status,
            });
        }
        if self.stack.termination_protection {
            obstacles.push(Obstacle::Protected { stack: stack() });
        }
        for held in &self.held {
            let by: Vec<String> = held
                .by
                .iter()
                .filter(|name| !others.contains(&name.as_str()))
                .cloned()
                .collect();
            if !by.is_empty() {
                let export = held.export.clone();
                obstacles.push(Obstacle::Imported {
                    stack: stack(),
                    export,
                    by,
                });
            }
        }
        let lost = self.lost().filter(|(resource, _)| {
            let full = format!("{}.{resource}", self.entry.name);
            !allowed.iter().any(|name| name == resource || *name == full)
        });
        obstacles.extend(lost.map(|(resource, loss)| Obstacle::Data {
            stack: stack(),
            resource: resource.to_owned(),
            loss: loss.to_owned(),
        }));
        obstacles
    }

    /// The resources whose data goes, with what is lost.
    pub(crate) fn lost(&self) -> impl Iterator<Item = (&str, &str)> {
        let parts = self.resources.iter();
        parts.filter_map(|part| Some((part.resource.logical_id.as_str(), part.loss.as_deref()?)))
    }

    /// What stays in the account, each with its name there.
    pub(crate) fn kept(&self) -> impl Iterator<Item = &Resource> {
        let kept = self.resources.iter().filter(|part| part.fate == Fate::Retained);
        kept.map(|part| &part.resource)
    }

    /// For eyes: each resource with what becomes of it.
    pub(crate) fn show(&self) {
        let name = &self.entry.name;
        ui::say(format_args!(
            "{} in {}, {} resources",
            ui::styled(ui::WARNING, format_args!("{name} goes")),
            self.clients.region(),
            self.resources.len(),
        ));
        let rows: Vec<[String; 5]> = self.resources.iter().map(|part| self.row(part)).collect();
        for line in columns(&rows).lines() {
            ui::say(line);
        }
    }

    fn row(&self, part: &Part) -> [String; 5] {
        let resource = &part.resource;
        let (mark, becomes) = match part.fate {
            Fate::Deleted => ("-", part.loss.clone().unwrap_or_default()),
            Fate::Snapshot => ("-", "a snapshot stays".to_owned()),
            Fate::Retained => ("=", "stays in the account".to_owned()),
        };
        let origin = self.entry.origins.get(&resource.logical_id);
        let physical = resource.physical_id.as_deref().unwrap_or_default();
        [
            format!("  {mark} {}", resource.logical_id),
            resource.kind.clone(),
            one_line(physical),
            origin.map(ToString::to_string).unwrap_or_default(),
            becomes,
        ]
    }
}

fn parts(resources: Vec<Resource>, template: &Template) -> Vec<Part> {
    let nothing = Template::from_tree(template.name(), Tree::map());
    let verdicts = diff::between(template, &nothing).verdicts;
    let part = |resource: Resource| {
        let id = &resource.logical_id;
        let fate = Fate::at_the_end(template, id);
        let verdict = verdicts
            .iter()
            .find(|verdict| verdict.topic == Topic::Data && verdict.resource == *id);
        // A template may not show what a macro or a nested stack made: what the account lists counts, too.
        let by_kind = || Some(format!("{} lost: it is deleted", guard::held(&resource.kind)?));
        let loss = verdict.map(|verdict| verdict.message.clone()).or_else(by_kind);
        Part {
            loss: loss.filter(|_| fate == Fate::Deleted),
            fate,
            resource,
        }
    };
    resources.into_iter().map(part).collect()
}

impl Obstacle {
    /// What is wrong, in a line.
    pub(crate) fn describe(&self) -> String {
        match self {
            Self::Busy { stack, status } => format!("{stack}: another operation is in progress ({status})"),
            Self::Protected { stack } => format!("{stack} has termination protection"),
            Self::Imported { stack, export, by } => {
                format!("{stack}: its export {export} is imported by {}", by.join(", "))
            }
            Self::Data {
                stack,
                resource,
                loss,
            } => format!("{stack}.{resource}: {loss}"),
        }
    }

    /// What to do about some of them, the data of all in one line.
    pub(crate) fn hints(all: &[Self]) -> Vec<String> {
        let mut hints: Vec<String> = all.iter().filter_map(Self::hint).collect();
        let flags: Vec<String> = all
            .iter()
            .filter_map(|one| match one {
                Self::Data { resource, .. } => Some(format!("--allow-data-loss {resource}")),
                _ => None,
            })
            .collect();
        if !flags.is_empty() {
            hints.push(
                "`DeletionPolicy: Retain` in the program, once it is deployed, keeps what they hold"
                    .to_owned(),
            );
            hints.push(format!("where the data may go: `{}`", flags.join(" ")));
        }
        hints
    }

    fn hint(&self) -> Option<String> {
        let program = ui::program();
        Some(match self {
            Self::Busy { stack, .. } => format!("wait for it: `{program} events {stack} --follow`"),
            Self::Protected { stack } => format!(
                "when it may go: `aws cloudformation update-termination-protection --no-enable-termination-protection \
                 --stack-name {stack}`"
            ),
            Self::Imported { by, .. } => format!(
                "destroy what imports it first: `{program} destroy {}`",
                by.join(" ")
            ),
            Self::Data { .. } => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resource(id: &str, kind: &str) -> Resource {
        Resource {
            logical_id: id.to_owned(),
            physical_id: Some(format!("{id}-1")),
            kind: kind.to_owned(),
            status: "CREATE_COMPLETE".into(),
            reason: None,
            drift: None,
        }
    }

    #[test]
    fn what_holds_data_and_is_not_kept_is_lost() {
        let json = r#"{"Resources": {
            "Rooms": {"Type": "AWS::DynamoDB::Table"},
            "Users": {"Type": "AWS::DynamoDB::Table", "DeletionPolicy": "Retain"},
            "Role": {"Type": "AWS::IAM::Role"},
            "Never": {"Type": "AWS::DynamoDB::Table", "Condition": "Never"}}}"#;
        let template = Template::from_json("chat-dev", json).unwrap();
        let table = "AWS::DynamoDB::Table";
        let resources = vec![
            resource("Rooms", table),
            resource("Users", table),
            resource("Role", "AWS::IAM::Role"),
        ];
        let parts = parts(resources, &template);
        let told: Vec<(&str, Fate, bool)> = parts
            .iter()
            .map(|part| (part.resource.logical_id.as_str(), part.fate, part.loss.is_some()))
            .collect();
        let expected = [
            ("Rooms", Fate::Deleted, true),
            ("Users", Fate::Retained, false),
            ("Role", Fate::Deleted, false),
        ];
        assert_eq!(told, expected);
    }
}

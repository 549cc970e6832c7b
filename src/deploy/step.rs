//! One change set that is shown, asked for and carried out.

use ::deploy::{
    ChangeSet, Clients, Limiter, Stack, capability,
    change_set::{Action, Body, Fate, Given, Kind, Made, Request, ResourceChange},
    upload,
};
use cfn::{StackEntry, Template};

use super::{Live, Operation, ask, time};
use crate::{report::Failure, ui};

/// Change sets for one stack.
#[derive(Debug)]
pub(crate) struct Steps<'a> {
    pub(crate) entry: &'a StackEntry,
    pub(crate) clients: &'a Clients,
    /// None where it is made by the first step.
    pub(crate) stack: Option<&'a Stack>,
    pub(crate) yes: bool,
    live: Live,
    limiter: Limiter,
}

impl<'a> Steps<'a> {
    pub(crate) fn new(
        entry: &'a StackEntry,
        clients: &'a Clients,
        stack: Option<&'a Stack>,
        yes: bool,
    ) -> Self {
        Self {
            entry,
            clients,
            stack,
            yes,
            live: Live::new(),
            limiter: Limiter::new(),
        }
    }

    /// The template as CloudFormation takes it: with the call, or through the bucket where it is large.
    pub(crate) async fn body(&self, template: &Template) -> Result<Body, Failure> {
        let text = template.tree().to_json_line();
        if !upload::is_large(&text) {
            return Ok(Body::Text(text));
        }
        let identity = self.clients.identity().await?;
        let store = self.clients.store(&identity.account).await.map_err(|error| {
            let hint = error.hint();
            hint.into_iter().fold(Failure::new(error), Failure::hint)
        })?;
        let url = self
            .clients
            .upload_template(&store, &self.entry.name, &text)
            .await;
        Ok(Body::Url(url.map_err(Failure::new)?))
    }

    /// Makes a change set that leaves parameters and tags as they are; none where there is nothing to do.
    pub(crate) async fn make(&self, kind: Kind, template: &Template) -> Result<Option<ChangeSet>, Failure> {
        let previous = self.stack.iter().flat_map(|stack| stack.parameters.keys());
        let request = Request {
            stack: self.entry.name.clone(),
            name: format!("gatewright-{}", time::now()),
            template: self.body(template).await?,
            parameters: previous.map(|name| (name.clone(), Given::Previous)).collect(),
            tags: self.stack.map(|stack| stack.tags.clone()).unwrap_or_default(),
            capabilities: capability::needed(template),
            role: None,
            rollback_triggers: None,
            nested: false,
            kind,
        };
        Ok(match self.clients.make_change_set(&request).await? {
            Made::Ready(change_set) => Some(change_set),
            Made::Empty => None,
        })
    }

    /// Shows a change set, asks, and carries it out; one that is not approved is taken away again.
    pub(crate) async fn take(&self, title: &str, change_set: &ChangeSet) -> Result<(), Failure> {
        ui::say(format_args!("{}: {title}", self.entry.name));
        for change in &change_set.changes {
            ui::say(format_args!("  {}", line(change)));
        }
        if let Err(error) = ask::approve(&self.entry.name, self.yes).await {
            self.clients.discard_change_set(change_set).await?;
            return Err(error);
        }
        let made;
        let stack = if let Some(stack) = self.stack {
            stack
        } else {
            made = super::deployed(self.clients, self.entry).await?;
            &made
        };
        let operation = Operation {
            entry: self.entry,
            clients: self.clients,
            stack,
            live: &self.live,
            limiter: &self.limiter,
        };
        let ended = operation.run(self.clients.execute_change_set(change_set)).await?;
        let status = &ended.end.status;
        if status.failed() || status.rolls_back() {
            return Err(ended.failure(self.entry));
        }
        Ok(())
    }
}

/// What happens to a resource, in a line.
fn line(change: &ResourceChange) -> String {
    let what = match (change.action, change.fate) {
        (Action::Import, _) => "is taken into the stack",
        (Action::Remove, Some(Fate::Deleted)) => "is deleted",
        (Action::Remove, _) => "leaves the stack and stays in the account",
        (Action::Add, _) => "is made",
        (Action::Modify | Action::Dynamic | Action::Sync, _) => "changes",
    };
    let scope = if change.scope.is_empty() {
        String::new()
    } else {
        format!(" ({})", change.scope.join(", "))
    };
    let physical = change
        .physical_id
        .as_deref()
        .map(ui::harmless)
        .unwrap_or_default();
    format!("{} {} {physical} {what}{scope}", change.resource, change.kind)
}

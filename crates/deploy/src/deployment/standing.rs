//! Where a stack stands, and what can be done next.

use cfn::Template;
use tokio::join;

use crate::{
    change_set::{self, Fate},
    client::Clients,
    error::Error,
    stack::{Resource, Situation, Stack},
};

/// A stack and its template, as they are now.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// The stack; none where there is none.
    pub stack: Option<Stack>,
    /// The template that it was last given, as it was given.
    pub template: Option<String>,
}

/// What can be done next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Ask for a change set of this kind.
    ChangeSet(change_set::Kind),
    /// Follow what works on it, then look again.
    Attach,
    /// Delete what was never made whole, then look again.
    Delete,
    /// Nothing without a person.
    Help(Situation),
}

impl Next {
    /// What a situation asks for.
    pub fn of(situation: Situation) -> Self {
        match (situation, change_set::Kind::of(situation)) {
            (_, Some(kind)) => Self::ChangeSet(kind),
            (Situation::Busy, _) => Self::Attach,
            (Situation::MustBeDeleted, _) => Self::Delete,
            (other, None) => Self::Help(other),
        }
    }
}

impl Standing {
    /// What the stack's state allows.
    pub fn situation(&self) -> Situation {
        self.stack.as_ref().map_or(Situation::Absent, Stack::situation)
    }

    /// What can be done next.
    pub fn next(&self) -> Next {
        Next::of(self.situation())
    }
}

impl Clients {
    /// Asks where a stack stands. Both questions are asked at once: most of what a deployment takes is waiting.
    pub async fn standing(&self, name: &str) -> Result<Standing, Error> {
        let (stack, template) = join!(self.stack(name), self.template(name));
        let stack = stack?;
        Ok(Standing {
            // A stack that is gone still has a template for a while, and one that waits for its first has none.
            template: template?.filter(|_| stack.is_some()),
            stack,
        })
    }

    /// What of a stack that must be deleted would stay in the account, by its template: resources that were made and are
    /// to be retained.
    pub async fn retained(&self, stack: &Stack, template: &Template) -> Result<Vec<Resource>, Error> {
        let mut resources = self.resources(&stack.id).await?;
        resources.retain(|one| Fate::at_the_end(template, &one.logical_id) == Fate::Retained);
        Ok(resources)
    }
}

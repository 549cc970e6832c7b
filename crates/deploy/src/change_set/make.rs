//! Creates a change set and waits until it is there.

use std::time::Duration;

use aws_sdk_cloudformation::types::ChangeSetStatus;

use super::{ChangeSet, Kind, Request, read::Page};
use crate::{
    client::Clients,
    error::{self, Error},
    pace::Pace,
};

/// What came of asking for a change set.
#[derive(Clone, Debug, PartialEq)]
pub enum Made {
    /// There is nothing to do; the change set is gone again.
    Empty,
    /// It can be executed.
    Ready(ChangeSet),
}

const OPERATION: &str = "cloudformation:CreateChangeSet";

impl Clients {
    /// Has CloudFormation find out what it would do, and waits for the answer.
    ///
    /// A change set that fails leaves nothing: neither itself, nor the empty stack that the first change set of a stack
    /// makes. The error says what the service said.
    pub async fn make_change_set(&self, request: &Request) -> Result<Made, Error> {
        let call = request.fill(self.cloudformation.create_change_set());
        let said = call.send().await.map_err(error::of(OPERATION))?;
        let mut change_set = ChangeSet {
            id: said.id.unwrap_or_default(),
            name: request.name.clone(),
            stack: request.stack.clone(),
            stack_id: said.stack_id.unwrap_or_default(),
            makes_the_stack: request.kind == Kind::Create,
            changes: Vec::new(),
        };
        let first = self.settled(&change_set).await?;
        if first.status == ChangeSetStatus::CreateComplete {
            change_set.changes = self.changes(first).await?;
            return Ok(Made::Ready(change_set));
        }
        let discarded = self.discard_change_set(&change_set).await;
        let reason = first.reason.unwrap_or_default();
        if says_nothing_to_do(&reason) {
            discarded.map(|()| Made::Empty)
        } else {
            // Why it failed says more than that something of it is left.
            Err(Error::new(error::Kind::Refused, OPERATION).saying(reason))
        }
    }

    /// Asks until the change set is complete or has failed.
    async fn settled(&self, change_set: &ChangeSet) -> Result<Page, Error> {
        let mut asking = Pace::new(
            Duration::from_millis(200),
            Duration::from_secs(5),
            // Nested stacks and hooks take minutes; an hour is a hang.
            Duration::from_hours(1),
        );
        loop {
            let page = self.page_of(&change_set.id, None).await?;
            if !is_under_way(&page.status) {
                return Ok(page);
            }
            asking.wait(OPERATION).await?;
        }
    }
}

fn is_under_way(status: &ChangeSetStatus) -> bool {
    matches!(
        status,
        ChangeSetStatus::CreatePending | ChangeSetStatus::CreateInProgress
    )
}

/// The words of the service are all that tells a change set without changes from one that failed:
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-changesets-view.html>.
fn says_nothing_to_do(reason: &str) -> bool {
    reason.contains("didn't contain changes") || reason.contains("No updates are to be performed")
}

//! Reads a change set, page by page, and those of nested stacks.

use aws_sdk_cloudformation::types::{self, ChangeSetStatus, ExecutionStatus};

use super::ResourceChange;
use crate::{
    client::Clients,
    error::{self, Error},
};

/// One page of an answer.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) status: ChangeSetStatus,
    pub(super) execution: Option<ExecutionStatus>,
    pub(super) reason: Option<String>,
    changes: Vec<types::ResourceChange>,
    next: Option<String>,
    id: String,
}

impl Clients {
    /// A page of a change set: the first, or the one that a token names.
    pub(super) async fn page_of(&self, id: &str, token: Option<String>) -> Result<Page, Error> {
        let said = self
            .cloudformation
            .describe_change_set()
            .change_set_name(id)
            .set_next_token(token)
            .send()
            .await
            .map_err(error::of("cloudformation:DescribeChangeSet"))?;
        let changes = said.changes.unwrap_or_default().into_iter();
        Ok(Page {
            status: said.status.unwrap_or_else(|| ChangeSetStatus::from("UNKNOWN")),
            execution: said.execution_status,
            reason: said.status_reason,
            changes: changes.filter_map(|change| change.resource_change).collect(),
            next: said.next_token,
            id: id.to_owned(),
        })
    }

    /// All changes from a first page on; those of a nested stack stand behind the stack that holds it.
    pub(super) async fn changes(&self, first: Page) -> Result<Vec<ResourceChange>, Error> {
        let mut found = Vec::new();
        // Each with the path of its stack; what is inside comes next, as a reader expects.
        let mut open = vec![(String::new(), first)];
        while let Some((path, page)) = open.pop() {
            if let Some(token) = page.next {
                open.push((path.clone(), self.page_of(&page.id, Some(token)).await?));
            }
            for change in page.changes {
                let inside = change.change_set_id.clone();
                let change = ResourceChange::from_sdk(change, &path);
                if let Some(id) = inside {
                    let path = format!("{}/", change.resource);
                    open.push((path, self.page_of(&id, None).await?));
                }
                found.push(change);
            }
        }
        Ok(found)
    }
}

//! Executes a change set, or takes it away again.

use aws_sdk_cloudformation::types::ExecutionStatus;

use super::ChangeSet;
use crate::{
    client::Clients,
    error::{self, Error, Kind},
    stack::Situation,
};

impl Clients {
    /// Starts what a change set says. The events of the operation carry the change set's name as their token.
    ///
    /// An error of the kind [`Kind::Changed`] says that the stack is not any more what the change set was made for.
    ///
    /// What is new and marked to be retained is deleted when the operation is turned back: it holds nothing yet, and
    /// its name would stand in the way of the next attempt.
    pub async fn execute_change_set(&self, change_set: &ChangeSet) -> Result<(), Error> {
        let said = self
            .cloudformation
            .execute_change_set()
            .change_set_name(&change_set.id)
            .client_request_token(&change_set.name)
            .retain_except_on_create(true)
            .send()
            .await;
        match said.map_err(error::of("cloudformation:ExecuteChangeSet")) {
            Ok(_) => Ok(()),
            Err(error) if *error.kind() == Kind::Missing => Err(error.into_kind(Kind::Changed)),
            Err(error) => Err(error),
        }
    }

    /// Whether a change set can still be executed: an update of the stack makes it obsolete, a deletion takes it away.
    pub async fn is_current(&self, change_set: &ChangeSet) -> Result<bool, Error> {
        match self.page_of(&change_set.id, None).await {
            Ok(page) => Ok(page.execution == Some(ExecutionStatus::Available)),
            Err(error) if *error.kind() == Kind::Missing => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Takes a change set away that is not to be executed, and with it a stack that only it had made.
    pub async fn discard_change_set(&self, change_set: &ChangeSet) -> Result<(), Error> {
        let said = self
            .cloudformation
            .delete_change_set()
            .change_set_name(&change_set.id)
            .send()
            .await;
        gone(said.map_err(error::of("cloudformation:DeleteChangeSet")))?;
        if change_set.makes_the_stack {
            self.remove_empty(&change_set.stack_id).await?;
        }
        Ok(())
    }

    /// Deletes a stack without resources that waits for a change set and has none.
    async fn remove_empty(&self, stack: &str) -> Result<(), Error> {
        let found = self.stack(stack).await?;
        if found.is_none_or(|found| found.situation() != Situation::Review) {
            return Ok(());
        }
        let others = self
            .cloudformation
            .list_change_sets()
            .stack_name(stack)
            .send()
            .await
            .map_err(error::of("cloudformation:ListChangeSets"))?;
        if !others.summaries.unwrap_or_default().is_empty() {
            return Ok(());
        }
        let said = self.cloudformation.delete_stack().stack_name(stack).send().await;
        gone(said.map_err(error::of("cloudformation:DeleteStack")))
    }
}

/// What is not there any more needs no deletion.
fn gone<T>(said: Result<T, Error>) -> Result<(), Error> {
    match said {
        Ok(_) => Ok(()),
        Err(error) if *error.kind() == Kind::Missing => Ok(()),
        Err(error) => Err(error),
    }
}

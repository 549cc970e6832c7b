//! Begins an operation, and says how one can be followed.

use tokio::join;

use crate::{
    change_set::ChangeSet,
    client::Clients,
    deployment::Standing,
    error::{self, Error, Kind},
    event::{Follower, Limiter, Start},
    stack::{Situation, Stack},
};

impl Clients {
    /// Executes a change set that was made for a stack as it stood.
    ///
    /// An error of the kind [`Kind::Changed`] says that the stack is not any more what it was: whoever said yes said it
    /// to something else.
    pub async fn start(
        &self,
        change_set: &ChangeSet,
        standing: &Standing,
        limiter: &Limiter,
    ) -> Result<Follower, Error> {
        let (now, newest) = join!(
            self.stack(&change_set.stack_id),
            self.newest_event(&change_set.stack_id)
        );
        let before = standing.stack.as_ref();
        if !is_same(before, now?.as_ref()) {
            return Err(Error::new(Kind::Changed, "cloudformation:ExecuteChangeSet"));
        }
        // A stack that waits for its first change set has only its own first event.
        let start = if before.is_none() {
            None
        } else {
            newest?.map(|event| event.id)
        };
        self.execute_change_set(change_set).await?;
        Ok(self.follow(&change_set.stack_id, Start::After(start), limiter))
    }

    /// Follows what works on a stack already, whoever began it.
    pub fn attach(&self, stack: &Stack, limiter: &Limiter) -> Follower {
        self.follow(&stack.id, Start::Last, limiter)
    }

    /// Deletes a stack that was never made whole.
    pub async fn delete_unfinished(&self, stack: &Stack, limiter: &Limiter) -> Result<Follower, Error> {
        let newest = self.newest_event(&stack.id).await?.map(|event| event.id);
        self.delete(stack, &[]).await?;
        Ok(self.follow(&stack.id, Start::After(newest), limiter))
    }

    /// Turns an update back that runs. A stack that is being made cannot be turned back, only deleted.
    pub async fn cancel_update(&self, stack_id: &str) -> Result<(), Error> {
        self.cloudformation
            .cancel_update_stack()
            .stack_name(stack_id)
            .send()
            .await
            .map(|_| ())
            .map_err(error::of("cloudformation:CancelUpdateStack"))
    }

    /// Has CloudFormation refuse to delete a stack, or not any more.
    pub async fn protect(&self, stack_id: &str, protected: bool) -> Result<(), Error> {
        self.cloudformation
            .update_termination_protection()
            .stack_name(stack_id)
            .enable_termination_protection(protected)
            .send()
            .await
            .map(|_| ())
            .map_err(error::of("cloudformation:UpdateTerminationProtection"))
    }

    fn follow(&self, stack_id: &str, start: Start, limiter: &Limiter) -> Follower {
        Follower::new(self.clone(), stack_id, start).sharing(limiter)
    }
}

/// Whether a stack is what it was when the change set was made; the change set itself turns nothing into a stack that
/// waits for it.
fn is_same(before: Option<&Stack>, now: Option<&Stack>) -> bool {
    match (before, now) {
        (None, Some(now)) => now.situation() == Situation::Review,
        (Some(before), Some(now)) => {
            (&before.id, &before.status, before.updated) == (&now.id, &now.status, now.updated)
        }
        (_, None) => false,
    }
}

//! What is shown before a stack changes, and who says yes to it.

use std::sync::atomic::Ordering;

use ::deploy::{ChangeSet, Stack, change_set::Fate, guard};
use cfn::Template;
use tokio::sync::RwLockWriteGuard;

use crate::{
    assembly::is_called,
    deploy::{
        approval::{self, AllIds},
        ask,
        job::Job,
        journey::Session,
        refusal::Refusal,
        show,
    },
    difference::Compared,
    report::Failure,
    ui,
};

impl Session<'_> {
    /// Shows the change and finds out whether it may be made.
    pub(crate) async fn decide(
        &self,
        job: &Job<'_>,
        change_set: &ChangeSet,
        old: &Template,
    ) -> Result<(), Refusal> {
        let compared = Compared {
            stack: job.name().to_owned(),
            difference: diff::between(old, &job.template),
        };
        let difference = compared.difference.clone();
        let losses = guard::losses(change_set, &difference, old, &job.template);
        let allowed = approval::allowed(&self.arguments.allow_data_loss, |name| is_called(job.entry, name));
        let judgement = guard::judge(losses, &allowed);
        let asks = !self.arguments.no_execute && approval::is_needed(self.arguments, &difference);
        let _turn = self.turn(asks).await;
        self.live.aside(|| show::change(compared, change_set, &judgement));
        let ids = if self.deleted.load(Ordering::Relaxed) {
            AllIds::OfSeveral
        } else {
            self.ids
        };
        approval::guard(job.name(), &judgement, ids)?;
        if asks {
            approval::approve(job.name()).await?;
        }
        Ok(())
    }

    /// The screen, for who asks something.
    pub(crate) async fn turn(&self, asks: bool) -> Option<RwLockWriteGuard<'_, ()>> {
        if asks {
            Some(self.screen.write().await)
        } else {
            None
        }
    }

    /// Asks whether a stack that was never made whole may be deleted.
    pub(crate) async fn consent(&self, stack: &str) -> Result<(), Refusal> {
        let stack = stack.to_owned();
        if !ask::can_ask() {
            let what = "it must be deleted first";
            return Err(Refusal::NobodyToAsk { stack, what });
        }
        if ask::confirm(&format!("delete {stack}?")).await {
            Ok(())
        } else {
            Err(Refusal::Declined { stack })
        }
    }

    /// A stack that was never made whole may yet hold something, unless all that was made was taken back.
    pub(crate) async fn guard_whole(
        &self,
        job: &Job<'_>,
        stack: &Stack,
        template: &Template,
    ) -> Result<(), Failure> {
        if stack.status.as_str() == "ROLLBACK_COMPLETE" {
            return Ok(());
        }
        let allowed = approval::allowed(&self.arguments.allow_data_loss, |name| is_called(job.entry, name));
        let resources = job.clients.resources(&stack.id).await?.into_iter();
        let goes = resources.filter(|one| {
            one.physical_id.is_some()
                && !allowed.contains(&one.logical_id)
                && Fate::at_the_end(template, &one.logical_id) == Fate::Deleted
        });
        let lost: Vec<guard::Loss> = goes
            .filter_map(|one| {
                Some(guard::Loss {
                    message: format!("{} lost: the stack is deleted", guard::held(&one.kind)?),
                    resource: one.logical_id,
                    kept: false,
                })
            })
            .collect();
        if lost.is_empty() {
            return Ok(());
        }
        let (stack, unaffected) = (stack.name.clone(), Vec::new());
        Err(Refusal::DataLoss {
            stack,
            lost,
            unaffected,
        }
        .into())
    }

    /// Takes a change set away that is not executed. That it is left says less than why it was not executed.
    pub(crate) async fn take_back(&self, job: &Job<'_>, change_set: &ChangeSet) {
        if let Err(error) = job.clients.discard_change_set(change_set).await {
            let left = format!(
                "{}: the change set {} is left: {error}",
                job.name(),
                change_set.name
            );
            self.live.aside(|| ui::warning(left));
        }
    }
}

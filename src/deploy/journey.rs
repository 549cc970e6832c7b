//! One stack's way from where it stands to where it is to be.

use std::{
    collections::BTreeMap,
    fmt,
    sync::atomic::{AtomicBool, Ordering},
};

use ::deploy::{
    Clients, Ending, Error, History, Kind as ErrorKind, Limiter, Next, Situation, Stack, Standing,
    change_set::{Kind, Made},
    deployment::Trigger,
    parameters::Before,
};
use cfn::{Template, Tree};
use tokio::sync::{Mutex, RwLock};

use crate::{
    cli::Deploy,
    deploy::{
        approval::AllIds,
        follow::{self, Followed},
        following::Following,
        job::Job,
        live::Live,
        refusal::Refusal,
        timed::timed,
    },
    report::Failure,
    ui,
};

/// What all stacks of one call share.
#[derive(Debug)]
pub(crate) struct Session<'a> {
    pub(crate) arguments: &'a Deploy,
    pub(crate) live: Live,
    pub(crate) limiter: Limiter,
    /// Who follows an operation reads; who shows a change and asks about it writes: questions do not stand in a tree
    /// that moves.
    pub(crate) screen: RwLock<()>,
    /// After Ctrl-C, one question at a time.
    pub(crate) asking: Mutex<()>,
    /// How many operations are followed.
    pub(crate) following: Following,
    /// Whose the ids of `--allow-data-loss` are.
    pub(crate) ids: AllIds,
    /// What was never made whole was deleted first: ids may have been for that.
    pub(crate) deleted: AtomicBool,
}

/// Where a stack's way ended.
#[derive(Debug)]
pub(crate) struct Arrived {
    /// How.
    pub(crate) how: How,
    /// What the stack tells.
    pub(crate) outputs: BTreeMap<String, String>,
}

/// How a stack's way ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum How {
    /// There was nothing to do.
    Unchanged,
    /// It was made or updated.
    Deployed,
    /// A change set waits: its name.
    Prepared(String),
}

impl<'a> Session<'a> {
    /// For so many stacks.
    pub(crate) fn new(arguments: &'a Deploy, stacks: usize) -> Self {
        Self {
            arguments,
            live: Live::new(),
            limiter: Limiter::new(),
            screen: RwLock::default(),
            asking: Mutex::default(),
            following: Following::default(),
            deleted: AtomicBool::new(false),
            ids: if stacks == 1 {
                AllIds::OfThisStack
            } else {
                AllIds::OfSeveral
            },
        }
    }
}

impl Session<'_> {
    /// Brings a stack to where it is to be.
    pub(crate) async fn bring(&self, job: &Job<'_>) -> Result<Arrived, Failure> {
        loop {
            let standing = timed(
                job.name(),
                "ask where it stands",
                Box::pin(job.clients.standing(job.name())),
            )
            .await
            .map_err(missed(job))?;
            match (standing.next(), &standing.stack) {
                (Next::ChangeSet(kind), _) => return Box::pin(self.change(job, standing, kind)).await,
                (Next::Attach, Some(stack)) => Box::pin(self.attach(job, stack)).await?,
                (Next::Delete, Some(stack)) => Box::pin(self.delete(job, &standing, stack)).await?,
                (Next::Help(_), Some(stack)) => {
                    return Err(Refusal::NeedsAPerson(Box::new(stack.clone())).into());
                }
                (_, None) => {
                    let stack = job.name().to_owned();
                    return Err(Refusal::Gone { stack }.into());
                }
            }
        }
    }

    /// Says what happens, beside what is drawn.
    pub(crate) fn note(&self, text: impl fmt::Display) {
        self.live.aside(|| ui::note(text));
    }

    /// Follows what somebody else began. How it ends is shown, and then it is seen what is left to do.
    async fn attach(&self, job: &Job<'_>, stack: &Stack) -> Result<(), Failure> {
        self.note(format_args!(
            "{}: {}; this is followed first",
            stack.name, stack.status
        ));
        let watch = job.clients.attach(stack, &self.limiter);
        let updates = stack.status.as_str() == "UPDATE_IN_PROGRESS";
        let followed = self.follow(job, watch, follow::unknown(stack), updates).await?;
        if followed.cancelled_here() {
            return Err(followed.failure(job));
        }
        if !matches!(followed.ending, Ending::Done | Ending::Gone) {
            // It was not this program's operation that failed.
            let _ = self.live.aside(|| followed.failure(job).show());
        }
        Ok(())
    }

    /// Deletes what was never made whole, where that is wanted.
    async fn delete(&self, job: &Job<'_>, standing: &Standing, stack: &Stack) -> Result<(), Failure> {
        let template = template(&stack.name, standing.template.as_deref());
        let kept = job.clients.retained(stack, &template).await?;
        if self.arguments.no_execute {
            return Err(Refusal::NeedsAPerson(Box::new(stack.clone())).into());
        }
        self.guard_whole(job, stack, &template).await?;
        // What stays behind may stand in the way of the next attempt: that is for somebody to see.
        let asks = !self.arguments.yes || !kept.is_empty();
        let turn = self.turn(asks).await;
        self.live.aside(|| {
            ui::warning(format_args!(
                "{} was never made whole ({}) and must be deleted first",
                stack.name, stack.status
            ));
            for resource in &kept {
                let name = resource.physical_id.as_deref().unwrap_or("without a name");
                ui::note(format_args!(
                    "`{}` stays in the account: {name}",
                    resource.logical_id
                ));
            }
        });
        if asks {
            self.consent(&stack.name).await?;
        }
        drop(turn);
        let watch = job.clients.delete_unfinished(stack, &self.limiter).await?;
        let followed = self.follow(job, watch, follow::unknown(stack), false).await?;
        match followed.ending {
            Ending::Gone => {
                self.deleted.store(true, Ordering::Relaxed);
                Ok(())
            }
            _ => Err(followed.failure(job)),
        }
    }

    /// Finds out what would change, shows it, asks, and does it.
    async fn change(&self, job: &Job<'_>, standing: Standing, kind: Kind) -> Result<Arrived, Failure> {
        let stack = standing.stack.as_ref();
        // Who waits for a first change set has no template, and was given nothing.
        let deployed = stack.filter(|stack| stack.situation() != Situation::Review);
        let old = template(job.name(), deployed.and(standing.template.as_deref()));
        let triggers = self.triggers(job, deployed).await?;
        let before = deployed.map(|stack| Before {
            stack,
            template: Some(&old),
        });
        let request = job.request(kind, before, self.arguments, triggers)?;
        let making = timed(
            job.name(),
            "make the change set",
            job.clients.make_change_set(&request),
        );
        let (made, history) = tokio::join!(making, self.history(&job.clients, deployed));
        let change_set = match made.map_err(missed(job))? {
            Made::Ready(change_set) => change_set,
            Made::Empty => return self.unchanged(job, stack).await,
        };
        if let Err(refusal) = self.decide(job, &change_set, &old).await {
            self.take_back(job, &change_set).await;
            return Err(refusal.into());
        }
        if self.arguments.no_execute {
            return Ok(Arrived {
                how: How::Prepared(change_set.name),
                outputs: BTreeMap::new(),
            });
        }
        let watch = match job.clients.start(&change_set, &standing, &self.limiter).await {
            Ok(watch) => watch,
            Err(error) => {
                // Where no answer came, the service may be at work.
                if matches!(error.kind(), ErrorKind::Changed | ErrorKind::Denied { .. }) {
                    self.take_back(job, &change_set).await;
                }
                return Err(missed(job)(error));
            }
        };
        let progress = follow::expected(&change_set, history);
        let followed = self
            .follow(job, watch, progress, !change_set.makes_the_stack)
            .await?;
        self.arrived(job, &change_set.stack_id, &followed).await
    }

    async fn triggers(
        &self,
        job: &Job<'_>,
        deployed: Option<&Stack>,
    ) -> Result<Option<Vec<Trigger>>, Failure> {
        match deployed {
            Some(stack) if self.arguments.rollback_triggers => {
                Ok(Some(job.clients.triggers(stack, &job.template).await?))
            }
            None if self.arguments.rollback_triggers => {
                self.note(format_args!(
                    "{}: its alarms are not there yet to watch this",
                    job.name()
                ));
                Ok(None)
            }
            _ => Ok(None),
        }
    }

    /// What earlier operations took; nobody needs it so much that its failure matters.
    async fn history(&self, clients: &Clients, deployed: Option<&Stack>) -> History {
        match deployed {
            Some(stack) => History::read(clients, &stack.id, &self.limiter)
                .await
                .unwrap_or_default(),
            None => History::default(),
        }
    }

    async fn unchanged(&self, job: &Job<'_>, stack: Option<&Stack>) -> Result<Arrived, Failure> {
        if let Some(stack) = stack {
            protect(job, stack).await?;
            self.set_right(job, stack).await?;
        }
        self.note(format_args!("{}: nothing to do", job.name()));
        Ok(Arrived {
            how: How::Unchanged,
            outputs: stack.map(|stack| stack.outputs.clone()).unwrap_or_default(),
        })
    }

    async fn arrived(&self, job: &Job<'_>, stack_id: &str, followed: &Followed) -> Result<Arrived, Failure> {
        match followed.ending {
            Ending::Done => {}
            Ending::Gone => {
                let stack = job.name().to_owned();
                return Err(Refusal::Gone { stack }.into());
            }
            Ending::RolledBack | Ending::NeverMade | Ending::Stuck => return Err(followed.failure(job)),
        }
        let stack = job.clients.stack(stack_id).await?.ok_or_else(|| Refusal::Gone {
            stack: job.name().to_owned(),
        })?;
        protect(job, &stack).await?;
        self.set_right(job, &stack).await?;
        Ok(Arrived {
            how: How::Deployed,
            outputs: stack.outputs,
        })
    }
}

/// What a service refused kept a stack from being deployed.
fn missed(job: &Job<'_>) -> impl FnOnce(Error) -> Failure {
    let what = format!("stack {:?} is not deployed", job.name());
    |error| Failure::from(error).within(what)
}

/// Protects a stack where the program asks for it. What somebody protected by hand stays protected.
async fn protect(job: &Job<'_>, stack: &Stack) -> Result<(), Failure> {
    if job.entry.termination_protection && !stack.termination_protection {
        job.clients.protect(&stack.id, true).await?;
    }
    Ok(())
}

/// A deployed template; one that cannot be read, or is not there, is compared as an empty one.
fn template(stack: &str, text: Option<&str>) -> Template {
    let empty = || Template::from_tree(stack, Tree::map());
    let Some(text) = text else { return empty() };
    Template::read(stack, text).unwrap_or_else(|error| {
        ui::warning(format_args!(
            "{stack}: what is deployed is no template that can be read here: {error}"
        ));
        empty()
    })
}

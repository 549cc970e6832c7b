//! Follows an operation to its end, unless somebody presses Ctrl-C.

use ::deploy::{
    Action, ChangeSet, Ending, Event, Follower, History, Planned, Progress, Stack, causes, change_set,
};
use tokio::{select, signal};

use crate::{
    deploy::{
        ask,
        job::Job,
        journey::Session,
        refusal::{Refusal, way_out},
        why,
    },
    exit_code,
    report::Failure,
    ui,
};

/// What was followed to its end.
#[derive(Debug)]
pub(crate) struct Followed {
    pub(crate) ending: Ending,
    end: Event,
    /// All that happened.
    events: Vec<Event>,
    cancelled: bool,
}

/// What Ctrl-C leads to.
enum Answer {
    Leave,
    Cancel,
    GoOn,
}

/// What the operation is to do, by its change set.
pub(crate) fn expected(change_set: &ChangeSet, history: History) -> Progress {
    // What happens inside of nested stacks has names of its own there.
    let own = change_set
        .changes
        .iter()
        .filter(|change| !change.resource.contains('/'));
    let planned = own.map(|change| Planned {
        logical_id: change.resource.clone(),
        kind: change.kind.clone(),
        action: match change.action {
            change_set::Action::Add => Action::Create,
            change_set::Action::Remove => Action::Delete,
            change_set::Action::Import => Action::Import,
            change_set::Action::Modify | change_set::Action::Dynamic | change_set::Action::Sync => {
                Action::Update
            }
        },
    });
    Progress::new(&change_set.stack_id)
        .after(history)
        .expecting(planned)
}

impl Session<'_> {
    /// Follows an operation of a stack to its end. `updates` says whether it can be turned back.
    pub(crate) async fn follow(
        &self,
        job: &Job<'_>,
        mut follower: Follower,
        progress: Progress,
        updates: bool,
    ) -> Result<Followed, Failure> {
        let _shown = self.screen.read().await;
        let _following = self.following.begin();
        self.live.begin(job.name(), progress, &job.entry.origins);
        let told = self.to_the_end(job, &mut follower, updates).await;
        let (events, cancelled) = told.inspect_err(|_| self.live.forget(job.name()))?;
        // The follower ends with an event that ends the operation, and tells it.
        let end = follower.end().cloned().ok_or_else(|| Refusal::Gone {
            stack: job.name().to_owned(),
        })?;
        Ok(Followed {
            ending: Ending::of(&end),
            end,
            events,
            cancelled,
        })
    }

    /// All events to the end, and whether the operation was cancelled here.
    async fn to_the_end(
        &self,
        job: &Job<'_>,
        follower: &mut Follower,
        updates: bool,
    ) -> Result<(Vec<Event>, bool), Failure> {
        let (mut events, mut cancelled) = (Vec::new(), false);
        loop {
            let next = self.live.during(async {
                select! {
                    next = follower.next() => Some(next),
                    _ = signal::ctrl_c() => None,
                }
            });
            match next.await {
                Some(Ok(Some(batch))) => {
                    self.live.record(job.name(), &batch);
                    events.extend(batch);
                }
                Some(Ok(None)) => break,
                Some(Err(error)) => return Err(error.into()),
                None => match self.interrupted(job, updates && !cancelled).await {
                    Answer::GoOn => {}
                    Answer::Leave => {
                        let stack = job.name().to_owned();
                        return Err(Refusal::Left { stack }.into());
                    }
                    Answer::Cancel => {
                        match job.clients.cancel_update(job.name()).await {
                            Ok(()) => cancelled = true,
                            // It may have ended meanwhile: its events tell.
                            Err(error) => self.live.aside(|| {
                                ui::warning(format_args!("{}: not cancelled: {error}", job.name()));
                            }),
                        }
                    }
                },
            }
        }
        Ok((events, cancelled))
    }

    /// Asks what to do with the operation; a second Ctrl-C leaves it.
    async fn interrupted(&self, job: &Job<'_>, can_cancel: bool) -> Answer {
        if !ask::can_ask() {
            return Answer::Leave;
        }
        let _turn = self.asking.lock().await;
        self.live.leave();
        let stack = job.name();
        let question = if can_cancel {
            format!("{stack}: [l]eave it running, [c]ancel the update, or [g]o on? ")
        } else {
            format!("{stack}: [l]eave it running, or [g]o on? ")
        };
        select! {
            answer = ask::line(&question) => match answer.to_lowercase().as_str() {
                "c" | "cancel" if can_cancel => Answer::Cancel,
                "g" | "go on" => Answer::GoOn,
                _ => Answer::Leave,
            },
            _ = signal::ctrl_c() => Answer::Leave,
        }
    }
}

impl Followed {
    /// Whether it was turned back because somebody asked for that here.
    pub(crate) fn cancelled_here(&self) -> bool {
        self.cancelled
    }

    /// Why it did not do what it was to do, for people.
    pub(crate) fn failure(&self, job: &Job<'_>) -> Failure {
        let (stack, stack_id) = (job.name(), &self.end.stack_id);
        let causes = causes(&self.events);
        let failure = why::failed(stack, stack_id, &self.end.status, &causes, &job.entry.origins);
        match self.ending {
            Ending::Stuck => {
                let hints = way_out(situation(&self.end), stack);
                hints
                    .into_iter()
                    .fold(failure.code(exit_code::NEEDS_A_PERSON), Failure::hint)
            }
            Ending::NeverMade => failure.code(exit_code::NOT_DEPLOYED).hint(format!(
                "mend it and deploy again: `{} deploy` asks whether to delete what is left",
                ui::program()
            )),
            _ if self.cancelled => failure
                .code(exit_code::NOT_DEPLOYED)
                .hint("the update was cancelled here, and the stack is what it was before"),
            _ => failure
                .code(exit_code::NOT_DEPLOYED)
                .hint("the stack is what it was before"),
        }
    }
}

fn situation(end: &Event) -> ::deploy::Situation {
    ::deploy::Situation::of(&end.status.word().into())
}

/// What is known of an operation that somebody else began.
pub(crate) fn unknown(stack: &Stack) -> Progress {
    Progress::new(&stack.id)
}

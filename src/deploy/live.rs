//! Operations while they run: a tree on a terminal, a line per event elsewhere.

use std::{sync::Mutex, time::Duration};

use ::deploy::{Event, Phase, Progress};
use cfn::Origin;
use indexmap::IndexMap;

use super::{
    line,
    screen::Screen,
    time,
    tree::{self, Shown},
};
use crate::ui;

/// Shows operations while they run. Several stacks share one terminal.
#[derive(Debug)]
pub(crate) struct Live {
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    screen: Option<Screen>,
    shown: Vec<Shown>,
}

impl Live {
    /// On standard error: a tree where that is a terminal, lines elsewhere.
    pub(crate) fn new() -> Self {
        let state = State {
            screen: Screen::open().filter(|_| !ui::is_quiet()),
            shown: Vec::new(),
        };
        Self {
            state: Mutex::new(state),
        }
    }

    /// Begins to show an operation; the resources' places in the sources are known by their logical ids.
    pub(crate) fn begin(&self, name: &str, progress: Progress, origins: &IndexMap<String, Origin>) {
        let mut state = self.lock();
        state.shown.push(Shown {
            name: name.to_owned(),
            progress,
            origins: origins.clone(),
        });
        state.draw();
    }

    /// What was begun is followed no more, though it has not ended.
    pub(crate) fn forget(&self, name: &str) {
        let mut state = self.lock();
        state.shown.retain(|shown| shown.name != name);
        if state.shown.is_empty() {
            state.leave();
        }
    }

    /// Leaves the picture where it is: what is drawn next stands below what others write meanwhile.
    pub(crate) fn leave(&self) {
        self.lock().leave();
    }

    /// Writes something else above the picture.
    pub(crate) fn aside<T>(&self, write: impl FnOnce() -> T) -> T {
        let mut state = self.lock();
        if let Some(screen) = &mut state.screen {
            screen.draw(Vec::new());
        }
        let written = write();
        state.draw();
        written
    }

    /// Takes in what an operation that was begun told.
    pub(crate) fn record(&self, name: &str, events: &[Event]) {
        let mut state = self.lock();
        let Some(shown) = state.shown.iter_mut().rfind(|shown| shown.name == name) else {
            return;
        };
        shown.progress.record(events, time::now());
        if state.screen.is_some() {
            state.draw_if_due();
            state.leave_if_ended();
            return;
        }
        let shown = state.shown.iter().rfind(|shown| shown.name == name);
        for event in events {
            let origin =
                shown.and_then(|shown| line::origin(event, shown.progress.stack_id(), &shown.origins));
            let line = line::plain(event, origin);
            if event.status.failed() {
                ui::say(line);
            } else {
                ui::tell(line);
            }
        }
    }

    /// Does some work and lets the clocks in the tree go on meanwhile.
    pub(crate) async fn during<T>(&self, work: impl Future<Output = T>) -> T {
        let mut work = std::pin::pin!(work);
        let mut beat = tokio::time::interval(Duration::from_millis(250));
        loop {
            tokio::select! {
                done = &mut work => {
                    self.lock().draw();
                    return done;
                }
                _ = beat.tick() => self.lock().draw_if_due(),
            }
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl State {
    fn draw_if_due(&mut self) {
        if self.screen.as_ref().is_some_and(Screen::is_due) {
            self.draw();
        }
    }

    /// What has ended is drawn for the last time: what is said next stands below it.
    fn leave_if_ended(&mut self) {
        let mut all = self.shown.iter();
        if all.all(|shown| shown.progress.phase() == Phase::Ended) {
            self.draw();
            self.shown.clear();
            self.leave();
        }
    }

    fn leave(&mut self) {
        if let Some(screen) = &mut self.screen {
            screen.leave();
        }
    }

    fn draw(&mut self) {
        if let Some(screen) = &mut self.screen {
            screen.draw(tree::frame(&self.shown, time::now(), Screen::size()));
        }
    }
}

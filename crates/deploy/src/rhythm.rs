//! How often a service is asked: by one who waits for news, and by all together.

mod limiter;

use std::time::Duration;

use tokio::time::{Instant, sleep_until};

pub use self::limiter::Limiter;
use crate::error::{Error, Kind};

/// How soon a service is asked again after something happened.
const QUICK: Duration = Duration::from_millis(600);
/// How seldom a service is asked while nothing happens.
const SLOW: Duration = Duration::from_secs(5);
/// How seldom a service is asked while it refuses or does not answer.
const SLOWEST: Duration = Duration::from_secs(30);
/// How many polls in a row may fail. What is watched goes on without its watcher: a network that is gone for a few
/// minutes must not look like a failed deployment.
const PATIENCE: u32 = 10;

/// The rhythm of one who polls: often while things happen, less often while nothing does, seldom while the service
/// refuses.
#[derive(Debug)]
pub(crate) struct Rhythm {
    pause: Duration,
    due: Option<Instant>,
    failures: u32,
}

impl Rhythm {
    /// The first poll is due at once.
    pub(crate) fn new() -> Self {
        Self {
            pause: QUICK,
            due: None,
            failures: 0,
        }
    }

    /// Waits until a poll is due. Who gives up waiting loses none of the time that he has waited.
    pub(crate) async fn wait(&self) {
        if let Some(due) = self.due {
            sleep_until(due).await;
        }
    }

    /// A poll found something new, or nothing.
    pub(crate) fn found(&mut self, something: bool) {
        self.failures = 0;
        let still = SLOW.min(self.pause.mul_f32(1.5));
        self.rest(if something { QUICK } else { still });
    }

    /// A poll failed: an error again, unless it may pass.
    pub(crate) fn failed(&mut self, error: Error, limiter: &Limiter) -> Result<(), Error> {
        let passes = matches!(
            error.kind(),
            Kind::Throttled | Kind::Unreachable | Kind::TimedOut | Kind::Service
        );
        if !passes || self.failures == PATIENCE {
            return Err(error);
        }
        self.failures += 1;
        limiter.slow_down();
        self.rest(SLOWEST.min(self.pause * 2));
        Ok(())
    }

    fn rest(&mut self, pause: Duration) {
        self.pause = pause;
        // Many who began together do not ask together for ever.
        let jitter = 0.8 + 0.4 * fastrand::f32();
        self.due = Some(Instant::now() + pause.mul_f32(jitter));
    }
}

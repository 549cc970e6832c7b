//! How often may be asked, for all that follow stacks at once.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::time::{Instant, sleep_until};

/// The least time between two calls. CloudFormation's read calls share one limit per account and region, which AWS does
/// not publish; one call every five seconds and stack, the CDK's rate, is known to pass the limit with a few dozen stacks.
const SPACING: Duration = Duration::from_millis(250);
/// For how long nobody asks after the service refused.
const PENALTY: Duration = Duration::from_secs(2);

/// Gives turns to those who ask, in order. Clones share the turns.
#[derive(Clone, Debug, Default)]
pub struct Limiter {
    free: Arc<Mutex<Option<Instant>>>,
}

impl Limiter {
    /// A limiter that nobody uses yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Waits for a turn.
    pub(crate) async fn turn(&self) {
        let turn = self.reserve(SPACING);
        sleep_until(turn).await;
    }

    /// The service refused: everybody waits a while.
    pub(crate) fn slow_down(&self) {
        self.reserve(PENALTY);
    }

    /// The next free moment, which is taken together with the time after it.
    fn reserve(&self, length: Duration) -> Instant {
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let turn = free.map_or(now, |free| free.max(now));
        *free = Some(turn + length);
        turn
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn turns_are_spaced_for_all_who_share_them() {
        let limiter = Limiter::new();
        let begin = Instant::now();
        for _ in 0..4 {
            limiter.clone().turn().await;
        }
        assert_eq!(begin.elapsed(), SPACING * 3);
        limiter.slow_down();
        limiter.turn().await;
        assert_eq!(begin.elapsed(), SPACING * 4 + PENALTY);
    }
}

//! How often may be asked, for all that follow stacks at once.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::time::{Instant, sleep_until};

/// The time between two calls in the long run. CloudFormation's read calls share one limit per account and region, which
/// AWS does not publish; one call every five seconds and stack, the CDK's rate, is known to pass it with a few dozen
/// stacks: <https://github.com/aws/aws-cdk-cli/issues/1723>.
const SPACING: Duration = Duration::from_millis(250);
/// How many calls may come at once after a rest: who looks at a stack for the first time reads some pages.
const BURST: u32 = 5;
/// For how long nobody asks after the service refused.
const PENALTY: Duration = Duration::from_secs(2);

/// Gives turns to those who ask, in order. Clones share the turns.
#[derive(Clone, Debug, Default)]
pub struct Limiter {
    /// When all turns that were given would be over, had each waited for the one before.
    over: Arc<Mutex<Option<Instant>>>,
}

impl Limiter {
    /// A limiter that nobody uses yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Waits for a turn.
    pub(crate) async fn turn(&self) {
        let now = Instant::now();
        let over = self.prolong(|over| over.unwrap_or(now).max(now) + SPACING);
        // In the past for the first ones after a rest.
        if let Some(turn) = over.checked_sub(SPACING * BURST) {
            sleep_until(turn).await;
        }
    }

    /// The service refused: everybody waits a while.
    pub(crate) fn slow_down(&self) {
        let rested = Instant::now() + SPACING * BURST;
        self.prolong(|over| over.map_or(rested, |over| over.max(rested)) + PENALTY);
    }

    fn prolong(&self, until: impl FnOnce(Option<Instant>) -> Instant) -> Instant {
        let mut over = self.over.lock().unwrap_or_else(PoisonError::into_inner);
        let until = until(*over);
        *over = Some(until);
        until
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn turns_are_spaced_for_all_who_share_them() {
        let limiter = Limiter::new();
        let begin = Instant::now();
        for _ in 0..BURST {
            limiter.clone().turn().await;
        }
        assert_eq!(begin.elapsed(), Duration::ZERO);
        for _ in 0..4 {
            limiter.clone().turn().await;
        }
        assert_eq!(begin.elapsed(), SPACING * 4);
        limiter.slow_down();
        limiter.turn().await;
        assert_eq!(begin.elapsed(), SPACING * 5 + PENALTY);
    }
}

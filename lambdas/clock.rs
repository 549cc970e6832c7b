//! Time: the moment, and how long a handler may still work.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::time::Instant;

/// A moment, in milliseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment(pub u64);

impl Moment {
    pub(crate) fn now() -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
    }

    pub(crate) const fn ms(self) -> u64 {
        self.0
    }

    pub(crate) const fn seconds(self) -> u64 {
        self.0 / 1000
    }
}

/// When a handler must have answered.
///
/// A function that runs into its timeout is killed, and the gateway tells the client of an internal error although
/// the message may long be stored: so fan-out stops [`Deadline::MARGIN`] before.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline(Instant);

impl Deadline {
    const MARGIN: Duration = Duration::from_millis(500);

    /// The deadline of an invocation.
    pub(crate) fn of(context: &lambda_runtime::Context) -> Self {
        let left = Duration::from_millis(context.deadline.saturating_sub(Moment::now().ms()));
        Self::after(left.saturating_sub(Self::MARGIN))
    }

    pub(crate) fn after(left: Duration) -> Self {
        Self(Instant::now() + left)
    }

    /// The earlier of this deadline and `left` from now.
    pub(crate) fn at_most(self, left: Duration) -> Self {
        Self(self.0.min(Instant::now() + left))
    }

    pub(crate) fn instant(self) -> Instant {
        self.0
    }

    pub(crate) fn has_passed(self) -> bool {
        Instant::now() >= self.0
    }
}

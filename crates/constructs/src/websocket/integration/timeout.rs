//! How long the gateway waits.

use crate::range::{self, OutOfRange};

/// How long the gateway waits for a backend: 50 ms to 29 s, which no quota raises for WebSocket APIs.
///
/// ```
/// use constructs::websocket::IntegrationTimeout;
/// assert_eq!(IntegrationTimeout::millis::<5_000>().as_millis(), 5_000);
/// assert!(IntegrationTimeout::try_millis(30_000).is_err());
/// ```
///
/// ```compile_fail
/// constructs::websocket::IntegrationTimeout::millis::<30_000>(); // the gateway waits 50 ms to 29 s
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct IntegrationTimeout(u32);

impl IntegrationTimeout {
    /// The longest.
    pub const LONGEST: Self = Self::millis::<29_000>();

    /// So many milliseconds.
    pub const fn millis<const MILLIS: u32>() -> Self {
        const {
            range::demand(
                50 <= MILLIS && MILLIS <= 29_000,
                "the gateway waits 50 ms to 29 s",
            );
        };
        Self(MILLIS)
    }

    /// So many milliseconds, where the number is computed.
    pub fn try_millis(millis: u32) -> Result<Self, OutOfRange> {
        range::check(
            "the timeout of an integration in milliseconds",
            millis,
            50,
            29_000,
        )
        .map(Self)
    }

    /// The milliseconds.
    pub const fn as_millis(self) -> u32 {
        self.0
    }
}

//! How long a function may run.

use crate::range::{self, OutOfRange};

/// How long a Lambda function may run: 1 to 900 seconds (Lambda quotas).
///
/// Behind a route only 29 seconds count, because the gateway answers for the function after that: `synth` reports a
/// longer one. A number that is known when the program is written is checked by the compiler.
///
/// ```
/// use constructs::Timeout;
/// assert_eq!(Timeout::secs::<10>().as_secs(), 10);
/// assert!(Timeout::try_secs(901).is_err());
/// ```
///
/// ```compile_fail
/// constructs::Timeout::secs::<901>(); // a function runs for 1 to 900 seconds
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timeout(u32);

impl Timeout {
    /// So many seconds.
    pub const fn secs<const SECONDS: u32>() -> Self {
        const {
            range::demand(
                1 <= SECONDS && SECONDS <= 900,
                "a function runs for 1 to 900 seconds",
            );
        };
        Self(SECONDS)
    }

    /// So many seconds, where the number is computed.
    pub fn try_secs(seconds: u32) -> Result<Self, OutOfRange> {
        range::check("the timeout of a function in seconds", seconds, 1, 900).map(Self)
    }

    /// The seconds.
    pub const fn as_secs(self) -> u32 {
        self.0
    }
}

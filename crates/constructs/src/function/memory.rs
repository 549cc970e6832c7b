//! How much memory a function gets.

use crate::range::{self, OutOfRange};

/// The memory of a Lambda function: 128 to 10,240 MB (Lambda quotas). Its share of a processor grows with it.
///
/// ```
/// use constructs::Memory;
/// assert_eq!(Memory::mb::<256>().as_mb(), 256);
/// assert!(Memory::try_mb(64).is_err());
/// ```
///
/// ```compile_fail
/// constructs::Memory::mb::<64>(); // a function has 128 to 10,240 MB
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Memory(u32);

impl Memory {
    /// So many megabytes.
    pub const fn mb<const MB: u32>() -> Self {
        const {
            range::demand(128 <= MB && MB <= 10_240, "a function has 128 to 10,240 MB");
        };
        Self(MB)
    }

    /// So many megabytes, where the number is computed.
    pub fn try_mb(mb: u32) -> Result<Self, OutOfRange> {
        range::check("the memory of a function in MB", mb, 128, 10_240).map(Self)
    }

    /// The megabytes.
    pub const fn as_mb(self) -> u32 {
        self.0
    }
}

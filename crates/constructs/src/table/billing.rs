//! How a table is paid for.

use aws::dynamodb::{OnDemandThroughput, ProvisionedThroughput};

use super::Scaling;
use crate::range;

/// How a table and its indexes are paid for.
///
/// ```
/// use constructs::{Billing, Throughput};
/// let bounded = Billing::OnDemandUpTo(Throughput::per_second::<1000, 500>());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Billing {
    /// By request, without an upper bound but the account's.
    #[default]
    OnDemand,
    /// By request, up to this much; more is throttled, so that a loop cannot cost a fortune.
    OnDemandUpTo(Throughput),
    /// By capacity that is kept ready, used or not.
    Provisioned(Throughput),
    /// By capacity that follows what is used.
    Scaled(Scaling),
}

/// Reads of 4 KB and writes of 1 KB per second, for a table and for each of its indexes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Throughput {
    reads: u32,
    writes: u32,
}

impl Throughput {
    /// So many reads and writes, one at least.
    pub const fn per_second<const READS: u32, const WRITES: u32>() -> Self {
        const {
            range::demand(
                READS > 0 && WRITES > 0,
                "a throughput is one read and one write at least",
            );
        };
        Self::of(READS, WRITES)
    }

    pub(crate) const fn of(reads: u32, writes: u32) -> Self {
        Self { reads, writes }
    }

    pub(crate) fn on_demand(self) -> OnDemandThroughput {
        OnDemandThroughput::new()
            .max_read_request_units(self.reads)
            .max_write_request_units(self.writes)
    }

    pub(crate) fn provisioned(self) -> ProvisionedThroughput {
        ProvisionedThroughput::new(self.reads, self.writes)
    }
}

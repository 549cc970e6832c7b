//! How much a key has.

use aws::apigateway::{QuotaPeriod, QuotaSettings};

use crate::range::{self, OutOfRange};

/// How many requests each key of a [`UsagePlan`](super::UsagePlan) has in a period. What is over gets 429.
///
/// ```
/// use constructs::websocket::Quota;
/// let quota = Quota::per_day::<10_000>();
/// ```
///
/// ```compile_fail
/// constructs::websocket::Quota::per_day::<0>(); // a quota of 0 refuses everything
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    limit: u32,
    period: QuotaPeriod,
}

impl Quota {
    /// So many requests a day.
    pub const fn per_day<const REQUESTS: u32>() -> Self {
        const { demand_some(REQUESTS) };
        Self {
            limit: REQUESTS,
            period: QuotaPeriod::Day,
        }
    }

    /// So many requests a week.
    pub const fn per_week<const REQUESTS: u32>() -> Self {
        const { demand_some(REQUESTS) };
        Self {
            limit: REQUESTS,
            period: QuotaPeriod::Week,
        }
    }

    /// So many requests a month.
    pub const fn per_month<const REQUESTS: u32>() -> Self {
        const { demand_some(REQUESTS) };
        Self {
            limit: REQUESTS,
            period: QuotaPeriod::Month,
        }
    }

    /// So many requests per period, where the number is computed.
    pub fn try_new(limit: u32, period: QuotaPeriod) -> Result<Self, OutOfRange> {
        let limit = range::check("the requests of a quota", limit, 1, u32::MAX)?;
        Ok(Self { limit, period })
    }

    pub(crate) fn to_property(self) -> QuotaSettings {
        QuotaSettings::new().limit(self.limit).period(self.period)
    }
}

#[track_caller]
const fn demand_some(requests: u32) {
    range::demand(requests > 0, "a quota of 0 refuses everything");
}

#[cfg(test)]
mod tests {
    use super::{Quota, QuotaPeriod};

    #[test]
    fn what_refuses_everything_is_no_quota() {
        assert!(Quota::try_new(0, QuotaPeriod::Day).is_err());
        assert_eq!(Quota::try_new(7, QuotaPeriod::Week), Ok(Quota::per_week::<7>()));
    }
}

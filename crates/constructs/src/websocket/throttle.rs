//! Limits on requests.

use std::{error::Error, fmt};

use aws::{apigateway::ThrottleSettings, apigatewayv2::RouteSettings};
use cfn::Diagnostic;

use crate::range;

/// A limit on requests: so many per second, and so many at once.
///
/// Over the limit a connect gets 429, and a message an error frame. API Gateway takes a 0 for "refuse everything", so
/// there is none here. It counts what comes in; posts to connections have the account's limit alone.
///
/// ```
/// use constructs::websocket::Throttle;
/// let throttle = Throttle::per_second::<1000>().burst::<500>();
/// assert!(Throttle::try_new(0.0, 500).is_err());
/// ```
///
/// ```compile_fail
/// constructs::websocket::Throttle::per_second::<0>(); // a throttle of 0 refuses everything
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Throttle {
    rate: f64,
    burst: u32,
}

/// A limit that would refuse everything, or that is no number.
#[derive(Clone, Debug, PartialEq)]
pub struct InvalidThrottle {
    rate: f64,
    burst: u32,
}

impl fmt::Display for InvalidThrottle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rate, burst } = self;
        write!(
            f,
            "a throttle of {rate} requests per second and {burst} at once refuses everything; both are more than 0"
        )
    }
}

impl Error for InvalidThrottle {}

/// Requests per second of a whole account in one region, where nobody had the quota raised.
const ACCOUNT_RATE: u32 = 10_000;

/// Requests at once of a whole account in one region.
const ACCOUNT_BURST: u32 = 5_000;

impl Throttle {
    /// So many requests per second, and as many at once.
    pub const fn per_second<const RATE: u32>() -> Self {
        const {
            range::demand(RATE > 0, "a throttle of 0 refuses everything");
        };
        Self {
            rate: RATE as f64,
            burst: RATE,
        }
    }

    /// So many requests at once: the size of the bucket that refills at the rate.
    pub const fn burst<const REQUESTS: u32>(mut self) -> Self {
        const {
            range::demand(REQUESTS > 0, "a throttle of 0 refuses everything");
        };
        self.burst = REQUESTS;
        self
    }

    /// A limit where the numbers are computed; the rate may have a fraction.
    pub fn try_new(rate: f64, burst: u32) -> Result<Self, InvalidThrottle> {
        if rate.is_finite() && rate > 0.0 && burst > 0 {
            Ok(Self { rate, burst })
        } else {
            Err(InvalidThrottle { rate, burst })
        }
    }

    /// The limit as a usage plan writes it.
    pub(crate) fn of_plan(self) -> ThrottleSettings {
        let Self { rate, burst } = self;
        ThrottleSettings::new().burst_limit(burst).rate_limit(rate)
    }

    /// A limit above the account's never comes to bear, unless that was raised.
    pub(crate) fn finding(self, stage: &str) -> Option<Diagnostic> {
        let Self { rate, burst } = self;
        let message = format!(
            "a throttle of {rate} requests per second and {burst} at once is above the account's {ACCOUNT_RATE} and \
             {ACCOUNT_BURST}, which all APIs of a region share"
        );
        (rate > f64::from(ACCOUNT_RATE) || burst > ACCOUNT_BURST).then(|| {
            let finding = Diagnostic::warning("GW139", message).on(stage);
            finding.hint("have the account's quota raised first, or leave the throttle out: the account's holds anyway")
        })
    }

    pub(crate) fn apply(self, settings: RouteSettings) -> RouteSettings {
        settings
            .throttling_burst_limit(self.burst)
            .throttling_rate_limit(self.rate)
    }
}

#[cfg(test)]
mod tests {
    use super::Throttle;

    #[test]
    fn what_refuses_everything_is_no_throttle() {
        for (rate, burst) in [(0.0, 1), (-1.0, 1), (f64::NAN, 1), (f64::INFINITY, 1), (1.0, 0)] {
            assert!(Throttle::try_new(rate, burst).is_err(), "{rate} {burst}");
        }
        assert_eq!(Throttle::try_new(2.0, 2).ok(), Some(Throttle::per_second::<2>()));
    }

    #[test]
    fn the_accounts_limits_hold_for_all() {
        let most = Throttle::per_second::<10_000>().burst::<5_000>();
        assert_eq!(most.finding("Stage"), None);
        for over in [
            Throttle::per_second::<10_001>().burst::<1>(),
            most.burst::<5_001>(),
        ] {
            assert_eq!(over.finding("Stage").unwrap().code, "GW139");
        }
    }
}

//! The moment, in the spellings that the service uses.

use std::time::{SystemTime, UNIX_EPOCH};

use jiff::{Timestamp, fmt::strtime, tz::TimeZone};

/// A moment with millisecond precision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moment {
    /// Milliseconds since 1970.
    pub(super) millis: u64,
}

impl Moment {
    /// The system's clock.
    pub(super) fn now() -> Self {
        let elapsed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self {
            millis: u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX),
        }
    }

    /// `05/Mar/2026:14:07:31 +0000`, as in `requestTime`.
    pub(super) fn request_time(self) -> String {
        self.format("%d/%b/%Y:%H:%M:%S +0000")
    }

    /// `Thu, 05 Mar 2026 14:07:31 GMT`, as in the `date` header.
    pub(super) fn http_date(self) -> String {
        self.format("%a, %d %b %Y %H:%M:%S GMT")
    }

    /// `2026-03-05T14:07:31.201Z`, as the management API writes it.
    pub(super) fn iso(self) -> String {
        format!("{}.{:03}Z", self.format("%Y-%m-%dT%H:%M:%S"), self.millis % 1000)
    }

    fn format(self, pattern: &str) -> String {
        let millis = i64::try_from(self.millis).unwrap_or(i64::MAX);
        let timestamp = Timestamp::from_millisecond(millis).unwrap_or(Timestamp::MAX);
        strtime::format(pattern, &timestamp.to_zoned(TimeZone::UTC)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spellings_of_the_service() {
        let moment = Moment {
            millis: 1_772_719_651_201,
        };
        assert_eq!(moment.request_time(), "05/Mar/2026:14:07:31 +0000");
        assert_eq!(moment.http_date(), "Thu, 05 Mar 2026 14:07:31 GMT");
        assert_eq!(moment.iso(), "2026-03-05T14:07:31.201Z");
    }

    #[test]
    fn a_moment_beyond_the_calendar_does_not_panic() {
        assert_eq!(Moment { millis: u64::MAX }.http_date().len(), 29);
    }
}

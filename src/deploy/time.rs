//! Moments and durations, as people write and read them. Moments are of UTC: what one person sends another fits both.

use std::{
    str::FromStr,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use jiff::Timestamp;

/// Now, in milliseconds since 1970.
pub(crate) fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// A moment with its date, such as `2026-11-21T14:02:11.250Z`.
pub(crate) fn moment(millis: i64) -> String {
    Timestamp::from_millisecond(millis).map_or_else(|_| millis.to_string(), |moment| format!("{moment:.3}"))
}

/// The time of the day, such as `14:02:11`.
pub(crate) fn of_day(millis: i64) -> String {
    let moment = Timestamp::from_millisecond(millis);
    moment.map_or_else(
        |_| millis.to_string(),
        |moment| moment.strftime("%H:%M:%S").to_string(),
    )
}

/// A duration in the two units that matter, such as `3m 05s`.
pub(crate) fn length(duration: Duration) -> String {
    let seconds = duration.as_secs();
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, seconds) => format!("{seconds}s"),
        (0, minutes, seconds) => format!("{minutes}m {seconds:02}s"),
        (hours, minutes, _) => format!("{hours}h {minutes:02}m"),
    }
}

/// Since when: so long before now, or a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Since {
    Ago(Duration),
    Moment(i64),
}

impl Since {
    /// The moment, in milliseconds since 1970.
    pub(crate) fn before(self, now: i64) -> i64 {
        match self {
            Self::Ago(duration) => {
                now.saturating_sub(i64::try_from(duration.as_millis()).unwrap_or(i64::MAX))
            }
            Self::Moment(millis) => millis,
        }
    }
}

/// Text that names no moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write how long ago, such as 90s, 10m, 2h or 3d, or a moment, such as 2026-11-21T14:00:00Z")]
pub(crate) struct NoMoment;

impl FromStr for Since {
    type Err = NoMoment;

    fn from_str(text: &str) -> Result<Self, NoMoment> {
        if let Ok(moment) = text.parse::<Timestamp>() {
            return Ok(Self::Moment(moment.as_millisecond()));
        }
        let (unit_at, unit) = text.char_indices().next_back().ok_or(NoMoment)?;
        let seconds = match unit {
            's' => 1,
            'm' => 60,
            'h' => 3600,
            'd' => 86400,
            _ => return Err(NoMoment),
        };
        let count: u64 = text[..unit_at].parse().map_err(|_| NoMoment)?;
        let seconds = count.checked_mul(seconds).ok_or(NoMoment)?;
        Ok(Self::Ago(Duration::from_secs(seconds)))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn moments_and_durations_are_read() {
        let read = |text: &str| text.parse::<Since>();
        assert_eq!(read("10m"), Ok(Since::Ago(Duration::from_mins(10))));
        assert_eq!(read("2d"), Ok(Since::Ago(Duration::from_hours(48))));
        assert_eq!(read("1970-01-01T00:00:01Z"), Ok(Since::Moment(1000)));
        for wrong in [
            "",
            "m",
            "10",
            "10 minutes",
            "-5m",
            "99999999999999999999d",
            "yesterday",
        ] {
            assert_eq!(read(wrong), Err(NoMoment), "{wrong}");
        }
        assert_eq!(Since::Ago(Duration::from_secs(1)).before(5000), 4000);
    }

    #[test]
    fn moments_and_durations_are_written() {
        assert_eq!(moment(1_763_733_731_250), "2025-11-21T14:02:11.250Z");
        assert_eq!(of_day(1_763_733_731_250), "14:02:11");
        let lengths = [0, 59, 60, 3599, 3600, 90_061].map(|seconds| length(Duration::from_secs(seconds)));
        assert_eq!(lengths, ["0s", "59s", "1m 00s", "59m 59s", "1h 00m", "25h 01m"]);
    }

    proptest! {
        #[test]
        fn any_text_can_be_read(text in any::<String>(), millis in any::<i64>()) {
            let _ = text.parse::<Since>();
            prop_assert!(!moment(millis).is_empty());
        }
    }
}

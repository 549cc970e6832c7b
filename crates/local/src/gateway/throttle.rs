//! Throttling: a token bucket per route, and one for the whole account.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use tokio::time::Instant;

use super::limits::Rate;

/// A token bucket that starts full.
#[derive(Debug)]
pub struct Bucket {
    rate: Rate,
    state: Mutex<(f64, Instant)>,
}

impl Bucket {
    /// A full bucket.
    pub fn new(rate: Rate) -> Self {
        Self {
            rate,
            state: Mutex::new((rate.burst, Instant::now())),
        }
    }

    /// Takes a token, if there is one. A rate or burst of 0 has none, ever.
    pub fn take(&self) -> bool {
        if self.rate.per_second <= 0.0 || self.rate.burst < 1.0 {
            return false;
        }
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let refill = now.duration_since(state.1).as_secs_f64() * self.rate.per_second;
        let tokens = (state.0 + refill).min(self.rate.burst);
        let taken = tokens >= 1.0;
        *state = (if taken { tokens - 1.0 } else { tokens }, now);
        taken
    }
}

/// What a stage sets for a route: only what is set replaces what stands above it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Throttle {
    /// `ThrottlingRateLimit`, requests per second.
    pub rate: Option<f64>,
    /// `ThrottlingBurstLimit`, the bucket's size.
    pub burst: Option<f64>,
}

impl Throttle {
    /// This setting where it is made, the other where it is not.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            rate: self.rate.or(other.rate),
            burst: self.burst.or(other.burst),
        }
    }

    fn bucket(self, account: Rate) -> Option<Bucket> {
        (self.rate.is_some() || self.burst.is_some()).then(|| {
            Bucket::new(Rate {
                per_second: self.rate.unwrap_or(account.per_second),
                burst: self.burst.unwrap_or(account.burst),
            })
        })
    }
}

/// The buckets of one stage, by route key. A route without a setting has none: the account's bucket is its limit.
#[derive(Debug)]
pub struct Throttles(HashMap<String, Bucket>);

impl Throttles {
    /// Fills a bucket for each route that has a limit.
    pub fn new<'a>(routes: impl Iterator<Item = (&'a str, Throttle)>, account: Rate) -> Self {
        Self(
            routes
                .filter_map(|(key, throttle)| Some((key.to_owned(), throttle.bucket(account)?)))
                .collect(),
        )
    }

    /// Whether the route may run now.
    pub fn admit(&self, route: &str) -> bool {
        self.0.get(route).is_none_or(Bucket::take)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const fn rate(per_second: f64, burst: f64) -> Rate {
        Rate { per_second, burst }
    }

    /// Reference 8.3: rate is the refill per second, burst the bucket's size.
    #[tokio::test(start_paused = true)]
    async fn a_bucket_refills_up_to_its_burst() {
        let bucket = Bucket::new(rate(2.0, 3.0));
        let taken = || {
            std::iter::repeat_with(|| bucket.take())
                .take_while(|taken| *taken)
                .count()
        };
        assert_eq!(taken(), 3);
        tokio::time::advance(Duration::from_millis(500)).await;
        assert_eq!(taken(), 1);
        tokio::time::advance(Duration::from_mins(1)).await;
        assert_eq!(taken(), 3);
    }

    /// Reference 8.3: an explicit 0 refuses everything, for ever.
    #[tokio::test(start_paused = true)]
    async fn zero_refuses_everything() {
        for zero in [rate(0.0, 5.0), rate(5.0, 0.0)] {
            let bucket = Bucket::new(zero);
            tokio::time::advance(Duration::from_hours(1)).await;
            assert!(!bucket.take());
        }
    }

    /// Reference 8.3: the specific setting replaces the default; unset is the account's.
    #[tokio::test(start_paused = true)]
    async fn the_specific_setting_wins() {
        let default = Throttle {
            rate: Some(1.0),
            burst: Some(1.0),
        };
        let chat = Throttle {
            rate: None,
            burst: Some(2.0),
        };
        let routes = [
            ("chat", chat.or(default)),
            ("ping", default),
            ("open", Throttle::default()),
        ];
        let throttles = Throttles::new(routes.into_iter(), rate(100.0, 100.0));
        let admitted = |key| (0..5).filter(|_| throttles.admit(key)).count();
        assert_eq!((admitted("chat"), admitted("ping"), admitted("open")), (2, 1, 5));
    }
}

//! How often a service is asked whether it has finished.

use std::time::Duration;

use tokio::time;

use crate::error::{Error, Kind};

/// Waits a little longer each time, up to a limit, and not for ever.
#[derive(Clone, Debug)]
pub(crate) struct Pace {
    next: Duration,
    slowest: Duration,
    until: time::Instant,
}

impl Pace {
    /// From `first` to `slowest` between two questions, and no question after `longest`.
    pub(crate) fn new(first: Duration, slowest: Duration, longest: Duration) -> Self {
        Self {
            next: first,
            slowest,
            until: time::Instant::now() + longest,
        }
    }

    /// Waits until it is time to ask again; too long is an error that names the operation.
    pub(crate) async fn wait(&mut self, operation: &str) -> Result<(), Error> {
        if time::Instant::now() >= self.until {
            return Err(Error::new(Kind::TimedOut, operation));
        }
        time::sleep(self.next).await;
        self.next = (self.next * 3 / 2).min(self.slowest);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn it_asks_ever_less_often_and_gives_up() {
        let (first, slowest) = (Duration::from_millis(200), Duration::from_secs(5));
        let mut pace = Pace::new(first, slowest, Duration::from_mins(1));
        let begin = time::Instant::now();
        let mut questions = Vec::new();
        while pace.wait("x").await.is_ok() {
            questions.push(begin.elapsed());
        }
        assert_eq!(questions[0], first);
        let gaps: Vec<Duration> = questions
            .windows(2)
            .map(|pair| pair[1].saturating_sub(pair[0]))
            .collect();
        assert!(gaps.is_sorted());
        assert_eq!(gaps.last(), Some(&slowest));
        assert!(questions.len() < 25, "{}", questions.len());
        let error = pace.wait("cloudformation:X").await.unwrap_err();
        assert_eq!(*error.kind(), Kind::TimedOut);
    }
}

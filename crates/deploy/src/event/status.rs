//! The words for states, taken apart.
//!
//! The words: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html>.

use std::fmt;

/// A state of a resource or a stack, such as `UPDATE_ROLLBACK_IN_PROGRESS`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Status(String);

/// How far something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// It goes on.
    InProgress,
    /// It is done.
    Complete,
    /// It did not work.
    Failed,
    /// It was left alone, such as what `DeletionPolicy: Retain` keeps.
    Skipped,
}

impl Status {
    /// A state by the service's word for it.
    pub fn of(word: impl Into<String>) -> Self {
        Self(word.into())
    }

    /// The service's word.
    pub fn word(&self) -> &str {
        &self.0
    }

    /// How far it is; a word that nobody knows yet is taken as done, so that nothing waits for ever.
    pub fn outcome(&self) -> Outcome {
        let ends = |suffix| self.0.ends_with(suffix);
        if ends("_IN_PROGRESS") {
            Outcome::InProgress
        } else if ends("_FAILED") {
            Outcome::Failed
        } else if ends("_SKIPPED") {
            Outcome::Skipped
        } else {
            Outcome::Complete
        }
    }

    /// Whether it goes on.
    pub fn in_progress(&self) -> bool {
        self.outcome() == Outcome::InProgress
    }

    /// Whether it did not work.
    pub fn failed(&self) -> bool {
        self.outcome() == Outcome::Failed
    }

    /// Whether it is the way back from a failure.
    pub fn rolls_back(&self) -> bool {
        self.0.contains("ROLLBACK")
    }

    /// Whether a stack is done with its change and removes what it replaced.
    pub fn cleans_up(&self) -> bool {
        self.0.ends_with("COMPLETE_CLEANUP_IN_PROGRESS")
    }

    /// Whether a resource or a stack goes, or is gone.
    pub fn deletes(&self) -> bool {
        self.0.starts_with("DELETE_")
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use aws_sdk_cloudformation::types::{ResourceStatus, StackStatus};

    use super::*;

    #[test]
    fn every_word_of_the_service_is_understood() {
        let words = StackStatus::values().iter().chain(ResourceStatus::values());
        for word in words {
            let expected = match word.rsplit_once('_').unwrap().1 {
                "PROGRESS" => Outcome::InProgress,
                "COMPLETE" => Outcome::Complete,
                "FAILED" => Outcome::Failed,
                "SKIPPED" => Outcome::Skipped,
                other => panic!("{other}"),
            };
            assert_eq!(Status::of(*word).outcome(), expected, "{word}");
        }
    }

    #[test]
    fn the_way_back_and_the_cleanup_are_told_apart() {
        let cleanup = Status::of("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS");
        assert!(cleanup.cleans_up() && !cleanup.rolls_back() && cleanup.in_progress());
        let both = Status::of("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS");
        assert!(both.cleans_up() && both.rolls_back());
        assert!(!Status::of("UPDATE_IN_PROGRESS").cleans_up());
    }
}

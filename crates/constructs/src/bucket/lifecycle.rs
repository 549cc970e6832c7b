//! What happens to objects with time.

use aws::s3::{
    AbortIncompleteMultipartUpload, NoncurrentVersionExpiration, Rule, Status, Transition,
    TransitionStorageClass,
};

use cfn::Diagnostic;

use crate::range;

/// A rule for the objects of a bucket: cheaper storage after some days, an end after some more. A rule that does nothing
/// does not construct.
///
/// ```
/// use constructs::prelude::*;
/// let logs = Lifecycle::move_after_days::<30>(StorageClass::StandardIa)
///     .then_delete_after_days::<365>()
///     .under("logs/");
/// let scratch = Lifecycle::delete_after_days::<1>().under("tmp/");
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Lifecycle {
    prefix: Option<String>,
    moved: Option<(u32, TransitionStorageClass)>,
    deleted_after: Option<u32>,
}

/// How long replaced and deleted objects stay where they stay at all.
const REPLACED_DAYS: u32 = 30;
/// The youngest object that the classes for rare reads take.
const YOUNGEST_RARE_DAYS: u32 = 30;
/// How long an upload may take.
const UNFINISHED_DAYS: u32 = 7;

impl Lifecycle {
    /// Deletes objects of so many days.
    pub fn delete_after_days<const DAYS: u32>() -> Self {
        const { range::demand(DAYS > 0, "an object is deleted after one day or more") };
        Self {
            prefix: None,
            moved: None,
            deleted_after: Some(DAYS),
        }
    }

    /// Moves objects of so many days to another class. The classes for rare reads take none that is younger than 30 days.
    pub fn move_after_days<const DAYS: u32>(class: TransitionStorageClass) -> Self {
        const { range::demand(DAYS > 0, "an object moves after one day or more") };
        Self {
            prefix: None,
            moved: Some((DAYS, class)),
            deleted_after: None,
        }
    }

    /// Deletes objects of so many days, counted from when they were made.
    pub fn then_delete_after_days<const DAYS: u32>(mut self) -> Self {
        const { range::demand(DAYS > 0, "an object is deleted after one day or more") };
        self.deleted_after = Some(DAYS);
        self
    }

    /// Only objects whose keys begin so.
    pub fn under(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = Some(prefix.into());
        self
    }

    /// What S3 would refuse.
    pub(super) fn findings(&self, bucket: &str) -> Vec<Diagnostic> {
        let Some((days, class)) = self.moved else {
            return Vec::new();
        };
        let rare = [
            TransitionStorageClass::StandardIa,
            TransitionStorageClass::OneZoneIa,
        ]
        .contains(&class);
        let young = (rare && days < YOUNGEST_RARE_DAYS).then(|| {
            format!("`{bucket}` moves objects of {days} days to {}, which takes none below {YOUNGEST_RARE_DAYS} days", class.as_str())
        });
        let deleted = self.deleted_after.filter(|end| *end <= days);
        let gone = deleted
            .map(|end| format!("`{bucket}` deletes objects of {end} days before it moves those of {days}"));
        let messages = young.into_iter().chain(gone);
        messages
            .map(|message| Diagnostic::error("GW153", message).on(bucket))
            .collect()
    }

    fn to_rule(&self) -> Rule {
        let mut rule = Rule::new(Status::Enabled);
        if let Some(days) = self.deleted_after {
            rule = rule.expiration_in_days(days);
        }
        if let Some(prefix) = &self.prefix {
            rule = rule.prefix(prefix);
        }
        if let Some((days, class)) = self.moved {
            rule = rule.transitions([Transition::new(class).transition_in_days(days)]);
        }
        rule
    }
}

/// The rules that were given, after those that every bucket has.
pub(super) fn rules(given: &[Lifecycle], versioned: bool) -> Vec<Rule> {
    let unfinished = AbortIncompleteMultipartUpload::new(UNFINISHED_DAYS);
    let mut rule = Rule::new(Status::Enabled).abort_incomplete_multipart_upload(unfinished);
    if versioned {
        let replaced = NoncurrentVersionExpiration::new(REPLACED_DAYS);
        rule = rule.noncurrent_version_expiration(replaced);
    }
    std::iter::once(rule)
        .chain(given.iter().map(Lifecycle::to_rule))
        .collect()
}

//! What happens to data when something goes wrong, or goes away.

use aws::cognito::DeletionProtection;
use cfn::{Entry, IntoEntry, RemovalPolicy};

/// How much data is worth. A setting of the stage, not of the table: the same tables are disposable in `dev`.
///
/// | | `Disposable` | `Protected` |
/// |---|---|---|
/// | leaves the template, or is replaced | deleted | retained |
/// | deletion by hand (tables) | possible | refused |
/// | restore to any second of the last 35 days (tables) | no | yes |
/// | keep what is replaced for 30 days (buckets) | no | yes |
///
/// ```
/// use constructs::prelude::*;
/// let mut stack = Stack::new("demo");
/// stack.add("Rooms", Table::new(Key::string("roomId")).durability(Durability::Disposable));
/// let template = stack.synth()?;
/// assert_eq!(template.resource("Rooms").and_then(|it| it.get("DeletionPolicy")), Some(&"Delete".into()));
/// # Ok::<(), cfn::Findings>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Durability {
    /// It can be made again.
    Disposable,
    /// It cannot: losing it is the accident that the stack must not make possible.
    #[default]
    Protected,
}

impl Durability {
    /// The policy for deletion and replacement alike.
    pub const fn removal(self) -> RemovalPolicy {
        match self {
            Self::Disposable => RemovalPolicy::Delete,
            Self::Protected => RemovalPolicy::Retain,
        }
    }

    /// Whether it is to be kept.
    pub const fn protects(self) -> bool {
        matches!(self, Self::Protected)
    }

    /// The same for user pools, in Cognito's words.
    pub(crate) const fn of_users(self) -> DeletionProtection {
        match self {
            Self::Disposable => DeletionProtection::Inactive,
            Self::Protected => DeletionProtection::Active,
        }
    }

    /// A resource under this policy.
    pub(crate) fn entry<E: IntoEntry>(self, resource: E) -> Entry<E::Table> {
        resource
            .deletion_policy(self.removal())
            .update_replace_policy(self.removal())
    }
}

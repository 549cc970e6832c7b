//! Operations on tables.

use crate::{Action, action};

/// An operation on a table that can be granted. There is no `Scan`: what needs one needs an index instead.
///
/// A transaction needs the operations that it is made of.
///
/// ```
/// use constructs::Operation;
/// assert_eq!(Operation::GetItem.action().as_str(), "dynamodb:GetItem");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    /// Reads one item.
    GetItem,
    /// Reads up to 100 items.
    BatchGetItem,
    /// Reads items with one hash key, from the table itself.
    Query,
    /// Writes one item.
    PutItem,
    /// Changes one item, or makes it: without a condition it does not fail where the item is gone.
    UpdateItem,
    /// Deletes one item.
    DeleteItem,
    /// Puts and deletes up to 25 items.
    BatchWriteItem,
    /// Checks an item inside a transaction.
    ConditionCheckItem,
}

impl Operation {
    /// What reads.
    pub const READ: [Self; 3] = [Self::GetItem, Self::BatchGetItem, Self::Query];
    /// What writes.
    pub const WRITE: [Self; 4] = [
        Self::PutItem,
        Self::UpdateItem,
        Self::DeleteItem,
        Self::BatchWriteItem,
    ];

    /// Whether it leaves the table as it is.
    pub(crate) fn reads(self) -> bool {
        Self::READ.contains(&self)
    }

    /// The IAM action.
    pub const fn action(self) -> Action {
        match self {
            Self::GetItem => action!("dynamodb:GetItem"),
            Self::BatchGetItem => action!("dynamodb:BatchGetItem"),
            Self::Query => action!("dynamodb:Query"),
            Self::PutItem => action!("dynamodb:PutItem"),
            Self::UpdateItem => action!("dynamodb:UpdateItem"),
            Self::DeleteItem => action!("dynamodb:DeleteItem"),
            Self::BatchWriteItem => action!("dynamodb:BatchWriteItem"),
            Self::ConditionCheckItem => action!("dynamodb:ConditionCheckItem"),
        }
    }
}

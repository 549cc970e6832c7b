//! Streams of tables.

use cfn::Value;

use crate::{EncryptionKeyRef, Grant, action};

/// The stream of a table's changes: they are kept for 24 hours and come in order per item, at least once.
#[derive(Clone, Debug)]
pub struct StreamRef {
    table: String,
    arn: Value<String>,
    key: Option<EncryptionKeyRef>,
}

impl StreamRef {
    /// The stream of a table that stands already. Logical ids in this stack begin with the table's name.
    ///
    /// ```
    /// use constructs::prelude::*;
    /// let users = StreamRef::imported(
    ///     "Users",
    ///     "arn:aws:dynamodb:eu-central-1:111122223333:table/users/stream/2026-01-31T12:00:00.000",
    /// );
    /// let indexer = Function::rust("lambdas", "indexer").on_stream(&users, StreamSource::from_oldest());
    /// ```
    pub fn imported(table: impl Into<String>, arn: impl Into<Value<String>>) -> Self {
        Self {
            table: table.into(),
            arn: arn.into(),
            key: None,
        }
    }

    /// The same, of which is known that its table is encrypted with this key: grants let use it.
    pub fn encrypted_by(mut self, key: &EncryptionKeyRef) -> Self {
        self.key = Some(key.clone());
        self
    }

    /// Its ARN.
    pub fn arn(&self) -> Value<String> {
        self.arn.clone()
    }

    /// Reading it: all four operations, because without one of them Lambda refuses to make a mapping (DynamoDB guide,
    /// "IAM policy to allow an AWS Lambda function to access DynamoDB stream records").
    pub fn read(&self) -> Grant {
        let actions = [
            action!("dynamodb:DescribeStream"),
            action!("dynamodb:GetRecords"),
            action!("dynamodb:GetShardIterator"),
            action!("dynamodb:ListStreams"),
        ];
        Grant::new(actions, [self.arn()]).and(self.key.as_ref().map(EncryptionKeyRef::read_table))
    }

    /// The table's name in logical ids.
    pub(crate) fn table(&self) -> &str {
        &self.table
    }
}

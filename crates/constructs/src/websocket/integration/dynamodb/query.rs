//! Reading items that share a key.

use aws::dynamodb::Table;

use super::{
    Attribute,
    call::{Attributes, call_on, index_arn, request},
    expression::Placeholders,
};
use crate::{
    Operation,
    websocket::integration::{Address, MappedIntegration},
};

/// Reads the items that share a key, of a table or of one of its indexes.
#[derive(Clone, Debug)]
#[must_use]
pub struct Query {
    table: Address<Table>,
    index: Option<String>,
    key: Attributes,
    limit: Option<i64>,
    newest_first: bool,
}

impl Query {
    /// Reads items of this table.
    pub fn of(table: impl Into<Address<Table>>) -> Self {
        Self {
            table: table.into(),
            index: None,
            key: Vec::new(),
            limit: None,
            newest_first: false,
        }
    }

    /// Reads this index instead; the role may query it, and not the table.
    pub fn index(mut self, name: impl Into<String>) -> Self {
        self.index = Some(name.into());
        self
    }

    /// The attribute of the key that all of them share.
    pub fn key(mut self, name: impl Into<String>, value: impl Into<Attribute>) -> Self {
        self.key.push((name.into(), value.into()));
        self
    }

    /// The most items (default: as many as fit 1 MB; a frame to a client has 128 KB).
    pub fn limit(mut self, items: u32) -> Self {
        self.limit = Some(items.into());
        self
    }

    /// Begins with the greatest sort key.
    pub fn newest_first(mut self) -> Self {
        self.newest_first = true;
        self
    }
}

impl From<Query> for MappedIntegration {
    fn from(query: Query) -> Self {
        let mut body = request(&query.table);
        let mut on = query.table.arn();
        if let Some(index) = &query.index {
            on = index_arn(&query.table, index);
            body = body.with("IndexName", index.as_str());
        }
        let mut placeholders = Placeholders::default();
        let condition = placeholders.pairs(query.key, " = ", " AND ");
        body = placeholders.onto(body.with("KeyConditionExpression", condition));
        if let Some(limit) = query.limit {
            body = body.with("Limit", limit);
        }
        if query.newest_first {
            body = body.with("ScanIndexForward", false);
        }
        call_on(on, Operation::Query, &query.table, body)
    }
}

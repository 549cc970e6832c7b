//! Reading an item.

use aws::dynamodb::Table;

use super::{
    Attribute,
    call::{Attributes, call, item, request},
};
use crate::{
    Operation,
    websocket::integration::{Address, MappedIntegration},
};

/// Reads an item; on a two-way route the client gets DynamoDB's answer, or what a response makes of it.
#[derive(Clone, Debug)]
#[must_use]
pub struct GetItem {
    table: Address<Table>,
    key: Attributes,
    consistent: bool,
}

impl GetItem {
    /// Reads from this table.
    pub fn of(table: impl Into<Address<Table>>) -> Self {
        Self {
            table: table.into(),
            key: Vec::new(),
            consistent: false,
        }
    }

    /// Sets an attribute of the key; a table with a sort key has two.
    pub fn key(mut self, name: impl Into<String>, value: impl Into<Attribute>) -> Self {
        self.key.push((name.into(), value.into()));
        self
    }

    /// Sees every write that was answered before, at twice the price.
    pub fn consistent(mut self) -> Self {
        self.consistent = true;
        self
    }
}

impl From<GetItem> for MappedIntegration {
    fn from(get: GetItem) -> Self {
        let mut body = request(&get.table).with("Key", item(get.key));
        if get.consistent {
            body = body.with("ConsistentRead", true);
        }
        call(Operation::GetItem, &get.table, body)
    }
}

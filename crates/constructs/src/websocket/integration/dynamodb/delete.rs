//! Deleting an item.

use aws::dynamodb::Table;

use super::{
    Attribute,
    call::{Attributes, call, item, request},
};
use crate::{
    Operation,
    websocket::integration::{Address, MappedIntegration},
};

/// Deletes an item; one that is not there is no error.
#[derive(Clone, Debug)]
#[must_use]
pub struct DeleteItem {
    table: Address<Table>,
    key: Attributes,
}

impl DeleteItem {
    /// Deletes from this table.
    pub fn of(table: impl Into<Address<Table>>) -> Self {
        Self {
            table: table.into(),
            key: Vec::new(),
        }
    }

    /// Sets an attribute of the key; a table with a sort key has two.
    pub fn key(mut self, name: impl Into<String>, value: impl Into<Attribute>) -> Self {
        self.key.push((name.into(), value.into()));
        self
    }
}

impl From<DeleteItem> for MappedIntegration {
    fn from(delete: DeleteItem) -> Self {
        let body = request(&delete.table).with("Key", item(delete.key));
        call(Operation::DeleteItem, &delete.table, body)
    }
}

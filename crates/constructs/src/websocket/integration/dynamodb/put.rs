//! Writing an item.

use aws::dynamodb::Table;

use super::{
    Attribute,
    call::{Attributes, call, item, request},
    expression::Placeholders,
};
use crate::{
    Operation,
    websocket::integration::{Address, MappedIntegration},
};

/// Writes an item, over one that has the same key.
#[derive(Clone, Debug)]
#[must_use]
pub struct PutItem {
    table: Address<Table>,
    item: Attributes,
    only_new: Option<String>,
}

impl PutItem {
    /// Writes into this table; the item needs the table's key among its attributes.
    pub fn into(table: impl Into<Address<Table>>) -> Self {
        Self {
            table: table.into(),
            item: Vec::new(),
            only_new: None,
        }
    }

    /// Sets an attribute.
    pub fn attribute(mut self, name: impl Into<String>, value: impl Into<Attribute>) -> Self {
        self.item.push((name.into(), value.into()));
        self
    }

    /// Writes nothing where an item with the same key has this attribute; name one of the key.
    pub fn only_new(mut self, key: impl Into<String>) -> Self {
        self.only_new = Some(key.into());
        self
    }
}

impl From<PutItem> for MappedIntegration {
    fn from(put: PutItem) -> Self {
        let mut body = request(&put.table).with("Item", item(put.item));
        if let Some(key) = put.only_new {
            let mut names = Placeholders::default();
            let condition = format!("attribute_not_exists({})", names.name(&key));
            body = names.onto(body.with("ConditionExpression", condition));
        }
        call(Operation::PutItem, &put.table, body)
    }
}

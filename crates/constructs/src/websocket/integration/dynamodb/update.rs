//! Changing an item.

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

/// Changes attributes of an item; one that is not there is made.
#[derive(Clone, Debug)]
#[must_use]
pub struct UpdateItem {
    table: Address<Table>,
    key: Attributes,
    set: Attributes,
    add: Attributes,
    remove: Vec<String>,
    only_existing: Option<String>,
}

impl UpdateItem {
    /// Changes an item of this table.
    pub fn of(table: impl Into<Address<Table>>) -> Self {
        Self {
            table: table.into(),
            key: Vec::new(),
            set: Vec::new(),
            add: Vec::new(),
            remove: Vec::new(),
            only_existing: None,
        }
    }

    /// Sets an attribute of the key; a table with a sort key has two.
    pub fn key(mut self, name: impl Into<String>, value: impl Into<Attribute>) -> Self {
        self.key.push((name.into(), value.into()));
        self
    }

    /// Sets an attribute.
    pub fn set(mut self, name: impl Into<String>, value: impl Into<Attribute>) -> Self {
        self.set.push((name.into(), value.into()));
        self
    }

    /// Adds to a number; one that is not there counts as 0.
    pub fn add(mut self, name: impl Into<String>, number: impl Into<Attribute>) -> Self {
        self.add.push((name.into(), number.into()));
        self
    }

    /// Takes an attribute away.
    pub fn remove(mut self, name: impl Into<String>) -> Self {
        self.remove.push(name.into());
        self
    }

    /// Changes nothing where no item with this key has this attribute; name one of the key.
    pub fn only_existing(mut self, key: impl Into<String>) -> Self {
        self.only_existing = Some(key.into());
        self
    }
}

impl From<UpdateItem> for MappedIntegration {
    fn from(update: UpdateItem) -> Self {
        let mut placeholders = Placeholders::default();
        let removed: Vec<String> = update.remove.iter().map(|name| placeholders.name(name)).collect();
        let clauses = [
            ("SET", placeholders.pairs(update.set, " = ", ", ")),
            ("ADD", placeholders.pairs(update.add, " ", ", ")),
            ("REMOVE", removed.join(", ")),
        ];
        let clauses = clauses.iter().filter(|(_, what)| !what.is_empty());
        let expression: Vec<String> = clauses.map(|(verb, what)| format!("{verb} {what}")).collect();
        let mut body = request(&update.table)
            .with("Key", item(update.key))
            .with("UpdateExpression", expression.join(" "));
        if let Some(key) = update.only_existing {
            let condition = format!("attribute_exists({})", placeholders.name(&key));
            body = body.with("ConditionExpression", condition);
        }
        call(Operation::UpdateItem, &update.table, placeholders.onto(body))
    }
}

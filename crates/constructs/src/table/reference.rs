//! What others may know of a table, and do with it.

use aws::dynamodb;
use cfn::{Arn, Handle, IntoProperty, Value, sub};

use super::{Index, IndexRef, NoStream, Operation, StreamView};
use crate::{EncryptionKeyRef, Grant, StreamRef, arn, place::Place};

/// A table, of the stack or [imported](TableRef::imported).
#[derive(Clone, Debug)]
pub struct TableRef<const INDEXES: usize = 0, S = NoStream> {
    place: Place<dynamodb::Table>,
    indexes: [IndexRef; INDEXES],
    stream: S,
}

impl TableRef {
    /// A table that stands already, and those of its indexes that are to be granted. Logical ids in this stack begin with
    /// `name`. Its stream is imported by itself, with [`StreamRef::imported`], because its ARN ends in a time.
    ///
    /// ```
    /// use constructs::prelude::*;
    /// let arn = Arn::of("arn:aws:dynamodb:eu-central-1:111122223333:table/users");
    /// let users = TableRef::imported("Users", arn, ["EmailIndex"]);
    /// let [by_email] = users.indexes();
    /// let login = Function::rust("lambdas", "login").env("USERS", &users).allow(by_email.query());
    /// ```
    pub fn imported<const INDEXES: usize>(
        name: impl Into<String>,
        arn: impl IntoProperty<Value<Arn<dynamodb::Table>>>,
        indexes: [&str; INDEXES],
    ) -> TableRef<INDEXES> {
        let place = Place::imported(name, arn, arn::after_slash);
        TableRef {
            indexes: indexes.map(|index| IndexRef::named(index, &place)),
            place,
            stream: NoStream,
        }
    }
}

impl<const INDEXES: usize, S> TableRef<INDEXES, S> {
    pub(super) fn made(place: Place<dynamodb::Table>, indexes: &[Index; INDEXES], stream: S) -> Self {
        Self {
            indexes: indexes.each_ref().map(|index| index.of(&place)),
            place,
            stream,
        }
    }

    /// The same, of which is known that it is encrypted with this key: grants let use it.
    pub fn encrypted_by(mut self, key: &EncryptionKeyRef) -> Self {
        self.place = self.place.encrypted_by(Some(key.clone()));
        self.indexes = self
            .indexes
            .map(|index| IndexRef::named(index.name(), &self.place));
        self
    }

    /// The resource, where this stack makes it.
    pub fn handle(&self) -> Option<&Handle<dynamodb::Table>> {
        self.place.handle()
    }

    /// The table's name.
    pub fn name(&self) -> Value<String> {
        self.place.id_text()
    }

    /// Its ARN.
    pub fn arn(&self) -> Value<Arn<dynamodb::Table>> {
        self.place.arn()
    }

    /// Its indexes, in the order in which they were declared.
    pub fn indexes(&self) -> [IndexRef; INDEXES] {
        self.indexes.clone()
    }

    /// Everything that [reads](Operation::READ) the table; indexes are granted one by one.
    pub fn read(&self) -> Grant {
        self.operations(Operation::READ)
    }

    /// Everything that [writes](Operation::WRITE) the table.
    pub fn write(&self) -> Grant {
        self.operations(Operation::WRITE)
    }

    /// These operations and no others.
    pub fn operations(&self, operations: impl IntoIterator<Item = Operation>) -> Grant {
        let operations: Vec<_> = operations.into_iter().collect();
        let reads = operations.iter().all(|operation| operation.reads());
        let of_key = if reads {
            EncryptionKeyRef::read_table
        } else {
            EncryptionKeyRef::change_table
        };
        let actions = operations.into_iter().map(Operation::action);
        let on_table = Grant::new(actions, [self.place.arn_text()]);
        self.place.with_key(on_table, of_key)
    }

    pub(crate) fn label(&self) -> &str {
        self.place.label()
    }

    /// The key that it is encrypted with, if it has one of its own.
    pub(crate) fn key(&self) -> Option<&EncryptionKeyRef> {
        self.place.key()
    }
}

impl<const INDEXES: usize> TableRef<INDEXES, StreamView> {
    /// The stream of its changes.
    pub fn stream(&self) -> StreamRef {
        // The types let no imported table come here: a stream's ARN ends in a time that only its table knows.
        let any = |table: &Value<String>| sub!("{}/stream/*", table);
        let arn = self.place.get(dynamodb::Table::STREAM_ARN, any);
        let stream = StreamRef::imported(self.place.label(), arn);
        match self.key() {
            Some(key) => stream.encrypted_by(key),
            None => stream,
        }
    }

    /// What the stream says about a changed item.
    pub fn stream_view(&self) -> StreamView {
        self.stream
    }
}

impl<const INDEXES: usize, S> From<&TableRef<INDEXES, S>> for Value<String> {
    fn from(table: &TableRef<INDEXES, S>) -> Self {
        table.name()
    }
}

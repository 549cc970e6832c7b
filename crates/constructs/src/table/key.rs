//! Keys of tables and indexes.

use aws::dynamodb::{AttributeDefinition, AttributeType, KeySchema, KeyType};
use cfn::Diagnostic;

/// A key attribute: its name and type. The table's attribute definitions are derived from its keys.
///
/// ```
/// use constructs::Key;
/// let seq = Key::number("seq");
/// assert_eq!(seq.name(), "seq");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    name: String,
    attribute_type: AttributeType,
}

impl Key {
    /// Text: at most 2,048 bytes as a hash key, 1,024 as a sort key.
    pub fn string(name: impl Into<String>) -> Self {
        Self::new(name, AttributeType::S)
    }

    /// A number.
    pub fn number(name: impl Into<String>) -> Self {
        Self::new(name, AttributeType::N)
    }

    /// Bytes.
    pub fn binary(name: impl Into<String>) -> Self {
        Self::new(name, AttributeType::B)
    }

    fn new(name: impl Into<String>, attribute_type: AttributeType) -> Self {
        Self {
            name: name.into(),
            attribute_type,
        }
    }

    /// The attribute.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// The key of a table or index: a hash key, and a sort key where items share it.
#[derive(Clone, Debug)]
pub(crate) struct PrimaryKey {
    pub(crate) hash: Key,
    pub(crate) sort: Option<Key>,
}

impl PrimaryKey {
    pub(crate) fn schema(&self) -> Vec<KeySchema> {
        let hash = KeySchema::new(self.hash.name(), KeyType::Hash);
        let sort = self
            .sort
            .iter()
            .map(|key| KeySchema::new(key.name(), KeyType::Range));
        std::iter::once(hash).chain(sort).collect()
    }

    fn attributes(&self) -> impl Iterator<Item = &Key> {
        std::iter::once(&self.hash).chain(&self.sort)
    }
}

/// A key whose two parts are one attribute, which DynamoDB refuses.
pub(crate) fn same_twice<'a>(keys: &'a [PrimaryKey], table: &'a str) -> impl Iterator<Item = Diagnostic> {
    let by_itself = |key: &&PrimaryKey| {
        key.sort
            .as_ref()
            .is_some_and(|sort| sort.name() == key.hash.name())
    };
    keys.iter().filter(by_itself).map(move |key| {
        let message = format!(
            "a key of `{table}` sorts the items of one `{0}` by `{0}`",
            key.hash.name()
        );
        Diagnostic::error("GW111", message)
            .on(table)
            .hint("sort by another attribute, or leave the sort key out")
    })
}

/// Each attribute of all keys once, in the order in which the keys name them.
pub(crate) fn definitions(keys: &[PrimaryKey]) -> Vec<AttributeDefinition> {
    distinct(keys)
        .into_iter()
        .map(|key| AttributeDefinition::new(key.name(), key.attribute_type))
        .collect()
}

/// Attributes that two keys give different types.
pub(crate) fn findings(keys: &[PrimaryKey], table: &str) -> Vec<Diagnostic> {
    let distinct = distinct(keys);
    let again = distinct.iter().enumerate().filter(|(place, key)| {
        let before = &distinct[..*place];
        before.iter().any(|other| other.name() == key.name())
    });
    again
        .map(|(_, key)| {
            let message = format!("the keys of `{table}` give `{}` more than one type", key.name());
            Diagnostic::error("GW108", message)
                .on(table)
                .hint("an attribute has one type in all keys")
        })
        .collect()
}

fn distinct(keys: &[PrimaryKey]) -> Vec<&Key> {
    let mut distinct = Vec::new();
    for key in keys.iter().flat_map(PrimaryKey::attributes) {
        if !distinct.contains(&key) {
            distinct.push(key);
        }
    }
    distinct
}

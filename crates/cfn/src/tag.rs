//! Tags for every resource of a stack that takes them.

use std::panic::Location;

use crate::{Diagnostic, Map, ObjectInfo, Origin, Shape, Stack, Tree};

/// The most tags of one resource, where the type says nothing else.
pub const MOST: usize = 50;

/// A tag for all resources of a stack, and the line that said it; see [`Stack::tag`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StackTag {
    key: String,
    value: String,
    origin: Origin,
}

impl StackTag {
    /// A tag; it is checked where a stack takes it.
    #[track_caller]
    pub fn new(key: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            value: value.into(),
            origin: Location::caller().into(),
        }
    }

    /// The key.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The value.
    pub fn value(&self) -> &str {
        &self.value
    }
}

impl Stack {
    /// Tags every resource of the stack whose table has tags. A tag that the resource or an aspect has set stands, and
    /// of two tags of the stack with one key the first.
    ///
    /// Key and value are checked: 1 to 128 and 0 to 256 characters, letters, digits, spaces and `_.:/=+-@`; keys that
    /// begin with `aws:` belong to AWS.
    ///
    /// ```
    /// use cfn::{List, Stack, Tree, Value, property, resource};
    /// property! {
    ///     /// A tag.
    ///     Tag {
    ///         required {
    ///             /// The key.
    ///             key: Value<String> = "Key",
    ///             /// The value.
    ///             value: Value<String> = "Value",
    ///         }
    ///         optional {}
    ///     }
    /// }
    /// resource! {
    ///     /// A queue.
    ///     Queue = "AWS::SQS::Queue" {
    ///         required {}
    ///         optional {
    ///             /// Tags.
    ///             tags: List<Tag> = "Tags",
    ///         }
    ///         attributes {}
    ///         replaces_on {}
    ///     }
    /// }
    /// let mut stack = Stack::new("demo");
    /// stack.add("Jobs", Queue::new());
    /// stack.tag("team", "chat");
    /// let tags = Tree::from([Tree::from_iter([("Key", "team"), ("Value", "chat")])]);
    /// assert_eq!(stack.synth()?.tree().at(&["Resources", "Jobs", "Properties", "Tags"]), Some(&tags));
    /// # Ok::<(), cfn::Findings>(())
    /// ```
    #[track_caller]
    pub fn tag(&mut self, key: impl Into<String>, value: impl Into<String>) {
        self.tag_with(StackTag::new(key, value));
    }

    /// Tags every resource with a tag that was made elsewhere; see [`tag`](Self::tag).
    pub fn tag_with(&mut self, tag: StackTag) {
        if let Some(problem) = problem(&tag.key, &tag.value) {
            let finding = Diagnostic::error("GW013", problem).at(tag.origin);
            self.findings.push(finding.hint(
                "a key has 1 to 128 characters, a value 256 at most: letters, digits, spaces and `_.:/=+-@`",
            ));
        } else if self.tags.iter().all(|standing| standing.key != tag.key) {
            self.tags.push(tag);
        }
    }

    pub(crate) fn put_tags(&mut self) {
        let tags = std::mem::take(&mut self.tags);
        let Some(first) = tags.first() else { return };
        self.each_resource(|resource| {
            for tag in &tags {
                resource.tag(&tag.key, &tag.value);
            }
            let count = resource.tag_count();
            if count > MOST {
                let message = format!("`{}` has {count} tags; a resource takes {MOST}", resource.id());
                resource.report(Diagnostic::error("GW013", message).at(first.origin.clone()));
            }
        });
        self.tags = tags;
    }
}

/// Why AWS would refuse a tag.
fn problem(key: &str, value: &str) -> Option<String> {
    let letters = |text: &str| {
        text.chars()
            .all(|letter| letter.is_alphanumeric() || " _.:/=+-@".contains(letter))
    };
    let (key_length, value_length) = (key.chars().count(), value.chars().count());
    if key.to_lowercase().starts_with("aws:") {
        Some(format!(
            "the tag `{key}` begins with `aws:`, which belongs to AWS"
        ))
    } else if !(1..=128).contains(&key_length) || !letters(key) {
        Some(format!("`{key}` is no key of a tag"))
    } else if value_length > 256 || !letters(value) {
        Some(format!("`{value}` is no value of the tag `{key}`"))
    } else {
        None
    }
}

/// The property of a type that takes tags, and its form.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Taggable {
    pub(crate) property: &'static str,
    form: Form,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Form {
    /// Objects with `Key` and `Value`.
    List,
    /// Keys to values.
    Map,
}

impl Taggable {
    /// The table's property for tags: `Tags`, or one like `UserPoolTags`.
    pub(crate) fn of(object: &ObjectInfo) -> Option<Self> {
        let mut rows = object.properties.iter().filter(|row| row.name.ends_with("Tags"));
        rows.find_map(|row| {
            let form = match row.shape {
                Shape::List(Shape::Object(tag)) if tag.names().eq(["Key", "Value"]) => Form::List,
                Shape::Dict(Shape::Text) => Form::Map,
                _ => return None,
            };
            Some(Self {
                property: row.name,
                form,
            })
        })
    }

    /// Adds a tag where none has the key. Tags that are one expression stay as they are.
    pub(crate) fn add(self, properties: &mut Map, key: &str, value: &str) {
        let property = properties.entry(self.property.to_owned());
        let tags = property.or_insert_with(|| match self.form {
            Form::List => Tree::List(Vec::new()),
            Form::Map => Tree::map(),
        });
        match (self.form, tags) {
            (Form::List, Tree::List(tags)) => {
                let same = |tag: &Tree| tag.get("Key").and_then(Tree::as_str) == Some(key);
                if !tags.iter().any(same) {
                    tags.push(Tree::from_iter([("Key", key), ("Value", value)]));
                }
            }
            (Form::Map, tags) if tags.as_function().is_none() => {
                if let Some(tags) = tags.as_map_mut() {
                    tags.entry(key.to_owned()).or_insert_with(|| value.into());
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests;

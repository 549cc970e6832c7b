//! The one ordered tree that templates are made of.

use indexmap::IndexMap;
use serde_core::{Serialize, Serializer};

/// An ordered map of a template: keys come out in the order they went in.
pub type Map = IndexMap<String, Tree>;

/// A JSON-shaped value with ordered maps; every tool of the house (emitters, checks, diff, local runtime) walks it.
///
/// Intrinsic functions appear in their long form, `{"Ref": …}` and `{"Fn::GetAtt": […]}`, whatever the file they
/// were read from used.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Tree {
    /// No value.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with a fraction; never NaN or infinite in a valid template.
    Float(f64),
    /// Text.
    String(String),
    /// An ordered list.
    List(Vec<Tree>),
    /// An ordered map.
    Map(Map),
}

impl Tree {
    /// An empty map.
    pub fn map() -> Self {
        Self::Map(Map::new())
    }

    /// A map with one entry, as intrinsic functions are.
    pub fn single(key: impl Into<String>, value: impl Into<Tree>) -> Self {
        Self::Map(Map::from_iter([(key.into(), value.into())]))
    }

    /// The value under `key`, if this is a map that has it.
    pub fn get(&self, key: &str) -> Option<&Tree> {
        self.as_map()?.get(key)
    }

    /// The value at a path of keys, if every step is a map that has it.
    pub fn at(&self, path: &[&str]) -> Option<&Tree> {
        path.iter().try_fold(self, |tree, key| tree.get(key))
    }

    /// The entries, if this is a map.
    pub fn as_map(&self) -> Option<&Map> {
        match self {
            Self::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The entries, to change them, if this is a map.
    pub fn as_map_mut(&mut self) -> Option<&mut Map> {
        match self {
            Self::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The items, if this is a list.
    pub fn as_list(&self) -> Option<&[Tree]> {
        match self {
            Self::List(items) => Some(items),
            _ => None,
        }
    }

    /// The text, if this is a string.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The truth value, if this is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The whole number, if this is one.
    pub fn as_int(&self) -> Option<i64> {
        match self {
            Self::Int(value) => Some(*value),
            _ => None,
        }
    }

    /// The key and argument, if this is a map with exactly one entry (the shape of an intrinsic function).
    pub fn as_single(&self) -> Option<(&str, &Tree)> {
        match self {
            Self::Map(map) if map.len() == 1 => map.first().map(|(key, value)| (key.as_str(), value)),
            _ => None,
        }
    }

    /// The name and argument, if this is an intrinsic function: one entry, `Ref` or `Fn::…`.
    pub fn as_function(&self) -> Option<(&str, &Tree)> {
        self.as_single()
            .filter(|(key, _)| *key == "Ref" || key.starts_with("Fn::"))
    }

    /// The text of a string, number or truth value, as CloudFormation writes it into other text.
    pub fn scalar_text(&self) -> Option<String> {
        match self {
            Self::Bool(value) => Some(value.to_string()),
            Self::Int(value) => Some(value.to_string()),
            Self::Float(value) => Some(value.to_string()),
            Self::String(text) => Some(text.clone()),
            Self::Null | Self::List(_) | Self::Map(_) => None,
        }
    }

    /// What this is, for messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a truth value",
            Self::Int(_) | Self::Float(_) => "a number",
            Self::String(_) => "text",
            Self::List(_) => "a list",
            Self::Map(_) if self.as_function().is_some() => "an intrinsic function",
            Self::Map(_) => "a map",
        }
    }
}

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Int(value) => serializer.serialize_i64(*value),
            Self::Float(value) => serializer.serialize_f64(*value),
            Self::String(text) => serializer.serialize_str(text),
            Self::List(items) => serializer.collect_seq(items),
            Self::Map(map) => serializer.collect_map(map),
        }
    }
}

impl From<&str> for Tree {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<&String> for Tree {
    fn from(text: &String) -> Self {
        Self::String(text.clone())
    }
}

impl From<String> for Tree {
    fn from(text: String) -> Self {
        Self::String(text)
    }
}

impl From<bool> for Tree {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Tree {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<i32> for Tree {
    fn from(value: i32) -> Self {
        Self::Int(i64::from(value))
    }
}

impl From<f64> for Tree {
    /// A float without fraction becomes a whole number, so that `1000.0` reads `1000` in a template.
    fn from(value: f64) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the range is checked in the condition"
        )]
        if value.fract() == 0.0 && value.abs() < 9_007_199_254_740_992.0 {
            Self::Int(value as i64)
        } else {
            Self::Float(value)
        }
    }
}

impl From<Map> for Tree {
    fn from(map: Map) -> Self {
        Self::Map(map)
    }
}

impl<T: Into<Tree>> From<Vec<T>> for Tree {
    fn from(items: Vec<T>) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Tree>, const N: usize> From<[T; N]> for Tree {
    fn from(items: [T; N]) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}

impl FromIterator<Tree> for Tree {
    fn from_iter<I: IntoIterator<Item = Tree>>(items: I) -> Self {
        Self::List(items.into_iter().collect())
    }
}

impl<K: Into<String>, V: Into<Tree>> FromIterator<(K, V)> for Tree {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        Self::Map(
            entries
                .into_iter()
                .map(|(key, value)| (key.into(), value.into()))
                .collect(),
        )
    }
}

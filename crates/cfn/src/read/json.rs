//! Reads JSON.

use serde_core::de::DeserializeSeed;

use super::{Place, ReadError, ReadProblem, visitor::Reader};
use crate::{Template, Tree};

impl Tree {
    /// Reads JSON.
    ///
    /// ```
    /// let error = cfn::Tree::from_json(r#"{"Type": 1, "Type": 2}"#).unwrap_err();
    /// assert_eq!(error.to_string(), "1:18: the key `Type` stands twice in the same map");
    /// ```
    pub fn from_json(text: &str) -> Result<Self, ReadError> {
        let reader = Reader::for_text(text)?;
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let tree = reader.node().deserialize(&mut deserializer);
        let complete = tree.and_then(|tree| deserializer.end().map(|()| tree));
        complete.map_err(|error| {
            let place = Place {
                line: error.line(),
                column: error.column(),
            };
            reader.error(Some(place), &error)
        })
    }
}

impl Template {
    /// Reads a template from JSON; `name` is the stack's.
    pub fn from_json(name: impl Into<String>, text: &str) -> Result<Self, ReadError> {
        Self::of_sections(name, Tree::from_json(text)?)
    }

    pub(super) fn of_sections(name: impl Into<String>, tree: Tree) -> Result<Self, ReadError> {
        match tree {
            Tree::Map(_) => Ok(Self::from_tree(name, tree)),
            other => Err(ReadProblem::NotAMap(other.kind()).into()),
        }
    }
}

//! Reads YAML.

use serde_core::de::DeserializeSeed;

use super::{MAX_OPEN, Place, ReadError, ReadProblem, visitor::Reader};
use crate::{Template, Tree};

impl Tree {
    /// Reads YAML, with CloudFormation's short tags.
    ///
    /// ```
    /// use cfn::Tree;
    /// let tree = Tree::from_yaml("Role: !GetAtt Connect.Arn")?;
    /// assert_eq!(tree, Tree::single("Role", Tree::single("Fn::GetAtt", ["Connect", "Arn"])));
    /// # Ok::<(), cfn::read::ReadError>(())
    /// ```
    pub fn from_yaml(text: &str) -> Result<Self, ReadError> {
        let reader = Reader::for_text(text)?;
        if open_brackets(text) > MAX_OPEN {
            return Err(ReadProblem::TooDeep.into());
        }
        let tree = reader
            .node()
            .deserialize(serde_yaml::Deserializer::from_str(text));
        tree.map_err(|error| {
            let place = error.location().map(|location| Place {
                line: location.line(),
                column: location.column(),
            });
            reader.error(place, &error)
        })
    }
}

impl Template {
    /// Reads a template from YAML; `name` is the stack's.
    pub fn from_yaml(name: impl Into<String>, text: &str) -> Result<Self, ReadError> {
        Self::of_sections(name, Tree::from_yaml(text)?)
    }

    /// Reads a template from JSON if the text begins with a brace, else from YAML.
    pub fn read(name: impl Into<String>, text: &str) -> Result<Self, ReadError> {
        let text = text.trim_start_matches('\u{feff}');
        if text.trim_start().starts_with('{') {
            Self::from_json(name, text)
        } else {
            Self::from_yaml(name, text)
        }
    }
}

/// The most brackets that stand open at once, by a count that knows neither quotes nor comments.
fn open_brackets(text: &str) -> usize {
    let mut open = 0_usize;
    let mut most = 0;
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        most = most.max(open);
    }
    most
}

//! What events have to look like.

use cfn::{Map, Tree};

/// Fields of an event, each with the values that it may have: the language that rules of event buses, filters of
/// subscriptions and filters of event sources share. All fields have to fit; of a field's values one is enough.
///
/// ```
/// use constructs::Pattern;
/// let pattern = Pattern::new().field("detail.room", ["general", "help"]).prefix("detail.user", "bot-");
/// assert_eq!(
///     pattern.text(),
///     r#"{"detail":{"room":["general","help"],"user":[{"prefix":"bot-"}]}}"#
/// );
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[must_use]
pub struct Pattern {
    fields: Map,
}

impl Pattern {
    /// A pattern that nothing fits yet, because services refuse an empty one: add a field.
    pub fn new() -> Self {
        Self::default()
    }

    /// A field that has one of these values. Dots lead to fields of fields.
    pub fn field<V: Into<Tree>>(self, path: &str, values: impl IntoIterator<Item = V>) -> Self {
        values
            .into_iter()
            .fold(self, |pattern, value| pattern.matching(path, value))
    }

    /// A text field that begins so.
    pub fn prefix(self, path: &str, text: &str) -> Self {
        self.matching(path, Tree::single("prefix", text))
    }

    /// A field that is there, or is not.
    pub fn exists(self, path: &str, exists: bool) -> Self {
        self.matching(path, Tree::single("exists", exists))
    }

    /// A field that a matcher of the language fits, such as `{"numeric": [">", 100]}`.
    pub fn matching(mut self, path: &str, matcher: impl Into<Tree>) -> Self {
        put(&mut self.fields, path, matcher.into());
        self
    }

    /// The pattern as JSON text.
    pub fn text(&self) -> String {
        Tree::Map(self.fields.clone()).to_json_line()
    }

    pub(crate) fn fields(&self) -> &Map {
        &self.fields
    }
}

/// Adds a matcher where the path leads. A field that was a value becomes a map: the later word stands.
fn put(fields: &mut Map, path: &str, matcher: Tree) {
    let Some((field, rest)) = path.split_once('.') else {
        match fields.get_mut(path) {
            Some(Tree::List(matchers)) => matchers.push(matcher),
            _ => {
                fields.insert(path.to_owned(), Tree::List(vec![matcher]));
            }
        }
        return;
    };
    let inner = fields.entry(field.to_owned()).or_insert_with(Tree::map);
    if inner.as_map().is_none() {
        *inner = Tree::map();
    }
    if let Some(inner) = inner.as_map_mut() {
        put(inner, rest, matcher);
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn matchers_of_one_field_are_alternatives() {
        let pattern = Pattern::new()
            .field("a.b", [1])
            .exists("a.b", false)
            .field("a.c", [true])
            .field("d", ["x"]);
        assert_eq!(
            pattern.text(),
            r#"{"a":{"b":[1,{"exists":false}],"c":[true]},"d":["x"]}"#
        );
    }

    #[test]
    fn the_later_word_stands() {
        let pattern = Pattern::new().field("a", ["x"]).field("a.b", ["y"]);
        assert_eq!(pattern.text(), r#"{"a":{"b":["y"]}}"#);
        assert_eq!(pattern.field("a", ["z"]).text(), r#"{"a":["z"]}"#);
    }
}

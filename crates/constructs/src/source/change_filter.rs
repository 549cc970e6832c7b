//! Which changes of a table reach a function.

use std::collections::BTreeMap;

use cfn::Tree;

/// Some of a table's changes: those that it does not take cost no invocation.
///
/// ```
/// use constructs::ChangeFilter;
/// let pattern = ChangeFilter::inserts().key("sk", "META").pattern();
/// assert_eq!(pattern, r#"{"eventName":["INSERT"],"dynamodb":{"Keys":{"sk":{"S":["META"]}}}}"#);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct ChangeFilter {
    event: &'static str,
    keys: BTreeMap<String, Vec<String>>,
}

impl ChangeFilter {
    /// Items that are new.
    pub fn inserts() -> Self {
        Self::of("INSERT")
    }

    /// Items that were there and still are.
    pub fn modifications() -> Self {
        Self::of("MODIFY")
    }

    /// Items that are gone, deleted or expired.
    pub fn removals() -> Self {
        Self::of("REMOVE")
    }

    fn of(event: &'static str) -> Self {
        Self {
            event,
            keys: BTreeMap::new(),
        }
    }

    /// Of these, items whose key attribute is this text, or one of the texts where it is called again for an attribute.
    pub fn key(mut self, attribute: impl Into<String>, text: impl Into<String>) -> Self {
        self.keys.entry(attribute.into()).or_default().push(text.into());
        self
    }

    /// The filter in the words of Lambda.
    pub fn pattern(&self) -> String {
        let mut pattern = vec![("eventName", Tree::from([self.event]))];
        if !self.keys.is_empty() {
            let keys: Tree = self
                .keys
                .iter()
                .map(|(attribute, texts)| (attribute.as_str(), Tree::single("S", texts.clone())))
                .collect();
            pattern.push(("dynamodb", Tree::single("Keys", keys)));
        }
        pattern.into_iter().collect::<Tree>().to_json_line()
    }
}

#[cfg(test)]
mod tests {
    use super::ChangeFilter;

    #[test]
    fn an_event_alone_takes_all_items() {
        assert_eq!(ChangeFilter::removals().pattern(), r#"{"eventName":["REMOVE"]}"#);
    }

    #[test]
    fn texts_of_one_attribute_are_alternatives() {
        let filter = ChangeFilter::modifications()
            .key("sk", "A")
            .key("id", "1")
            .key("sk", "B");
        assert_eq!(
            filter.pattern(),
            r#"{"eventName":["MODIFY"],"dynamodb":{"Keys":{"id":{"S":["1"]},"sk":{"S":["A","B"]}}}}"#
        );
    }
}

//! Expressions, with a placeholder for each name and value: reserved words need no care.

use super::{Attribute, call::Attributes};
use crate::websocket::Json;

/// The names and values that expressions of one request mention.
#[derive(Debug, Default)]
pub(super) struct Placeholders {
    names: Vec<String>,
    values: Vec<Attribute>,
}

impl Placeholders {
    /// The placeholder of a name, the same one each time.
    pub(super) fn name(&mut self, name: &str) -> String {
        let known = self.names.iter().position(|other| other == name);
        let place = known.unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.names.len() - 1
        });
        format!("#n{place}")
    }

    /// The placeholder of a value.
    pub(super) fn value(&mut self, value: Attribute) -> String {
        self.values.push(value);
        format!(":v{}", self.values.len() - 1)
    }

    /// Adds what the placeholders stand for to a request.
    pub(super) fn onto(self, mut request: Json) -> Json {
        if !self.names.is_empty() {
            let names = self.names.into_iter().enumerate();
            let names = names.fold(Json::object(), |names, (place, name)| {
                names.with(format!("#n{place}"), name)
            });
            request = request.with("ExpressionAttributeNames", names);
        }
        if !self.values.is_empty() {
            let values = self.values.into_iter().enumerate();
            let values = values.fold(Json::object(), |values, (place, value)| {
                values.with(format!(":v{place}"), value.into_json())
            });
            request = request.with("ExpressionAttributeValues", values);
        }
        request
    }

    /// `#n0 = :v0` for each of these, joined.
    pub(super) fn pairs(&mut self, attributes: Attributes, between: &str, separator: &str) -> String {
        let pairs: Vec<String> = attributes
            .into_iter()
            .map(|(name, value)| format!("{}{between}{}", self.name(&name), self.value(value)))
            .collect();
        pairs.join(separator)
    }
}

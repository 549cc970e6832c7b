//! Reads the properties of one resource, and notices those that nobody read.

use std::fmt::Display;

use cfn::{Map, Tree, resolve};

use super::{Names, Report};

/// The properties of a resource, or of a map inside one; what is read is taken out.
///
/// [`Properties::finish`] warns about the rest, so that nothing in a template is passed over in silence.
#[derive(Debug)]
pub struct Properties<'a> {
    names: &'a Names<'a>,
    report: &'a Report<'a>,
    resource: &'a str,
    /// Where this map stands in the resource, such as `LoggingConfig.`; empty for the resource's own properties.
    prefix: String,
    rest: Map,
}

impl<'a> Properties<'a> {
    /// The properties of the resource with this logical id and body.
    pub fn of(resource: &'a str, body: &Tree, names: &'a Names<'a>, report: &'a Report<'a>) -> Self {
        let properties = body.get("Properties").and_then(Tree::as_map);
        Self {
            names,
            report,
            resource,
            prefix: String::new(),
            rest: properties.cloned().unwrap_or_default(),
        }
    }

    /// The logical id of the resource.
    pub fn resource(&self) -> &'a str {
        self.resource
    }

    /// The resolved value of a property; `None` where it is missing, is `AWS::NoValue`, or cannot be resolved here,
    /// which is reported.
    pub fn take(&mut self, key: &str) -> Option<Tree> {
        let value = self.rest.shift_remove(key)?;
        match resolve(&value, self.names.environment(), self.names) {
            Ok(Tree::Null) => None,
            Ok(resolved) => Some(resolved),
            Err(error) => {
                self.unusable(key, error);
                None
            }
        }
    }

    /// A text, or a number or truth value as text.
    pub fn text(&mut self, key: &str) -> Option<String> {
        let value = self.take(key)?;
        let text = value.scalar_text();
        if text.is_none() {
            self.unusable(key, "text is wanted");
        }
        text
    }

    /// A text that must be there.
    pub fn required(&mut self, key: &str) -> Option<String> {
        if !self.rest.contains_key(key) {
            self.unusable(key, "it is required");
        }
        self.text(key)
    }

    /// A whole number in the range of its type; CloudFormation takes text that holds one as well.
    pub fn number<T: TryFrom<i64>>(&mut self, key: &str) -> Option<T> {
        let text = self.text(key)?;
        let number = text.parse().ok().and_then(|number: i64| T::try_from(number).ok());
        if number.is_none() {
            self.unusable(key, format!("`{text}` is no number in its range"));
        }
        number
    }

    /// A truth value; CloudFormation takes it as text as well.
    pub fn flag(&mut self, key: &str) -> Option<bool> {
        let text = self.text(key)?;
        let flag = text.parse().ok();
        if flag.is_none() {
            self.unusable(key, format!("`{text}` is neither true nor false"));
        }
        flag
    }

    /// A map, to be read in turn. What cannot be resolved in it is left out alone.
    pub fn nested(&mut self, key: &str) -> Option<Self> {
        let literal = self.rest.get(key).filter(|value| value.as_function().is_none());
        if let Some(Tree::Map(map)) = literal.cloned() {
            self.rest.shift_remove(key);
            return Some(self.inner(key, map));
        }
        if let Tree::Map(map) = self.take(key)? {
            return Some(self.inner(key, map));
        }
        self.unusable(key, "a map is wanted");
        None
    }

    /// The maps of a list; none where the property is missing.
    pub fn nested_list(&mut self, key: &str) -> Vec<Self> {
        let items = self.list(key);
        let mut maps = Vec::with_capacity(items.len());
        for (index, item) in items.into_iter().enumerate() {
            let place = format!("{key}[{index}]");
            match item {
                Tree::Map(map) => maps.push(self.inner(&place, map)),
                _ => self.unusable(&place, "a map is wanted"),
            }
        }
        maps
    }

    /// The maps of a map whose keys are free; none where the property is missing.
    pub fn nested_map(&mut self, key: &str) -> Vec<(String, Self)> {
        let Some(mut map) = self.nested(key) else {
            return Vec::new();
        };
        let keys: Vec<String> = map.rest.keys().cloned().collect();
        keys.into_iter()
            .filter_map(|key| map.nested(&key).map(|value| (key, value)))
            .collect()
    }

    /// The texts of a list; none where the property is missing.
    pub fn texts(&mut self, key: &str) -> Vec<String> {
        let items = self.list(key);
        items.iter().filter_map(Tree::scalar_text).collect()
    }

    /// The entries of a map whose values are texts; none where the property is missing.
    pub fn text_map(&mut self, key: &str) -> Vec<(String, String)> {
        let Some(mut map) = self.nested(key) else {
            return Vec::new();
        };
        let keys: Vec<String> = map.rest.keys().cloned().collect();
        keys.into_iter()
            .filter_map(|key| map.text(&key).map(|value| (key, value)))
            .collect()
    }

    /// Reports that the property has a value which cannot be used.
    pub fn unusable(&self, key: &str, why: impl Display) {
        let message = format!("`{}{key}` of `{}`: {why}", self.prefix, self.resource);
        self.report.unusable(self.resource, message);
    }

    /// Reports that what the property asks for does not happen here.
    pub fn not_run(&self, key: &str, why: impl Display) {
        let message = format!("`{}{key}` of `{}`: {why}", self.prefix, self.resource);
        self.report.not_run(self.resource, message);
    }

    /// Passes over properties that have no meaning on the developer's own machine.
    pub fn without_meaning(&mut self, keys: &[&str]) {
        self.rest.retain(|key, _| !keys.contains(&key.as_str()));
    }

    /// Warns about what was not read.
    pub fn finish(self) {
        for key in self.rest.keys() {
            self.not_run(key, "the local runtime does not know it and goes on without");
        }
    }

    fn list(&mut self, key: &str) -> Vec<Tree> {
        match self.take(key) {
            None => Vec::new(),
            Some(Tree::List(items)) => items,
            Some(_) => {
                self.unusable(key, "a list is wanted");
                Vec::new()
            }
        }
    }

    fn inner(&self, key: &str, map: Map) -> Self {
        Self {
            prefix: format!("{}{key}.", self.prefix),
            rest: map,
            ..*self
        }
    }
}

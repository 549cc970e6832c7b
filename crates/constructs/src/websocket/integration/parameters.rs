//! Parameters of a backend's request.

use cfn::Dict;

use crate::websocket::Source;

/// Headers, query and path of a backend's request, and where each comes from.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Parameters(Vec<(String, Source)>);

impl Parameters {
    pub(super) fn header(&mut self, name: &str, source: Source) {
        self.set("header", name, source);
    }

    pub(super) fn query(&mut self, name: &str, source: Source) {
        self.set("querystring", name, source);
    }

    pub(super) fn path(&mut self, name: &str, source: Source) {
        self.set("path", name, source);
    }

    /// The later of two with one name stands.
    fn set(&mut self, place: &str, name: &str, source: Source) {
        let key = format!("integration.request.{place}.{name}");
        self.0.retain(|(other, _)| *other != key);
        self.0.push((key, source));
    }

    pub(super) fn sources(&self) -> impl Iterator<Item = &Source> {
        self.0.iter().map(|(_, source)| source)
    }

    /// The property, if there is anything to say.
    pub(super) fn to_property(&self) -> Option<Dict<String>> {
        let entries = self.0.iter().map(|(key, source)| (key.as_str(), source.as_str()));
        (!self.0.is_empty()).then(|| entries.collect())
    }
}

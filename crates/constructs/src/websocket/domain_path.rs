//! Places behind a custom domain.

use aws::apigatewayv2::{self, ApiMapping, Stage};
use cfn::{Diagnostic, Handle, Resource as _, Scope, Value, sub};

use super::{ApiRef, MappingKey, rival::rival};

/// A place behind a custom domain: its root, or one key. [`StageName::behind`](super::StageName::behind) puts a stage there.
#[derive(Clone, Debug)]
pub struct DomainPath {
    domain: Handle<apigatewayv2::DomainName>,
    name: String,
    key: Option<MappingKey>,
}

impl DomainPath {
    pub(crate) fn new(
        domain: &Handle<apigatewayv2::DomainName>,
        name: &str,
        key: Option<MappingKey>,
    ) -> Self {
        Self {
            domain: domain.clone(),
            name: name.to_owned(),
            key,
        }
    }

    /// The name of the domain.
    pub(crate) fn host(&self) -> &str {
        &self.name
    }

    /// The address, for a scheme such as `wss`.
    pub(crate) fn url(&self, scheme: &str) -> Value<String> {
        let path = self.key.iter().map(|key| format!("/{key}"));
        sub!("{}://{}{}", scheme, &self.name, path.collect::<String>())
    }

    /// Leads from here to a stage.
    pub(crate) fn map(&self, scope: &mut Scope<'_>, id: &str, api: &ApiRef, stage: &Handle<Stage>) {
        let mut mapping = ApiMapping::new(api.handle(), &self.domain, stage);
        if let Some(key) = &self.key {
            mapping = mapping.api_mapping_key(key.as_str());
        }
        if let Some(finding) = self.rival(scope, &mapping) {
            scope.report(finding);
        }
        scope.add(id, mapping);
    }

    fn rival(&self, scope: &Scope<'_>, mapping: &ApiMapping) -> Option<Diagnostic> {
        let key = self.key.as_ref().map_or("", MappingKey::as_str);
        let message = format!("`{}/{key}` leads to another stage already", self.name);
        let place = ["DomainName", "ApiMappingKey"];
        let finding = rival::<ApiMapping>(scope, &mapping.clone().into_properties(), &place, message)?;
        Some(finding.hint("give one of the two another key: `.behind(domain.path(mapping_key!(\"v2\")))`"))
    }
}

//! Integrations with templates in both directions.

use aws::apigatewayv2::{self, ContentHandlingStrategy, IntegrationType, PassthroughBehavior};
use cfn::{Diagnostic, Value};

use super::{
    IntegrationResponse, MappedLambda, access::Access, http::Endpoint, lambda, parameters::Parameters,
};
use crate::{
    FunctionRef,
    websocket::{ApiRef, MappingTemplate, Source},
};

/// A backend behind mapping templates: a function, an HTTP endpoint, a service of AWS, or nobody at all.
///
/// Every kind becomes one by `into()`, where it needs what this type has: more templates, and answers of its own. A
/// message for which there is no template is refused, never passed on as it is, unless somebody asks for it. On a
/// two-way route the answer comes back as it is, unless there are responses.
///
/// ```
/// use constructs::prelude::*;
/// # fn route(rates: &FunctionRef) -> Route {
/// let lookup = MappedLambda::new(rates, Json::object().with("pair", source!("route.request.body.pair")));
/// let lookup = MappedIntegration::from(lookup)
///     .response(IntegrationResponse::otherwise())
///     .response(IntegrationResponse::when("No rate.*").template(Json::object().with("type", "no_rate")));
/// Route::to(lookup).two_way()
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct MappedIntegration {
    pub(super) backend: Backend,
    template: MappingTemplate,
    choice: Option<(String, Vec<(String, MappingTemplate)>)>,
    pub(super) parameters: Parameters,
    passthrough: PassthroughBehavior,
    content_handling: Option<ContentHandlingStrategy>,
    responses: Vec<IntegrationResponse>,
}

#[derive(Clone, Debug)]
pub(super) enum Backend {
    Lambda(FunctionRef),
    Http(Endpoint),
    Service {
        method: &'static str,
        uri: Value<String>,
        access: Access,
    },
    Mock,
}

impl MappedIntegration {
    pub(super) fn new(backend: Backend, template: MappingTemplate) -> Self {
        Self {
            backend,
            template,
            choice: None,
            parameters: Parameters::default(),
            passthrough: PassthroughBehavior::Never,
            content_handling: None,
            responses: Vec::new(),
        }
    }

    /// Other templates for some messages: the expression, such as `$request.body.kind`, yields the name of one. The
    /// template that the integration was made with stays for the rest.
    pub fn templates<N: Into<String>, T: Into<MappingTemplate>>(
        mut self,
        expression: impl Into<String>,
        templates: impl IntoIterator<Item = (N, T)>,
    ) -> Self {
        let templates = templates.into_iter();
        let templates = templates.map(|(name, template)| (name.into(), template.into()));
        self.choice = Some((expression.into(), templates.collect()));
        self
    }

    /// Sets a header of the backend's request.
    pub fn header(mut self, name: &str, source: Source) -> Self {
        self.parameters.header(name, source);
        self
    }

    /// Sets a member of the backend's query.
    pub fn query(mut self, name: &str, source: Source) -> Self {
        self.parameters.query(name, source);
        self
    }

    /// Fills `{name}` in the backend's address.
    pub fn path(mut self, name: &str, source: Source) -> Self {
        self.parameters.path(name, source);
        self
    }

    /// What clients get of some answers.
    pub fn response(mut self, response: IntegrationResponse) -> Self {
        self.responses.push(response);
        self
    }

    /// Turns base64 text of a message into bytes for the backend, or bytes into base64 text.
    pub fn content_handling(mut self, strategy: ContentHandlingStrategy) -> Self {
        self.content_handling = Some(strategy);
        self
    }

    /// What becomes of messages for which there is no template (default: they are refused).
    pub fn passthrough(mut self, behavior: PassthroughBehavior) -> Self {
        self.passthrough = behavior;
        self
    }

    pub(super) fn function(&self) -> Option<&FunctionRef> {
        match &self.backend {
            Backend::Lambda(function) => Some(function),
            Backend::Http(_) | Backend::Service { .. } | Backend::Mock => None,
        }
    }

    /// Whether a request template reads headers or query.
    pub(super) fn reads_handshake(&self) -> bool {
        let others = self.choice.iter().flat_map(|(_, templates)| templates);
        let mut templates = others.map(|(_, template)| template).chain([&self.template]);
        templates.any(MappingTemplate::reads_handshake)
    }

    pub(super) fn access(&self) -> Option<&Access> {
        match &self.backend {
            Backend::Service { access, .. } => Some(access),
            Backend::Lambda(_) | Backend::Http(_) | Backend::Mock => None,
        }
    }

    /// The answers to declare. Where somebody waits for one, there is always one for the rest.
    pub(super) fn responses(&self, answers: bool) -> Vec<IntegrationResponse> {
        let mut responses = self.responses.clone();
        if answers && !responses.iter().any(IntegrationResponse::is_default) {
            responses.push(IntegrationResponse::otherwise());
        }
        responses
    }

    pub(super) fn findings(&self, id: &str) -> Vec<Diagnostic> {
        let responses = self.responses.iter();
        let endpoint = match &self.backend {
            Backend::Http(endpoint) => endpoint.finding(id),
            Backend::Lambda(_) | Backend::Service { .. } | Backend::Mock => None,
        };
        responses
            .filter_map(|response| response.finding(id))
            .chain(endpoint)
            .collect()
    }

    /// The integration, but for the role.
    pub(super) fn resource(&self, api: &ApiRef) -> apigatewayv2::Integration {
        let new = |kind| apigatewayv2::Integration::new(api.handle(), kind);
        let mut integration = match &self.backend {
            Backend::Lambda(function) => new(IntegrationType::Aws)
                .integration_method("POST")
                .integration_uri(lambda::invocation_uri(function)),
            Backend::Http(endpoint) => endpoint.apply(new(IntegrationType::Http)),
            Backend::Service { method, uri, .. } => new(IntegrationType::Aws)
                .integration_method(*method)
                .integration_uri(uri),
            Backend::Mock => new(IntegrationType::Mock),
        };
        if let Some(strategy) = self.content_handling {
            integration = integration.content_handling_strategy(strategy);
        }
        if let Some(parameters) = self.parameters.to_property() {
            integration = integration.request_parameters(parameters);
        }
        let (expression, others): (&str, &[_]) = match &self.choice {
            Some((expression, templates)) => (expression, templates),
            None => (r"\$default", &[]),
        };
        let rest = [("$default", self.template.to_value())].into_iter();
        let others = others
            .iter()
            .map(|(name, template)| (name.as_str(), template.to_value()));
        integration
            .passthrough_behavior(self.passthrough)
            .request_templates(rest.chain(others).collect::<Vec<_>>())
            .template_selection_expression(expression)
    }
}

impl From<MappedLambda> for MappedIntegration {
    fn from(lambda: MappedLambda) -> Self {
        Self::new(Backend::Lambda(lambda.function), lambda.template)
    }
}

#[cfg(test)]
mod tests;

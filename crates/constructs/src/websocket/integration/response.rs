//! How answers come back.

use aws::apigatewayv2::{self, ContentHandlingStrategy, Integration};
use cfn::{Diagnostic, Handle};

use crate::{
    text,
    websocket::{ApiRef, MappingTemplate},
};

/// What a client gets of a backend's answer; on a two-way route, and on no other.
///
/// The gateway takes the one whose pattern fits: the status for HTTP and mock backends, `errorMessage` for functions. For
/// services of AWS nobody says what a pattern is held against ("Set up a WebSocket API integration response in API
/// Gateway", which speaks of HTTP alone): shape their answers in [`otherwise`](Self::otherwise).
///
/// ```
/// use constructs::prelude::*;
/// let fine = IntegrationResponse::otherwise();
/// let sorry = IntegrationResponse::when(r"5\d\d").template(Json::object().with("type", "sorry"));
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct IntegrationResponse {
    pattern: Option<String>,
    template: Option<MappingTemplate>,
    content_handling: Option<ContentHandlingStrategy>,
}

impl IntegrationResponse {
    /// For answers that no pattern fits: the answer as it is.
    pub fn otherwise() -> Self {
        Self {
            pattern: None,
            template: None,
            content_handling: None,
        }
    }

    /// For answers that fit a regular expression, written without slashes: `5\d\d`. It is held against the status of an
    /// HTTP or mock backend, and against `errorMessage` of a function; behind a service it may never fit.
    pub fn when(pattern: impl Into<String>) -> Self {
        Self {
            pattern: Some(pattern.into()),
            ..Self::otherwise()
        }
    }

    /// What to make of the answer. `$input` is the answer here, and not the message any more: `Json::message()` is all of it,
    /// and `source!("route.request.body.name")` a member.
    pub fn template(mut self, template: impl Into<MappingTemplate>) -> Self {
        self.template = Some(template.into());
        self
    }

    /// Turns base64 text into bytes, or bytes into base64 text: WebSocket clients get text only.
    pub fn content_handling(mut self, strategy: ContentHandlingStrategy) -> Self {
        self.content_handling = Some(strategy);
        self
    }

    pub(super) fn is_default(&self) -> bool {
        self.pattern.is_none()
    }

    pub(super) fn key(&self) -> String {
        self.pattern
            .as_ref()
            .map_or("$default".to_owned(), |pattern| format!("/{pattern}/"))
    }

    /// The logical id, beside its integration's.
    pub(super) fn id(&self, integration: &str) -> String {
        let which = self.pattern.as_deref().map(text::pascal).unwrap_or_default();
        format!("{integration}Response{which}")
    }

    pub(super) fn resource(
        &self,
        api: &ApiRef,
        integration: &Handle<Integration>,
    ) -> apigatewayv2::IntegrationResponse {
        let mut response = apigatewayv2::IntegrationResponse::new(api.handle(), integration, self.key());
        if let Some(strategy) = self.content_handling {
            response = response.content_handling_strategy(strategy);
        }
        if let Some(template) = &self.template {
            response = response
                .response_templates([("$default", template.to_value())])
                .template_selection_expression(r"\$default");
        }
        response
    }

    /// A pattern that API Gateway would not take, or that never fits.
    pub(super) fn finding(&self, integration: &str) -> Option<Diagnostic> {
        let pattern = self.pattern.as_deref()?;
        let slashes = pattern.starts_with('/') || pattern.ends_with('/');
        let message = format!("`{pattern}` selects no answer");
        (pattern.is_empty() || slashes).then(|| {
            Diagnostic::error("GW125", message)
                .on(integration)
                .hint(r#"write the expression without slashes, as in `IntegrationResponse::when(r"5\d\d")`"#)
        })
    }
}

//! HTTP endpoints.

use aws::{
    apigateway::VpcLink,
    apigatewayv2::{self, ConnectionType, IntegrationType},
};
use cfn::{Diagnostic, Handle, Value};

use super::{MappedIntegration, mapped::Backend, parameters::Parameters};
use crate::websocket::{ApiRef, MappingTemplate, Source};

/// The method of a backend's request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HttpMethod {
    /// `DELETE`.
    Delete,
    /// `GET`.
    Get,
    /// `HEAD`.
    Head,
    /// `OPTIONS`.
    Options,
    /// `PATCH`.
    Patch,
    /// `POST`.
    Post,
    /// `PUT`.
    Put,
}

impl HttpMethod {
    /// The method as it stands in a request.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Delete => "DELETE",
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Options => "OPTIONS",
            Self::Patch => "PATCH",
            Self::Post => "POST",
            Self::Put => "PUT",
        }
    }
}

/// Where requests go.
#[derive(Clone, Debug)]
pub(super) struct Endpoint {
    method: HttpMethod,
    url: Value<String>,
    link: Option<Handle<VpcLink>>,
}

impl Endpoint {
    pub(super) fn apply(&self, integration: apigatewayv2::Integration) -> apigatewayv2::Integration {
        let integration = match &self.link {
            Some(link) => integration
                .connection_type(ConnectionType::VpcLink)
                .connection_id(link.id_text()),
            None => integration,
        };
        integration
            .integration_method(self.method.as_str())
            .integration_uri(&self.url)
    }

    /// An address that is known and is none.
    pub(super) fn finding(&self, integration: &str) -> Option<Diagnostic> {
        let url = self.url.literal()?;
        let host = url
            .strip_prefix("https://")
            .or_else(|| url.strip_prefix("http://"));
        let fits = host.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
            && !url.contains(char::is_whitespace);
        let message = format!("`{url}` is no address of an HTTP endpoint");
        (!fits).then(|| {
            Diagnostic::error("GW124", message)
                .on(integration)
                .hint("write it with its scheme, as in `https://example.com/messages`")
        })
    }
}

/// An HTTP endpoint that gets the message as it is, and whose answer goes back as it is.
///
/// It learns nothing else: who sends the message comes in a header, if somebody says so.
///
/// ```
/// use constructs::prelude::*;
/// let backend = HttpProxy::new(HttpMethod::Post, "https://example.com/rooms/{room}")
///     .header("connectionId", Source::CONNECTION_ID)
///     .header("x-origin", source!("'websocket'"))
///     .path("room", source!("route.request.body.room"));
/// let route = Route::to(backend).two_way();
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct HttpProxy {
    endpoint: Endpoint,
    parameters: Parameters,
}

impl HttpProxy {
    /// Requests with this method go to this address, which begins with `https://` or `http://`; `{name}` in it is filled
    /// by [`path`](Self::path).
    pub fn new(method: HttpMethod, url: impl Into<Value<String>>) -> Self {
        let url = url.into();
        Self {
            endpoint: Endpoint {
                method,
                url,
                link: None,
            },
            parameters: Parameters::default(),
        }
    }

    /// Reaches the endpoint through a private link to a network load balancer; the address names the host that the balancer's
    /// certificate is for.
    pub fn through(mut self, link: &Handle<VpcLink>) -> Self {
        self.endpoint.link = Some(link.clone());
        self
    }

    /// Sets a header.
    pub fn header(mut self, name: &str, source: Source) -> Self {
        self.parameters.header(name, source);
        self
    }

    /// Sets a member of the query.
    pub fn query(mut self, name: &str, source: Source) -> Self {
        self.parameters.query(name, source);
        self
    }

    /// Fills `{name}` in the address.
    pub fn path(mut self, name: &str, source: Source) -> Self {
        self.parameters.path(name, source);
        self
    }

    pub(super) fn resource(&self, api: &ApiRef) -> apigatewayv2::Integration {
        let integration = apigatewayv2::Integration::new(api.handle(), IntegrationType::HttpProxy);
        let integration = self.endpoint.apply(integration);
        match self.parameters.to_property() {
            Some(parameters) => integration.request_parameters(parameters),
            None => integration,
        }
    }

    pub(super) fn finding(&self, integration: &str) -> Option<Diagnostic> {
        self.endpoint.finding(integration)
    }

    pub(super) fn sources(&self) -> impl Iterator<Item = &Source> {
        self.parameters.sources()
    }
}

/// An HTTP endpoint behind a mapping template.
///
/// ```
/// use constructs::prelude::*;
/// let order = Json::object().with("customer", Source::CONNECTION_ID).with("order", Json::message());
/// let backend = Http::new(HttpMethod::Post, "https://example.com/orders", order);
/// let route = Route::to(backend).two_way();
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Http {
    endpoint: Endpoint,
    template: MappingTemplate,
}

impl Http {
    /// Requests with this method go to this address, with what the template makes as their body.
    pub fn new(
        method: HttpMethod,
        url: impl Into<Value<String>>,
        template: impl Into<MappingTemplate>,
    ) -> Self {
        let url = url.into();
        Self {
            endpoint: Endpoint {
                method,
                url,
                link: None,
            },
            template: template.into(),
        }
    }

    /// Reaches the endpoint through a private link to a network load balancer; the address names the host that the balancer's
    /// certificate is for.
    pub fn through(mut self, link: &Handle<VpcLink>) -> Self {
        self.endpoint.link = Some(link.clone());
        self
    }
}

impl From<Http> for MappedIntegration {
    fn from(http: Http) -> Self {
        Self::new(Backend::Http(http.endpoint), http.template)
    }
}

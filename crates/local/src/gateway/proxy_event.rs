//! The events that functions get: Lambda proxy, payload format 1.0.

use std::{collections::BTreeMap, net::IpAddr};

use bytes::Bytes;
use serde::Serialize;
use serde_json::{Map, Value};

use super::{clock::Moment, http::Headers};
use crate::plan::api::StageVariables;

/// What the gateway knows of a connection for all of its life.
#[derive(Clone, Debug)]
pub(super) struct Client {
    /// The connection's id.
    pub(super) connection_id: String,
    /// When its handshake began.
    pub(super) connected_at: Moment,
    /// The id of its API.
    pub(super) api_id: String,
    /// The name of the stage it came in on.
    pub(super) stage: String,
    /// The host that the client used.
    pub(super) domain_name: String,
    /// The client's address.
    pub(super) source_ip: IpAddr,
    /// The client's own name, if it sent one.
    pub(super) user_agent: Option<String>,
    /// What the authorizer said about the client, if there is one.
    pub(super) authorizer: Option<Map<String, Value>>,
}

/// What a handshake brought: seen by the authorizer and `$connect`, and by nobody later.
#[derive(Clone, Debug, Default)]
pub(super) struct Arrival {
    /// The client's headers, in its spelling, and those that the gateway adds.
    pub(super) headers: Headers,
    /// The query, decoded.
    pub(super) query: Vec<(String, String)>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Event<'a> {
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    method_arn: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    headers: Option<Single<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    multi_value_headers: Option<Multi<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    query_string_parameters: Option<Single<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    multi_value_query_string_parameters: Option<Multi<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stage_variables: Option<&'a StageVariables>,
    request_context: Context<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_base64_encoded: Option<bool>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Context<'a> {
    route_key: &'a str,
    event_type: &'a str,
    extended_request_id: &'a str,
    request_time: String,
    message_direction: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    disconnect_status_code: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    disconnect_reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message_id: Option<&'a str>,
    stage: &'a str,
    connected_at: u64,
    request_time_epoch: u64,
    identity: Identity<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    authorizer: Option<&'a Map<String, Value>>,
    request_id: &'a str,
    domain_name: &'a str,
    connection_id: &'a str,
    api_id: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Identity<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    user_agent: Option<&'a str>,
    source_ip: IpAddr,
}

/// The last value of each name.
type Single<'a> = BTreeMap<&'a str, &'a str>;
/// All values of each name.
type Multi<'a> = BTreeMap<&'a str, Vec<&'a str>>;

impl Client {
    /// The `$connect` event. `authorizer` holds the authorizer's latency as well, which later events do not.
    pub(super) fn connect_event(
        &self,
        arrival: &Arrival,
        request_id: &str,
        variables: &StageVariables,
        authorizer: Option<&Map<String, Value>>,
    ) -> Bytes {
        let mut event = self.event("$connect", "CONNECT", request_id, variables);
        event.request_context.authorizer = authorizer;
        event.add_headers(&arrival.headers.0);
        if !arrival.query.is_empty() {
            event.add_query(&arrival.query);
        }
        event.into_bytes()
    }

    /// The authorizer's event: all that `$connect` will see and the headers of the upgrade, maps never absent.
    pub(super) fn authorizer_event(
        &self,
        arrival: &Arrival,
        request_id: &str,
        variables: &StageVariables,
        method_arn: &str,
    ) -> Bytes {
        let upgrade = [
            ("Connection", "upgrade"),
            ("content-length", "0"),
            ("Upgrade", "websocket"),
        ];
        let upgrade = upgrade.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let headers = [arrival.headers.0.as_slice(), &upgrade].concat();
        let mut event = self.event("$connect", "CONNECT", request_id, variables);
        event.kind = Some("REQUEST");
        event.method_arn = Some(method_arn);
        event.request_context.authorizer = None;
        event.stage_variables = Some(variables);
        event.is_base64_encoded = None;
        event.add_headers(&headers);
        event.add_query(&arrival.query);
        event.into_bytes()
    }

    /// The event of a message: no headers, no query.
    pub(super) fn message_event(
        &self,
        route_key: &str,
        ids: MessageIds<'_>,
        body: &str,
        variables: &StageVariables,
    ) -> Bytes {
        let mut event = self.event(route_key, "MESSAGE", ids.request, variables);
        event.request_context.message_id = Some(ids.message);
        event.body = Some(body);
        event.into_bytes()
    }

    /// The `$disconnect` event, with the headers that the service puts there.
    pub(super) fn disconnect_event(
        &self,
        (code, reason): (u16, &str),
        request_id: &str,
        variables: &StageVariables,
    ) -> Bytes {
        let headers = [
            ("Host", self.domain_name.as_str()),
            ("x-api-key", ""),
            ("X-Forwarded-For", ""),
            ("x-restapi", ""),
        ];
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let mut event = self.event("$disconnect", "DISCONNECT", request_id, variables);
        event.request_context.disconnect_status_code = Some(code);
        event.request_context.disconnect_reason = Some(reason);
        event.add_headers(&headers);
        event.into_bytes()
    }

    fn event<'a>(
        &'a self,
        route_key: &'a str,
        event_type: &'a str,
        request_id: &'a str,
        variables: &'a StageVariables,
    ) -> Event<'a> {
        let now = Moment::now();
        Event {
            kind: None,
            method_arn: None,
            headers: None,
            multi_value_headers: None,
            query_string_parameters: None,
            multi_value_query_string_parameters: None,
            stage_variables: (!variables.is_empty()).then_some(variables),
            request_context: Context {
                route_key,
                event_type,
                extended_request_id: request_id,
                request_time: now.request_time(),
                message_direction: "IN",
                disconnect_status_code: None,
                disconnect_reason: None,
                message_id: None,
                stage: &self.stage,
                connected_at: self.connected_at.millis,
                request_time_epoch: now.millis,
                identity: Identity {
                    user_agent: self.user_agent.as_deref(),
                    source_ip: self.source_ip,
                },
                authorizer: self.authorizer.as_ref(),
                request_id,
                domain_name: &self.domain_name,
                connection_id: &self.connection_id,
                api_id: &self.api_id,
            },
            body: None,
            is_base64_encoded: Some(false),
        }
    }
}

/// The ids of one message.
#[derive(Clone, Copy, Debug)]
pub(super) struct MessageIds<'a> {
    /// `messageId`, in the format of a connection id.
    pub(super) message: &'a str,
    /// `requestId`.
    pub(super) request: &'a str,
}

impl<'a> Event<'a> {
    fn add_headers(&mut self, headers: &'a [(String, String)]) {
        self.headers = Some(single(headers));
        self.multi_value_headers = Some(multi(headers));
    }

    fn add_query(&mut self, query: &'a [(String, String)]) {
        self.query_string_parameters = Some(single(query));
        self.multi_value_query_string_parameters = Some(multi(query));
    }

    fn into_bytes(self) -> Bytes {
        // Maps of text to text cannot fail to serialise.
        serde_json::to_vec(&self).unwrap_or_default().into()
    }
}

fn single(pairs: &[(String, String)]) -> Single<'_> {
    pairs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

fn multi(pairs: &[(String, String)]) -> Multi<'_> {
    let mut all = Multi::new();
    for (name, value) in pairs {
        all.entry(name).or_default().push(value);
    }
    all
}

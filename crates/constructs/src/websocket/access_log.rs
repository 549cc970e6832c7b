//! Access logs.

use aws::apigatewayv2::{AccessLogSettings, access_log};
use cfn::{Diagnostic, Tree};

use crate::LogGroupRef;

/// One line per event: ids, outcomes and times, nothing that users have written. JSON, unless told otherwise.
///
/// ```
/// use constructs::prelude::*;
/// let mut stack = Stack::new("demo");
/// let group = stack.add("AccessLog", LogGroup::new());
/// let log = AccessLog::to(&group).fields(["eventType", "routeKey", "status"]);
/// ```
///
/// makes lines such as
///
/// ```json
/// {"requestId":"GvH-9FyvIAMFUjA=","eventType":"MESSAGE","routeKey":"chat","status":"200"}
/// ```
///
/// | preset | a line |
/// |---|---|
/// | (none) | JSON: what a person wants to see of an event, the client's address included |
/// | [`full`](Self::full) | JSON: also who connected, and how authorization and integration went |
/// | [`minimal`](Self::minimal) | JSON: kind, route and outcome, nothing about the client |
/// | [`common`](Self::common) | text, as web servers write it |
///
/// A name that has no value prints `-`. A line of more than 1,024 bytes may arrive cut, and `full` comes near it.
#[derive(Clone, Debug)]
#[must_use]
pub struct AccessLog {
    group: LogGroupRef,
    format: Format,
}

#[derive(Clone, Debug)]
enum Format {
    /// JSON of these names, besides the request's id.
    Fields(Vec<String>),
    /// Text with names in it.
    Text(String),
}

/// What a line holds unless told otherwise.
const FIELDS: &[&str] = &[
    "eventType",
    "routeKey",
    "status",
    "connectionId",
    "messageId",
    "requestTimeEpoch",
    "integrationLatency",
    "error.message",
    "identity.sourceIp",
];

/// Enough to count what happens.
const MINIMAL: &[&str] = &["eventType", "routeKey", "status"];

/// Everything that tells events apart or says why one failed.
const FULL: &[&str] = &[
    "extendedRequestId",
    "eventType",
    "routeKey",
    "status",
    "apiId",
    "stage",
    "domainName",
    "connectionId",
    "messageId",
    "connectedAt",
    "requestTimeEpoch",
    "identity.sourceIp",
    "identity.userAgent",
    "identity.userArn",
    "identity.apiKeyId",
    "authorizer.principalId",
    "authorizer.status",
    "authorizer.latency",
    "authorizer.error",
    "authorize.status",
    "authorize.error",
    "integration.requestId",
    "integration.status",
    "integrationLatency",
    "integration.error",
    "error.message",
    "error.responseType",
    "error.validationErrorString",
    "waf.status",
    "waf.error",
];

/// As web servers write it: client, user, time, what, outcome; then what finds the event elsewhere.
const COMMON: &str = "$context.identity.sourceIp - $context.identity.user [$context.requestTime] \
                      \"$context.eventType $context.routeKey\" $context.status $context.connectionId \
                      $context.requestId";

impl AccessLog {
    /// Lines go to this group.
    pub fn to(group: &LogGroupRef) -> Self {
        Self {
            group: group.clone(),
            format: Format::Fields(Vec::new()),
        }
        .fields(FIELDS.iter().copied())
    }

    /// What a line holds: names of the `$context`, such as `authorizer.userId`. The request's id, without which the service
    /// refuses a format, comes first by itself.
    pub fn fields<F: Into<String>>(mut self, fields: impl IntoIterator<Item = F>) -> Self {
        self.format = Format::Fields(fields.into_iter().map(Into::into).collect());
        self
    }

    /// JSON with all that helps to find out why something failed. It names users: mind how long the group keeps it.
    pub fn full(self) -> Self {
        self.fields(FULL.iter().copied())
    }

    /// JSON with kind, route and outcome, and nothing about the client.
    pub fn minimal(self) -> Self {
        self.fields(MINIMAL.iter().copied())
    }

    /// Text in the order of the Common Log Format, for tools that read it.
    pub fn common(self) -> Self {
        self.text(COMMON)
    }

    /// A format of your own: one line, at most 3 KB, with `$context.requestId` in it.
    pub fn text(mut self, format: impl Into<String>) -> Self {
        self.format = Format::Text(format.into());
        self
    }

    pub(crate) fn to_property(&self) -> AccessLogSettings {
        AccessLogSettings::new()
            .destination_arn(self.group.destination_arn())
            .format(self.format())
    }

    /// A format that the service refuses, and names that print `-` for ever.
    pub(crate) fn findings(&self, stage: &str) -> Vec<Diagnostic> {
        let format = self.format();
        let refused = !access_log::names(&format).any(|name| name == "requestId")
            || format.contains(['\n', '\r'])
            || format.len() > 3 * 1024;
        let refused = refused.then(|| {
            let message = "the access log's format is refused: it is one line of at most 3 KB with `$context.requestId`";
            let finding = Diagnostic::error("GW141", message).on(stage);
            finding.hint("take `.fields(..)`, which puts the request's id in by itself")
        });
        let unknown = access_log::names(&format).filter(|name| !access_log::is_name(name));
        let unknown = unknown.map(|name| {
            let message = format!("the access log prints `-` for `$context.{name}`, which does not exist");
            let finding = Diagnostic::warning("GW140", message).on(stage);
            finding.hint("names are case-sensitive; what an authorizer returns stands below `authorizer.`")
        });
        refused.into_iter().chain(unknown).collect()
    }

    fn format(&self) -> String {
        match &self.format {
            Format::Text(text) => text.clone(),
            Format::Fields(fields) => {
                let names = std::iter::once("requestId").chain(fields.iter().map(String::as_str));
                let line: Tree = names.map(|name| (name, format!("$context.{name}"))).collect();
                line.to_json_line()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use cfn::Stack;

    use super::AccessLog;
    use crate::LogGroup;

    fn log() -> AccessLog {
        AccessLog::to(&Stack::new("demo").add("Lines", LogGroup::new()))
    }

    #[test]
    fn every_preset_is_taken() {
        for preset in [log(), log().full(), log().minimal(), log().common()] {
            assert_eq!(preset.findings("Stage"), [], "{}", preset.format());
        }
        assert_eq!(
            log().minimal().format(),
            r#"{"requestId":"$context.requestId","eventType":"$context.eventType","routeKey":"$context.routeKey","status":"$context.status"}"#
        );
    }

    #[test]
    fn what_the_service_refuses_or_never_prints_is_found() {
        let codes = |log: AccessLog| -> Vec<String> {
            let findings = log.findings("Stage").into_iter();
            findings.map(|finding| finding.code).collect()
        };
        assert_eq!(codes(log().text("$context.status")), ["GW141"]);
        assert_eq!(codes(log().text("$context.requestId\n")), ["GW141"]);
        let long = format!("$context.requestId{}", " ".repeat(3 * 1024));
        assert_eq!(codes(log().text(long)), ["GW141"]);
        assert_eq!(codes(log().fields(["routekey", "authorizer.userId"])), ["GW140"]);
    }
}

//! Access logs.

use aws::apigatewayv2::AccessLogSettings;
use cfn::Tree;

use crate::{LogGroupRef, text};

/// One line of JSON per event: ids, outcomes and times, nothing that users have written.
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
#[derive(Clone, Debug)]
#[must_use]
pub struct AccessLog {
    group: LogGroupRef,
    fields: Vec<String>,
}

/// What a line holds unless told otherwise, besides the request's id.
const FIELDS: [&str; 9] = [
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

impl AccessLog {
    /// Lines go to this group.
    pub fn to(group: &LogGroupRef) -> Self {
        Self {
            group: group.clone(),
            fields: FIELDS.map(str::to_owned).to_vec(),
        }
    }

    /// What a line holds: names of the `$context`, such as `authorizer.userId`. The request's id, without which the service
    /// refuses a format, comes first by itself.
    pub fn fields<F: Into<String>>(mut self, fields: impl IntoIterator<Item = F>) -> Self {
        self.fields = fields.into_iter().map(Into::into).collect();
        self
    }

    pub(crate) fn to_property(&self) -> AccessLogSettings {
        AccessLogSettings::new()
            .destination_arn(self.group.destination_arn())
            .format(self.format())
    }

    fn format(&self) -> String {
        let names = std::iter::once("requestId").chain(self.fields.iter().map(String::as_str));
        let line: Tree = names.map(|name| (name, format!("$context.{name}"))).collect();
        text::canonical(&line)
    }
}

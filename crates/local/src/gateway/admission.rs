//! Asks the authorizer whether a client may connect.

use serde_json::{Map, Value};
use tokio::time::Instant;

use super::{
    deployed::Deployed,
    handshake::Refusal,
    integration::{self, Failure},
    proxy_event::{Arrival, Client},
    service::Gateway,
};
use crate::{
    authorizer::{Decision, judge},
    invoke::InvokeError,
    plan::api::{Authorizer, IdentitySource},
};

/// A client before the authorizer.
#[derive(Clone, Copy)]
pub(super) struct Admission<'a> {
    /// The gateway.
    pub(super) gateway: &'a Gateway,
    /// The stage the client wants to connect to.
    pub(super) stage: &'a Deployed,
    /// Who decides.
    pub(super) authorizer: &'a Authorizer,
    /// Who asks.
    pub(super) client: &'a Client,
    /// What the client brought.
    pub(super) arrival: &'a Arrival,
    /// The handshake's request id.
    pub(super) request: &'a str,
}

/// What later events carry about the client, and the authorizer's latency in milliseconds.
pub(super) async fn admit(admission: Admission<'_>) -> Result<(Map<String, Value>, u64), Refusal> {
    let Admission {
        gateway,
        stage,
        authorizer,
        client,
        arrival,
        request,
    } = admission;
    if let Some(missing) = authorizer
        .identity_sources
        .iter()
        .find(|source| !admission.has(source))
    {
        let reason = format!("{missing} is missing or empty, the authorizer was not asked");
        return Err(Refusal::full(401, "Unauthorized", reason));
    }
    let arn = stage.route_arn("$connect");
    let event = client.authorizer_event(arrival, request, &stage.stage.variables, &arn);
    let began = Instant::now();
    let limit = gateway.limits.integration;
    let answer = integration::call(
        &*gateway.invoke,
        &authorizer.resource,
        &authorizer.backend,
        limit,
        event,
    )
    .await;
    let took = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    let (function, answer) = answer.map_err(|failure| refusal(&failure))?;
    match judge(&answer.payload, &arn) {
        Ok(Decision::Allow(carried)) => Ok((carried, took)),
        Ok(Decision::Deny(message)) => Err(Refusal::full(
            403,
            message,
            format!("the policy of `{function}` does not allow {arn}"),
        )),
        Err(unusable) => {
            let reason = format!("`{function}`: {unusable}");
            Err(Refusal::full(500, "Internal server error", reason))
        }
    }
}

/// Raising exactly `Unauthorized` is how an authorizer says 401; every other failure is 500.
fn refusal(failure: &Failure) -> Refusal {
    match failure {
        Failure::Invoke {
            function,
            error: InvokeError::Failed { message, .. },
        } if message == "Unauthorized" => {
            Refusal::full(401, "Unauthorized", format!("`{function}` raised Unauthorized"))
        }
        failure => Refusal::full(500, "Internal server error", failure.to_string()),
    }
}

impl Admission<'_> {
    /// Whether the request has what the source names, and it is not empty.
    fn has(&self, source: &IdentitySource) -> bool {
        let present = |value: Option<&str>| value.is_some_and(|value| !value.is_empty());
        match source {
            IdentitySource::Header(name) => present(self.arrival.headers.get(name)),
            IdentitySource::Query(name) => {
                let mut values = self.arrival.query.iter().rev();
                present(
                    values
                        .find(|(key, _)| key == name)
                        .map(|(_, value)| value.as_str()),
                )
            }
            IdentitySource::StageVariable(name) => {
                present(self.stage.stage.variables.get(name).map(String::as_str))
            }
            // Seen to count as present on the service: these three. `eventType` and `messageDirection` do not.
            IdentitySource::Context(name) => {
                matches!(name.as_str(), "connectionId" | "connectedAt" | "requestTimeEpoch")
            }
        }
    }
}

//! The function `authorizer`: decides who may connect, before `$connect`.
//!
//! It is a function of its own, and not a part of `connect`, because what it finds is handed to every later event of
//! the connection: no handler has to read who is calling, and none can believe the query.
//!
//! It performs no operation on any table.

use std::future::ready;

use aws_lambda_events::apigw::ApiGatewayCustomAuthorizerRequestTypeRequest as Request;
use lambda_runtime::{Diagnostic, LambdaEvent, service_fn};
use protocol::{UserId, Username, env::AuthMode, handshake};
use serde::Serialize;
use uuid::Uuid;

use crate::environment;

/// Runs the function until Lambda ends it.
pub async fn run() -> Result<(), lambda_runtime::Error> {
    let mode = environment::of_this_process().auth_mode();
    let decide = |event: LambdaEvent<Request>| ready(authorize(mode, &event.payload));
    lambda_runtime::run(service_fn(decide)).await
}

/// The refusal: the gateway answers 401 to exactly this message, and 500 to every other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unauthorized;

impl From<Unauthorized> for Diagnostic {
    fn from(_: Unauthorized) -> Self {
        Self {
            error_type: "Unauthorized".to_owned(),
            error_message: "Unauthorized".to_owned(),
        }
    }
}

/// The admission: a policy for this connect route alone, and who has come.
///
/// The events crate has a type for this, but it writes members that are absent as `null`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Admission {
    principal_id: UserId,
    policy_document: Policy,
    context: Context,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Policy {
    version: &'static str,
    statement: [Statement; 1],
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Statement {
    action: &'static str,
    effect: &'static str,
    resource: String,
}

/// What later events carry; every value as text, `guest` included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Context {
    user_id: UserId,
    username: Username,
    guest: bool,
}

/// Decides. Neither the token nor the query may ever be logged.
fn authorize(mode: AuthMode, request: &Request) -> Result<Admission, Unauthorized> {
    match mode {
        AuthMode::Guest => admit(request),
        AuthMode::Closed => {
            tracing::error!(
                hint = "set AUTH_MODE to guest in a stage for development; a verifier of real tokens is not there yet",
                "everybody is refused: AUTH_MODE is not guest, and this function can verify no token"
            );
            Err(Unauthorized)
        }
    }
}

fn admit(request: &Request) -> Result<Admission, Unauthorized> {
    let query = |name: &str| {
        request
            .query_string_parameters
            .first(name)
            .filter(|value| !value.is_empty())
    };
    let guest = match query(handshake::TOKEN) {
        None => true,
        Some(token) if token.starts_with(handshake::GUEST_TOKEN_PREFIX) => false,
        Some(_) => return Err(refuse("the token is not one that guest mode believes")),
    };
    let user_id = match query(handshake::USER_ID) {
        Some(id) => UserId::parse(id),
        None => UserId::parse(format!("guest-{}", &Uuid::new_v4().simple().to_string()[..12])),
    };
    let user_id = user_id.map_err(|reason| refuse(&format!("userId {reason}")))?;
    let username = Username::parse(query(handshake::USERNAME).unwrap_or(user_id.as_str()));
    let username = username.map_err(|reason| refuse(&format!("username {reason}")))?;
    let Some(method_arn) = request.method_arn.clone() else {
        return Err(refuse("the event names no methodArn"));
    };
    Ok(Admission {
        principal_id: user_id.clone(),
        policy_document: Policy {
            version: "2012-10-17",
            statement: [Statement {
                action: "execute-api:Invoke",
                effect: "Allow",
                resource: method_arn,
            }],
        },
        context: Context {
            user_id,
            username,
            guest,
        },
    })
}

fn refuse(reason: &str) -> Unauthorized {
    tracing::warn!(reason, "refused");
    Unauthorized
}

#[cfg(test)]
mod tests;

//! What belongs to the account: STS, API Gateway's settings, Service Quotas.

use http::Request;
use serde_json::{Value, json};

use crate::{
    answer::{Answer, Refusal, Said},
    request::Call,
    world::{ACCOUNT, CALLER, World},
};

/// <https://docs.aws.amazon.com/apigateway/latest/api/API_GetAccount.html>
pub(crate) fn operation(request: &Request<Vec<u8>>) -> (String, Value) {
    let action = match (request.method().as_str(), request.uri().path()) {
        ("GET", "/account") => "GetAccount",
        ("PATCH", "/account") => "UpdateAccount",
        _ => "Unknown",
    };
    (
        action.to_owned(),
        serde_json::from_slice(request.body()).unwrap_or_default(),
    )
}

pub(crate) fn answer(world: &mut World, call: &Call) -> Said {
    match call.action.as_str() {
        "GetCallerIdentity" => {
            let identity = json!({ "Arn": CALLER, "UserId": "AIDADOUBLE", "Account": ACCOUNT });
            Ok(Answer::Members(identity))
        }
        "GetAccount" => Ok(settings(world)),
        "UpdateAccount" => {
            for operation in call.list("patchOperations") {
                if operation["path"] == "/cloudwatchRoleArn" {
                    world.logging_role = operation["value"].as_str().map(str::to_owned);
                }
            }
            Ok(settings(world))
        }
        "GetServiceQuota" | "GetAWSDefaultServiceQuota" => {
            let code = call.text("QuotaCode").unwrap_or_default();
            let quota = world.quotas.get(code).map(|value| quota(call, code, *value));
            let quota = quota.ok_or_else(|| Refusal::new(400, "NoSuchResourceException", "no such quota"))?;
            Ok(Answer::Members(json!({ "Quota": quota })))
        }
        "ListServiceQuotas" | "ListAWSDefaultServiceQuotas" => {
            let quotas = world.quotas.iter();
            let quotas: Vec<Value> = quotas.map(|(code, value)| quota(call, code, *value)).collect();
            Ok(Answer::Members(json!({ "Quotas": quotas })))
        }
        _ => Err(Refusal::unknown(call)),
    }
}

fn settings(world: &World) -> Answer {
    Answer::Members(json!({
        "cloudwatchRoleArn": world.logging_role,
        "throttleSettings": { "rateLimit": 10_000.0, "burstLimit": 5_000 },
    }))
}

fn quota(call: &Call, code: &str, value: f64) -> Value {
    json!({ "ServiceCode": call.text("ServiceCode"), "QuotaCode": code, "QuotaName": code, "Value": value })
}

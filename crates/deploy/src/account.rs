//! What the account gives: the role for logs, and the quotas that a WebSocket API meets.

use futures_util::future::join_all;

use crate::{
    client::Clients,
    error::{self, Error, Kind},
};

/// What API Gateway knows of the account in the region.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GatewayAccount {
    /// The role by which API Gateway writes logs, without which no stage that logs can be made.
    pub logging_role: Option<String>,
    /// Requests and messages per second, of all APIs of the region together.
    pub rate: Option<f64>,
    /// How many of them at once.
    pub burst: Option<i32>,
}

/// A quota that a WebSocket API meets.
#[derive(Clone, Debug, PartialEq)]
pub struct Quota {
    /// What is limited.
    pub name: &'static str,
    /// Its code in Service Quotas, by which more is asked for.
    pub code: &'static str,
    /// The service's code in Service Quotas.
    pub service: &'static str,
    /// What applies here, or the default where that could not be read.
    pub value: f64,
    /// What a new account has.
    pub default: f64,
    /// Whether the value was read; otherwise it is the default.
    pub is_read: bool,
}

/// Name, code, service, default. The codes stand in the links of
/// <https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html>,
/// <https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html> and
/// <https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html>.
const QUOTAS: [(&str, &str, &str, f64); 6] = [
    (
        "new WebSocket connections per second",
        "L-9ED1E49A",
        "apigateway",
        500.0,
    ),
    (
        "requests and messages per second, all APIs",
        "L-8A5B8E43",
        "apigateway",
        10_000.0,
    ),
    (
        "requests and messages at once, all APIs",
        "L-CDF5615A",
        "apigateway",
        5_000.0,
    ),
    ("routes per WebSocket API", "L-01C8A9E0", "apigateway", 300.0),
    ("stages per API", "L-379E48B0", "apigateway", 10.0),
    ("functions that run at once", "L-B99A9384", "lambda", 1_000.0),
];

impl Clients {
    /// Reads the settings of API Gateway.
    pub async fn gateway_account(&self) -> Result<GatewayAccount, Error> {
        let said = self
            .gateway
            .get_account()
            .send()
            .await
            .map_err(error::of("apigateway:GET"))?;
        let throttle = said.throttle_settings;
        Ok(GatewayAccount {
            logging_role: said.cloudwatch_role_arn.filter(|role| !role.is_empty()),
            rate: throttle.as_ref().map(|throttle| throttle.rate_limit),
            burst: throttle.as_ref().map(|throttle| throttle.burst_limit),
        })
    }

    /// Reads the quotas, all at once. One that may not be read, or that the service does not know here, is its default;
    /// credentials that do not work are an error.
    pub async fn service_quotas(&self) -> Result<Vec<Quota>, Error> {
        let read = join_all(QUOTAS.map(|(_, code, service, _)| self.quota(service, code))).await;
        let quotas = QUOTAS.into_iter().zip(read);
        quotas
            .map(|((name, code, service, default), read)| {
                let value = match read {
                    Ok(value) => value,
                    Err(error) if is_about_the_quota(&error) => None,
                    Err(error) => return Err(error),
                };
                Ok(Quota {
                    name,
                    code,
                    service,
                    value: value.unwrap_or(default),
                    default,
                    is_read: value.is_some(),
                })
            })
            .collect()
    }

    async fn quota(&self, service: &str, code: &str) -> Result<Option<f64>, Error> {
        let said = self
            .quotas
            .get_service_quota()
            .service_code(service)
            .quota_code(code)
            .send()
            .await
            .map_err(error::of("servicequotas:GetServiceQuota"))?;
        Ok(said.quota.and_then(|quota| quota.value))
    }
}

/// A quota that was never changed is missing in some regions, and hardly anybody's job is to read quotas.
fn is_about_the_quota(error: &Error) -> bool {
    !matches!(
        error.kind(),
        Kind::NoCredentials | Kind::ExpiredCredentials | Kind::InvalidCredentials | Kind::NoRegion
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::{answer, recorded};

    #[tokio::test]
    async fn the_account_tells_role_and_throttle() {
        let role = "arn:aws:iam::111122223333:role/logs";
        let body = format!(
            r#"{{"cloudwatchRoleArn": "{role}", "throttleSettings": {{"rateLimit": 10000.0, "burstLimit": 5000}}}}"#
        );
        let (services, log) = recorded(move |_| answer(200, body.clone()));
        let account = services.gateway_account().await.unwrap();
        assert_eq!(account.logging_role.as_deref(), Some(role));
        assert_eq!((account.rate, account.burst), (Some(10_000.0), Some(5_000)));
        assert!(log.all()[0].line.ends_with("/account"), "{:?}", log.all());
        let (services, _) = recorded(|_| answer(200, r#"{"cloudwatchRoleArn": ""}"#));
        assert_eq!(
            services.gateway_account().await.unwrap(),
            GatewayAccount::default()
        );
    }

    #[tokio::test]
    async fn quotas_that_may_not_be_read_are_the_defaults() {
        let (services, log) = recorded(|asked| {
            if asked.has("L-9ED1E49A") {
                answer(200, r#"{"Quota": {"Value": 1200.0}}"#)
            } else if asked.has("L-B99A9384") {
                answer(400, r#"{"__type": "NoSuchResourceException", "message": "no"}"#)
            } else {
                answer(400, r#"{"__type": "AccessDeniedException", "message": "no"}"#)
            }
        });
        let quotas = services.service_quotas().await.unwrap();
        let told: Vec<(f64, bool)> = quotas.iter().map(|quota| (quota.value, quota.is_read)).collect();
        let default = |value| (value, false);
        let rest = [10_000.0, 5_000.0, 300.0, 10.0, 1_000.0].map(default);
        assert_eq!(told[0], (1_200.0, true));
        assert_eq!(told[1..], rest);
        assert_eq!(log.all().len(), QUOTAS.len());
    }

    #[tokio::test]
    async fn credentials_that_do_not_work_are_an_error() {
        let said = r#"{"__type": "ExpiredTokenException", "message": "expired"}"#;
        let (services, _) = recorded(move |_| answer(400, said));
        let error = services.service_quotas().await.unwrap_err();
        assert_eq!(*error.kind(), Kind::ExpiredCredentials);
    }
}

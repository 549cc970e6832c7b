//! The names that an access log of a WebSocket API can print.
//!
//! ```
//! use aws::apigatewayv2::access_log;
//! let asked: Vec<&str> = access_log::names("$context.requestId $context.httpMethod").collect();
//! assert_eq!(asked, ["requestId", "httpMethod"]);
//! assert!(access_log::is_name("requestId"));
//! assert!(!access_log::is_name("httpMethod"), "HTTP APIs have it");
//! ```

/// What `$context` holds for access logs (Developer Guide, "Configure logging for WebSocket APIs"); below `authorizer` stands
/// more.
pub const NAMES: &[&str] = &[
    "apiId",
    "authenticate.error",
    "authenticate.latency",
    "authenticate.status",
    "authorize.error",
    "authorize.latency",
    "authorize.status",
    "awsEndpointRequestId",
    "connectedAt",
    "connectionId",
    "domainName",
    "error.message",
    "error.messageString",
    "error.responseType",
    "error.validationErrorString",
    "eventType",
    "extendedRequestId",
    "identity.accountId",
    "identity.apiKey",
    "identity.apiKeyId",
    "identity.caller",
    "identity.cognitoAuthenticationProvider",
    "identity.cognitoAuthenticationType",
    "identity.cognitoIdentityId",
    "identity.cognitoIdentityPoolId",
    "identity.principalOrgId",
    "identity.sourceIp",
    "identity.user",
    "identity.userAgent",
    "identity.userArn",
    "integration.error",
    "integration.integrationStatus",
    "integration.latency",
    "integration.requestId",
    "integration.status",
    "integrationErrorMessage",
    "integrationLatency",
    "integrationStatus",
    "messageId",
    "requestId",
    "requestTime",
    "requestTimeEpoch",
    "routeKey",
    "stage",
    "status",
    "waf.error",
    "waf.latency",
    "waf.status",
];

/// Whether the service prints anything for this name. Below `authorizer` stands whatever the function returns.
pub fn is_name(name: &str) -> bool {
    let of_authorizer = name
        .strip_prefix("authorizer.")
        .is_some_and(|key| !key.is_empty());
    of_authorizer || NAMES.contains(&name)
}

/// The names that a format asks for, without their `$context.`.
pub fn names(format: &str) -> impl Iterator<Item = &str> {
    let letters = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '_');
    format.split("$context.").skip(1).map(move |rest| {
        let end = rest.find(|letter| !letters(letter)).unwrap_or(rest.len());
        rest[..end].trim_end_matches('.')
    })
}

#[cfg(test)]
mod tests {
    use super::{NAMES, is_name, names};

    #[test]
    fn names_end_where_their_letters_end() {
        let format =
            r#"$context.requestId "$context.identity.sourceIp" $context.authorizer.user_id. $context"#;
        let asked: Vec<&str> = names(format).collect();
        assert_eq!(asked, ["requestId", "identity.sourceIp", "authorizer.user_id"]);
        assert!(asked.into_iter().all(is_name));
        for unknown in ["", "requestID", "authorizer.", "authorizer", "identity"] {
            assert!(!is_name(unknown), "{unknown}");
        }
    }

    #[test]
    fn every_name_is_asked_whatever_stands_between() {
        for between in [" ", "|", "\",\"", "; ", "-", ". "] {
            let parts: Vec<String> = NAMES
                .iter()
                .map(|name| format!("$context.{name}{between}"))
                .collect();
            let format = parts.concat();
            assert_eq!(names(&format).collect::<Vec<_>>(), NAMES, "{between}");
        }
    }
}

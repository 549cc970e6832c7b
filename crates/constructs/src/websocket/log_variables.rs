//! The names that an access log can print.

/// What `$context` holds for access logs of WebSocket APIs (Developer Guide, "Set up access logging").
const NAMES: &[&str] = &[
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
pub(crate) fn is_known(name: &str) -> bool {
    let of_authorizer = name
        .strip_prefix("authorizer.")
        .is_some_and(|key| !key.is_empty());
    of_authorizer || NAMES.contains(&name)
}

/// The names that a format asks for.
pub(crate) fn asked(format: &str) -> impl Iterator<Item = &str> {
    let letters = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '_');
    format.split("$context.").skip(1).map(move |rest| {
        let end = rest.find(|letter| !letters(letter)).unwrap_or(rest.len());
        rest[..end].trim_end_matches('.')
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{NAMES, asked, is_known};

    #[test]
    fn names_end_where_their_letters_end() {
        let format =
            r#"$context.requestId "$context.identity.sourceIp" $context.authorizer.user_id. $context"#;
        let names: Vec<&str> = asked(format).collect();
        assert_eq!(names, ["requestId", "identity.sourceIp", "authorizer.user_id"]);
        assert!(names.into_iter().all(is_known));
        for unknown in ["", "requestID", "authorizer.", "authorizer", "identity"] {
            assert!(!is_known(unknown), "{unknown}");
        }
    }

    proptest! {
        #[test]
        fn every_name_is_asked_whatever_stands_between(
            names in prop::collection::vec(prop::sample::select(NAMES), 0..6),
            between in "[ \"|,;-]",
        ) {
            let parts: Vec<String> = names.iter().map(|name| format!("$context.{name}{between}")).collect();
            let format = parts.concat();
            prop_assert_eq!(asked(&format).collect::<Vec<_>>(), names);
            prop_assert!(asked(&format).all(is_known));
        }
    }
}

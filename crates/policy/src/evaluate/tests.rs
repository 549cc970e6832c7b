use super::*;
use crate::{Conditions, Principal};

const CONNECT: &str = "arn:aws:execute-api:eu-west-1:111122223333:ab12cd34ef/dev/$connect";

fn policy(statements: &str) -> Policy {
    let json = format!(
        r#"{{"Version": "2012-10-17", "Statement": {}}}"#,
        statements.replace('\'', "\"")
    );
    Policy::from_json("P", &json).unwrap()
}

fn invoke() -> Request {
    Request::new("execute-api:Invoke", CONNECT)
}

#[track_caller]
fn says(statements: &str, request: &Request, expected: &str) {
    assert_eq!(
        evaluate([&policy(statements)], request).to_string(),
        expected,
        "{statements}"
    );
}

const NOT: &str = "not allowed by any statement";

#[test]
fn a_matching_statement_allows() {
    for (action, resource) in [
        ("execute-api:Invoke", CONNECT),
        ("execute-api:*", "*"),
        ("*", "arn:aws:execute-api:*:*:ab12cd34ef/*"),
        (
            "EXECUTE-API:invoke",
            "arn:aws:execute-api:eu-west-?:111122223333:ab12cd34ef/dev/$connect",
        ),
    ] {
        let statement = format!("{{'Effect': 'Allow', 'Action': '{action}', 'Resource': '{resource}'}}");
        says(&statement, &invoke(), "allowed by statement 1 of `P`");
    }
}

#[test]
fn what_nobody_allows_is_denied() {
    for (action, resource) in [
        ("execute-api:ManageConnections", "*"),
        (
            "execute-api:Invoke",
            "arn:aws:execute-api:eu-west-1:111122223333:other/dev/$connect",
        ),
        (
            "execute-api:Invoke",
            "arn:aws:execute-api:eu-west-1:111122223333:ab12cd34ef/dev/$CONNECT",
        ),
    ] {
        let statement =
            format!("[{{'Effect': 'Allow', 'Action': ['{action}'], 'Resource': ['{resource}']}}]");
        says(&statement, &invoke(), NOT);
    }
    says("[]", &invoke(), NOT);
    assert_eq!(evaluate([], &invoke()), Decision::ImplicitDeny);
}

#[test]
fn a_deny_wins_wherever_it_stands() {
    let allow = "{'Effect': 'Allow', 'Action': '*', 'Resource': '*'}";
    let deny = "{'Sid': 'Never', 'Effect': 'Deny', 'Action': 'execute-api:Invoke', 'Resource': '*/$connect'}";
    says(
        &format!("[{allow}, {deny}]"),
        &invoke(),
        "denied by `Never` of `P`",
    );
    says(
        &format!("[{deny}, {allow}]"),
        &invoke(),
        "denied by `Never` of `P`",
    );
    let apart = [policy(allow), policy(deny)];
    assert!(matches!(evaluate(&apart, &invoke()), Decision::ExplicitDeny { by } if by.index == 0));
}

#[test]
fn negated_elements_take_the_rest() {
    let not_this = "{'Effect': 'Allow', 'NotAction': 'execute-api:Invoke', 'Resource': '*'}";
    let not_that = "{'Effect': 'Allow', 'NotAction': 's3:*', 'NotResource': 'arn:aws:s3:::*'}";
    says(not_this, &invoke(), NOT);
    says(not_that, &invoke(), "allowed by statement 1 of `P`");
}

#[test]
fn conditions_are_compared_feared_or_hoped() {
    let statement = |effect| {
        policy(&format!(
            "[{{'Effect': '{effect}', 'Action': '*', 'Resource': '*',
                'Condition': {{'IpAddress': {{'aws:SourceIp': '203.0.113.0/24'}}}}}}]"
        ))
    };
    let (allow, deny) = (statement("Allow"), statement("Deny"));
    let known = invoke().with("aws:SourceIp", "203.0.113.7");
    assert!(evaluate([&allow], &known).is_allowed());
    assert!(!evaluate([&allow], &invoke()).is_allowed());
    let feared = invoke().conditions(Conditions::Feared);
    assert_eq!(evaluate([&allow], &feared), Decision::ImplicitDeny);
    assert!(matches!(
        evaluate([&deny], &feared),
        Decision::ExplicitDeny { .. }
    ));
    let hoped = invoke().conditions(Conditions::Hoped);
    assert!(evaluate([&allow], &hoped).is_allowed());
    assert_eq!(evaluate([&deny], &hoped), Decision::ImplicitDeny);
}

#[test]
fn resource_policies_are_about_somebody() {
    let statement = "{'Effect': 'Allow', 'Principal': {'Service': 'apigateway.amazonaws.com'}, 'Action': 'execute-api:Invoke'}";
    let gateway = invoke().by(Principal::service("apigateway.amazonaws.com"));
    says(statement, &gateway, "allowed by statement 1 of `P`");
    says(
        statement,
        &invoke().by(Principal::service("sns.amazonaws.com")),
        NOT,
    );
    says(statement, &invoke(), NOT);
}

#[test]
fn variables_are_filled_in_by_the_request() {
    let own = "{'Effect': 'Allow', 'Action': 's3:*', 'Resource': 'arn:aws:s3:::home/${aws:username}/*'}";
    let request = |path: &str| Request::new("s3:GetObject", format!("arn:aws:s3:::home/{path}"));
    says(
        own,
        &request("ann/x").with("aws:username", "ann"),
        "allowed by statement 1 of `P`",
    );
    says(own, &request("bob/x").with("aws:username", "ann"), NOT);
    says(own, &request("bob/x").with("aws:username", "*"), NOT);
    says(own, &request("ann/x"), NOT);
}

/// Neither a boundary nor the policies within it allow alone, and each may deny.
#[test]
fn a_boundary_bounds() {
    let allow = policy("{'Effect': 'Allow', 'Action': '*', 'Resource': '*'}");
    let deny = policy("{'Effect': 'Deny', 'Action': '*', 'Resource': '*'}");
    let none = policy("[]");
    let within = |inner, boundary| evaluate([inner], &invoke()).within(evaluate([boundary], &invoke()));
    assert!(within(&allow, &allow).is_allowed());
    for (inner, boundary) in [(&allow, &none), (&none, &allow), (&none, &none)] {
        assert_eq!(within(inner, boundary), Decision::ImplicitDeny);
    }
    for (inner, boundary) in [(&allow, &deny), (&deny, &allow), (&none, &deny)] {
        assert!(matches!(within(inner, boundary), Decision::ExplicitDeny { .. }));
    }
}

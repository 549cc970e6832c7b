use cfn::{Stack, Template};
use serde_json::json;

use super::*;
use crate::{
    Function,
    testing::{codes, ids, properties, synth},
    websocket::{ConnectRoute, RouteSelection, Routes, WebSocketApi},
};

fn guarded(guard: impl FnOnce(&mut Stack, Authorizer) -> Authorizer) -> Stack {
    let mut stack = Stack::new("demo");
    let api = stack.add("Api", WebSocketApi::new("chat", RouteSelection::body("type")));
    let verifier = stack.add("Verifier", Function::rust("lambdas", "authorizer"));
    let authorizer = guard(&mut stack, Authorizer::request(&api, &verifier));
    let authorizer = stack.add("Guard", authorizer);
    let connect = ConnectRoute::to(&verifier).authorizer(&authorizer);
    stack.add("Deployment", Routes::of(&api.stage("dev")).connect(connect));
    stack
}

fn after_what(template: &Template) -> String {
    let (_, deployment) = template.of_type("AWS::ApiGatewayV2::Deployment").next().unwrap();
    format!("{:?}", deployment.get("DependsOn"))
}

#[test]
fn sources_are_written_as_websocket_apis_want_them() {
    let stack = guarded(|_, guard| {
        guard
            .require_header("Authorization")
            .require_query("token")
            .require(IdentitySource::stage_variable("tenant"))
    });
    assert_eq!(
        properties(&synth(stack), "Guard")["IdentitySource"],
        json!([
            "route.request.header.Authorization",
            "route.request.querystring.token",
            "stageVariables.tenant",
        ])
    );
    let stack = guarded(|_, guard| guard.require(IdentitySource::context("eventType")));
    assert_eq!(codes(stack), ["GW138"]);
}

#[test]
fn a_permission_asks_unless_a_role_does() {
    let template = synth(guarded(|_, guard| guard));
    assert!(ids(&template).contains(&"GuardInvokePermission"));
    assert!(after_what(&template).contains("GuardInvokePermission"));
    assert!(
        properties(&template, "Guard")
            .get("AuthorizerCredentialsArn")
            .is_none()
    );
}

#[test]
fn a_role_of_its_own_may_ask_this_function_alone() {
    let template = synth(guarded(|_, guard| guard.own_role()));
    assert!(!ids(&template).contains(&"GuardInvokePermission"));
    assert_eq!(
        properties(&template, "Guard")["AuthorizerCredentialsArn"],
        json!({ "Fn::GetAtt": ["GuardRole", "Arn"] })
    );
    assert_eq!(
        properties(&template, "GuardRole")["Policies"][0]["PolicyDocument"]["Statement"],
        json!([{
            "Effect": "Allow",
            "Action": ["lambda:InvokeFunction"],
            "Resource": [{ "Fn::GetAtt": ["Verifier", "Arn"] }],
        }])
    );
}

#[test]
fn a_role_from_elsewhere_leaves_no_trace() {
    let arn = "arn:aws:iam::111122223333:role/gateway";
    let template = synth(guarded(|_, guard| guard.credentials(Arn::of(arn))));
    assert!(!ids(&template).contains(&"GuardRole"));
    assert!(!after_what(&template).contains("GuardInvokePermission"));
    assert_eq!(properties(&template, "Guard")["AuthorizerCredentialsArn"], arn);
}

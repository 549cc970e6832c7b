use aws::apigatewayv2::{ContentHandlingStrategy, PassthroughBehavior};
use cfn::{Stack, Template};
use serde_json::json;

use crate::{
    Grant, action, route_key, source,
    testing::{codes, ids, properties, synth},
    websocket::{
        Http, HttpMethod, Integration, IntegrationResponse, IntegrationTimeout, Json, MappedIntegration,
        Route, RouteSelection, Routes, ServiceCall, WebSocketApi,
    },
};

fn with(route: Route) -> Stack {
    let mut stack = Stack::new("demo");
    let api = stack.add("Api", WebSocketApi::new("demo", RouteSelection::body("type")));
    stack.add(
        "Deployment",
        Routes::of(&api.stage("dev")).route(route_key!("do"), route),
    );
    stack
}

fn http() -> MappedIntegration {
    Http::new(HttpMethod::Put, "https://example.com/{room}", Json::message()).into()
}

fn responses(template: &Template) -> Vec<&str> {
    let found = template.of_type("AWS::ApiGatewayV2::IntegrationResponse");
    found.map(|(id, _)| id).collect()
}

#[test]
fn an_endpoint_gets_what_the_template_makes() {
    let backend = http()
        .templates("$request.body.kind", [("short", Json::object())])
        .path("room", source!("route.request.body.room"))
        .header("who", source!("context.connectionId"))
        .content_handling(ContentHandlingStrategy::ConvertToBinary)
        .passthrough(PassthroughBehavior::WhenNoMatch);
    let backend = Integration::from(backend).timeout(IntegrationTimeout::millis::<500>());
    let template = synth(with(Route::to(backend)));
    assert_eq!(
        properties(&template, "DoIntegration"),
        json!({
            "ApiId": { "Ref": "Api" },
            "IntegrationType": "HTTP",
            "ContentHandlingStrategy": "CONVERT_TO_BINARY",
            "IntegrationMethod": "PUT",
            "IntegrationUri": "https://example.com/{room}",
            "PassthroughBehavior": "WHEN_NO_MATCH",
            "RequestParameters": {
                "integration.request.path.room": "route.request.body.room",
                "integration.request.header.who": "context.connectionId",
            },
            "RequestTemplates": { "$default": "$input.json('$')", "short": "{}" },
            "TemplateSelectionExpression": "$request.body.kind",
            "TimeoutInMillis": 500,
        })
    );
    assert!(responses(&template).is_empty(), "nobody waits for the answer");
}

#[test]
fn somebody_who_waits_gets_an_answer() {
    let template = synth(with(Route::to(http()).two_way()));
    assert_eq!(responses(&template), ["DoIntegrationResponse"]);
    assert_eq!(
        properties(&template, "DoIntegrationResponse"),
        json!({
            "ApiId": { "Ref": "Api" },
            "IntegrationId": { "Ref": "DoIntegration" },
            "IntegrationResponseKey": "$default",
        })
    );
}

#[test]
fn answers_are_chosen_by_patterns() {
    let sorry = IntegrationResponse::when(r"5\d\d")
        .template(Json::object().with("type", "sorry"))
        .content_handling(ContentHandlingStrategy::ConvertToText);
    let template = synth(with(Route::to(http().response(sorry)).two_way()));
    assert_eq!(
        responses(&template),
        ["DoIntegrationResponse5DD", "DoIntegrationResponse"]
    );
    let response = properties(&template, "DoIntegrationResponse5DD");
    assert_eq!(response["IntegrationResponseKey"], r"/5\d\d/");
    assert_eq!(response["ContentHandlingStrategy"], "CONVERT_TO_TEXT");
    assert_eq!(
        response["ResponseTemplates"],
        json!({ "$default": "{\"type\":\"sorry\"}" })
    );
}

#[test]
fn patterns_and_addresses_are_looked_at() {
    let wrong = http()
        .response(IntegrationResponse::when(""))
        .response(IntegrationResponse::when("/5../"));
    assert_eq!(codes(with(Route::to(wrong))), ["GW125", "GW125"]);
    for url in ["example.com", "https://", "https:///x", "http://a b"] {
        let route = Route::to(Http::new(HttpMethod::Get, url, Json::message()));
        assert_eq!(codes(with(route)), ["GW124"], "{url}");
    }
}

#[test]
fn a_service_can_have_a_role_that_stands() {
    let call = || {
        ServiceCall::action(
            "ssm",
            "GetParameter",
            Grant::new([action!("ssm:GetParameter")], ["*"]),
            Json::object(),
        )
    };
    let role = "arn:aws:iam::111122223333:role/gateway";
    let template = synth(with(Route::to(call().role(cfn::Arn::of(role)))));
    assert_eq!(properties(&template, "DoIntegration")["CredentialsArn"], role);
    assert!(!ids(&template).contains(&"DoIntegrationRole"));
}

use cfn::{Stack, Template};
use serde_json::{Value, json};

use super::*;
use crate::{
    Function, route_key,
    testing::{codes, properties, resource, synth},
    websocket::{Route, RouteSelection, Routes, WebSocketApi},
};

fn with(schema: &str, route: impl FnOnce(Route, &ModelRef) -> Route) -> Stack {
    let mut stack = Stack::new("demo");
    let api = stack.add("Api", WebSocketApi::new("demo", RouteSelection::body("type")));
    let function = stack.add("Echo", Function::rust("lambdas", "echo"));
    let model = stack.add("Said", Model::json(&api, schema).description("what people say"));
    let route = route(Route::to(&function), &model);
    let routes = Routes::of(&api.stage("dev")).route(route_key!("chat"), route);
    stack.add("Deployment", routes);
    stack
}

fn validated(schema: &str) -> Stack {
    with(schema, Route::validate)
}

fn deployment(template: &Template) -> (String, Value) {
    let (id, body) = template.of_type("AWS::ApiGatewayV2::Deployment").next().unwrap();
    (id.to_owned(), serde_json::to_value(body).unwrap())
}

#[test]
fn a_route_names_its_model_and_comes_after_it() {
    let template = synth(validated(r#"{"type": "object"}"#));
    assert_eq!(
        properties(&template, "Said"),
        json!({
            "ApiId": { "Ref": "Api" },
            "Name": "Said",
            "Schema": { "$schema": DRAFT, "type": "object" },
            "ContentType": "application/json",
            "Description": "what people say",
        })
    );
    let route = resource(&template, "ChatRoute");
    assert_eq!(route["DependsOn"], json!(["Said"]));
    assert_eq!(route["Properties"]["ModelSelectionExpression"], r"\$default");
    assert_eq!(
        route["Properties"]["RequestModels"],
        json!({ "$default": "Said" })
    );
}

#[test]
fn a_schema_is_frozen_with_its_routes() {
    let (id, body) = deployment(&synth(validated(r#"{"type": "object"}"#)));
    assert!(body["DependsOn"].as_array().unwrap().contains(&json!("Said")));
    assert_ne!(deployment(&synth(validated(r#"{"type": "array"}"#))).0, id);
}

#[test]
fn messages_choose_among_models() {
    let template = synth(with(r#"{"type": "object"}"#, |route, model| {
        route
            .validate_by("$request.body.kind", [("loud", model)])
            .validate(model)
    }));
    let route = properties(&template, "ChatRoute");
    assert_eq!(route["ModelSelectionExpression"], "$request.body.kind");
    assert_eq!(
        route["RequestModels"],
        json!({ "loud": "Said", "$default": "Said" })
    );
}

#[test]
fn schemas_that_check_less_than_they_say_are_found() {
    assert_eq!(codes(validated("{")), ["GW120"]);
    assert_eq!(codes(validated("[]")), ["GW120"]);
    let long = format!(r#"{{"description": "{}"}}"#, "x".repeat(LONGEST));
    assert_eq!(codes(validated(&long)), ["GW121"]);
    let later = r#"{"properties": {"a": {"const": 1}, "if": {"type": "string"}}, "definitions": {"const": {"$id": "x"}}}"#;
    assert_eq!(codes(validated(later)), ["GW122", "GW122"]);
    let draft4 = r#"{"properties": {"const": {"enum": [{"if": 1}]}}, "required": ["then"]}"#;
    assert!(validated(draft4).synth().is_ok());
}

#[test]
fn a_model_is_good_for_its_own_api() {
    let mut stack = Stack::new("demo");
    let api = stack.add("Api", WebSocketApi::new("demo", RouteSelection::body("type")));
    let other = stack.add("Other", WebSocketApi::new("other", RouteSelection::body("type")));
    let function = stack.add("Echo", Function::rust("lambdas", "echo"));
    let model = stack.add("Said", Model::new(&other, Tree::single("type", "object")));
    let routes = Routes::of(&api.stage("dev")).default(Route::to(&function).validate(&model));
    stack.add("Deployment", routes);
    assert_eq!(codes(stack), ["GW123"]);
}

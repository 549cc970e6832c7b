use cfn::{Stack, Template};
use serde_json::{Value, json};

use crate::{
    Function, FunctionRef, Queue, QueueRef, route_key, source,
    testing::{codes, ids, properties, synth},
    websocket::{
        ConnectRoute, DisconnectRoute, HttpMethod, HttpProxy, Integration, Json, MappedLambda,
        MappingTemplate, Mock, NoRouteYet, Route, RouteSelection, Routes, SendMessage, WebSocketApi,
    },
};

fn with(routes: impl FnOnce(Routes<NoRouteYet>, &FunctionRef, &QueueRef) -> Routes) -> Stack {
    let mut stack = Stack::new("demo");
    let api = stack.add("Api", WebSocketApi::new("demo", RouteSelection::body("type")));
    let function = stack.add("Echo", Function::rust("lambdas", "echo"));
    let queue = stack.add("Gone", Queue::new());
    let routes = routes(Routes::of(&api.stage("dev")), &function, &queue);
    stack.add("Deployment", routes);
    stack
}

fn of_type(template: &Template, name: &str) -> Vec<String> {
    let name = format!("AWS::ApiGatewayV2::{name}");
    let found = template.of_type(&name);
    found.map(|(id, _)| id.to_owned()).collect()
}

#[test]
fn keys_with_the_same_letters_are_one_finding_with_a_way_out() {
    let clash = with(|routes, echo, _| {
        routes
            .connect(echo)
            .route(route_key!("connect"), echo)
            .route(route_key!("join_room"), echo)
            .route(route_key!("join-room"), echo)
    });
    assert_eq!(codes(clash), ["GW114", "GW114"]);
    let template = synth(with(|routes, echo, _| {
        routes
            .connect(echo)
            .route(route_key!("connect"), Route::to(echo).named("ConnectMessage"))
            .route(route_key!("join_room"), echo)
            .route(route_key!("join-room"), Route::to(echo).named("JoinRoomToo"))
    }));
    for id in [
        "ConnectRoute",
        "ConnectMessageRoute",
        "JoinRoomTooInvokePermission",
    ] {
        assert!(ids(&template).contains(&id), "{id}");
    }
}

#[test]
fn a_mock_answers_by_itself() {
    let template = synth(with(|routes, _, _| {
        routes.route(
            route_key!("ping"),
            Route::answer(Json::object().with("type", "pong")),
        )
    }));
    assert_eq!(
        of_type(&template, "IntegrationResponse"),
        ["PingIntegrationResponse"]
    );
    assert_eq!(of_type(&template, "RouteResponse"), ["PingRouteResponse"]);
    assert_eq!(template.of_type("AWS::Lambda::Permission").count(), 0);
    assert_eq!(
        properties(&template, "PingIntegration"),
        json!({
            "ApiId": { "Ref": "Api" },
            "IntegrationType": "MOCK",
            "PassthroughBehavior": "NEVER",
            "RequestTemplates": { "$default": "{\"statusCode\":200}" },
            "TemplateSelectionExpression": "\\$default",
        })
    );
    assert_eq!(
        properties(&template, "PingIntegrationResponse"),
        json!({
            "ApiId": { "Ref": "Api" },
            "IntegrationId": { "Ref": "PingIntegration" },
            "IntegrationResponseKey": "$default",
            "ResponseTemplates": { "$default": "{\"type\":\"pong\"}" },
            "TemplateSelectionExpression": "\\$default",
        })
    );
}

#[test]
fn the_deployment_waits_for_answers_too() {
    let template = synth(with(|routes, _, _| {
        routes.route(route_key!("ping"), Route::answer(Json::object()))
    }));
    let (id, body) = template.of_type("AWS::ApiGatewayV2::Deployment").next().unwrap();
    let after: Value = serde_json::to_value(body).unwrap()["DependsOn"].clone();
    assert!(
        after
            .as_array()
            .unwrap()
            .contains(&json!("PingIntegrationResponse"))
    );
    let other = synth(with(|routes, _, _| {
        routes.route(route_key!("ping"), Route::answer(Json::object().with("n", 1)))
    }));
    assert!(
        other.resource(id).is_none(),
        "another answer is another deployment"
    );
}

#[test]
fn a_mapped_connect_route_answers_the_handshake() {
    let template = synth(with(|routes, echo, queue| {
        let lookup = MappedLambda::new(echo, Json::object().with("at", source!("context.connectedAt")));
        routes
            .connect(ConnectRoute::to(lookup))
            .disconnect(DisconnectRoute::to(SendMessage::disconnected(queue)))
    }));
    assert_eq!(
        of_type(&template, "IntegrationResponse"),
        ["ConnectIntegrationResponse"]
    );
    assert_eq!(of_type(&template, "RouteResponse"), ["ConnectRouteResponse"]);
    assert_eq!(
        properties(&template, "ConnectRoute")["RouteResponseSelectionExpression"],
        "$default"
    );
    // The function needs a permission behind a template as well.
    assert!(ids(&template).contains(&"ConnectInvokePermission"));
    assert!(ids(&template).contains(&"DisconnectIntegrationRole"));
}

#[test]
fn routes_share_what_is_the_same() {
    let template = synth(with(|routes, _, queue| {
        let send = SendMessage::to(queue);
        let slow = Integration::from(send.clone()).named("Later");
        routes
            .route(route_key!("a"), Route::to(send.clone()))
            .route(route_key!("b"), Route::to(send.clone()))
            .route(route_key!("c"), Route::to(send.attribute("x", source!("'y'"))))
            .route(route_key!("d"), Route::to(slow))
    }));
    assert_eq!(
        of_type(&template, "Integration"),
        ["AIntegration", "CIntegration", "LaterIntegration"]
    );
}

#[test]
fn the_handshake_is_asked_for_what_is_read_of_it() {
    let template = synth(with(|routes, _, _| {
        let backend = HttpProxy::new(HttpMethod::Post, "https://example.com")
            .header("token", source!("route.request.querystring.token"))
            .query("origin", source!("route.request.header.Origin"));
        let connect = ConnectRoute::to(backend)
            .require_query("token")
            .operation("Connect");
        routes.connect(connect)
    }));
    let route = properties(&template, "ConnectRoute");
    assert_eq!(
        route["RequestParameters"],
        json!({
            "route.request.header.Origin": { "Required": false },
            "route.request.querystring.token": { "Required": true },
        })
    );
    assert_eq!(route["OperationName"], "Connect");
    assert!(
        route.get("RouteResponseSelectionExpression").is_none(),
        "a proxy answers by itself"
    );
}

#[test]
fn what_only_the_handshake_has_is_no_good_later() {
    let late = with(|routes, _, _| {
        let backend = HttpProxy::new(HttpMethod::Get, "example.com/x")
            .header("token", source!("route.request.querystring.token"));
        routes
            .connect(ConnectRoute::to(Mock::answer(Json::object())).require_header("no header"))
            .route(route_key!("a"), Route::to(backend).operation(""))
    });
    assert_eq!(codes(late), ["GW118", "GW117", "GW119", "GW124"]);
    for template in [
        Json::object()
            .with("origin", source!("route.request.header.Origin"))
            .into(),
        MappingTemplate::vtl("$input.params('name')"),
    ] {
        let late = with(|routes, echo, _| routes.default(Route::to(MappedLambda::new(echo, template))));
        assert_eq!(codes(late), ["GW117"]);
    }
}

#[test]
fn two_functions_under_one_name_are_a_finding_and_not_one_integration() {
    let mut stack = Stack::new("demo");
    let api = stack.add("Api", WebSocketApi::new("demo", RouteSelection::body("type")));
    let first = stack.add("First", Function::rust("lambdas", "first"));
    let second = stack.add("Second", Function::rust("lambdas", "second"));
    let work = |function| Route::to(Integration::lambda(function).named("Work"));
    let routes = Routes::of(&api.stage("dev"))
        .route(route_key!("a"), work(&first))
        .route(route_key!("b"), work(&second));
    stack.add("Deployment", routes);
    assert_eq!(codes(stack), ["GW002"]);
}

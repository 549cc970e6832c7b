use cfn::{Stack, Template};
use serde_json::json;

use super::*;
use crate::{
    Function, FunctionRef, Timeout, route_key,
    testing::{codes, errors, ids, properties, resource, synth},
    websocket::{ApiKeySource, Authorizer, Integration, IntegrationTimeout, RouteSelection, WebSocketApi},
};

struct Chat {
    stack: Stack,
    stage: StageName,
    connect: FunctionRef,
    message: FunctionRef,
}

impl Chat {
    fn new() -> Self {
        let mut stack = Stack::new("demo");
        let api = stack.add("Api", WebSocketApi::new("chat", RouteSelection::body("type")));
        Self {
            connect: stack.add("Connect", Function::rust("lambdas", "connect")),
            message: stack.add("Message", Function::rust("lambdas", "message")),
            stage: api.stage("dev"),
            stack,
        }
    }

    fn routes(&self) -> Routes<NoRouteYet> {
        Routes::of(&self.stage)
    }

    fn with(mut self, routes: Routes) -> Template {
        self.stack.add("Deployment", routes);
        synth(self.stack)
    }
}

fn deployment(template: &Template) -> String {
    let mut deployments = template.of_type("AWS::ApiGatewayV2::Deployment");
    deployments.next().unwrap().0.to_owned()
}

#[test]
fn a_route_has_an_integration_and_a_permission() {
    let chat = Chat::new();
    let routes = chat.routes().route(route_key!("join_room"), &chat.message);
    let template = chat.with(routes);
    assert_eq!(
        properties(&template, "MessageIntegration"),
        json!({
            "ApiId": { "Ref": "Api" },
            "IntegrationType": "AWS_PROXY",
            "IntegrationMethod": "POST",
            "IntegrationUri": { "Fn::Sub": "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Message.Arn}/invocations" },
        })
    );
    assert_eq!(
        properties(&template, "JoinRoomRoute"),
        json!({
            "ApiId": { "Ref": "Api" },
            "RouteKey": "join_room",
            "AuthorizationType": "NONE",
            "Target": { "Fn::Sub": "integrations/${MessageIntegration}" },
        })
    );
    assert_eq!(
        properties(&template, "JoinRoomInvokePermission"),
        json!({
            "Action": "lambda:InvokeFunction",
            "FunctionName": { "Ref": "Message" },
            "Principal": "apigateway.amazonaws.com",
            "SourceArn": { "Fn::Sub": "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/dev/join_room" },
        })
    );
}

#[test]
fn routes_to_one_function_share_its_integration() {
    let chat = Chat::new();
    let routes = chat.routes().connect(&chat.connect).disconnect(&chat.connect);
    let routes = routes
        .default(&chat.message)
        .route(route_key!("chat"), &chat.message);
    let template = chat.with(routes);
    let integrations: Vec<&str> = template
        .of_type("AWS::ApiGatewayV2::Integration")
        .map(|(id, _)| id)
        .collect();
    assert_eq!(integrations, ["ConnectIntegration", "MessageIntegration"]);
    assert_eq!(template.of_type("AWS::Lambda::Permission").count(), 4);
}

#[test]
fn a_two_way_route_has_both_of_what_it_takes() {
    let chat = Chat::new();
    let routes = chat.routes().default(Route::to(&chat.message).two_way());
    let template = chat.with(routes);
    assert_eq!(
        properties(&template, "DefaultRoute")["RouteResponseSelectionExpression"],
        "$default"
    );
    assert_eq!(
        properties(&template, "DefaultRouteResponse"),
        json!({ "ApiId": { "Ref": "Api" }, "RouteId": { "Ref": "DefaultRoute" }, "RouteResponseKey": "$default" })
    );
}

#[test]
fn the_connect_route_asks_its_authorizer() {
    let mut chat = Chat::new();
    let authorizer = Authorizer::request(chat.stage.api(), &chat.connect).require_query("token");
    let authorizer = chat.stack.add("Guard", authorizer);
    let routes = chat
        .routes()
        .connect(ConnectRoute::to(&chat.connect).authorizer(&authorizer));
    let template = chat.with(routes);

    let route = properties(&template, "ConnectRoute");
    assert_eq!(route["AuthorizationType"], "CUSTOM");
    assert_eq!(route["AuthorizerId"], json!({ "Ref": "Guard" }));
    assert_eq!(
        properties(&template, "Guard"),
        json!({
            "ApiId": { "Ref": "Api" },
            "AuthorizerType": "REQUEST",
            "AuthorizerUri": { "Fn::Sub": "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Connect.Arn}/invocations" },
            "IdentitySource": ["route.request.querystring.token"],
            "Name": "Guard",
        })
    );
    assert_eq!(
        properties(&template, "GuardInvokePermission")["SourceArn"],
        json!({ "Fn::Sub": "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/authorizers/${Guard}" })
    );
}

#[test]
fn iam_can_guard_the_connect_route() {
    let chat = Chat::new();
    let routes = chat.routes().connect(ConnectRoute::to(&chat.connect).iam());
    let route = properties(&chat.with(routes), "ConnectRoute");
    assert_eq!(route["AuthorizationType"], "AWS_IAM");
    assert!(route.get("AuthorizerId").is_none());
}

#[test]
fn the_deployment_comes_after_all_that_it_freezes() {
    let mut chat = Chat::new();
    let guard = Authorizer::request(chat.stage.api(), &chat.connect);
    let guard = chat.stack.add("Guard", guard);
    let routes = chat
        .routes()
        .connect(ConnectRoute::to(&chat.connect).authorizer(&guard));
    let routes = routes.default(Route::to(&chat.message).two_way());
    let template = chat.with(routes);

    let id = deployment(&template);
    let frozen = ["Route", "RouteResponse", "Integration", "Authorizer"]
        .map(|name| format!("AWS::ApiGatewayV2::{name}"));
    let mut expected: Vec<&str> = frozen
        .iter()
        .flat_map(|cfn_type| template.of_type(cfn_type))
        .chain(template.of_type("AWS::Lambda::Permission"))
        .map(|(id, _)| id)
        .collect();
    expected.sort_unstable();
    let body = resource(&template, &id);
    let mut after: Vec<&str> = body["DependsOn"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|id| id.as_str())
        .collect();
    after.sort_unstable();
    assert_eq!(after, expected);
    assert_eq!(body["Properties"], json!({ "ApiId": { "Ref": "Api" } }));
}

#[test]
fn the_deployment_changes_with_what_it_freezes() {
    let id = |routes: fn(&Chat) -> Routes| {
        let chat = Chat::new();
        let routes = routes(&chat);
        deployment(&chat.with(routes))
    };
    let one = id(|chat| chat.routes().connect(&chat.connect).default(&chat.message));
    assert_eq!(one.strip_prefix("Deployment").unwrap().len(), 10);

    let reordered = id(|chat| chat.routes().default(&chat.message).connect(&chat.connect));
    assert_eq!(
        reordered, one,
        "the order of declaration is nothing that clients notice"
    );
    let throttled = id(|chat| {
        let slow = Route::to(&chat.message).throttle(crate::websocket::Throttle::per_second::<1>());
        chat.routes().connect(&chat.connect).default(slow)
    });
    assert_eq!(throttled, one, "settings belong to the stage");

    let others = [
        id(|chat| chat.routes().connect(&chat.connect)),
        id(|chat| {
            chat.routes()
                .connect(&chat.connect)
                .default(Route::to(&chat.message).two_way())
        }),
        id(|chat| chat.routes().connect(&chat.connect).default(&chat.connect)),
        id(|chat| {
            let hasty = Integration::lambda(&chat.message).timeout(IntegrationTimeout::millis::<50>());
            chat.routes().connect(&chat.connect).default(Route::to(hasty))
        }),
        id(|chat| {
            chat.routes()
                .connect(&chat.connect)
                .default(&chat.message)
                .route(route_key!("chat"), &chat.message)
        }),
    ];
    for other in &others {
        assert_ne!(*other, one);
    }
}

#[test]
fn the_deployment_changes_with_the_selection() {
    let id = |selection| {
        let mut chat = Chat::new();
        let other = chat
            .stack
            .add("Other", WebSocketApi::new("other", selection))
            .stage("dev");
        let routes = Routes::of(&other).connect(&chat.connect);
        deployment(&chat.with(routes))
    };
    assert_ne!(
        id(RouteSelection::body("type")),
        id(RouteSelection::body("action"))
    );
}

#[test]
fn a_prefix_makes_room_for_a_second_api() {
    let mut chat = Chat::new();
    let admin = WebSocketApi::new("admin", RouteSelection::body("type"));
    let admin = chat.stack.add("AdminApi", admin).stage("dev");
    let first = chat.routes().connect(&chat.connect);
    let second = Routes::of(&admin).connect(&chat.connect).prefix("Admin");
    chat.stack.add("Deployment", first);
    let template = chat.with(second);
    for id in [
        "AdminConnectRoute",
        "AdminConnectIntegration",
        "AdminConnectInvokePermission",
    ] {
        assert!(ids(&template).contains(&id), "{id}");
    }
    assert!(ids(&template).iter().any(|id| id.starts_with("AdminDeployment")));
}

#[test]
fn an_integration_can_be_impatient() {
    let chat = Chat::new();
    let hasty = Integration::lambda(&chat.message).timeout(IntegrationTimeout::millis::<2_000>());
    let routes = chat.routes().default(Route::to(hasty));
    assert_eq!(
        properties(&chat.with(routes), "MessageIntegration")["TimeoutInMillis"],
        2_000
    );
}

#[test]
fn what_cannot_be_deployed_is_found_at_once() {
    let mut chat = Chat::new();
    let slow = Function::rust("lambdas", "slow").timeout(Timeout::secs::<30>());
    let slow = chat.stack.add("Slow", slow);
    let hasty = Integration::lambda(&slow).timeout(IntegrationTimeout::millis::<50>());
    let routes = chat
        .routes()
        .default(&slow)
        .route(route_key!("a"), Route::to(hasty))
        .route(route_key!("b"), &chat.message)
        .route(route_key!("b"), &chat.message);
    chat.stack.add("Deployment", routes);
    // The second `b` also collides as a resource, a route and its permission.
    assert_eq!(codes(chat.stack), ["GW103", "GW105", "GW104", "GW002", "GW002"]);
}

#[test]
fn a_function_behind_a_route_has_29_seconds() {
    let mut chat = Chat::new();
    let patient = Function::rust("lambdas", "patient").timeout(Timeout::secs::<29>());
    let patient = chat.stack.add("Patient", patient);
    let routes = chat.routes().default(&patient);
    assert!(ids(&chat.with(routes)).contains(&"PatientIntegration"));
}

#[test]
fn an_api_has_each_route_once_whatever_the_prefix() {
    let mut chat = Chat::new();
    let other_stage = chat.stage.api().stage("prod");
    let first = chat.routes().connect(&chat.connect).default(&chat.message);
    let second = Routes::of(&other_stage).prefix("Prod").connect(&chat.connect);
    chat.stack.add("Deployment", first);
    chat.stack.add("Deployment", second);
    let findings = errors(chat.stack);
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].code, "GW112");
    assert_eq!(findings[0].origins.len(), 2, "both places are named");
    assert_ne!(findings[0].origins[0], findings[0].origins[1]);
}

#[test]
fn an_authorizer_guards_its_own_api_only() {
    let mut chat = Chat::new();
    let other = chat
        .stack
        .add("Other", WebSocketApi::new("other", RouteSelection::body("type")));
    let guard = chat
        .stack
        .add("Guard", Authorizer::request(&other, &chat.connect));
    let routes = chat
        .routes()
        .connect(ConnectRoute::to(&chat.connect).authorizer(&guard));
    chat.stack.add("Deployment", routes);
    assert_eq!(codes(chat.stack), ["GW113"]);
}

#[test]
fn an_authorizer_has_29_seconds_too() {
    let mut chat = Chat::new();
    let slow = Function::rust("lambdas", "slow").timeout(Timeout::secs::<30>());
    let slow = chat.stack.add("Slow", slow);
    chat.stack
        .add("Guard", Authorizer::request(chat.stage.api(), &slow));
    assert_eq!(codes(chat.stack), ["GW103"]);
}

#[test]
fn one_deployment_serves_several_stages() {
    let mut chat = Chat::new();
    let next = chat.stage.api().stage("next-v2");
    let routes = chat.routes().also_of(&next).connect(&chat.connect);
    let deployed = chat.stack.add("Deployment", routes);
    let names: Vec<&str> = deployed.stages().map(StageName::name).collect();
    assert_eq!(names, ["dev", "next-v2"]);
    let template = synth(chat.stack);
    assert_eq!(template.of_type("AWS::ApiGatewayV2::Deployment").count(), 1);
    let source = |id| properties(&template, id)["SourceArn"]["Fn::Sub"].to_string();
    assert!(source("ConnectInvokePermission").ends_with("${Api}/dev/$connect\""));
    assert!(source("ConnectNextV2InvokePermission").ends_with("${Api}/next-v2/$connect\""));
}

#[test]
fn a_deployment_serves_stages_of_its_own_api() {
    let mut chat = Chat::new();
    let other = WebSocketApi::new("other", RouteSelection::body("type"));
    let other = chat.stack.add("Other", other).stage("dev");
    let routes = chat.routes().also_of(&other).connect(&chat.connect);
    chat.stack.add("Deployment", routes);
    assert_eq!(codes(chat.stack), ["GW130"]);
}

#[test]
fn keys_that_an_authorizer_names_need_one() {
    let guarded = |by_authorizer: bool| {
        let mut chat = Chat::new();
        let api = WebSocketApi::new("keyed", RouteSelection::body("type"));
        let api = api.api_key_source(ApiKeySource::Authorizer);
        let api = chat.stack.add("Keyed", api);
        let guard = chat.stack.add("Guard", Authorizer::request(&api, &chat.connect));
        let route = ConnectRoute::to(&chat.connect).api_key_required();
        let route = if by_authorizer {
            route.authorizer(&guard)
        } else {
            route
        };
        let routes = Routes::of(&api.stage("dev")).connect(route);
        chat.stack.add("Deployment", routes);
        chat.stack
    };
    let template = synth(guarded(true));
    assert_eq!(properties(&template, "ConnectRoute")["ApiKeyRequired"], true);
    assert_eq!(codes(guarded(false)), ["GW137"]);
}

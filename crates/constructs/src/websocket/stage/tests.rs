use cfn::{Emit, Stack, Template, Tree, Value};
use serde_json::json;

use super::*;
use crate::{
    Function, FunctionRef, HostedZone, LogGroup, mapping_key, route_key,
    testing::{codes, properties, resource, synth},
    websocket::{AccountLogging, DomainName, Route, RouteSelection, Routes, WebSocketApi},
};

fn deployed(stack: &mut Stack, stage: &str, route: impl FnOnce(&FunctionRef) -> Route) -> RoutesRef {
    let api = stack.add("Api", WebSocketApi::new("chat", RouteSelection::body("type")));
    let message = stack.add("Message", Function::rust("lambdas", "message"));
    let routes = Routes::of(&api.stage(stage)).default(&message);
    stack.add("Deployment", routes.route(route_key!("chat"), route(&message)))
}

fn staged(stage: impl FnOnce(&mut Stack, &RoutesRef) -> Stage) -> Template {
    let mut stack = Stack::new("demo");
    let routes = deployed(&mut stack, "dev", |message| Route::to(message));
    let stage = stage(&mut stack, &routes);
    stack.add("Stage", stage);
    synth(stack)
}

#[test]
fn a_stage_shows_its_deployment_and_logs_nothing() {
    let template = staged(|_, routes| Stage::new(routes));
    let (deployment, _) = template.of_type("AWS::ApiGatewayV2::Deployment").next().unwrap();
    assert_eq!(
        resource(&template, "Stage"),
        json!({
            "Type": "AWS::ApiGatewayV2::Stage",
            "Properties": {
                "ApiId": { "Ref": "Api" },
                "StageName": "dev",
                "DefaultRouteSettings": {
                    "DataTraceEnabled": false,
                    "DetailedMetricsEnabled": false,
                    "LoggingLevel": "OFF",
                },
                "DeploymentId": { "Ref": deployment },
            },
        })
    );
}

#[test]
fn limits_logs_and_metrics() {
    let template = staged(|stack, routes| {
        let account = stack.add("AccountLogging", AccountLogging::created());
        Stage::new(routes)
            .throttle(Throttle::per_second::<1000>().burst::<500>())
            .execution_log(LoggingLevel::Info, &account)
            .detailed_metrics()
            .description("for staging")
            .variable("colour", "blue")
    });
    let stage = resource(&template, "Stage");
    assert_eq!(stage["DependsOn"], json!(["AccountLogging"]));
    assert_eq!(
        stage["Properties"]["DefaultRouteSettings"],
        json!({
            "DataTraceEnabled": false,
            "DetailedMetricsEnabled": true,
            "LoggingLevel": "INFO",
            "ThrottlingBurstLimit": 500,
            "ThrottlingRateLimit": 1000,
        })
    );
    assert_eq!(stage["Properties"]["StageVariables"], json!({ "colour": "blue" }));
}

#[test]
fn an_access_log_is_one_line_of_json_and_needs_the_account() {
    let template = staged(|stack, routes| {
        let account = stack.add("AccountLogging", AccountLogging::created());
        let lines = stack.add("Lines", LogGroup::new());
        Stage::new(routes).access_log(AccessLog::to(&lines).fields(["routeKey"]), &account)
    });
    let stage = resource(&template, "Stage");
    assert_eq!(stage["DependsOn"], json!(["AccountLogging"]));
    assert_eq!(
        stage["Properties"]["AccessLogSettings"],
        json!({
            "DestinationArn": { "Fn::Sub": "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${Lines}" },
            "Format": r#"{"requestId":"$context.requestId","routeKey":"$context.routeKey"}"#,
        })
    );
}

#[test]
fn an_imported_account_is_a_word_to_the_check_and_no_resource() {
    let logged = |level| {
        staged(move |stack, routes| {
            let account = stack.add("AccountLogging", AccountLogging::imported());
            Stage::new(routes).execution_log(level, &account)
        })
    };
    let template = logged(LoggingLevel::Error);
    assert!(template.resource("AccountLogging").is_none());
    let stage = resource(&template, "Stage");
    assert!(stage.get("DependsOn").is_none());
    assert_eq!(stage["Metadata"]["Gatewright"]["Suppress"][0]["Code"], "GW245");
    let silent = logged(LoggingLevel::Off);
    assert!(resource(&silent, "Stage").get("Metadata").is_none());
}

#[test]
fn the_account_outlives_the_stack() {
    let template = staged(|stack, routes| {
        stack.add("AccountLogging", AccountLogging::created());
        Stage::new(routes)
    });
    for id in ["AccountLogging", "AccountLoggingRole"] {
        let body = resource(&template, id);
        assert_eq!(
            (&body["DeletionPolicy"], &body["UpdateReplacePolicy"]),
            (&json!("Retain"), &json!("Retain"))
        );
    }
    assert_eq!(
        properties(&template, "AccountLogging"),
        json!({ "CloudWatchRoleArn": { "Fn::GetAtt": ["AccountLoggingRole", "Arn"] } })
    );
    assert_eq!(
        properties(&template, "AccountLoggingRole")["ManagedPolicyArns"],
        json!([{ "Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs" }])
    );
}

#[test]
fn a_routes_own_settings_keep_what_the_stage_says() {
    let mut stack = Stack::new("demo");
    let account = stack.add("AccountLogging", AccountLogging::created());
    let slow = Throttle::per_second::<5>();
    let routes = deployed(&mut stack, "dev", |message| {
        Route::to(message)
            .throttle(slow)
            .execution_log(LoggingLevel::Info, &account)
    });
    stack.add(
        "Stage",
        Stage::new(&routes)
            .detailed_metrics()
            .throttle(Throttle::per_second::<100>()),
    );
    let stage = resource(&synth(stack), "Stage");
    assert_eq!(stage["DependsOn"], json!(["AccountLogging"]));
    assert_eq!(
        stage["Properties"]["RouteSettings"],
        json!({
            "chat": {
                "DataTraceEnabled": false,
                "DetailedMetricsEnabled": true,
                "LoggingLevel": "INFO",
                "ThrottlingBurstLimit": 5,
                "ThrottlingRateLimit": 5,
            },
        })
    );
}

#[test]
fn messages_are_logged_by_request_alone() {
    let template = staged(|_, routes| Stage::new(routes).log_message_bodies());
    assert_eq!(
        properties(&template, "Stage")["DefaultRouteSettings"]["DataTraceEnabled"],
        true
    );
}

#[test]
fn messages_need_a_log_to_stand_in() {
    let findings = |logged: bool| {
        let mut stack = Stack::new("demo");
        let account = stack.add("Account", AccountLogging::created());
        let routes = deployed(&mut stack, "dev", |message| match Route::to(message) {
            route if logged => route.execution_log(LoggingLevel::Info, &account),
            route => route,
        });
        stack.add("Stage", Stage::new(&routes).log_message_bodies());
        let template = synth(stack);
        let findings = template.findings().iter();
        findings.map(|finding| finding.code.clone()).collect::<Vec<_>>()
    };
    assert_eq!(findings(false), ["GW145"]);
    assert!(findings(true).is_empty(), "one route's log is one");
}

#[test]
fn a_host_is_an_address_without_scheme_and_path() {
    let mut stack = Stack::new("demo");
    let api = stack.add("Api", WebSocketApi::new("chat", RouteSelection::body("type")));
    let live = api.stage("live");
    let default = "${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}";
    assert_eq!(live.host().emit(), Tree::single("Fn::Sub", default));
    assert_eq!(
        live.url().emit(),
        Tree::single("Fn::Sub", format!("wss://{default}/live"))
    );
    let zone = HostedZone::imported("Z1");
    let domain = stack.add("Domain", DomainName::of(&zone, "chat.example.com"));
    let behind = live.behind(domain.path(mapping_key!("v1")));
    assert_eq!(behind.host(), Value::from("chat.example.com"));
}

#[test]
fn a_stage_is_as_good_as_its_name() {
    let mut stack = Stack::new("demo");
    let routes = deployed(&mut stack, "dev", |message| Route::to(message));
    let name = routes.stage().clone();
    let stage = stack.add("Stage", Stage::new(&routes));
    assert_eq!(stage.url(), name.url());
    assert_eq!(stage.post_to_connections(), name.post_to_connections());
}

#[test]
fn grants_name_one_stage_and_one_verb() {
    let mut stack = Stack::new("demo");
    let stage = stack
        .add("Api", WebSocketApi::new("chat", RouteSelection::body("type")))
        .stage("dev");
    for (grant, verb) in [
        (stage.post_to_connections(), "POST"),
        (stage.get_connections(), "GET"),
        (stage.delete_connections(), "DELETE"),
    ] {
        let document = Emit::emit(&crate::grant::policy_document(&[grant]));
        let arn = format!(
            "arn:${{AWS::Partition}}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{Api}}/dev/{verb}/@connections/*"
        );
        assert_eq!(
            serde_json::to_value(document).unwrap()["Statement"],
            json!([{
                "Effect": "Allow",
                "Action": ["execute-api:ManageConnections"],
                "Resource": [{ "Fn::Sub": arn }],
            }])
        );
    }
}

#[test]
fn a_client_may_connect_and_nothing_else() {
    let mut stack = Stack::new("demo");
    let api = stack.add("Api", WebSocketApi::new("chat", RouteSelection::body("type")));
    let document = Emit::emit(&api.stage("dev").connect().to_document());
    let arn = "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/dev/$connect";
    assert_eq!(
        serde_json::to_value(document).unwrap()["Statement"],
        json!([{
            "Effect": "Allow",
            "Action": ["execute-api:Invoke"],
            "Resource": [{ "Fn::Sub": arn }],
        }])
    );
}

#[test]
fn names_and_variables_are_checked() {
    for name in ["", "$default", "a*", "a/b"] {
        let mut stack = Stack::new("demo");
        let routes = deployed(&mut stack, name, |message| Route::to(message));
        stack.add(
            "Stage",
            Stage::new(&routes)
                .variable("a b", "x")
                .variable("ok", "x y")
                .variable("fine", "a=b"),
        );
        assert_eq!(codes(stack), ["GW110", "GW110", "GW107"], "{name:?}");
    }
}

#[test]
fn an_api_has_each_stage_once() {
    let mut stack = Stack::new("demo");
    let routes = deployed(&mut stack, "dev", |message| Route::to(message));
    stack.add("Stage", Stage::new(&routes));
    stack.add("Again", Stage::new(&routes));
    let findings = stack.synth().unwrap_err().0;
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].code, "GW112");
    assert_eq!(findings[0].origins.len(), 2, "both places are named");
}

#[test]
fn a_stage_that_the_routes_do_not_serve_is_found() {
    let mut stack = Stack::new("demo");
    let routes = deployed(&mut stack, "dev", |message| Route::to(message));
    let preview = routes.stage().api().stage("preview");
    stack.add("Stage", Stage::new(&routes));
    stack.add("Preview", Stage::of(&routes, &preview));
    assert_eq!(codes(stack), ["GW131"]);
}

#[test]
fn a_stage_has_a_hundred_variables() {
    let with = |count: usize| {
        let mut stack = Stack::new("demo");
        let routes = deployed(&mut stack, "dev", |message| Route::to(message));
        let stage = (0..count).fold(Stage::new(&routes), |stage, index| {
            stage.variable(format!("v{index}"), "x")
        });
        stack.add("Stage", stage);
        stack
    };
    synth(with(100));
    assert_eq!(codes(with(101)), ["GW110"]);
}

#[test]
fn a_limit_above_the_accounts_is_a_warning() {
    let template = staged(|_, routes| Stage::new(routes).throttle(Throttle::per_second::<20_000>()));
    assert_eq!(template.findings()[0].code, "GW139");
}

#[test]
fn backends_see_a_certificate() {
    let template = staged(|stack, routes| {
        let certificate = stack.add("Certificate", ClientCertificate::new());
        Stage::new(routes).client_certificate(&certificate)
    });
    assert_eq!(
        properties(&template, "Stage")["ClientCertificateId"],
        json!({ "Ref": "Certificate" })
    );
}

#[test]
fn stages_share_the_account() {
    let mut stack = Stack::new("demo");
    let api = stack.add("Api", WebSocketApi::new("chat", RouteSelection::body("type")));
    let message = stack.add("Message", Function::rust("lambdas", "message"));
    let (live, preview) = (api.stage("live"), api.stage("preview"));
    let routes = Routes::of(&live).also_of(&preview).default(&message);
    let routes = stack.add("Deployment", routes);
    let account = stack.add("AccountLogging", AccountLogging::created());
    let logged = |name| Stage::of(&routes, name).execution_log(LoggingLevel::Error, &account);
    stack.add("Live", logged(&live));
    stack.add("Preview", logged(&preview));
    let template = synth(stack);
    assert_eq!(template.of_type("AWS::ApiGateway::Account").count(), 1);
    for stage in ["Live", "Preview"] {
        assert_eq!(resource(&template, stage)["DependsOn"], json!(["AccountLogging"]));
    }
}

#[test]
fn an_account_has_one_role_for_logs() {
    let mut stack = Stack::new("demo");
    stack.add("AccountLogging", AccountLogging::created());
    stack.add("Other", AccountLogging::imported());
    assert!(stack.clone().synth().is_ok());
    stack.add("Again", AccountLogging::created());
    assert_eq!(codes(stack), ["GW142"]);
}

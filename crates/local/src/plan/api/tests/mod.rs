mod permissions;

use cfn::{Diagnostic, Template, Tree};
use serde_json::{Value, json};

use super::*;
use crate::plan::Plan;

/// The skeleton of the reference's section 10: a chat with one two-way route.
fn skeleton() -> Value {
    let uri = "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Fn.Arn}/invocations";
    let route = |key: &str| {
        json!({"Type": "AWS::ApiGatewayV2::Route", "Properties": {"ApiId": {"Ref": "Api"}, "RouteKey": key,
            "AuthorizationType": "NONE", "Target": {"Fn::Sub": "integrations/${Integ}"}}})
    };
    let mut resources = json!({
        "Fn": {"Type": "AWS::Lambda::Function", "Properties": {"Runtime": "provided.al2023", "Role": "r",
            "Handler": "bootstrap", "Code": {"S3Bucket": {"Ref": "AssetBucket"}, "S3Key": {"Ref": "FnCodeKey"}}}},
        "Api": {"Type": "AWS::ApiGatewayV2::Api", "Properties": {"Name": "demo", "ProtocolType": "WEBSOCKET",
            "RouteSelectionExpression": "$request.body.type"}},
        "Integ": {"Type": "AWS::ApiGatewayV2::Integration", "Properties": {"ApiId": {"Ref": "Api"},
            "IntegrationType": "AWS_PROXY", "IntegrationUri": {"Fn::Sub": uri}}},
        "ConnectRoute": route("$connect"),
        "ChatRoute": route("chat"),
        "ChatReply": {"Type": "AWS::ApiGatewayV2::RouteResponse", "Properties": {"ApiId": {"Ref": "Api"},
            "RouteId": {"Ref": "ChatRoute"}, "RouteResponseKey": "$default"}},
        "Deployment3f9a": {"Type": "AWS::ApiGatewayV2::Deployment", "Properties": {"ApiId": {"Ref": "Api"}}},
        "Stage": {"Type": "AWS::ApiGatewayV2::Stage", "Properties": {"ApiId": {"Ref": "Api"}, "StageName": "dev",
            "DeploymentId": {"Ref": "Deployment3f9a"}}},
        "Invoke": {"Type": "AWS::Lambda::Permission", "Properties": {"Action": "lambda:InvokeFunction",
            "FunctionName": {"Ref": "Fn"}, "Principal": "apigateway.amazonaws.com", "SourceArn": {"Fn::Sub":
                "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*/*"}}}
    });
    set(
        &mut resources,
        "ChatRoute",
        "RouteResponseSelectionExpression",
        json!("$default"),
    );
    resources
}

fn set(resources: &mut Value, id: &str, property: &str, value: Value) {
    resources[id]["Properties"][property] = value;
}

fn read(resources: Value) -> Plan {
    let parameters = json!({"AssetBucket": {"Type": "String"}, "FnCodeKey": {"Type": "String"}});
    let tree: Tree =
        serde_json::from_value(json!({"Parameters": parameters, "Resources": resources})).unwrap();
    Plan::read(&Template::from_tree("demo", tree))
}

fn findings(resources: Value) -> Vec<(Option<String>, String)> {
    let said = |finding: Diagnostic| (finding.resource, finding.message);
    read(resources).findings.into_iter().map(said).collect()
}

/// The skeleton with one property changed: what is found, by resource and text.
#[track_caller]
fn finds(id: &str, property: &str, value: Value, expected: &str) {
    let mut resources = skeleton();
    set(&mut resources, id, property, value);
    let found = findings(resources);
    let fits = |(resource, message): &(Option<String>, String)| {
        resource.as_deref() == Some(id) && message.contains(property) && message.contains(expected)
    };
    assert!(found.iter().any(fits), "{found:?}");
}

#[test]
fn the_skeleton_of_the_reference_reads_without_a_finding() {
    let plan = read(skeleton());
    assert_eq!(plan.findings, []);
    let [api] = plan.apis.as_slice() else {
        panic!("{:?}", plan.apis)
    };
    assert_eq!((api.id.len(), plan.first_stage()), (10, Some("dev")));
    assert_eq!(
        api.arn,
        format!("arn:aws:execute-api:us-east-1:000000000000:{}", api.id)
    );
    assert_eq!(api.selection.to_string(), "${request.body.type}");
    let connect = &api.routes["$connect"];
    let chat = &api.routes["chat"];
    assert_eq!((connect.two_way, chat.two_way), (false, true));
    let integration = chat.target.as_ref().unwrap();
    assert_eq!(integration.backend, Backend::Lambda("Fn".to_owned()));
    assert_eq!(integration.timeout, Duration::from_secs(29));
}

#[test]
fn integrations_that_do_not_run_here_say_so() {
    finds("Integ", "IntegrationType", json!("MOCK"), "only `AWS_PROXY`");
    finds(
        "Integ",
        "IntegrationUri",
        json!("arn:aws:lambda:us-east-1:1:function:other"),
        "names no function",
    );
    finds("Integ", "RequestTemplates", json!({"a": "b"}), "does not know it");
    finds(
        "Integ",
        "TimeoutInMillis",
        json!(30_000),
        "outside of 50 to 29000",
    );
    let mut resources = skeleton();
    set(&mut resources, "Integ", "IntegrationType", json!("MOCK"));
    let plan = read(resources);
    let backend = &plan.apis[0].routes["chat"].target.as_ref().unwrap().backend;
    assert!(matches!(backend, Backend::NotRun(why) if why.contains("MOCK")));
}

/// Reference 6.1: a plain function ARN works too, and a version or alias may follow.
#[test]
fn plain_function_arns() {
    for arn in ["${Fn.Arn}", "${Fn.Arn}:live"] {
        let mut resources = skeleton();
        set(&mut resources, "Integ", "IntegrationUri", json!({"Fn::Sub": arn}));
        let plan = read(resources);
        let backend = &plan.apis[0].routes["chat"].target.as_ref().unwrap().backend;
        assert_eq!(*backend, Backend::Lambda("Fn".to_owned()));
    }
}

#[test]
fn routes_that_the_service_would_refuse() {
    finds(
        "ChatRoute",
        "RouteKey",
        json!("$chat"),
        "only $connect, $disconnect, $default",
    );
    finds(
        "ConnectRoute",
        "RouteKey",
        json!("chat"),
        "is the key of `ChatRoute` already",
    );
    finds(
        "ChatRoute",
        "AuthorizationType",
        json!("CUSTOM"),
        "restricted to the $connect route only",
    );
    finds(
        "ChatRoute",
        "Target",
        json!("integrations/none"),
        "names no integration",
    );
    finds(
        "ConnectRoute",
        "AuthorizationType",
        json!("AWS_IAM"),
        "everybody passes",
    );
    finds(
        "ConnectRoute",
        "AuthorizationType",
        json!("JWT"),
        "does not know `JWT`",
    );
    finds("ConnectRoute", "ApiKeyRequired", json!(true), "everybody passes");
    finds("ConnectRoute", "RequestParameters", json!({}), "does not know it");
}

/// Reference 4.1: answering needs the expression and the route response.
#[test]
fn half_of_a_two_way_route_does_not_answer() {
    let mut without_response = skeleton();
    without_response.as_object_mut().unwrap().remove("ChatReply");
    let mut without_expression = skeleton();
    let properties = without_expression["ChatRoute"]["Properties"]
        .as_object_mut()
        .unwrap();
    properties.remove("RouteResponseSelectionExpression");
    for resources in [without_response, without_expression] {
        let plan = read(resources);
        assert!(!plan.apis[0].routes["chat"].two_way);
        assert_eq!(plan.findings.len(), 1, "{:?}", plan.findings);
        assert!(plan.findings[0].message.contains("does not answer"));
    }
}

#[test]
fn stages_that_serve_nothing() {
    let mut resources = skeleton();
    resources["Stage"]["Properties"]
        .as_object_mut()
        .unwrap()
        .remove("DeploymentId");
    assert_eq!(read(resources.clone()).first_stage(), None);
    assert!(findings(resources.clone())[0].1.contains("serves nothing"));
    set(&mut resources, "Stage", "AutoDeploy", json!(true));
    assert_eq!(read(resources).first_stage(), Some("dev"));
    finds("Stage", "StageName", json!("$default"), "does not work");
    finds("Stage", "AutoDeploy", json!(true), "either");
    finds(
        "Stage",
        "RouteSettings",
        json!({"nope": {}}),
        "no route with the key `nope`",
    );
}

/// Reference 8.3: the specific setting replaces the default, a zero refuses everything and is worth a word.
#[test]
fn throttling_of_a_stage() {
    let mut resources = skeleton();
    let default = json!({"ThrottlingRateLimit": 1.5, "ThrottlingBurstLimit": 500, "LoggingLevel": "INFO"});
    set(&mut resources, "Stage", "DefaultRouteSettings", default);
    set(
        &mut resources,
        "Stage",
        "RouteSettings",
        json!({"chat": {"ThrottlingBurstLimit": 0}}),
    );
    set(&mut resources, "Stage", "StageVariables", json!({"a": "b"}));
    let plan = read(resources);
    let stage = &plan.apis[0].stages[0];
    let throttle = |rate, burst| Throttle {
        rate: Some(rate),
        burst: Some(burst),
    };
    assert_eq!(stage.throttle("$connect"), throttle(1.5, 500.0));
    assert_eq!(stage.throttle("chat"), throttle(1.5, 0.0));
    assert_eq!(stage.variables["a"], "b");
    assert_eq!(plan.findings.len(), 1);
    assert!(
        plan.findings[0]
            .message
            .contains("`RouteSettings.chat.ThrottlingBurstLimit` of `Stage`: 0 refuses")
    );
}

#[test]
fn authorizers() {
    let mut resources = skeleton();
    resources["Auth"] = json!({"Type": "AWS::ApiGatewayV2::Authorizer", "Properties": {"ApiId": {"Ref": "Api"},
        "Name": "a", "AuthorizerType": "REQUEST", "AuthorizerUri": {"Fn::Sub":
            "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${Fn.Arn}/invocations"},
        "IdentitySource": ["route.request.header.Auth", "route.request.querystring.token", "stageVariables.x",
            "context.connectionId", "nonsense"],
        "AuthorizerResultTtlInSeconds": 300}});
    set(
        &mut resources,
        "ConnectRoute",
        "AuthorizationType",
        json!("CUSTOM"),
    );
    set(
        &mut resources,
        "ConnectRoute",
        "AuthorizerId",
        json!({"Ref": "Auth"}),
    );
    let plan = read(resources);
    let authorizer = plan.apis[0].routes["$connect"].authorizer.as_ref().unwrap();
    assert_eq!(authorizer.backend, Backend::Lambda("Fn".to_owned()));
    let sources: Vec<String> = authorizer
        .identity_sources
        .iter()
        .map(ToString::to_string)
        .collect();
    let expected = [
        "route.request.header.Auth",
        "route.request.querystring.token",
        "stageVariables.x",
        "context.connectionId",
    ];
    assert_eq!(sources, expected);
    let found: Vec<_> = plan
        .findings
        .iter()
        .map(|finding| finding.message.as_str())
        .collect();
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].contains("`nonsense` names no part of a request"));
    assert!(found[1].contains("AuthorizerResultTtlInSeconds"));
}

#[test]
fn apis_that_are_not_served() {
    finds("Api", "ProtocolType", json!("HTTP"), "only WebSocket");
    finds(
        "Api",
        "RouteSelectionExpression",
        json!("$request.header.x"),
        "only `$request.body`",
    );
    finds("Api", "DisableExecuteApiEndpoint", json!(true), "stay open");
    finds("Api", "CorsConfiguration", json!({}), "does not know it");
    let mut resources = skeleton();
    resources["Domain"] =
        json!({"Type": "AWS::ApiGatewayV2::DomainName", "Properties": {"DomainName": "a.example"}});
    let expected = "`Domain`: AWS::ApiGatewayV2::DomainName is not run locally".to_owned();
    assert_eq!(findings(resources), [(Some("Domain".to_owned()), expected)]);
}

/// There is one port, and the stage is the first part of the path.
#[test]
fn two_apis_with_a_stage_of_one_name() {
    let mut resources = skeleton();
    for id in ["Api", "Stage", "Deployment3f9a"] {
        let text = resources[id].to_string().replace("\"Api\"}", "\"Second\"}");
        resources[format!("Second{id}").replace("SecondApi", "Second")] =
            serde_json::from_str(&text).unwrap();
    }
    let plan = read(resources.clone());
    assert_eq!(plan.apis.len(), 2);
    assert_eq!(plan.findings.len(), 1, "{:?}", plan.findings);
    assert!(
        plan.findings[0]
            .message
            .contains("stage `dev` of `Second` is not served: `Api` has one")
    );

    set(&mut resources, "SecondStage", "StageName", json!("beta"));
    let plan = read(resources);
    assert_eq!(plan.findings.len(), 1, "{:?}", plan.findings);
    let expected = "functions cannot post to connections of `Second`: they are pointed to `Api`";
    assert_eq!(plan.findings[0].message, expected);
}

/// A parameter that matters and has no default is worth a word; those of the code are not.
#[test]
fn parameters_without_a_default() {
    let mut resources = skeleton();
    set(
        &mut resources,
        "Stage",
        "StageVariables",
        json!({"a": {"Fn::Sub": "x-${AssetBucket}"}}),
    );
    let plan = read(resources);
    assert_eq!(plan.apis[0].stages[0].variables["a"], "x-AssetBucket");
    assert_eq!(plan.findings.len(), 1);
    assert!(plan.findings[0].message.contains("`AssetBucket` has no default"));
}

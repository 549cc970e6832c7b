//! From a template to plans, names and findings.

use std::{collections::BTreeMap, time::Duration};

use cfn::{Diagnostic, Environment, Lookup, Map, Severity, Template, Tree};
use serde_json::json;

use super::*;

/// A template from its resources.
fn template(resources: serde_json::Value) -> Template {
    let tree: Tree = serde_json::from_value(json!({
        "Conditions": { "Never": { "Fn::Equals": ["a", "b"] } },
        "Resources": resources,
    }))
    .unwrap();
    Template::from_tree("chat-dev", tree)
}

struct Plans {
    functions: Vec<Function>,
    tables: Vec<Table>,
    sources: Vec<EventSource>,
    findings: Vec<Diagnostic>,
}

fn plan(resources: serde_json::Value) -> Plans {
    let template = template(resources);
    let environment = Environment::for_template(&template, &Map::new()).unwrap();
    let names = Names::new(&template, &environment);
    let report = Report::new(&template);
    let functions = functions::functions(&names, &report);
    let tables = tables::tables(&names, &report);
    let sources = event_sources::event_sources(&names, &report, &functions, &tables);
    Plans {
        functions,
        tables,
        sources,
        findings: report.into_findings(),
    }
}

fn messages(plans: &Plans) -> Vec<&str> {
    plans
        .findings
        .iter()
        .map(|finding| finding.message.as_str())
        .collect()
}

fn connections() -> serde_json::Value {
    json!({
        "Type": "AWS::DynamoDB::Table",
        "Properties": {
            "AttributeDefinitions": [
                { "AttributeName": "connectionId", "AttributeType": "S" },
                { "AttributeName": "sk", "AttributeType": "S" },
                { "AttributeName": "userId", "AttributeType": "S" },
            ],
            "KeySchema": [
                { "AttributeName": "connectionId", "KeyType": "HASH" },
                { "AttributeName": "sk", "KeyType": "RANGE" },
            ],
            "GlobalSecondaryIndexes": [{
                "IndexName": "UserIndex",
                "KeySchema": [{ "AttributeName": "userId", "KeyType": "HASH" }],
                "Projection": { "ProjectionType": "INCLUDE", "NonKeyAttributes": ["username"] },
            }],
            "BillingMode": "PAY_PER_REQUEST",
            "PointInTimeRecoverySpecification": { "PointInTimeRecoveryEnabled": true },
            "DeletionProtectionEnabled": true,
            "StreamSpecification": { "StreamViewType": "NEW_AND_OLD_IMAGES" },
            "TimeToLiveSpecification": { "AttributeName": "expiresAt", "Enabled": true },
        },
    })
}

fn greeter() -> serde_json::Value {
    json!({
        "Type": "AWS::Lambda::Function",
        "Properties": {
            "Code": { "S3Bucket": { "Ref": "AssetBucket" }, "S3Key": { "Ref": "GreeterCodeKey" } },
            "Role": { "Fn::GetAtt": ["GreeterRole", "Arn"] },
            "Runtime": "provided.al2023",
            "Handler": "bootstrap",
            "Timeout": "10",
            "ReservedConcurrentExecutions": 5,
            "LoggingConfig": { "LogGroup": { "Ref": "GreeterLogs" }, "LogFormat": "JSON" },
            "Environment": { "Variables": {
                "CONNECTIONS_TABLE": { "Ref": "Connections" },
                "MANAGEMENT_ENDPOINT": { "Fn::Sub": "https://${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}/${Stage}" },
            } },
        },
    })
}

fn mapping(more: serde_json::Value) -> serde_json::Value {
    let mut properties = json!({
        "EventSourceArn": { "Fn::GetAtt": ["Connections", "StreamArn"] },
        "FunctionName": { "Ref": "Greeter" },
        "StartingPosition": "LATEST",
    });
    let more = more.as_object().unwrap().clone();
    properties.as_object_mut().unwrap().extend(more);
    json!({ "Type": "AWS::Lambda::EventSourceMapping", "Properties": properties })
}

fn chat(more: serde_json::Value) -> serde_json::Value {
    json!({
        "Api": { "Type": "AWS::ApiGatewayV2::Api", "Properties": { "Name": "chat" } },
        "Stage": { "Type": "AWS::ApiGatewayV2::Stage", "Properties": { "StageName": "dev" } },
        "GreeterLogs": { "Type": "AWS::Logs::LogGroup", "Properties": {} },
        "Connections": connections(),
        "Greeter": greeter(),
        "Greetings": mapping(more),
    })
}

#[test]
fn a_function_gets_its_limits_and_its_resolved_variables() {
    let plans = plan(chat(json!({})));
    let [function] = plans.functions.as_slice() else {
        panic!("{:?}", plans.functions);
    };
    assert_eq!(function.name, "chat-dev-Greeter");
    assert_eq!(
        function.arn,
        "arn:aws:lambda:us-east-1:000000000000:function:chat-dev-Greeter"
    );
    assert_eq!(function.timeout, Duration::from_secs(10));
    assert_eq!(function.memory_mb, 128);
    assert_eq!(function.reserved_concurrency, Some(5));
    assert_eq!(function.log_group, "chat-dev-GreeterLogs");
    assert_eq!(function.variables["CONNECTIONS_TABLE"], "chat-dev-Connections");
    let endpoint = &function.variables["MANAGEMENT_ENDPOINT"];
    assert!(
        endpoint.ends_with(".execute-api.us-east-1.amazonaws.com/dev"),
        "{endpoint}"
    );
    assert_eq!(messages(&plans), [""; 0]);
}

#[test]
fn a_table_gets_its_keys_indexes_stream_and_end_of_life() {
    let plans = plan(chat(json!({})));
    let table = &plans.tables[0];
    let key = |partition: &str, sort: Option<&str>| Key {
        partition: partition.to_owned(),
        sort: sort.map(str::to_owned),
    };
    assert_eq!(table.key, key("connectionId", Some("sk")));
    let index = Index {
        key: key("userId", None),
        projection: "INCLUDE".to_owned(),
        included: vec!["username".to_owned()],
    };
    assert_eq!(
        table.global_indexes,
        BTreeMap::from([("UserIndex".to_owned(), index)])
    );
    let stream = table.stream.as_ref().unwrap();
    assert_eq!(stream.view, StreamView::NewAndOldImages);
    assert_eq!(
        stream.arn,
        "arn:aws:dynamodb:us-east-1:000000000000:table/chat-dev-Connections/stream/2026-01-01T00:00:00.000"
    );
    assert_eq!(table.time_to_live.as_deref(), Some("expiresAt"));
}

/// What CDK's `TableV2` makes.
#[test]
fn a_global_table_is_a_table() {
    let mut resources = chat(json!({}));
    let table = plan(resources.clone()).tables;
    resources["Connections"]["Type"] = json!("AWS::DynamoDB::GlobalTable");
    resources["Connections"]["Properties"]["Replicas"] = json!([{ "Region": { "Ref": "AWS::Region" } }]);
    let plans = plan(resources);
    assert_eq!(plans.tables, table);
    assert_eq!(plans.sources[0].table, "Connections");
    assert_eq!(
        plans.functions[0].variables["CONNECTIONS_TABLE"],
        "chat-dev-Connections"
    );
    assert_eq!(messages(&plans), [""; 0]);
}

#[test]
fn a_mapping_finds_its_table_and_function() {
    let plans = plan(chat(json!({
        "BatchSize": 10,
        "MaximumRetryAttempts": -1,
        "MaximumRecordAgeInSeconds": 60,
        "BisectBatchOnFunctionError": true,
        "FunctionResponseTypes": ["ReportBatchItemFailures"],
        "FilterCriteria": { "Filters": [{ "Pattern": "{\"eventName\":[\"INSERT\"]}" }] },
    })));
    let source = &plans.sources[0];
    assert_eq!(
        (source.table.as_str(), source.function.as_str()),
        ("Connections", "Greeter")
    );
    assert_eq!(source.start, StartingPosition::Newest);
    assert_eq!(source.batch_size, 10);
    assert_eq!(source.filters, ["{\"eventName\":[\"INSERT\"]}".parse().unwrap()]);
    let retry = Retry {
        attempts: None,
        age: Some(Duration::from_mins(1)),
        bisect: true,
    };
    assert_eq!(source.retry, retry);
    assert!(source.reports_failures);
    assert_eq!(messages(&plans), [""; 0]);
}

#[test]
fn what_is_not_run_here_is_named_with_its_resource_and_property() {
    let plans = plan(chat(json!({
        "TumblingWindowInSeconds": 30,
        "DestinationConfig": { "OnFailure": { "Destination": "arn" } },
    })));
    let named = [
        "`TumblingWindowInSeconds` of `Greetings`",
        "`DestinationConfig` of `Greetings`",
    ];
    for start in named {
        let messages = messages(&plans);
        assert!(
            messages.iter().any(|message| message.starts_with(start)),
            "{messages:?}"
        );
    }
    assert_eq!(plans.findings.len(), 2);
    assert!(plans.findings.iter().all(|finding| {
        finding.severity == Severity::Warning && finding.resource.as_deref() == Some("Greetings")
    }));
}

#[test]
fn a_queue_as_source_is_reported_and_left_out() {
    let mut resources = chat(json!({ "EventSourceArn": { "Fn::GetAtt": ["Queue", "Arn"] } }));
    resources["Queue"] = json!({ "Type": "AWS::SQS::Queue", "Properties": { "FifoQueue": true } });
    let plans = plan(resources);
    assert_eq!(plans.sources, []);
    assert!(
        messages(&plans)[0].contains("arn:aws:sqs:us-east-1:000000000000:chat-dev-Queue.fifo"),
        "{:?}",
        messages(&plans)
    );
}

#[test]
fn a_value_that_cannot_be_used_is_an_error_that_says_where() {
    let mut resources = chat(json!({ "StartingPosition": "AT_TIMESTAMP" }));
    resources["Greeter"]["Properties"]["Timeout"] = json!("soon");
    resources["Greeter"]["Properties"]["Environment"]["Variables"]["X"] = json!({ "Ref": "Missing" });
    let plans = plan(resources);
    let errors = plans
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error);
    let errors: Vec<&str> = errors.map(|finding| finding.message.as_str()).collect();
    assert_eq!(errors.len(), 3, "{errors:?}");
    assert!(
        errors[0].contains("`Environment.Variables.X` of `Greeter`") && errors[0].contains("`Missing`"),
        "{errors:?}"
    );
    assert_eq!(
        errors[1],
        "`Timeout` of `Greeter`: `soon` is no number in its range"
    );
    assert!(
        errors[2].contains("`StartingPosition` of `Greetings`"),
        "{errors:?}"
    );
}

/// A template may name a secret or a queue of another tool's; the function still has its tables.
#[test]
fn a_variable_that_cannot_be_resolved_takes_no_other_one_with_it() {
    let mut resources = chat(json!({}));
    let variables = &mut resources["Greeter"]["Properties"]["Environment"]["Variables"];
    variables["SECRET"] = json!({ "Fn::GetAtt": ["Secret", "Arn"] });
    variables["UNSET"] = json!({ "Ref": "AWS::NoValue" });
    let plans = plan(resources);
    let variables = &plans.functions[0].variables;
    assert_eq!(variables["CONNECTIONS_TABLE"], "chat-dev-Connections");
    assert!(!variables.contains_key("SECRET") && !variables.contains_key("UNSET"));
    let messages = messages(&plans);
    assert_eq!(messages.len(), 1, "{messages:?}");
    assert!(
        messages[0].contains("`Environment.Variables.SECRET` of `Greeter`"),
        "{messages:?}"
    );
}

#[test]
fn a_resource_whose_condition_does_not_hold_does_not_exist() {
    let mut resources = chat(json!({}));
    resources["Greeter"]["Condition"] = json!("Never");
    let plans = plan(resources);
    assert_eq!(plans.functions, []);
    assert_eq!(plans.sources, []);
}

#[test]
fn every_type_of_the_chat_has_its_names() {
    let kinds = json!({
        "Api": { "Type": "AWS::ApiGatewayV2::Api" },
        "Route": { "Type": "AWS::ApiGatewayV2::Route" },
        "Deployment": { "Type": "AWS::ApiGatewayV2::Deployment" },
        "Role": { "Type": "AWS::IAM::Role", "Properties": { "RoleName": { "Fn::Sub": "${AWS::StackName}-role" } } },
        "Queue": { "Type": "AWS::SQS::Queue", "Properties": { "QueueName": "jobs" } },
        "Account": { "Type": "AWS::ApiGateway::Account" },
        "Mapping": { "Type": "AWS::Lambda::EventSourceMapping" },
        "Permission": { "Type": "AWS::Lambda::Permission" },
    });
    let template = template(kinds);
    let environment = Environment::for_template(&template, &Map::new()).unwrap();
    let names = Names::new(&template, &environment);
    for (id, _) in template.resources() {
        assert!(names.reference(id).is_some(), "{id}");
    }
    let text = |id: &str, attribute: &str| names.attribute_of(id, attribute);
    assert_eq!(names.reference_of("Role").as_deref(), Some("chat-dev-role"));
    assert_eq!(
        text("Role", "Arn").as_deref(),
        Some("arn:aws:iam::000000000000:role/chat-dev-role")
    );
    assert_eq!(
        names.reference_of("Queue").as_deref(),
        Some("https://sqs.us-east-1.amazonaws.com/000000000000/jobs")
    );
    assert_eq!(text("Route", "RouteId"), names.reference_of("Route"));
    let api = names.reference_of("Api").unwrap();
    assert_eq!(api.len(), 10);
    assert_eq!(
        text("Api", "ApiEndpoint"),
        Some(format!("wss://{api}.execute-api.us-east-1.amazonaws.com"))
    );
    assert_eq!(text("Api", "RouteId"), None);
    assert_eq!(names.reference("Missing"), None);
}

#[test]
fn a_name_that_refers_to_itself_has_no_value() {
    let ring = json!({
        "A": { "Type": "AWS::IAM::Role", "Properties": { "RoleName": { "Ref": "B" } } },
        "B": { "Type": "AWS::IAM::Role", "Properties": { "RoleName": { "Ref": "A" } } },
    });
    let template = template(ring);
    let environment = Environment::for_template(&template, &Map::new()).unwrap();
    assert_eq!(Names::new(&template, &environment).reference("A"), None);
}

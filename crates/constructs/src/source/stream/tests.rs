use cfn::Stack;
use serde_json::json;

use super::*;
use crate::{
    Function, Key, Queue, StreamView, Table,
    testing::{ids, properties, synth},
};

fn greeter(source: StreamSource) -> (Stack, QueueRef) {
    let mut stack = Stack::new("demo");
    let failures = stack.add("Failures", Queue::for_failures());
    let table = Table::new(Key::string("connectionId")).stream(StreamView::NewAndOldImages);
    let connections = stack.add("Connections", table);
    let function = Function::rust("lambdas", "greeter");
    stack.add(
        "Greeter",
        function.on_stream(&connections.stream(), source.failures_to(&failures)),
    );
    (stack, failures)
}

#[test]
fn a_bad_record_stops_nobody_for_ever() {
    let (stack, _) = greeter(StreamSource::from_oldest());
    let template = synth(stack);
    assert_eq!(ids(&template).last(), Some(&"GreeterConnectionsStream"));
    assert_eq!(
        properties(&template, "GreeterConnectionsStream"),
        json!({
            "FunctionName": { "Ref": "Greeter" },
            "EventSourceArn": { "Fn::GetAtt": ["Connections", "StreamArn"] },
            "BatchSize": 100,
            "BisectBatchOnFunctionError": true,
            "DestinationConfig": { "OnFailure": { "Destination": { "Fn::GetAtt": ["Failures", "Arn"] } } },
            "FunctionResponseTypes": ["ReportBatchItemFailures"],
            "MaximumBatchingWindowInSeconds": 0,
            "MaximumRetryAttempts": 10,
            "ParallelizationFactor": 1,
            "StartingPosition": "TRIM_HORIZON",
        })
    );
}

#[test]
fn what_is_set_is_emitted() {
    let source = StreamSource::from_now()
        .batch_size::<25>()
        .window_secs::<1>()
        .retries::<3>()
        .max_age_secs::<60>()
        .parallel_batches::<2>()
        .only([ChangeFilter::inserts(), ChangeFilter::removals()]);
    let (stack, _) = greeter(source);
    let mapping = properties(&synth(stack), "GreeterConnectionsStream");
    assert_eq!(mapping["StartingPosition"], "LATEST");
    assert_eq!(mapping["BatchSize"], 25);
    assert_eq!(mapping["MaximumBatchingWindowInSeconds"], 1);
    assert_eq!(mapping["MaximumRetryAttempts"], 3);
    assert_eq!(mapping["MaximumRecordAgeInSeconds"], 60);
    assert_eq!(mapping["ParallelizationFactor"], 2);
    assert_eq!(
        mapping["FilterCriteria"],
        json!({ "Filters": [
            { "Pattern": r#"{"eventName":["INSERT"]}"# },
            { "Pattern": r#"{"eventName":["REMOVE"]}"# },
        ] })
    );
}

#[test]
fn the_role_may_read_this_stream_and_report_its_failures() {
    let (stack, _) = greeter(StreamSource::from_oldest());
    let role = properties(&synth(stack), "GreeterRole");
    let statements = role["Policies"][0]["PolicyDocument"]["Statement"].clone();
    assert_eq!(
        statements[0],
        json!({
            "Effect": "Allow",
            "Action": [
                "dynamodb:DescribeStream",
                "dynamodb:GetRecords",
                "dynamodb:GetShardIterator",
                "dynamodb:ListStreams",
            ],
            "Resource": [{ "Fn::GetAtt": ["Connections", "StreamArn"] }],
        })
    );
    assert_eq!(statements[2]["Action"], json!(["sqs:SendMessage"]));
}

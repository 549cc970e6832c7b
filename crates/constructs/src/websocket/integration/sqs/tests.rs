use std::collections::BTreeMap;

use cfn::{Arn, Stack, Template};
use serde_json::{Value, json};

use super::*;
use crate::{
    Queue, QueueRef, route_key, source,
    testing::{properties, synth},
    websocket::{
        DisconnectRoute, Route, RouteSelection, Routes, WebSocketApi,
        mapping::testing::{NASTY, event, render_form, request_template},
    },
};

fn placed(send: impl FnOnce(&QueueRef) -> SendMessage) -> Template {
    let mut stack = Stack::new("demo");
    let api = stack.add("Api", WebSocketApi::new("demo", RouteSelection::body("type")));
    let jobs = stack.add("Jobs", Queue::new());
    let route = Route::to(send(&jobs));
    stack.add(
        "Deployment",
        Routes::of(&api.stage("dev")).route(route_key!("do"), route),
    );
    synth(stack)
}

/// The form that SQS gets.
fn form(template: &Template, event: &Value) -> BTreeMap<String, String> {
    render_form(&request_template(template, "DoIntegration"), event)
}

#[test]
fn the_message_arrives_as_it_was_sent() {
    let template =
        placed(|jobs| SendMessage::to(jobs).attribute("user", source!("context.authorizer.userId")));
    for text in NASTY {
        let event = event(&json!({ "text": text }));
        let form = form(&template, &event);
        let expected = [
            ("Action", "SendMessage"),
            ("MessageBody", event["body"].as_str().unwrap()),
            ("MessageAttribute.1.Name", "connectionId"),
            ("MessageAttribute.1.Value.StringValue", "Kx3rIf="),
            ("MessageAttribute.1.Value.DataType", "String"),
            ("MessageAttribute.2.Name", "user"),
            ("MessageAttribute.2.Value.StringValue", "o'neill \"x\""),
            ("MessageAttribute.2.Value.DataType", "String"),
        ];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(form, expected.into_iter().collect());
    }
}

#[test]
fn the_gateway_may_send_to_this_queue_alone() {
    let template = placed(|jobs| SendMessage::to(jobs));
    let integration = properties(&template, "DoIntegration");
    assert_eq!(
        integration["IntegrationUri"]["Fn::Sub"],
        "arn:${AWS::Partition}:apigateway:${AWS::Region}:sqs:path/${AWS::AccountId}/${Jobs.QueueName}"
    );
    assert_eq!(
        integration["RequestParameters"],
        json!({ "integration.request.header.Content-Type": "'application/x-www-form-urlencoded'" })
    );
    let role = properties(&template, "DoIntegrationRole");
    assert_eq!(
        role["AssumeRolePolicyDocument"]["Statement"][0]["Principal"],
        json!({ "Service": "apigateway.amazonaws.com" })
    );
    assert_eq!(
        role["Policies"][0]["PolicyDocument"]["Statement"],
        json!([{
            "Effect": "Allow",
            "Action": ["sqs:SendMessage"],
            "Resource": [{ "Fn::GetAtt": ["Jobs", "Arn"] }],
        }])
    );
}

#[test]
fn connections_have_groups_and_requests_count_once() {
    let mut stack = Stack::new("demo");
    let api = stack.add("Api", WebSocketApi::new("demo", RouteSelection::body("type")));
    let jobs = stack.add("Jobs", Queue::fifo());
    let route = Route::to(SendMessage::to_fifo(&jobs));
    let routes = Routes::of(&api.stage("dev")).route(route_key!("do"), route);
    stack.add("Deployment", routes);
    let template = synth(stack);
    let form = form(&template, &event(&json!({})));
    assert_eq!(form["MessageGroupId"], "Kx3rIf=");
    assert_eq!(form["MessageDeduplicationId"], "r-1");
}

#[test]
fn a_consumer_hears_who_is_gone() {
    let template = placed(|jobs| SendMessage::disconnected(jobs));
    let form = form(&template, &event(&json!({})));
    let facts: Value = serde_json::from_str(&form["MessageBody"]).unwrap();
    assert_eq!(
        facts,
        json!({
            "connectionId": "Kx3rIf=",
            "eventType": "MESSAGE",
            "connectedAt": 1_700_000_000_000_i64,
            "disconnectedAt": 1_700_000_123_999_i64,
            "apiId": "abc123",
            "stage": "dev",
            "domainName": "abc123.execute-api.eu-central-1.amazonaws.com",
            "requestId": "r-1",
        })
    );
}

#[test]
fn a_queue_of_another_account_is_addressed_there() {
    let mut stack = Stack::new("demo");
    let api = stack.add("Api", WebSocketApi::new("demo", RouteSelection::body("type")));
    let jobs = QueueRef::imported("Jobs", Arn::of("arn:aws:sqs:eu-central-1:444455556666:jobs"));
    let routes = Routes::of(&api.stage("dev")).route(route_key!("do"), Route::to(SendMessage::to(&jobs)));
    stack.add("Deployment", routes);
    let integration = properties(&synth(stack), "DoIntegration");
    assert_eq!(
        integration["IntegrationUri"]["Fn::Sub"],
        "arn:${AWS::Partition}:apigateway:${AWS::Region}:sqs:path/444455556666/jobs"
    );
}

#[test]
fn a_fifo_queue_hears_who_is_gone_behind_what_they_sent() {
    let mut stack = Stack::new("demo");
    let api = stack.add("Api", WebSocketApi::new("demo", RouteSelection::body("type")));
    let jobs = stack.add("Jobs", Queue::fifo());
    let gone = SendMessage::to_fifo(&jobs).payload(Payload::disconnection());
    let routes = Routes::of(&api.stage("dev")).disconnect(DisconnectRoute::to(gone));
    stack.add("Deployment", routes);
    let template = request_template(&synth(stack), "DisconnectIntegration");
    let form = render_form(&template, &event(&json!({})));
    assert_eq!(form["MessageGroupId"], "Kx3rIf=");
    let facts: Value = serde_json::from_str(&form["MessageBody"]).unwrap();
    assert_eq!(facts["connectionId"], "Kx3rIf=");
}

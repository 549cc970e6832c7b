use cfn::{Emit, Stack};
use serde_json::json;

use super::*;
use crate::{
    Function, Queue,
    testing::{properties, synth},
};

#[test]
fn a_bus_is_named_after_its_stack() {
    let mut stack = Stack::new("demo");
    stack.add("Orders", EventBus::new().description("what happens in the shop"));
    assert_eq!(
        properties(&synth(stack), "Orders"),
        json!({
            "Name": { "Fn::Sub": "${AWS::StackName}-Orders" },
            "Description": "what happens in the shop",
        })
    );
}

#[test]
fn a_function_gets_what_it_wants() {
    let mut stack = Stack::new("demo");
    let orders = stack.add("Orders", EventBus::new());
    let placed = EventPattern::of("Order Placed").from_source("shop");
    stack.add(
        "Mailer",
        Function::rust("lambdas", "mailer").on_event(&orders, placed),
    );
    let template = synth(stack);
    assert_eq!(
        properties(&template, "MailerOrderPlacedRule"),
        json!({
            "EventBusName": { "Ref": "Orders" },
            "EventPattern": { "detail-type": ["Order Placed"], "source": ["shop"] },
            "Targets": [{ "Arn": { "Fn::GetAtt": ["Mailer", "Arn"] }, "Id": "Target" }],
        })
    );
    assert_eq!(
        properties(&template, "MailerOrderPlacedRulePermission"),
        json!({
            "Action": "lambda:InvokeFunction",
            "FunctionName": { "Ref": "Mailer" },
            "Principal": "events.amazonaws.com",
            "SourceArn": { "Fn::GetAtt": ["MailerOrderPlacedRule", "Arn"] },
        })
    );
}

#[test]
fn events_of_one_type_come_from_two_buses() {
    let mut stack = Stack::new("demo");
    let orders = stack.add("Orders", EventBus::new());
    let returns = stack.add("Returns", EventBus::new());
    let placed = EventPattern::of("Placed");
    let mailer = Function::rust("lambdas", "mailer")
        .on_event(&orders, placed.clone())
        .on_event(&returns, placed.named("Returned"));
    stack.add("Mailer", mailer);
    let template = synth(stack);
    assert_eq!(
        properties(&template, "MailerPlacedRule")["EventBusName"]["Ref"],
        "Orders"
    );
    assert_eq!(
        properties(&template, "MailerReturnedRule")["EventBusName"]["Ref"],
        "Returns"
    );
}

#[test]
fn a_queue_admits_its_rules_and_no_others() {
    let mut stack = Stack::new("demo");
    let of_aws = EventBusRef::of_account();
    let jobs = Queue::new().on_event(&of_aws, EventPattern::all_of_source("aws.s3"));
    stack.add("Jobs", jobs);
    let template = synth(stack);
    assert_eq!(properties(&template, "JobsAwsS3Rule")["EventBusName"], "default");
    assert_eq!(
        properties(&template, "JobsPolicy")["PolicyDocument"]["Statement"],
        json!([{
            "Effect": "Allow",
            "Principal": { "Service": "events.amazonaws.com" },
            "Action": ["sqs:SendMessage"],
            "Resource": [{ "Fn::GetAtt": ["Jobs", "Arn"] }],
            "Condition": { "ArnEquals": { "aws:SourceArn": { "Fn::GetAtt": ["JobsAwsS3Rule", "Arn"] } } },
        }])
    );
}

#[test]
fn every_bus_takes_events_under_its_arn() {
    let arn = "arn:aws:events:eu-central-1:111122223333:event-bus/orders";
    let orders = EventBusRef::imported("Orders", Arn::of(arn));
    assert_eq!(orders.name(), Value::from("orders"));
    assert_eq!(
        orders.put_events(),
        Grant::new([action!("events:PutEvents")], [arn])
    );
    assert_eq!(
        EventBusRef::of_account().arn().emit(),
        Tree::single(
            "Fn::Sub",
            "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:event-bus/default"
        )
    );
}

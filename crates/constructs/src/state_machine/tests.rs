use cfn::{Arn, Stack};
use serde_json::json;

use super::*;
use crate::{
    EventBus, Function,
    testing::{codes, ids, properties, synth},
};

fn waiting() -> Definition {
    let wait = [
        ("Type", Tree::from("Wait")),
        ("Seconds", Tree::Int(1)),
        ("End", Tree::Bool(true)),
    ];
    let states = Tree::single("Wait", wait.into_iter().collect::<Tree>());
    let definition = [("StartAt", Tree::from("Wait")), ("States", states)];
    definition.into_iter().collect::<Tree>().into()
}

#[test]
fn a_machine_logs_failures_and_no_data() {
    let mut stack = Stack::new("demo");
    stack.add("Order", StateMachine::standard(waiting()));
    let template = synth(stack);
    assert_eq!(ids(&template), ["OrderLogs", "OrderRole", "Order"]);
    assert_eq!(
        properties(&template, "Order"),
        json!({
            "RoleArn": { "Fn::GetAtt": ["OrderRole", "Arn"] },
            "Definition": {
                "StartAt": "Wait",
                "States": { "Wait": { "Type": "Wait", "Seconds": 1, "End": true } },
            },
            "LoggingConfiguration": {
                "Destinations": [
                    { "CloudWatchLogsLogGroup": { "LogGroupArn": { "Fn::GetAtt": ["OrderLogs", "Arn"] } } },
                ],
                "Level": "ERROR",
            },
            "StateMachineType": "STANDARD",
        })
    );
}

#[test]
fn what_its_steps_may_do_is_granted() {
    let mut stack = Stack::new("demo");
    let pack = stack.add("Pack", Function::rust("lambdas", "pack"));
    let definition = Definition::text(r#"{"Resource":"${Pack}"}"#).substitute("Pack", pack.arn());
    let machine = StateMachine::express(definition)
        .allow(pack.invoke())
        .log_everything()
        .tracing();
    let machine = stack.add("Order", machine);
    let waiter = Function::rust("lambdas", "waiter").allow(machine.start_sync());
    stack.add("Waiter", waiter.allow(machine.start()));
    let template = synth(stack);
    let order = properties(&template, "Order");
    assert_eq!(order["DefinitionString"], r#"{"Resource":"${Pack}"}"#);
    assert_eq!(
        order["DefinitionSubstitutions"],
        json!({ "Pack": { "Fn::GetAtt": ["Pack", "Arn"] } })
    );
    assert_eq!(order["LoggingConfiguration"]["Level"], "ALL");
    assert_eq!(order["StateMachineType"], "EXPRESS");
    assert_eq!(order["TracingConfiguration"], json!({ "Enabled": true }));
    let statements =
        |role: &str| properties(&template, role)["Policies"][0]["PolicyDocument"]["Statement"].clone();
    assert_eq!(
        statements("OrderRole")[0]["Action"],
        json!(["lambda:InvokeFunction"])
    );
    assert_eq!(
        statements("WaiterRole")[1]["Action"],
        json!(["states:StartExecution", "states:StartSyncExecution"])
    );
}

#[test]
fn a_rule_starts_it_by_a_role_of_its_own() {
    let mut stack = Stack::new("demo");
    let orders = stack.add("Orders", EventBus::new());
    let placed = EventPattern::of("OrderPlaced");
    stack.add(
        "Order",
        StateMachine::standard(waiting()).on_event(&orders, placed),
    );
    let template = synth(stack);
    assert_eq!(
        properties(&template, "OrderOrderPlacedRule")["Targets"],
        json!([{
            "Arn": { "Ref": "Order" },
            "Id": "Target",
            "RoleArn": { "Fn::GetAtt": ["OrderEventsRole", "Arn"] },
        }])
    );
    let role = properties(&template, "OrderEventsRole");
    assert_eq!(
        role["Policies"][0]["PolicyDocument"]["Statement"][0]["Action"],
        json!(["states:StartExecution"])
    );
}

#[test]
fn places_and_values_belong_together() {
    let mut stack = Stack::new("demo");
    let text = r#"{"A":"${A}","B":"${B}","Path":"$.${ not a name }"}"#;
    let definition = Definition::text(text).substitute("B", "b").substitute("C", "c");
    stack.add("Order", StateMachine::standard(definition));
    let in_tree: Tree = [
        ("A", Tree::from("${A}")),
        ("Table", Tree::single("Fn::Sub", "${AWS::StackName}")),
    ]
    .into_iter()
    .collect();
    stack.add("Other", StateMachine::standard(in_tree));
    assert_eq!(codes(stack), ["GW154", "GW154", "GW154"]);
}

#[test]
fn an_imported_machine_is_started_like_any_other() {
    let arn = "arn:aws:states:eu-central-1:111122223333:stateMachine:order";
    let order = StateMachineRef::imported_express("Order", Arn::of(arn));
    assert_eq!(order.name(), Value::from("order"));
    assert_eq!(
        order.start(),
        Grant::new([action!("states:StartExecution")], [arn])
    );
}

#![expect(unreachable_pub, reason = "the macros declare public tables")]

use super::*;
use crate::{IntoEntry, LogicalId, RawResource, Value, resource};

resource! {
    /// A queue.
    Queue = "AWS::SQS::Queue" {
        required {}
        optional {
            /// Seconds.
            delay: Value<i64> = "DelaySeconds",
            /// Its name.
            name: Value<String> = "QueueName",
        }
        attributes {}
        replaces_on {}
    }
}

fn stack() -> Stack {
    let mut stack = Stack::new("demo");
    stack.add("First", Queue::new().name("first"));
    stack.add("Raw", RawResource::new("AWS::SNS::Topic", Tree::map()));
    stack.add("Second", Queue::new());
    stack
}

fn resource(stack: Stack, id: &str) -> String {
    let template = stack.synth().unwrap();
    serde_json::to_string(template.resource(id).unwrap()).unwrap()
}

#[test]
fn aspects_run_in_their_order_over_resources_in_theirs() {
    let mut stack = stack();
    for name in ["one", "two"] {
        stack.aspect(move |resource: &mut ResourceView<'_>| {
            let mut finding = Diagnostic::error("GW999", format!("{name} {}", resource.id()));
            finding.severity = crate::Severity::Info;
            resource.report(finding);
        });
    }
    stack.add("Late", Queue::new());
    let template = stack.synth().unwrap();
    let told: Vec<_> = template
        .findings()
        .iter()
        .map(|found| found.message.as_str())
        .collect();
    let expected = ["First", "Raw", "Second", "Late"];
    let expected: Vec<_> = ["one", "two"]
        .iter()
        .flat_map(|name| expected.map(|id| format!("{name} {id}")))
        .collect();
    assert_eq!(told, expected);
    assert_eq!(template.findings()[0].resource.as_deref(), Some("First"));
    assert!(template.findings()[0].origins[0].file.ends_with("tests.rs"));
}

#[test]
fn a_typed_change_reaches_its_type_only() {
    let mut stack = stack();
    stack.aspect(|resource: &mut ResourceView<'_>| {
        let changed = resource.change(|queue: Queue| queue.delay(5));
        assert_eq!(changed, resource.is::<Queue>());
        assert_eq!(resource.info().is_some(), changed);
        assert_eq!(resource.stack_name(), "demo");
    });
    assert_eq!(
        resource(stack.clone(), "First"),
        r#"{"Type":"AWS::SQS::Queue","Properties":{"DelaySeconds":5,"QueueName":"first"}}"#
    );
    assert_eq!(resource(stack, "Raw"), r#"{"Type":"AWS::SNS::Topic"}"#);
}

#[test]
fn attributes_stand_where_an_entry_would_put_them() {
    let mut stack = Stack::new("demo");
    stack.add("Plain", Queue::new());
    stack.add(
        "Full",
        Queue::new()
            .delay(1)
            .metadata("a", "b")
            .deletion_policy(RemovalPolicy::Delete),
    );
    stack.aspect(|resource: &mut ResourceView<'_>| resource.removal(RemovalPolicy::Retain));
    stack.aspect(|resource: &mut ResourceView<'_>| {
        if resource.property("DelaySeconds").is_some() {
            resource.set("QueueName", "named");
        }
    });
    assert_eq!(
        resource(stack.clone(), "Plain"),
        r#"{"Type":"AWS::SQS::Queue","DeletionPolicy":"Retain","UpdateReplacePolicy":"Retain"}"#
    );
    assert_eq!(
        resource(stack, "Full"),
        concat!(
            r#"{"Type":"AWS::SQS::Queue","DeletionPolicy":"Retain","UpdateReplacePolicy":"Retain","#,
            r#""Metadata":{"a":"b"},"Properties":{"DelaySeconds":1,"QueueName":"named"}}"#
        )
    );
}

#[test]
fn what_is_frozen_must_stay_as_it_is() {
    let mut stack = stack();
    stack.scope().freeze([LogicalId::new("First").unwrap()]);
    stack.aspect(|resource: &mut ResourceView<'_>| {
        resource.change(|queue: Queue| queue.name("first"));
    });
    assert!(stack.clone().synth().is_ok(), "it says what was said already");
    stack.aspect(|resource: &mut ResourceView<'_>| resource.set("QueueName", "other"));
    let findings = stack.synth().unwrap_err().0;
    assert_eq!(findings.len(), 1);
    assert_eq!(
        (findings[0].code.as_str(), findings[0].resource.as_deref()),
        ("GW014", Some("First"))
    );
}

#[test]
fn a_stack_that_is_synthesized_twice_yields_the_same_bytes() {
    let mut stack = stack();
    stack.aspect(|resource: &mut ResourceView<'_>| {
        let name = format!("{}-name", resource.id());
        resource.change(|queue: Queue| queue.name(name));
    });
    let synthesized = |stack: &Stack| stack.clone().synth().unwrap().to_json();
    assert_eq!(synthesized(&stack), synthesized(&stack));
}

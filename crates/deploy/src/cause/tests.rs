use super::*;
use crate::event::script::{nested, own, resource, timed};

fn because(reason: &str, event: Event) -> Event {
    Event {
        reason: Some(reason.to_owned()),
        ..event
    }
}

fn failed(causes: &[Cause]) -> Vec<&str> {
    causes.iter().map(|cause| cause.logical_id.as_str()).collect()
}

#[test]
fn the_first_failure_is_told_and_not_what_was_cancelled() {
    let events = timed([
        own("chat", "CREATE_IN_PROGRESS"),
        because(
            "Resource creation cancelled",
            resource("chat", "Early", "CREATE_FAILED"),
        ),
        because("jobs already exists", resource("chat", "Queue", "CREATE_FAILED")),
        because(
            "Resource creation cancelled",
            resource("chat", "Late", "CREATE_FAILED"),
        ),
        because(
            "The following resource(s) failed to create: [Early, Queue, Late]. Rollback requested by user.",
            own("chat", "ROLLBACK_IN_PROGRESS"),
        ),
        own("chat", "ROLLBACK_COMPLETE"),
    ]);
    let causes = causes(&events);
    assert_eq!(failed(&causes), ["Queue"]);
    let name = Some("jobs".to_owned());
    assert_eq!(causes[0].known, Some(Known::Taken { name }));
}

#[test]
fn a_nested_stack_is_entered() {
    let events = timed([
        nested("chat", "child", "CREATE_IN_PROGRESS"),
        because("jobs already exists", resource("child", "Queue", "CREATE_FAILED")),
        own("child", "CREATE_FAILED"),
        because(
            "Embedded stack arn:aws:… was not successfully created: The following resource(s) failed to create: [Queue].",
            nested("chat", "child", "CREATE_FAILED"),
        ),
        own("chat", "ROLLBACK_IN_PROGRESS"),
    ]);
    assert_eq!(failed(&causes(&events)), ["Queue"]);
}

#[test]
fn a_nested_stack_that_says_nothing_is_the_cause_itself() {
    let events = timed([because(
        "Template URL is wrong",
        nested("chat", "child", "CREATE_FAILED"),
    )]);
    assert_eq!(failed(&causes(&events)), ["child"]);
}

#[test]
fn what_keeps_the_way_back_is_marked() {
    let events = timed([
        because("no", resource("chat", "Queue", "UPDATE_FAILED")),
        own("chat", "UPDATE_ROLLBACK_IN_PROGRESS"),
        because("gone", resource("chat", "Table", "UPDATE_FAILED")),
        own("chat", "UPDATE_ROLLBACK_FAILED"),
    ]);
    let causes = causes(&events);
    assert_eq!(failed(&causes), ["Queue", "Table"]);
    assert_eq!(
        causes.iter().map(|cause| cause.rolling_back).collect::<Vec<_>>(),
        [false, true]
    );
}

#[test]
fn a_stack_that_was_refused_as_a_whole_says_why() {
    // An export in use rolls the update back without a resource that failed:
    // https://github.com/serverless/serverless/pull/3935
    let events = timed([
        because("User Initiated", own("chat", "UPDATE_IN_PROGRESS")),
        because(
            "Export chat-dev:Queue cannot be updated as it is in use by board-dev",
            own("chat", "UPDATE_ROLLBACK_IN_PROGRESS"),
        ),
        own("chat", "UPDATE_ROLLBACK_COMPLETE"),
    ]);
    let causes = causes(&events);
    assert_eq!(failed(&causes), ["chat"]);
    assert!(
        matches!(&causes[0].known, Some(Known::ExportInUse { importers, .. }) if importers == "board-dev")
    );
}

#[test]
fn success_has_no_cause() {
    let events = timed([
        because("User Initiated", own("chat", "UPDATE_IN_PROGRESS")),
        resource("chat", "Queue", "UPDATE_COMPLETE"),
        own("chat", "UPDATE_COMPLETE"),
    ]);
    assert_eq!(causes(&events), []);
}

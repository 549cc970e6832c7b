use super::*;
use crate::{Reach, Topic, between};

const CHAT: &str = include_str!("../../../../tests/corpus/clean/chat.yaml");

/// The chat with some texts replaced; each must be in it.
fn chat(edits: &[(&str, &str)]) -> Template {
    let text = edits.iter().fold(CHAT.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from} is not in the template");
        text.replace(from, to)
    });
    Template::read("chat", &text).unwrap_or_else(|error| panic!("{error}"))
}

/// What a change means for access.
fn after(edits: &[(&str, &str)]) -> Vec<(Reach, String)> {
    let difference = between(&chat(&[]), &chat(edits));
    let verdicts = difference
        .verdicts
        .into_iter()
        .filter(|verdict| verdict.topic == Topic::Access);
    verdicts
        .map(|verdict| {
            let reach = verdict.access.map_or(Reach::Narrower, |access| access.reach);
            (reach, format!("{}: {}", verdict.resource, verdict.message))
        })
        .collect()
}

#[test]
fn the_order_of_a_policy_says_nothing() {
    assert_eq!(after(&[]), []);
    let reordered = [
        (
            "[dynamodb:PutItem, dynamodb:DeleteItem, dynamodb:Query]",
            "[dynamodb:Query, dynamodb:putItem, dynamodb:DeleteItem]",
        ),
        (
            "- Effect: Allow\n                Action: execute-api:ManageConnections",
            "- Sid: Post\n                Effect: Allow\n                Action: [execute-api:ManageConnections]",
        ),
    ];
    assert_eq!(after(&reordered), []);
}

#[test]
fn a_role_under_another_name_may_do_the_same() {
    assert_eq!(
        after(&[("ChatRole", "FrontRole"), ("ChatInvoke", "FrontInvoke")]),
        []
    );
}

#[test]
fn a_managed_policy_that_nobody_here_holds_may_allow_anything() {
    let tracing = "arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess";
    let policy = "- !Sub arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole\n      Policies:\n        - PolicyName: worker";
    let attached = format!("- {tracing}\n        {policy}");
    assert_eq!(
        after(&[(policy, &attached)]),
        [(
            Reach::MayBeWider,
            format!(
                "WorkerRole: access may be wider: the role `WorkerRole` gets the managed policy `{tracing}`, whose content is not in the template"
            )
        )]
    );
}

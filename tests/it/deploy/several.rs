//! Several stacks: their order, and what becomes of the others when one fails.

use gatewright::exit_code;
use serde_json::{Value, json};

use crate::support::account::Account;

/// Stacks, each with those that it waits for; the names of their topics are those of the stacks.
fn account(stacks: &[(&str, &[&str])]) -> Account {
    let account = Account::new();
    let entry = |(name, before): &(&str, &[&str])| {
        json!({
            "name": name, "stage": "dev", "template": format!("{name}.json"), "depends_on": before, "assets": [],
            "origins": {},
        })
    };
    let entries: Vec<Value> = stacks.iter().map(entry).collect();
    let manifest = json!({ "version": 1, "app": "chat", "stacks": entries });
    account.put("manifest.json", &manifest.to_string());
    for (name, _) in stacks {
        let topic = json!({ "Type": "AWS::SNS::Topic", "Properties": { "DisplayName": name } });
        let template = json!({ "Resources": { (format!("Topic{}", name.len())): topic } });
        account.put(&format!("{name}.json"), &template.to_string());
    }
    account
}

#[test]
fn a_stack_is_begun_when_those_that_it_waits_for_stand() {
    let account = account(&[("api", &["data"]), ("data", &[])]);
    account.deploy().ended(exit_code::OK);
    assert_eq!(account.double.status("api").as_deref(), Some("CREATE_COMPLETE"));
    let calls = account.double.calls();
    let made = calls.iter().filter(|call| call.action == "CreateChangeSet");
    let names: Vec<_> = made.map(|call| call.input["StackName"].clone()).collect();
    assert_eq!(names, [json!("data"), json!("api")]);
}

#[test]
fn one_that_fails_stops_those_behind_it_and_no_others() {
    let account = account(&[
        ("data", &[]),
        ("api-one", &["data"]),
        ("last-one", &["api-one"]),
        ("side", &[]),
    ]);
    // A logical id of its own: those of `data` and `side` would be the same, and only one is to fail.
    account.put(
        "side.json",
        r#"{"Resources": {"Side": {"Type": "AWS::SNS::Topic"}}}"#,
    );
    account.double.fail("Topic4", "no topic for you");
    let run = account.deploy();
    run.ended(exit_code::NOT_DEPLOYED);
    run.says(&[
        "no topic for you",
        "api-one: not begun",
        "last-one: not begun",
        "side: deployed",
    ]);
    assert_eq!(account.double.status("side").as_deref(), Some("CREATE_COMPLETE"));
    assert_eq!(account.double.status("api-one"), None);
}

#[test]
fn stacks_that_wait_for_each_other_are_refused() {
    let account = account(&[("one", &["other"]), ("other", &["one"])]);
    let run = account.deploy();
    run.ended(exit_code::FAILED);
    run.says(&["stacks wait for each other: one, other"]);
    assert_eq!(account.double.asked("cloudformation:CreateChangeSet"), 0);
}

//! Code that goes to its functions directly.

use std::{fs, process::Stdio};

use gatewright::exit_code;
use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};
use serde_json::{Value, json};

use crate::support::{
    account::{Account, STACK},
    dev::eventually,
};

const UPDATE: &str = "lambda:UpdateFunctionCode";

/// A function whose code is a folder.
fn template() -> Value {
    json!({
        "Parameters": { "AssetBucket": { "Type": "String" }, "ChatCodeKey": { "Type": "String" } },
        "Resources": {
            "Chat": {
                "Type": "AWS::Lambda::Function",
                "Properties": {
                    "Runtime": "python3.13",
                    "Handler": "index.handler",
                    "Role": "arn:aws:iam::111122223333:role/chat",
                    "Code": { "S3Bucket": { "Ref": "AssetBucket" }, "S3Key": { "Ref": "ChatCodeKey" } },
                },
            },
        },
    })
}

/// An account with the function deployed, and another code in its folder than there.
fn account(stage: &str) -> (Account, String) {
    let account = Account::new();
    fs::create_dir_all(account.path("dist/lib")).unwrap();
    account.put("dist/index.py", "def handler(event, context): return 1");
    let asset = json!({
        "resource": "Chat",
        "key_parameter": "ChatCodeKey",
        "source": { "kind": "path", "path": "dist" },
    });
    let stack = json!({
        "name": STACK, "stage": stage, "template": "chat-dev.template.json", "assets": [asset], "origins": {},
    });
    let manifest = json!({ "version": 1, "app": "chat", "stacks": [stack] });
    account.put("manifest.json", &manifest.to_string());
    account.put("chat-dev.template.json", &template().to_string());
    // The double makes no bucket of a stack.
    let bootstrap = account.run(&["bootstrap", "--yes"]).data();
    let bucket = bootstrap
        .lines()
        .find_map(|line| line.strip_prefix("gatewright-bootstrap.Bucket"));
    let bucket = bucket.unwrap().trim().to_owned();
    account.double.bucket(&bucket);
    let deployed = account.run(&["deploy", "--yes", "--stage", stage]);
    deployed.ended(exit_code::OK);
    account.put("dist/index.py", "def handler(event, context): return 2");
    (account, bucket)
}

/// How many codes the bucket has: the key of each says what is in it.
fn codes(account: &Account, bucket: &str) -> usize {
    let keys = account.double.objects(bucket);
    keys.iter().filter(|key| key.starts_with("assets/")).count()
}

#[test]
fn code_alone_goes_past_change_sets() {
    let (account, _) = account("dev");
    let change_sets = account.double.asked("cloudformation:CreateChangeSet");
    let run = account.run(&["deploy", "--express"]);
    run.ended(exit_code::OK);
    run.says(&["Chat took its code over"]);
    assert_eq!(account.double.asked(UPDATE), 1);
    assert_eq!(
        account.double.asked("cloudformation:CreateChangeSet"),
        change_sets
    );
}

#[test]
fn more_than_code_and_production_are_refused_before_anything_is_shipped() {
    let (production, _) = account("prod");
    let run = production.run(&["deploy", "--express", "--stage", "prod"]);
    run.ended(exit_code::NOT_APPROVED);
    run.says(&["for production"]);
    assert_eq!(production.double.asked(UPDATE), 0);

    let (account, _) = account("dev");
    let mut changed = template();
    changed["Resources"]["Chat"]["Properties"]["Timeout"] = json!(9);
    account.put("chat-dev.template.json", &changed.to_string());
    let run = account.run(&["deploy", "--express"]);
    run.ended(exit_code::NOT_APPROVED);
    run.says(&["more changes than code: 1 changed", "deploy chat-dev"]);
    account.double.protect(STACK, true);
    account.put("chat-dev.template.json", &template().to_string());
    account
        .run(&["deploy", "--express"])
        .ended(exit_code::NOT_APPROVED);
    assert_eq!(account.double.asked(UPDATE), 0);
}

#[test]
fn a_watched_folder_ships_with_each_change_below_it() {
    let (account, bucket) = account("dev");
    let child = account
        .command(&["watch"])
        .stdin(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    eventually("what is there is shipped", || account.double.asked(UPDATE) > 0);
    for change in ["lib/rooms.py", "index.py"] {
        let before = codes(&account, &bucket);
        account.put(&format!("dist/{change}"), &format!("# {change}"));
        eventually(change, || codes(&account, &bucket) > before);
    }
    kill(Pid::from_raw(i32::try_from(child.id()).unwrap()), Signal::SIGINT).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(
        output.status.code(),
        Some(i32::from(exit_code::INTERRUPTED)),
        "{said}"
    );
}

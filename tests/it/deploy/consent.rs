//! What has to be said before a stack changes: approval, what may be lost, and values of parameters.

use gatewright::exit_code;
use serde_json::{Value, json};

use crate::support::account::{Account, STACK};

/// How often something was executed.
fn executed(account: &Account) -> usize {
    account.double.asked("cloudformation:ExecuteChangeSet")
}

/// The account with the stack deployed, and a program in which a resource is missing.
fn without(resource: &str) -> Account {
    let account = Account::with_stack_in("CREATE_COMPLETE");
    let mut template = Account::template();
    let resources = template["Resources"].as_object_mut().unwrap();
    resources.remove(resource);
    account.write(template);
    account
}

#[test]
fn where_nobody_can_be_asked_the_change_is_shown_and_not_made() {
    let account = Account::with_stack_in("CREATE_COMPLETE");
    account.write(Account::changed());
    let run = account.run(&["deploy"]);
    run.ended(exit_code::NOT_APPROVED);
    run.says(&["other news", "hint:", "--yes"]);
    assert_eq!(executed(&account), 0);
    assert_eq!(
        account.double.asked("cloudformation:DeleteChangeSet"),
        1,
        "nothing is left"
    );
}

#[test]
fn a_first_change_that_is_not_approved_leaves_no_empty_stack() {
    let account = Account::new();
    account.run(&["deploy"]).ended(exit_code::NOT_APPROVED);
    assert_eq!(account.double.asked("cloudformation:DeleteStack"), 1);
    // It goes as any stack does; whoever comes meanwhile waits for that.
    account.deploy().ended(exit_code::OK);
    assert_eq!(account.double.status(STACK).as_deref(), Some("CREATE_COMPLETE"));
}

#[test]
fn only_what_widens_access_has_to_be_approved_where_that_is_asked_for() {
    let careful = ["deploy", "--require-approval", "broadening"];
    let account = Account::with_stack_in("CREATE_COMPLETE");
    account.write(Account::changed());
    account.run(&careful).ended(exit_code::OK);
    let mut template = Account::changed();
    template["Resources"]["Public"] = json!({
        "Type": "AWS::SNS::TopicPolicy",
        "Properties": { "Topics": [{ "Ref": "News" }], "PolicyDocument": {
            "Version": "2012-10-17",
            "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "sns:Publish", "Resource": { "Ref": "News" } }],
        } },
    });
    account.write(template);
    let run = account.run(&careful);
    run.ended(exit_code::NOT_APPROVED);
    run.says(&["Public"]);
    account
        .run(&["deploy", "--require-approval", "never"])
        .ended(exit_code::OK);
}

#[test]
fn data_goes_only_when_it_was_named() {
    let account = without("Late");
    let run = account.deploy();
    run.ended(exit_code::NOT_APPROVED);
    run.says(&["`Late`", "lost", "--allow-data-loss Late"]);
    let run = account.run(&["deploy", "--yes", "--allow-data-loss", "Ltae"]);
    run.ended(exit_code::NOT_APPROVED);
    run.says(&["--allow-data-loss Ltae", "fits nothing"]);
    assert_eq!(executed(&account), 0);
    let run = account.run(&["deploy", "--yes", "--allow-data-loss", "Late"]);
    run.ended(exit_code::OK);
    assert_eq!(executed(&account), 1);
}

#[test]
fn a_name_that_fits_nothing_is_refused_with_the_one_that_was_meant() {
    let account = without("Late");
    let allowed = [
        "deploy",
        "--yes",
        "--allow-data-loss",
        "Late",
        "--allow-data-loss",
        "Lat",
    ];
    let run = account.run(&allowed);
    run.ended(exit_code::FAILED);
    run.says(&["Lat", "did you mean `--allow-data-loss Late`?"]);
    assert_eq!(executed(&account), 0);
}

#[test]
fn what_is_retained_is_told_and_not_refused() {
    let account = Account::new();
    let mut template = Account::template();
    template["Resources"]["Late"]["DeletionPolicy"] = json!("Retain");
    account.write(template.clone());
    account.deploy().ended(exit_code::OK);
    template["Resources"].as_object_mut().unwrap().remove("Late");
    account.write(template);
    let run = account.deploy();
    run.ended(exit_code::OK);
    run.says(&["`Late`", "stays in the account"]);
}

/// A template with a parameter that has to be given, and one that has a default.
fn with_parameters(default: &str) -> Value {
    let mut template = Account::template();
    template["Parameters"] = json!({
        "Title": { "Type": "String" },
        "Level": { "Type": "String", "Default": default, "AllowedValues": ["info", "warn"] },
    });
    template["Resources"]["News"]["Properties"]["DisplayName"] = json!({ "Fn::Sub": "${Title} ${Level}" });
    template
}

#[test]
fn everything_that_is_wrong_with_parameters_is_said_at_once() {
    let account = Account::new();
    account.write(with_parameters("info"));
    let run = account.run(&[
        "deploy",
        "--yes",
        "--parameters",
        "Lvel=warn",
        "--parameters",
        "Level=loud",
    ]);
    run.ended(exit_code::FAILED);
    run.says(&[
        "Lvel",
        "did you mean Level?",
        "\"loud\"",
        "Title has no value",
        "--parameters",
    ]);
    assert_eq!(account.double.asked("cloudformation:CreateChangeSet"), 0);
}

#[test]
fn a_value_goes_on_and_a_default_follows_the_program() {
    let account = Account::new();
    account.write(with_parameters("info"));
    let run = account.run(&["deploy", "--yes", "--parameters", "Title=news"]);
    run.ended(exit_code::OK);
    account.write(with_parameters("warn"));
    account.deploy().ended(exit_code::OK);
    let calls = account.double.calls();
    let last = calls
        .iter()
        .rfind(|call| call.action == "CreateChangeSet")
        .unwrap();
    let expected = json!([{ "ParameterKey": "Title", "UsePreviousValue": "true" }]);
    assert_eq!(last.input["Parameters"], expected);
}

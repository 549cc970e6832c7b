//! The chat stack: what its templates say, and what its roles may do.

mod grants;

use std::process::Command;

use cfn::{Template, Tree};
use protocol::Route;

/// The stages with their templates.
fn templates() -> Vec<(String, Template)> {
    stacks::app().unwrap().synth().unwrap()
}

#[test]
fn each_stage_is_as_it_was_reviewed() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for (_, template) in templates() {
            insta::assert_snapshot!(template.name(), template.to_yaml());
        }
    });
}

#[test]
fn the_same_program_writes_the_same_bytes() {
    let once: Vec<String> = templates()
        .iter()
        .map(|(_, template)| template.to_json())
        .collect();
    let twice: Vec<String> = templates()
        .iter()
        .map(|(_, template)| template.to_json())
        .collect();
    assert_eq!(once, twice);
}

#[test]
fn every_route_of_the_protocol_is_there_and_answers_as_it_says() {
    let protocol = Route::ALL.iter().map(|route| (route.key(), route.answers()));
    let lifecycle = [
        (Route::CONNECT, false),
        (Route::DISCONNECT, false),
        (Route::DEFAULT, true),
    ];
    let mut expected: Vec<(&str, bool)> = lifecycle.into_iter().chain(protocol).collect();
    expected.sort_unstable();
    for (stage, template) in templates() {
        let mut routes: Vec<(&str, bool)> = template
            .of_type("AWS::ApiGatewayV2::Route")
            .map(|(id, route)| {
                let key = route
                    .at(&["Properties", "RouteKey"])
                    .and_then(Tree::as_str)
                    .unwrap();
                (key, template.resource(&format!("{id}Response")).is_some())
            })
            .collect();
        routes.sort_unstable();
        assert_eq!(routes, expected, "{stage}");
    }
}

#[test]
fn guests_are_admitted_in_dev_alone_and_the_template_says_so() {
    for (stage, template) in templates() {
        let mode = template.tree().at(&[
            "Resources",
            "Authorizer",
            "Properties",
            "Environment",
            "Variables",
            "AUTH_MODE",
        ]);
        let expected = if stage == "dev" { "guest" } else { "closed" };
        assert_eq!(mode.and_then(Tree::as_str), Some(expected), "{stage}");
        let description = template.tree().get("Description").and_then(Tree::as_str).unwrap();
        assert_eq!(
            description.contains("Guest mode"),
            stage == "dev",
            "{description}"
        );
    }
}

#[test]
fn the_stacks_program_links_neither_the_sdk_nor_tokio_and_derives_nothing() {
    let tree = Command::new(env!("CARGO"))
        .args([
            "tree", "--locked", "-p", "stacks", "-e", "normal", "--prefix", "none",
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let tree = String::from_utf8(tree.stdout).unwrap();
    assert!(tree.contains("gatewright-constructs"), "{tree}");
    let banned = [
        "aws-config",
        "aws-sdk",
        "aws-smithy",
        "hyper",
        "reqwest",
        "syn",
        "tokio",
    ];
    let linked: Vec<&str> = tree
        .lines()
        .filter(|package| banned.iter().any(|name| package.starts_with(name)))
        .collect();
    assert!(linked.is_empty(), "{linked:?}");
}

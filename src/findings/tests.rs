use cfn::{Diagnostic, Origin};

use super::{Report, github, json, sarif, text};

fn report() -> Report {
    let mut report = Report::default();
    let origin = Origin {
        file: "my templates/chat.yaml".to_owned(),
        line: 2,
        column: Some(3),
    };
    let error = Diagnostic::error("GW201", "100% wrong")
        .on("Stage")
        .path("Properties.StageName")
        .at(origin)
        .hint("name it `dev`");
    let warning = Diagnostic::warning("GW203", "a route\u{1b}[2J never answers");
    report.add("my templates/chat.yaml", vec![error, warning.clone()]);
    report.add("other", vec![warning]);
    report.keep_source("my templates/chat.yaml", "Resources:\n  Stage:\n".to_owned());
    report
}

#[test]
fn people_see_the_line_and_what_to_do() {
    let text = anstream::adapter::strip_str(&text::write(&report())).to_string();
    insta::assert_snapshot!(text, @r"
    error[GW201]: 100% wrong
      --> my templates/chat.yaml:2:3  Stage.Properties.StageName
      2 | Stage:
        | ^
      hint: name it `dev`

    warning[GW203]: a route\u{1b}[2J never answers
      --> my templates/chat.yaml, other
    ");
}

#[test]
fn machines_get_an_object_per_finding_and_what_is_equal_once() {
    let objects: serde_json::Value = serde_json::from_str(&json::write(&report())).unwrap();
    assert_eq!(objects.as_array().unwrap().len(), 2);
    assert_eq!(objects[0]["code"], "GW201");
    assert_eq!(objects[0]["origins"][0]["column"], 3);
    assert_eq!(
        objects[1]["templates"],
        serde_json::json!(["my templates/chat.yaml", "other"])
    );
}

#[test]
fn sarif_has_rules_results_and_places() {
    let log: serde_json::Value = serde_json::from_str(&sarif::write(&report())).unwrap();
    let run = &log["runs"][0];
    assert_eq!(log["version"], "2.1.0");
    assert_eq!(run["tool"]["driver"]["rules"][1]["id"], "GW203");
    let result = &run["results"][0];
    assert_eq!(
        (result["ruleIndex"].as_u64(), result["level"].as_str()),
        (Some(0), Some("error"))
    );
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "my%20templates/chat.yaml");
    assert_eq!(
        place["region"],
        serde_json::json!({"startLine": 2, "startColumn": 3})
    );
}

#[test]
fn workflow_commands_are_escaped() {
    insta::assert_snapshot!(github::write(&report()), @r"
    ::error file=my templates/chat.yaml,line=2,col=3,title=GW201 Stage.Properties.StageName::100%25 wrong%0Ahint: name it `dev`
    ::warning title=GW203::a route[2J never answers
    ");
}

#[test]
fn counts_are_words() {
    assert_eq!(report().counts(), "1 error, 1 warning");
    assert_eq!(
        (report().templates(), report().first_code()),
        ("2 templates".to_owned(), Some("GW201"))
    );
}

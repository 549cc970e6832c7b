use cfn::Template;

use super::*;

/// A table that gets another key, a route that goes, a queue that comes, and an output.
fn compared() -> Vec<Compared> {
    let template = |key: &str, more: &str, outputs: &str| {
        let json = format!(
            r#"{{"Resources": {{
                "Api": {{"Type": "AWS::ApiGatewayV2::Api", "Properties": {{
                    "ProtocolType": "WEBSOCKET", "RouteSelectionExpression": "$request.body.type"}}}},
                "Rooms": {{"Type": "AWS::DynamoDB::Table", "Properties": {{
                    "KeySchema": [{{"AttributeName": "{key}", "KeyType": "HASH"}}]}}}},
                {more}}}, "Outputs": {{{outputs}}}}}"#
        );
        Template::from_json("chat-dev", &json).unwrap()
    };
    let route = r#""PingRoute": {"Type": "AWS::ApiGatewayV2::Route", "Properties": {
        "ApiId": {"Ref": "Api"}, "RouteKey": "ping"}}"#;
    let old = template("id", route, "");
    let new = template(
        "roomId",
        r#""Jobs": {"Type": "AWS::SQS::Queue"}"#,
        r#""Url": {"Value": "x"}"#,
    );
    let one = |stack: &str, difference| Compared {
        stack: stack.to_owned(),
        difference,
    };
    vec![
        one("chat-dev", diff::between(&old, &new)),
        one("chat-prod", diff::between(&old, &old)),
    ]
}

#[test]
fn text_shows_every_change_and_what_it_means() {
    let text = anstream::adapter::strip_str(&text::write(&compared())).to_string();
    let expected = r#"chat-dev: 1 removed, 1 replaced, 1 added, 1 change outside of resources
  ± Rooms AWS::DynamoDB::Table  replaced: KeySchema can only be set when it is made
      KeySchema[roomId]: - -> {"AttributeName":"roomId","KeyType":"HASH"}
      KeySchema[id]: {"AttributeName":"id","KeyType":"HASH"} -> -
  + Jobs AWS::SQS::Queue  added
  - PingRoute AWS::ApiGatewayV2::Route  removed
  Outputs.Url: - -> {"Value":"x"}
  data: `Rooms`: the items of the table are lost: it is replaced by an empty one
  contract: `PingRoute`: the route `ping` is gone: its messages get the error `Forbidden`

chat-prod: no difference
"#;
    assert_eq!(text, expected);
}

#[test]
fn markdown_begins_with_what_matters_and_folds_the_rest() {
    let markdown = markdown::write(&compared());
    let lines: Vec<&str> = markdown.lines().collect();
    assert_eq!(
        lines[..8],
        [
            "### chat-dev: 1 removed, 1 replaced, 1 added, 1 change outside of resources",
            "",
            "**Data is lost or protected less**",
            "",
            "- `Rooms`: the items of the table are lost: it is replaced by an empty one",
            "",
            "**Clients notice**",
            "",
        ]
    );
    assert!(
        markdown.contains("<details><summary>Resources</summary>\n\n```diff\n- Rooms"),
        "{markdown}"
    );
    assert!(
        markdown.ends_with("</details>\n\nNo difference: chat-prod.\n"),
        "{markdown}"
    );
}

#[test]
fn json_has_an_object_per_stack() {
    let json: serde_json::Value = serde_json::from_str(&json::write(&compared())).unwrap();
    assert_eq!(json[0]["changes"][0]["replacement"]["property"], "KeySchema");
    assert_eq!(json[0]["changes"][1]["action"], "added");
    assert_eq!(json[0]["sections"][0]["path"], "Outputs.Url");
    assert_eq!(json[0]["verdicts"][0]["topic"], "data");
    assert_eq!(json[1]["stack"], "chat-prod");
    assert_eq!(json[1]["changes"], serde_json::json!([]));
}

#[test]
fn a_long_value_is_cut_and_a_fence_in_it_stays_inside() {
    let edit = |text: String| Edit {
        path: "Properties.Code".to_owned(),
        old: None,
        new: Some(text.into()),
    };
    assert!(sides(&edit("ä".repeat(500))).2.ends_with('…'));
    let mut all = compared();
    all[0].difference.changes[0].edits = vec![edit("```".to_owned())];
    assert_eq!(markdown::write(&all).matches("```").count(), 2);
}

use cfn::{Origin, StackEntry};
use diff::{Access, Change, Reach, Replacement};

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
    let old = template("id", route, "").of_stack(&declared("PingRoute", 9));
    let new = template(
        "roomId",
        r#""Jobs": {"Type": "AWS::SQS::Queue"}"#,
        r#""Url": {"Value": "x"}"#,
    );
    let new = new.of_stack(&declared("Rooms", 12));
    vec![
        Compared::new("chat-dev", &old, &new),
        Compared::new("chat-prod", &old, &old),
    ]
}

/// What a manifest says of a stack whose program declares one resource.
fn declared(resource: &str, line: u32) -> StackEntry {
    let origin = Origin {
        file: "stacks/chat.rs".to_owned(),
        line,
        column: None,
    };
    StackEntry {
        origins: [(resource.to_owned(), origin)].into_iter().collect(),
        ..StackEntry::default()
    }
}

#[test]
fn text_shows_every_change_where_it_is_made_and_what_it_means() {
    let text = anstream::adapter::strip_str(&text::write(&compared())).to_string();
    let expected = r#"chat-dev: 1 removed, 1 replaced, 1 added, 1 change outside of resources
  data is lost in 1 place, nobody may do more, clients notice 1 change
  ± Rooms AWS::DynamoDB::Table  replaced: KeySchema can only be set when it is made  stacks/chat.rs:12
      KeySchema[roomId]: - -> {"AttributeName":"roomId","KeyType":"HASH"}
      KeySchema[id]: {"AttributeName":"id","KeyType":"HASH"} -> -
  + Jobs AWS::SQS::Queue  added
  - PingRoute AWS::ApiGatewayV2::Route  removed  was at stacks/chat.rs:9
  Outputs.Url: - -> {"Value":"x"}
  Data
    `Rooms`: the items of the table are lost: it is replaced by an empty one  stacks/chat.rs:12
  Contract with clients
    `PingRoute`: the route `ping` is gone: messages of `ping` get the error `Forbidden`  stacks/chat.rs:9

chat-prod: no difference
"#;
    assert_eq!(text, expected);
}

#[test]
fn markdown_begins_with_what_matters_and_folds_the_rest() {
    let expected = r#"**1 of 2 stacks differs**: data is lost in 1 place, nobody may do more, clients notice 1 change.

### chat-dev: 1 removed, 1 replaced, 1 added, 1 change outside of resources

**Data**

- `Rooms`: the items of the table are lost: it is replaced by an empty one (`stacks/chat.rs:12`)

**Contract with clients**

- `PingRoute`: the route `ping` is gone: messages of `ping` get the error `Forbidden` (`stacks/chat.rs:9`)

```diff
- Rooms AWS::DynamoDB::Table replaced: KeySchema can only be set when it is made  (stacks/chat.rs:12)
+ Jobs AWS::SQS::Queue added
- PingRoute AWS::ApiGatewayV2::Route removed  (was at stacks/chat.rs:9)
```

<details><summary>Properties</summary>

```text
± Rooms
    KeySchema[roomId]: - -> {"AttributeName":"roomId","KeyType":"HASH"}
    KeySchema[id]: {"AttributeName":"id","KeyType":"HASH"} -> -
Outputs.Url: - -> {"Value":"x"}
```

</details>

No difference: chat-prod.
"#;
    assert_eq!(markdown::write(&compared()), expected);
}

#[test]
fn stacks_that_differ_alike_are_shown_once_in_a_comment() {
    let mut all = compared();
    let again = Compared {
        stack: "chat-staging".to_owned(),
        difference: all[0].difference.clone(),
    };
    all.insert(1, again);
    let markdown = markdown::write(&all);
    assert!(
        markdown.starts_with("**2 of 3 stacks differ**: data is lost in 1 place,"),
        "{markdown}"
    );
    assert!(
        markdown.contains("### chat-dev, chat-staging: 1 removed"),
        "{markdown}"
    );
    all.truncate(1);
    assert!(markdown::write(&all).starts_with("**chat-dev differs**: data"));
    all[0].difference = compared().remove(1).difference;
    assert_eq!(markdown::write(&all), "**No difference**: chat-dev.\n");
}

#[test]
fn json_has_an_object_per_stack() {
    let json: serde_json::Value = serde_json::from_str(&json::write(&compared())).unwrap();
    assert_eq!(json[0]["changes"][0]["replacement"]["property"], "KeySchema");
    assert_eq!(json[0]["changes"][0]["origin"]["line"], 12);
    assert_eq!(json[0]["changes"][1]["action"], "added");
    assert_eq!(json[0]["sections"][0]["path"], "Outputs.Url");
    assert_eq!(
        json[0]["verdicts"][0],
        serde_json::json!({
            "topic": "data", "resource": "Rooms", "fate": "lost", "broadens": false, "access": null,
            "message": "the items of the table are lost: it is replaced by an empty one",
            "origin": {"file": "stacks/chat.rs", "line": 12},
        })
    );
    assert_eq!(json[1]["stack"], "chat-prod");
    assert_eq!(json[1]["changes"], serde_json::json!([]));
}

/// A verdict on access, as templates that do not parse cannot make it fail.
fn broader() -> Verdict {
    let access = Access {
        reach: Reach::Wider,
        principal: "role `ChatRole`".to_owned(),
        actions: vec!["dynamodb:PutItem".to_owned()],
        resources: vec!["‹Rooms›".to_owned()],
        witness: Some("`dynamodb:PutItem` on `‹Rooms›`".to_owned()),
    };
    Verdict {
        topic: Topic::Access,
        resource: "ChatRole".to_owned(),
        message: "role `ChatRole` may `dynamodb:PutItem` on `‹Rooms›`".to_owned(),
        access: Some(access),
        fate: None,
        origin: None,
    }
}

#[test]
fn a_verdict_on_access_has_its_witness_everywhere() {
    let mut all = compared();
    all[0].difference.verdicts = vec![broader()];
    let text = anstream::adapter::strip_str(&text::write(&all)).to_string();
    assert!(
        text.contains(
            "  Access\n    `ChatRole`: role `ChatRole` may `dynamodb:PutItem` on `‹Rooms›`\n      for example \
             `dynamodb:PutItem` on `‹Rooms›`\n"
        ),
        "{text}"
    );
    assert!(
        text.contains("  no data is lost, access is wider in 1 place, clients notice nothing\n"),
        "{text}"
    );
    let markdown = markdown::write(&all);
    assert!(
        markdown.contains("on `‹Rooms›`; for example `dynamodb:PutItem` on `‹Rooms›`\n"),
        "{markdown}"
    );
    let json: serde_json::Value = serde_json::from_str(&json::write(&all)).unwrap();
    let verdict = &json[0]["verdicts"][0];
    assert_eq!(
        (&verdict["broadens"], &verdict["access"]["reach"]),
        (&true.into(), &"wider".into())
    );
}

#[test]
fn a_long_value_is_cut() {
    let edit = Edit {
        path: "Properties.Code".to_owned(),
        old: None,
        new: Some("ä".repeat(500).into()),
    };
    assert!(sides(&edit).ends_with('…'));
}

#[test]
fn what_a_template_holds_is_shown_and_never_obeyed() {
    let nasty = "x\n```\n# @everyone <img src=//e.example>\u{1b}[2J\u{202e}";
    let mut all = compared();
    all[0].stack = nasty.to_owned();
    let change = Change {
        id: nasty.to_owned(),
        kind: nasty.to_owned(),
        action: Action::Replaced,
        from: None,
        edits: vec![Edit {
            path: nasty.to_owned(),
            old: Some(nasty.into()),
            new: None,
        }],
        replacement: Some(Replacement::Property(nasty.to_owned())),
        origin: None,
    };
    all[0].difference.changes = vec![change];
    all[0].difference.verdicts = vec![Verdict {
        resource: nasty.to_owned(),
        message: nasty.to_owned(),
        access: None,
        ..broader()
    }];
    let markdown = markdown::write(&all);
    assert_eq!(
        markdown.matches("\n```").count(),
        4,
        "two fences, opened and closed: {markdown}"
    );
    let outside = markdown.split("```").step_by(2).collect::<String>();
    assert!(!outside.contains("<img"), "{outside}");
    assert!(!outside.contains("@everyone"), "{outside}");
    let text = anstream::adapter::strip_str(&text::write(&all)).to_string();
    for shown in [&markdown, &text] {
        assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{shown}");
    }
    assert!(!text.contains("\n# @everyone"), "{text}");
}

#[test]
fn a_comment_is_never_longer_than_code_hosts_take() {
    let many = |stack: &str| {
        let mut compared = compared().remove(0);
        compared.stack = stack.to_owned();
        let changes = &mut compared.difference.changes;
        let edit = changes[0].edits[0].clone();
        // What differs is shown twice.
        changes[0].id.push_str(stack);
        changes[0].edits = vec![edit; 2_000];
        compared
    };
    let markdown = markdown::write(&[many("one"), many("two")]);
    assert!(markdown.len() <= 65_000, "{}", markdown.len());
    assert_eq!(
        markdown.matches("<details>").count(),
        markdown.matches("</details>").count()
    );
    assert_eq!(markdown.matches("\n```").count() % 2, 0);
    assert!(
        markdown.contains("### two: 1 removed"),
        "what matters in the second stack is there"
    );
    assert!(
        markdown.contains("more lines** did not fit into a comment; `gatewright diff` shows all of them."),
        "{}",
        &markdown[markdown.len() - 300..]
    );

    let mut endless = compared();
    endless[0].difference.verdicts = vec![broader(); 5_000];
    let markdown = markdown::write(&endless);
    assert!(markdown.len() <= 65_000, "{}", markdown.len());
    assert_eq!(markdown.matches("\n```").count() % 2, 0);
}

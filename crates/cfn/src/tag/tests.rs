#![expect(unreachable_pub, reason = "the macros declare public tables")]

use super::*;
use crate::{Dict, Emit, IntoEntry, List, RawResource, Template, Value, property, resource, select};

property! {
    /// A tag.
    Label {
        required {
            /// The key.
            key: Value<String> = "Key",
            /// The value.
            value: Value<String> = "Value",
        }
        optional {}
    }
}

resource! {
    /// Tags as a list.
    Listed = "Test::Tags::Listed" {
        required {}
        optional {
            /// Tags.
            tags: List<Label> = "Tags",
            /// After the tags.
            zone: Value<String> = "Zone",
        }
        attributes {}
        replaces_on {}
    }
}

resource! {
    /// Tags as a map.
    Mapped = "Test::Tags::Mapped" {
        required {}
        optional {
            /// Tags under another name.
            tags: Dict<String> = "PoolTags",
        }
        attributes {}
        replaces_on {}
    }
}

resource! {
    /// No tags, whatever the name says.
    Untagged = "Test::Tags::Untagged" {
        required {}
        optional {
            /// A list of texts.
            copy_tags: List<String> = "CopyTags",
        }
        attributes {}
        replaces_on {}
    }
}

fn tags(template: &Template, id: &str, property: &str) -> String {
    let tags = template
        .resource(id)
        .and_then(|it| it.at(&["Properties", property]));
    serde_json::to_string(&tags).unwrap()
}

#[test]
fn each_type_gets_tags_in_its_own_form() {
    let mut stack = Stack::new("demo");
    stack.add("Listed", Listed::new().zone("a"));
    stack.add("Mapped", Mapped::new());
    stack.add("Untagged", Untagged::new().copy_tags(["a"]));
    stack.add("Raw", RawResource::new("Test::Tags::Other", Tree::map()));
    stack.tag("team", "chat");
    stack.tag("cost centre", "42");
    let template = stack.synth().unwrap();
    assert_eq!(
        tags(&template, "Listed", "Tags"),
        r#"[{"Key":"team","Value":"chat"},{"Key":"cost centre","Value":"42"}]"#
    );
    assert_eq!(
        tags(&template, "Mapped", "PoolTags"),
        r#"{"team":"chat","cost centre":"42"}"#
    );
    assert_eq!(tags(&template, "Untagged", "CopyTags"), r#"["a"]"#);
    assert_eq!(template.resource("Raw").unwrap().get("Properties"), None);
    let properties = template.resource("Listed").unwrap().get("Properties").unwrap();
    let order: Vec<_> = properties.as_map().unwrap().keys().collect();
    assert_eq!(order, ["Tags", "Zone"]);
}

#[test]
fn what_a_resource_says_of_itself_stands() {
    let mut stack = Stack::new("demo");
    stack.tag("team", "chat");
    stack.tag("team", "nobody");
    stack.add("Listed", Listed::new().tags([Label::new("team", "data")]));
    stack.add("Mapped", Mapped::new().tags([("team", "data")]));
    let expression = select::<String>(0, ["a"]).emit();
    stack.add(
        "Expression",
        Mapped::new().raw_property("PoolTags", expression.clone()),
    );
    let template = stack.synth().unwrap();
    assert_eq!(
        tags(&template, "Listed", "Tags"),
        r#"[{"Key":"team","Value":"data"}]"#
    );
    assert_eq!(tags(&template, "Mapped", "PoolTags"), r#"{"team":"data"}"#);
    assert_eq!(
        template
            .tree()
            .at(&["Resources", "Expression", "Properties", "PoolTags"]),
        Some(&expression)
    );
}

#[test]
fn a_tag_that_aws_refuses_is_reported_with_its_line() {
    let long = "x".repeat(257);
    let refused = [
        ("", "a"),
        ("aws:team", "a"),
        ("AWS:x", "a"),
        ("a#b", "a"),
        ("a", "#"),
        ("a", &long),
    ];
    let mut stack = Stack::new("demo");
    let line = line!() + 2;
    for (key, value) in refused {
        stack.tag(key, value);
    }
    stack.tag("Größe", "10+ @ home");
    let findings = stack.synth().unwrap_err().0;
    assert_eq!(findings.len(), refused.len());
    for finding in &findings {
        assert_eq!((finding.code.as_str(), finding.origins[0].line), ("GW013", line));
    }
}

#[test]
fn a_resource_takes_fifty_tags() {
    let tagged = |count: usize| {
        let mut stack = Stack::new("demo");
        stack.add("Listed", Listed::new());
        for index in 0..count {
            stack.tag(format!("key{index}"), "");
        }
        stack.synth()
    };
    assert!(tagged(MOST).is_ok());
    let findings = tagged(MOST + 1).unwrap_err().0;
    assert_eq!(findings[0].resource.as_deref(), Some("Listed"));
}

use proptest::prelude::*;

use super::*;

#[track_caller]
fn found(old: &str, new: &str) -> Vec<String> {
    let tree = |json: &str| Tree::from_json(json).unwrap();
    stricter(&tree(old), &tree(new))
}

#[test]
fn each_reason_is_named_with_its_place() {
    let old = r#"{"type": "object", "properties": {
        "room": {"type": "string", "maxLength": 80},
        "kind": {"enum": ["text", "image"]},
        "at": {"type": "number", "minimum": 0},
        "tags": {"type": "array", "items": {"type": "string"}},
        "deep": {"properties": {"er": {}}},
        "left": {}}}"#;
    let new = r#"{"type": "object", "required": ["room"], "additionalProperties": false, "properties": {
        "room": {"type": "string", "maxLength": 40, "pattern": "^[a-z]+$"},
        "kind": {"enum": ["text"]},
        "at": {"type": "integer", "minimum": 0, "exclusiveMinimum": true},
        "tags": {"type": "array", "maxItems": 3, "items": {"type": "string", "minLength": 1}},
        "deep": {"properties": {"er": {"type": "null"}}}}}"#;
    assert_eq!(
        found(old, new),
        [
            "`room` is required",
            "`at` may only be of type integer",
            "`at` has to be at least 0, and not that itself",
            "`deep.er` may only be of type null",
            "`kind` may not be `image` any more",
            "`left` is refused",
            "`room` may have at most 40 characters instead of 80",
            "`room` has to match `^[a-z]+$`",
            "`tags` may have at most 3 items",
            "`tags[]` has to have at least 1 characters",
            "the message may not have members that the model does not name",
        ]
    );
    assert_eq!(found(new, old), [""; 0], "looser is not stricter");
}

#[test]
fn references_are_followed_even_in_circles() {
    let list = |most: u8| {
        format!(
            r##"{{"$ref": "#/definitions/list", "definitions": {{"list": {{
                "properties": {{"value": {{"maxLength": {most}}}, "next": {{"$ref": "#/definitions/list"}}}}}}}}}}"##
        )
    };
    assert_eq!(found(&list(9), &list(9)), [""; 0]);
    assert_eq!(
        found(&list(9), &list(8)),
        ["`value` may have at most 8 characters instead of 9"]
    );
    let round = r##"{"$ref": "#/definitions/a", "definitions": {"a": {"$ref": "#/definitions/a"}}}"##;
    assert_eq!(found(round, round), [""; 0]);
    assert_eq!(
        found("{}", round),
        ["the message has to fit a schema that stands elsewhere"]
    );
}

#[test]
fn what_rules_are_made_of_is_the_same_or_another() {
    let any = |rules: &str, definition: &str| {
        format!(r#"{{"anyOf": [{rules}], "definitions": {{"a": {definition}}}}}"#)
    };
    let (a, b) = (r##"{"$ref": "#/definitions/a"}"##, r#"{"type": "null"}"#);
    let both = format!("{a}, {b}");
    assert_eq!(found(&any(a, "{}"), &any(&both, "{}")), [""; 0]);
    assert_eq!(
        found(&any(&both, "{}"), &any(a, "{}")),
        ["the message has to fit another `anyOf`"]
    );
    assert_eq!(
        found(&any(a, "{}"), &any(a, r#"{"type": "null"}"#)),
        ["the message has to fit another `anyOf`"],
        "the text is the same, what it refers to is not"
    );
    assert_eq!(found(&any(a, "{}"), "{}"), [""; 0]);
    let remark = r#"{"title": "A", "description": "of no weight"}"#;
    assert_eq!(found(&any(a, "{}"), &any(a, remark)), [""; 0]);
}

#[test]
fn a_schema_that_goes_down_without_end_is_no_trouble() {
    let chain = |end: &str| {
        let step = |n: usize| format!(r##""d{n}": {{"items": {{"$ref": "#/definitions/d{}"}}}}"##, n + 1);
        let steps: Vec<String> = (0..2000).map(step).collect();
        format!(
            r##"{{"$ref": "#/definitions/d0", "definitions": {{{}, "d2000": {end}}}}}"##,
            steps.join(",")
        )
    };
    let reasons = found(&chain("{}"), &chain(r#"{"type": "null"}"#));
    assert_eq!(reasons.len(), 1);
    assert!(
        reasons[0].ends_with("is nested deeper than schemas are compared"),
        "{reasons:?}"
    );
}

/// Whether a value fits a schema, by the words that the generated schemas have.
fn fits(schema: &Tree, value: &Tree) -> bool {
    let number = |word: &str| schema.get(word).and_then(Tree::as_int);
    let at_most =
        |word: &str, count: usize| number(word).is_none_or(|most| i64::try_from(count).unwrap() <= most);
    let typed = declared_types(schema).is_none_or(|types| {
        types.contains(type_of(value)) || (type_of(value) == "integer" && types.contains("number"))
    });
    let rules = |word: &str| {
        schema
            .get(word)
            .and_then(Tree::as_list)
            .unwrap_or_default()
            .to_vec()
    };
    let by_type = match value {
        Tree::Int(value) => {
            let excluded = schema.get("exclusiveMinimum").and_then(Tree::as_bool) == Some(true);
            number("minimum").is_none_or(|least| *value > least || (!excluded && *value == least))
        }
        Tree::String(text) => at_most("maxLength", text.len()),
        Tree::List(items) => {
            let rule = schema.get("items");
            at_most("maxItems", items.len())
                && items.iter().all(|item| rule.is_none_or(|rule| fits(rule, item)))
        }
        Tree::Map(members) => {
            required(schema).iter().all(|name| members.contains_key(name))
                && members.iter().all(|(name, member)| {
                    let named = schema.at(&["properties", name]);
                    match (named, schema.get("additionalProperties")) {
                        (Some(rule), _) | (None, Some(rule @ Tree::Map(_))) => fits(rule, member),
                        (None, rest) => rest != Some(&Tree::Bool(false)),
                    }
                })
        }
        _ => true,
    };
    typed
        && by_type
        && values(schema).is_none_or(|values| values.contains(value))
        && rules("allOf").iter().all(|rule| fits(rule, value))
        && (schema.get("anyOf").is_none() || rules("anyOf").iter().any(|rule| fits(rule, value)))
        && schema.get("not").is_none_or(|rule| !fits(rule, value))
}

fn required(schema: &Tree) -> Vec<String> {
    let names = schema.get("required").and_then(Tree::as_list).unwrap_or_default();
    names
        .iter()
        .map(|name| name.as_str().unwrap().to_owned())
        .collect()
}

fn value() -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![
        Just(Tree::Null),
        any::<bool>().prop_map(Tree::from),
        (0..4_i64).prop_map(Tree::from),
        "[ab]{0,3}".prop_map(Tree::from),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Tree::from),
            prop::collection::vec(("[ab]", inner), 0..3).prop_map(|members| members.into_iter().collect()),
        ]
    })
}

fn schema() -> impl Strategy<Value = Tree> {
    let kind = prop::sample::select(vec![
        "string", "integer", "number", "object", "array", "null", "boolean",
    ]);
    let word = prop_oneof![
        kind.clone().prop_map(|kind| ("type", Tree::from(kind))),
        prop::collection::vec(kind, 1..3).prop_map(|kinds| ("type", Tree::from(kinds))),
        prop::collection::vec(value(), 1..3).prop_map(|values| ("enum", Tree::from(values))),
        (0..3_i64).prop_map(|most| ("maxLength", most.into())),
        (0..3_i64).prop_map(|most| ("maxItems", most.into())),
        (0..3_i64).prop_map(|least| ("minimum", least.into())),
        any::<bool>().prop_map(|excluded| ("exclusiveMinimum", excluded.into())),
        any::<bool>().prop_map(|open| ("additionalProperties", open.into())),
        prop::sample::subsequence(vec!["a", "b"], 1..=2).prop_map(|names| ("required", names.into())),
    ];
    let words = |word: BoxedStrategy<(&'static str, Tree)>| {
        prop::collection::vec(word, 0..4).prop_map(|words| words.into_iter().collect::<Tree>())
    };
    words(word.clone().boxed()).prop_recursive(2, 12, 3, move |inner| {
        let rule = inner.clone();
        let nested = prop_oneof![
            3 => word.clone(),
            2 => prop::collection::vec(("[ab]", inner.clone()), 1..3)
                .prop_map(|members| ("properties", members.into_iter().collect::<Tree>())),
            1 => rule.clone().prop_map(|rule| ("additionalProperties", rule)),
            1 => rule.clone().prop_map(|rule| ("items", rule)),
            1 => rule.prop_map(|rule| ("not", rule)),
            1 => prop::collection::vec(inner.clone(), 1..3).prop_map(|rules| ("anyOf", Tree::from(rules))),
            1 => prop::collection::vec(inner, 1..3).prop_map(|rules| ("allOf", Tree::from(rules))),
        ];
        words(nested.boxed())
    })
}

/// Two schemas that differ little, so that neither is often stricter in every way.
fn pair() -> impl Strategy<Value = (Tree, Tree)> {
    (schema(), schema(), any::<bool>(), any::<prop::sample::Index>()).prop_map(
        |(old, other, taken, place)| {
            let mut new = old.clone();
            if let (Tree::Map(words), Tree::Map(more)) = (&mut new, other) {
                if taken && !words.is_empty() {
                    words.shift_remove_index(place.index(words.len()));
                }
                words.extend(more);
            }
            (old, new)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn without_a_reason_every_message_still_fits(
        (old, new) in pair(),
        values in prop::collection::vec(value(), 30),
    ) {
        if stricter(&old, &new).is_empty() {
            for value in values {
                prop_assert!(!fits(&old, &value) || fits(&new, &value), "{value:?}");
            }
        }
    }

    #[test]
    fn no_schema_is_stricter_than_itself(schema in schema()) {
        prop_assert_eq!(stricter(&schema, &schema), Vec::<String>::new());
    }
}

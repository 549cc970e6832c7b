use super::*;

mod contract;
mod data;

const CHAT: &str = include_str!("../../../tests/corpus/clean/chat.yaml");

/// The chat with some texts replaced; each must be in it.
fn chat(edits: &[(&str, &str)]) -> Template {
    let text = edits.iter().fold(CHAT.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from} is not in the template");
        text.replace(from, to)
    });
    Template::read("chat", &text).unwrap_or_else(|error| panic!("{error}"))
}

fn after(edits: &[(&str, &str)]) -> Difference {
    between(&chat(&[]), &chat(edits))
}

fn verdicts(difference: &Difference, topic: Topic) -> Vec<String> {
    let of_topic = difference
        .verdicts
        .iter()
        .filter(|verdict| verdict.topic == topic);
    of_topic
        .map(|verdict| format!("{}: {}", verdict.resource, verdict.message))
        .collect()
}

fn actions(difference: &Difference) -> Vec<(&str, Action)> {
    difference
        .changes
        .iter()
        .map(|change| (change.id.as_str(), change.action))
        .collect()
}

#[test]
fn the_same_template_has_no_difference() {
    assert!(after(&[]).is_empty());
    assert_eq!(after(&[]).verdicts, []);
}

#[test]
fn another_way_to_write_the_same_is_no_difference() {
    let written = [
        ("GetAtt ChatRole.Arn", "GetAtt [ChatRole, Arn]"),
        ("MemorySize: 256", "MemorySize: '256'"),
        (
            "DependsOn: [ConnectRoute, DisconnectRoute, MessageRoute, PingRoute, PingAnswer]",
            "DependsOn: [PingAnswer, ConnectRoute, DisconnectRoute, MessageRoute, PingRoute]",
        ),
    ];
    assert!(after(&written).is_empty(), "{:?}", after(&written));
}

#[test]
fn a_changed_property_has_its_path_and_both_values() {
    let difference = after(&[("Timeout: 5", "Timeout: 6")]);
    assert_eq!(actions(&difference), [("Guard", Action::Changed)]);
    let edit = &difference.changes[0].edits[0];
    assert_eq!(
        (edit.path.as_str(), &edit.old, &edit.new),
        ("Properties.Timeout", &Some(5.into()), &Some(6.into()))
    );
    assert_eq!(difference.verdicts, []);
}

#[test]
fn a_new_api_takes_with_it_all_that_was_made_for_it() {
    let difference = after(&[
        ("  Api:\n", "  Front:\n"),
        ("!Ref Api\n", "!Ref Front\n"),
        ("${Api}", "${Front}"),
    ]);
    let action = |id: &str| {
        actions(&difference)
            .into_iter()
            .find(|(found, _)| *found == id)
            .map(|(_, action)| action)
    };
    assert_eq!(action("Front"), Some(Action::Moved));
    assert_eq!(difference.changes[0].old_id(), "Api");
    // Every route has its API for life.
    assert_eq!(action("PingRoute"), Some(Action::Replaced));
    let route = difference.changes.iter().find(|change| change.id == "PingRoute");
    assert_eq!(
        route.and_then(|change| change.replacement.clone()),
        Some(Replacement::Property("ApiId".to_owned()))
    );
    assert_eq!(
        verdicts(&difference, Topic::Contract)[0],
        "Api: the API is made anew: the id in its address changes"
    );
}

#[test]
fn what_only_has_another_name_is_moved_with_what_refers_to_it() {
    let difference = after(&[("PingRoute", "PongRoute"), ("PingAnswer", "PongAnswer")]);
    assert_eq!(
        actions(&difference),
        [
            ("PongRoute", Action::Moved),
            ("PongAnswer", Action::Moved),
            ("Deployment1f0e", Action::Changed)
        ]
    );
    assert_eq!(difference.verdicts, [], "clients notice nothing");
}

#[test]
fn a_resource_made_for_a_replaced_one_is_replaced() {
    // The permission names its function, and cannot change.
    let difference = after(&[(
        "      FunctionName: !Ref Chat\n",
        "      FunctionName: !Ref Guard\n",
    )]);
    assert_eq!(actions(&difference), [("ChatInvoke", Action::Replaced)]);
    let json = |name: &str| {
        let text = format!(
            r#"{{"Resources": {{
                "Jobs": {{"Type": "AWS::SQS::Queue", "Properties": {{"QueueName": "{name}"}}}},
                "Reader": {{"Type": "AWS::Lambda::EventSourceMapping", "Properties": {{
                    "FunctionName": "reader", "EventSourceArn": {{"Fn::GetAtt": ["Jobs", "Arn"]}}}}}}}}}}"#
        );
        Template::from_json("demo", &text).unwrap()
    };
    let difference = between(&json("jobs"), &json("work"));
    assert_eq!(
        actions(&difference),
        [("Jobs", Action::Replaced), ("Reader", Action::Replaced)]
    );
    assert_eq!(
        difference.changes[1].replacement,
        Some(Replacement::Follows {
            property: "EventSourceArn".to_owned(),
            resource: "Jobs".to_owned()
        })
    );
}

#[test]
fn of_types_without_a_table_nobody_knows() {
    let json = |size: u8| {
        let text = format!(
            r#"{{"Resources": {{"Disk": {{"Type": "AWS::EC2::Volume", "Properties": {{"Size": {size}}}}}}}}}"#
        );
        Template::from_json("demo", &text).unwrap()
    };
    assert_eq!(
        actions(&between(&json(1), &json(2))),
        [("Disk", Action::MayBeReplaced)]
    );
}

#[test]
fn other_sections_are_compared_too() {
    let difference = after(&[("    Type: String\n", "    Type: String\n    Default: code\n")]);
    assert_eq!(difference.changes, []);
    assert_eq!(difference.sections[0].path, "Parameters.CodeBucket.Default");
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    /// The names of the chat's resources, which a program may all change.
    const NAMES: [&str; 6] = [
        "PingRoute",
        "PingAnswer",
        "MessageRoute",
        "ChatInvoke",
        "Worker",
        "GuardRole",
    ];

    proptest! {
        #[test]
        fn new_names_alone_move_and_nothing_else(chosen in proptest::sample::subsequence(&NAMES[..], 0..=6)) {
            let names: Vec<(String, String)> =
                chosen.iter().map(|name| ((*name).to_owned(), format!("{name}X"))).collect();
            let edits: Vec<(&str, &str)> =
                names.iter().map(|(from, to)| (from.as_str(), to.as_str())).collect();
            let difference = after(&edits);
            for change in &difference.changes {
                prop_assert!(!matches!(change.action, Action::Added | Action::Removed), "{:?}", change);
            }
            let moved = difference.changes.iter().filter(|change| change.action == Action::Moved).count();
            // `Worker` is also the beginning of `WorkerRole`.
            prop_assert!(moved >= chosen.len());
            prop_assert_eq!(verdicts(&difference, Topic::Contract), Vec::<String>::new());
        }

        #[test]
        fn no_template_is_too_odd(old in odd(), new in odd()) {
            let (old, new) = (Template::from_tree("demo", old), Template::from_tree("demo", new));
            let there = between(&old, &new);
            prop_assert_eq!(there.is_empty(), between(&new, &old).is_empty());
            prop_assert!(between(&old, &old).is_empty());
        }
    }

    /// Trees that have little to do with templates.
    fn odd() -> impl Strategy<Value = cfn::Tree> {
        let word = prop_oneof![
            Just("Resources"),
            Just("Type"),
            Just("Properties"),
            Just("Ref"),
            Just("Fn::Sub"),
            Just("DependsOn"),
            Just("AWS::ApiGatewayV2::Api"),
            Just("A"),
            Just("B")
        ];
        let leaf = prop_oneof![
            Just(cfn::Tree::Null),
            word.clone().prop_map(cfn::Tree::from),
            any::<bool>().prop_map(cfn::Tree::from),
            (0..3_i64).prop_map(cfn::Tree::from),
        ];
        leaf.prop_recursive(5, 40, 4, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(|items| items.into_iter().collect()),
                prop::collection::vec((word.clone(), inner), 0..4)
                    .prop_map(|entries| entries.into_iter().collect()),
            ]
        })
    }
}

#[test]
fn globals_alone_are_a_difference() {
    let with = |globals: &str| Template::from_json("demo", &format!(r#"{{"Globals": {globals}}}"#)).unwrap();
    let difference = between(&with(r#"{"Function": {"Timeout": 3}}"#), &with("{}"));
    assert!(!difference.is_empty());
}

#[test]
fn a_database_that_may_be_replaced_is_at_risk() {
    let database = |name: &str| {
        let json = format!(
            r#"{{"Resources": {{"Db": {{"Type": "AWS::RDS::DBInstance", "DeletionPolicy": "Delete", "UpdateReplacePolicy": "Delete",
                "Properties": {{"DBName": "{name}"}}}}}}}}"#
        );
        Template::from_json("demo", &json).unwrap()
    };
    let verdicts = between(&database("a"), &database("b")).verdicts;
    assert!(
        verdicts
            .iter()
            .any(|verdict| verdict.message.contains("lost if it is replaced")),
        "{verdicts:?}"
    );
}

#[test]
fn an_api_key_that_is_switched_off_is_noticed() {
    let key = |on: bool| {
        let json = format!(
            r#"{{"Resources": {{"Key": {{"Type": "AWS::ApiGateway::ApiKey", "Properties": {{"Enabled": {on}}}}}}}}}"#
        );
        Template::from_json("demo", &json).unwrap()
    };
    let verdicts = between(&key(true), &key(false)).verdicts;
    assert!(verdicts[0].message.contains("switched off"), "{verdicts:?}");
    assert!(between(&key(false), &key(true)).verdicts.is_empty());
}

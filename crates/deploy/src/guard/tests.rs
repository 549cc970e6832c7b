use super::*;

fn change(resource: &str, kind: &str, action: Action) -> ResourceChange {
    ResourceChange {
        resource: resource.to_owned(),
        kind: kind.to_owned(),
        physical_id: None,
        action,
        replacement: Replacement::No,
        fate: None,
        scope: Vec::new(),
        causes: Vec::new(),
    }
}

fn change_set(changes: Vec<ResourceChange>) -> ChangeSet {
    ChangeSet {
        id: String::new(),
        name: String::new(),
        stack: String::new(),
        stack_id: String::new(),
        makes_the_stack: false,
        changes,
    }
}

fn table(key: &str, rest: &str) -> Template {
    let json = format!(
        r#"{{"Resources": {{"Rooms": {{"Type": "AWS::DynamoDB::Table"{rest},
            "Properties": {{"KeySchema": [{{"AttributeName": "{key}", "KeyType": "HASH"}}]}}}}}}}}"#
    );
    Template::from_json("demo", &json).unwrap()
}

fn found(changes: Vec<ResourceChange>, old: &Template, new: &Template) -> Vec<(String, bool)> {
    let losses = losses(&change_set(changes), &diff::between(old, new), old, new);
    losses
        .into_iter()
        .map(|loss| (loss.resource, loss.kept))
        .collect()
}

const TABLE: &str = "AWS::DynamoDB::Table";

#[test]
fn either_witness_is_enough() {
    let same = table("id", "");
    let replaced = ResourceChange {
        replacement: Replacement::Yes,
        ..change("Rooms", TABLE, Action::Modify)
    };
    let rooms = |kept| vec![("Rooms".to_owned(), kept)];
    assert_eq!(found(vec![replaced.clone()], &same, &same), rooms(false));
    assert_eq!(found(vec![], &same, &table("roomId", "")), rooms(false));
    assert_eq!(found(vec![replaced], &same, &table("roomId", "")), rooms(false));
    assert_eq!(
        found(vec![change("Rooms", TABLE, Action::Modify)], &same, &same),
        []
    );
}

#[test]
fn what_may_be_replaced_may_be_lost() {
    let same = table("id", "");
    let maybe = ResourceChange {
        replacement: Replacement::Maybe,
        ..change("Rooms", TABLE, Action::Modify)
    };
    assert_eq!(found(vec![maybe], &same, &same), [("Rooms".to_owned(), false)]);
    let dynamic = change("Rooms", TABLE, Action::Dynamic);
    assert_eq!(found(vec![dynamic], &same, &same), [("Rooms".to_owned(), false)]);
}

#[test]
fn what_is_retained_is_told_and_not_refused() {
    let kept = table(
        "id",
        r#", "DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain""#,
    );
    let gone = Template::from_json("demo", r#"{"Resources": {}}"#).unwrap();
    let removed = change("Rooms", TABLE, Action::Remove);
    assert_eq!(
        found(vec![removed.clone()], &kept, &gone),
        [("Rooms".to_owned(), true)]
    );
    // The service knows better than the template: somebody may have changed the policy last.
    let deleted = ResourceChange {
        fate: Some(Fate::Deleted),
        ..removed
    };
    assert_eq!(found(vec![deleted], &kept, &gone), [("Rooms".to_owned(), false)]);
}

#[test]
fn nested_stacks_are_looked_into_and_guarded_as_a_whole() {
    let same = table("id", "");
    let inside = ResourceChange {
        fate: Some(Fate::Deleted),
        ..change("Inner/Jobs", "AWS::SQS::Queue", Action::Remove)
    };
    let whole = change("Inner", "AWS::CloudFormation::Stack", Action::Remove);
    let expected = [("Inner".to_owned(), false), ("Inner/Jobs".to_owned(), false)];
    assert_eq!(found(vec![whole, inside], &same, &same), expected);
}

#[test]
fn code_and_permissions_are_no_data() {
    let same = table("id", "");
    let changes = [
        "AWS::Lambda::Function",
        "AWS::IAM::Role",
        "AWS::ApiGatewayV2::Deployment",
    ]
    .map(|kind| change("It", kind, Action::Remove));
    assert_eq!(found(changes.into(), &same, &same), []);
}

fn loss(resource: &str, kept: bool) -> Loss {
    Loss {
        resource: resource.to_owned(),
        message: String::new(),
        kept,
    }
}

#[test]
fn only_what_is_named_is_allowed_and_names_must_fit() {
    let losses = vec![loss("Rooms", false), loss("Jobs", false), loss("Logs", true)];
    let judged = judge(
        losses,
        &["Rooms".to_owned(), "Romos".to_owned(), "Other".to_owned()],
    );
    assert_eq!(judged.allowed, [loss("Rooms", false)]);
    assert_eq!(judged.refused, [loss("Jobs", false)]);
    assert_eq!(judged.kept, [loss("Logs", true)]);
    let unaffected = [
        ("Romos".to_owned(), Some("Rooms".to_owned())),
        ("Other".to_owned(), None),
    ];
    assert_eq!(judged.unaffected, unaffected);
}

use cfn::Stack;
use serde_json::json;

use super::*;
use crate::{
    Grant,
    testing::{codes, properties, resource, synth},
};

fn rooms() -> Table {
    Table::new(Key::string("roomId"))
}

#[test]
fn a_table_is_protected_unless_told_otherwise() {
    let mut stack = Stack::new("demo");
    stack.add("Rooms", rooms());
    assert_eq!(
        resource(&synth(stack), "Rooms"),
        json!({
            "Type": "AWS::DynamoDB::Table",
            "DeletionPolicy": "Retain",
            "UpdateReplacePolicy": "Retain",
            "Properties": {
                "KeySchema": [{ "AttributeName": "roomId", "KeyType": "HASH" }],
                "AttributeDefinitions": [{ "AttributeName": "roomId", "AttributeType": "S" }],
                "BillingMode": "PAY_PER_REQUEST",
                "DeletionProtectionEnabled": true,
                "PointInTimeRecoverySpecification": { "PointInTimeRecoveryEnabled": true },
            },
        })
    );
}

#[test]
fn a_disposable_table_says_nothing_of_protection() {
    let mut stack = Stack::new("demo");
    stack.add("Rooms", rooms().durability(Durability::Disposable));
    let table = resource(&synth(stack), "Rooms");
    assert_eq!(
        (&table["DeletionPolicy"], &table["UpdateReplacePolicy"]),
        (&json!("Delete"), &json!("Delete"))
    );
    assert!(table["Properties"].get("DeletionProtectionEnabled").is_none());
    assert!(
        table["Properties"]
            .get("PointInTimeRecoverySpecification")
            .is_none()
    );
}

#[test]
fn every_key_attribute_is_defined_once() {
    let mut stack = Stack::new("demo");
    let by_owner = Index::new("OwnerIndex", Key::string("ownerId")).sort(Key::number("made"));
    let by_age = Index::new("AgeIndex", Key::string("kind")).sort(Key::number("made"));
    let table = rooms().sort(Key::string("sk"));
    stack.add(
        "Rooms",
        table
            .indexes([by_owner.include(["name"]), by_age.include_all()])
            .ttl("expiresAt"),
    );
    let table = properties(&synth(stack), "Rooms");
    assert_eq!(
        table["AttributeDefinitions"],
        json!([
            { "AttributeName": "roomId", "AttributeType": "S" },
            { "AttributeName": "sk", "AttributeType": "S" },
            { "AttributeName": "ownerId", "AttributeType": "S" },
            { "AttributeName": "made", "AttributeType": "N" },
            { "AttributeName": "kind", "AttributeType": "S" },
        ])
    );
    assert_eq!(
        table["GlobalSecondaryIndexes"],
        json!([
            {
                "IndexName": "OwnerIndex",
                "KeySchema": [
                    { "AttributeName": "ownerId", "KeyType": "HASH" },
                    { "AttributeName": "made", "KeyType": "RANGE" },
                ],
                "Projection": { "NonKeyAttributes": ["name"], "ProjectionType": "INCLUDE" },
            },
            {
                "IndexName": "AgeIndex",
                "KeySchema": [
                    { "AttributeName": "kind", "KeyType": "HASH" },
                    { "AttributeName": "made", "KeyType": "RANGE" },
                ],
                "Projection": { "ProjectionType": "ALL" },
            },
        ])
    );
    assert_eq!(
        table["TimeToLiveSpecification"],
        json!({ "Enabled": true, "AttributeName": "expiresAt" })
    );
}

#[test]
fn table_and_indexes_are_paid_in_one_way() {
    let bill = |billing| {
        let mut stack = Stack::new("demo");
        let index = Index::new("OwnerIndex", Key::string("ownerId"));
        stack.add("Rooms", rooms().indexes([index]).billing(billing));
        properties(&synth(stack), "Rooms")
    };

    let provisioned = bill(Billing::Provisioned(Throughput::per_second::<10, 5>()));
    let capacity = json!({ "ReadCapacityUnits": 10, "WriteCapacityUnits": 5 });
    assert_eq!(provisioned["BillingMode"], "PROVISIONED");
    assert_eq!(provisioned["ProvisionedThroughput"], capacity);
    assert_eq!(
        provisioned["GlobalSecondaryIndexes"][0]["ProvisionedThroughput"],
        capacity
    );

    let bounded = bill(Billing::OnDemandUpTo(Throughput::per_second::<10, 5>()));
    let limit = json!({ "MaxReadRequestUnits": 10, "MaxWriteRequestUnits": 5 });
    assert_eq!(bounded["BillingMode"], "PAY_PER_REQUEST");
    assert_eq!(bounded["OnDemandThroughput"], limit);
    assert_eq!(bounded["GlobalSecondaryIndexes"][0]["OnDemandThroughput"], limit);
}

#[test]
fn a_stream_says_what_it_shows() {
    let mut stack = Stack::new("demo");
    let rooms = stack.add("Rooms", rooms().stream(StreamView::KeysOnly));
    assert_eq!(rooms.stream_view(), StreamView::KeysOnly);
    let table = properties(&synth(stack), "Rooms");
    assert_eq!(
        table["StreamSpecification"],
        json!({ "StreamViewType": "KEYS_ONLY" })
    );
}

#[test]
fn grants_name_operations_and_one_resource() {
    let mut stack = Stack::new("demo");
    let rooms = stack.add(
        "Rooms",
        rooms().indexes([Index::new("OwnerIndex", Key::string("ownerId"))]),
    );
    let [by_owner] = rooms.indexes();
    let statement = |grant: Grant| {
        let document = cfn::Emit::emit(&crate::grant::policy_document(&[grant]));
        serde_json::to_value(document).unwrap()["Statement"][0].clone()
    };
    assert_eq!(
        statement(rooms.write()),
        json!({
            "Effect": "Allow",
            "Action": ["dynamodb:BatchWriteItem", "dynamodb:DeleteItem", "dynamodb:PutItem", "dynamodb:UpdateItem"],
            "Resource": [{ "Fn::GetAtt": ["Rooms", "Arn"] }],
        })
    );
    assert_eq!(
        statement(by_owner.query()),
        json!({
            "Effect": "Allow",
            "Action": ["dynamodb:Query"],
            "Resource": [{ "Fn::Sub": "${Rooms.Arn}/index/OwnerIndex" }],
        })
    );
}

#[test]
fn what_two_keys_disagree_on_is_a_finding() {
    let mut stack = Stack::new("demo");
    let index = |name: &str| Index::new(name, Key::number("roomId"));
    stack.add("Rooms", rooms().indexes([index("One"), index("One")]));
    assert_eq!(codes(stack), ["GW108", "GW109"]);
}

#[test]
fn a_key_does_not_sort_by_itself() {
    let mut stack = Stack::new("demo");
    let by_owner = Index::new("OwnerIndex", Key::string("owner")).sort(Key::string("owner"));
    let rooms = Table::new(Key::string("roomId")).sort(Key::string("roomId"));
    stack.add("Rooms", rooms.indexes([by_owner]));
    assert_eq!(codes(stack), ["GW111", "GW111"]);
}

#[test]
fn a_local_index_has_the_tables_hash_key() {
    let mut stack = Stack::new("demo");
    let by_author = Index::local("AuthorIndex", Key::string("authorId"));
    let by_kind = Index::new("KindIndex", Key::string("kind"));
    let rooms = rooms().sort(Key::string("sk"));
    let rooms = stack.add("Rooms", rooms.indexes([by_author.include(["text"]), by_kind]));
    let [by_author, _] = rooms.indexes();
    assert_eq!(by_author.name(), "AuthorIndex");
    let table = properties(&synth(stack), "Rooms");
    assert_eq!(
        table["LocalSecondaryIndexes"],
        json!([{
            "IndexName": "AuthorIndex",
            "KeySchema": [
                { "AttributeName": "roomId", "KeyType": "HASH" },
                { "AttributeName": "authorId", "KeyType": "RANGE" },
            ],
            "Projection": { "NonKeyAttributes": ["text"], "ProjectionType": "INCLUDE" },
        }])
    );
    assert_eq!(table["GlobalSecondaryIndexes"][0]["IndexName"], "KindIndex");
    assert_eq!(table["AttributeDefinitions"].as_array().unwrap().len(), 4);
}

#[test]
fn local_indexes_need_a_sort_key_and_are_five_at_most() {
    let local = |place: usize| Index::local(format!("Index{place}"), Key::string(format!("key{place}")));
    let mut stack = Stack::new("demo");
    stack.add("Rooms", rooms().indexes([local(0)]));
    stack.add(
        "Others",
        rooms()
            .sort(Key::string("sk"))
            .indexes([0, 1, 2, 3, 4, 5].map(local)),
    );
    assert_eq!(codes(stack), ["GW151", "GW151"]);
}

#[test]
fn an_index_includes_twenty_attributes_at_most() {
    let including = |name: &str, count: usize| {
        let attributes = (0..count).map(|number| format!("a{number}"));
        Index::new(name, Key::string("ownerId")).include(attributes)
    };
    let mut stack = Stack::new("demo");
    stack.add(
        "Rooms",
        rooms().indexes([including("One", 20), including("Two", 21)]),
    );
    let names = ["A", "B", "C", "D", "E", "F"];
    stack.add("Others", rooms().indexes(names.map(|name| including(name, 17))));
    assert_eq!(codes(stack), ["GW152", "GW152"]);
}

#[test]
fn an_imported_table_has_a_name_indexes_and_grants() {
    let arn = "arn:aws:dynamodb:eu-central-1:111122223333:table/users";
    let users = TableRef::imported("Users", cfn::Arn::of(arn), ["EmailIndex"]);
    let [by_email] = users.indexes();
    assert!(users.handle().is_none());
    assert_eq!(users.name(), cfn::Value::from("users"));
    assert_eq!(
        users.read(),
        Grant::new(Operation::READ.map(Operation::action), [arn])
    );
    assert_eq!(
        cfn::Emit::emit(&by_email.arn()),
        format!("{arn}/index/EmailIndex").into()
    );
}

#[test]
fn hot_keys_are_reported_on_demand() {
    let mut stack = Stack::new("demo");
    stack.add("Rooms", rooms().contributor_insights());
    let table = properties(&synth(stack), "Rooms");
    assert_eq!(
        table["ContributorInsightsSpecification"],
        json!({ "Enabled": true })
    );
}

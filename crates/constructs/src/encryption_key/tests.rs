use cfn::{Emit, Stack};
use serde_json::json;

use super::*;
use crate::{
    Bucket, DataStream, EventBusRef, EventPattern, Index, Key, Queue, Table, Topic, TopicSource,
    grant::policy_document,
    testing::{codes, properties, resource, synth},
};

fn statements(grant: Grant) -> serde_json::Value {
    let document = policy_document(&[grant]).emit();
    serde_json::to_value(document.get("Statement").unwrap()).unwrap()
}

/// The actions that a grant has on the key `Secrets`.
fn on_key(grant: Grant) -> serde_json::Value {
    let key = json!([{ "Fn::GetAtt": ["Secrets", "Arn"] }]);
    let statements = statements(grant);
    let of_key = statements
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["Resource"] == key);
    of_key.unwrap()["Action"].clone()
}

#[test]
fn a_key_turns_and_stays() {
    let mut stack = Stack::new("demo");
    let key = EncryptionKey::new()
        .description("of rooms")
        .used_by("sns.amazonaws.com");
    stack.add("Secrets", key);
    stack.add("Scratch", EncryptionKey::new().durability(Durability::Disposable));
    let template = synth(stack);
    assert_eq!(
        resource(&template, "Secrets"),
        json!({
            "Type": "AWS::KMS::Key",
            "DeletionPolicy": "Retain",
            "UpdateReplacePolicy": "Retain",
            "Properties": {
                "Description": "of rooms",
                "EnableKeyRotation": true,
                "KeyPolicy": {
                    "Version": "2012-10-17",
                    "Statement": [
                        {
                            "Sid": "Account",
                            "Effect": "Allow",
                            "Principal": { "AWS": { "Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:root" } },
                            "Action": ["kms:*"],
                            "Resource": ["*"],
                        },
                        {
                            "Effect": "Allow",
                            "Principal": { "Service": "sns.amazonaws.com" },
                            "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
                            "Resource": ["*"],
                            "Condition": { "StringEquals": { "aws:SourceAccount": { "Ref": "AWS::AccountId" } } },
                        },
                    ],
                },
                "PendingWindowInDays": 30,
            },
        })
    );
    assert_eq!(properties(&template, "Scratch")["PendingWindowInDays"], 7);
}

#[test]
fn everything_that_keeps_data_takes_a_key() {
    let mut stack = Stack::new("demo");
    let key = stack.add("Secrets", EncryptionKey::new());
    let jobs = stack.add("Jobs", Queue::new().encryption_key(&key));
    let news = stack.add("News", Topic::new().encryption_key(&key));
    let archive = stack.add("Archive", Bucket::new().encryption_key(&key));
    let ticks = stack.add("Ticks", DataStream::new().encryption_key(&key));
    let by_owner = Index::new("OwnerIndex", Key::string("ownerId"));
    let rooms = Table::new(Key::string("roomId")).indexes([by_owner]);
    let rooms = stack.add("Rooms", rooms.encryption_key(&key));
    let [by_owner] = rooms.indexes();

    let write = json!(["kms:Decrypt", "kms:GenerateDataKey"]);
    for grant in [jobs.send(), news.publish(), archive.write(), ticks.put_records()] {
        assert_eq!(on_key(grant), write);
    }
    for grant in [jobs.consume(), archive.read(), ticks.read()] {
        assert_eq!(on_key(grant), json!(["kms:Decrypt"]));
    }
    for grant in [rooms.read(), by_owner.query()] {
        assert_eq!(on_key(grant), json!(["kms:Decrypt", "kms:DescribeKey"]));
    }
    assert_eq!(on_key(rooms.write()).as_array().unwrap().len(), 6);

    let template = synth(stack);
    let arn = json!({ "Fn::GetAtt": ["Secrets", "Arn"] });
    for queue in ["Jobs", "JobsDeadLetters"] {
        let queue = properties(&template, queue);
        assert_eq!(queue["KmsMasterKeyId"], arn);
        assert!(queue.get("SqsManagedSseEnabled").is_none());
    }
    assert_eq!(properties(&template, "News")["KmsMasterKeyId"], arn);
    assert_eq!(properties(&template, "Ticks")["StreamEncryption"]["KeyId"], arn);
    assert_eq!(
        properties(&template, "Rooms")["SSESpecification"],
        json!({ "SSEEnabled": true, "KMSMasterKeyId": arn, "SSEType": "KMS" })
    );
    assert_eq!(
        properties(&template, "Archive")["BucketEncryption"]["ServerSideEncryptionConfiguration"],
        json!([{
            "BucketKeyEnabled": true,
            "ServerSideEncryptionByDefault": { "SSEAlgorithm": "aws:kms", "KMSMasterKeyID": arn },
        }])
    );
}

#[test]
fn who_sends_may_use_the_key() {
    let jobs = |key: EncryptionKey| {
        let mut stack = Stack::new("demo");
        let key = stack.add("Secrets", key);
        let news = stack.add("News", Topic::new());
        let jobs = Queue::new()
            .encryption_key(&key)
            .on_topic(&news, TopicSource::all())
            .on_event(&EventBusRef::of_account(), EventPattern::of("Tick"));
        stack.add("Jobs", jobs);
        stack
    };
    assert_eq!(codes(jobs(EncryptionKey::new())), ["GW156", "GW156"]);
    let both = EncryptionKey::new()
        .used_by("sns.amazonaws.com")
        .used_by("events.amazonaws.com");
    synth(jobs(both));
}

#[test]
fn an_imported_key_is_granted_by_its_arn() {
    let arn = "arn:aws:kms:eu-central-1:111122223333:key/0a1b2c3d";
    let key = EncryptionKeyRef::imported("Secrets", Arn::of(arn));
    assert_eq!(key.id(), Value::from("0a1b2c3d"));
    assert_eq!(
        statements(key.encrypt().and([key.decrypt()])),
        json!([{
            "Effect": "Allow",
            "Action": ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"],
            "Resource": [arn],
        }])
    );
}

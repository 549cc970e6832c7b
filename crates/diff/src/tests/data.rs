//! What is lost, deleted sooner or left without protection.

use super::*;

/// What a change of one resource does to what it holds.
#[track_caller]
fn of(kind: &str, old: &str, new: &str) -> Vec<String> {
    let template = |body: &str| {
        let text = format!(r#"{{"Resources": {{"It": {{"Type": "{kind}", {body}}}}}}}"#);
        Template::from_json("demo", &text).unwrap()
    };
    let verdicts = between(&template(old), &template(new)).verdicts;
    let of_data = verdicts.into_iter().filter(|it| it.topic == Topic::Data);
    of_data.map(|verdict| verdict.message).collect()
}

#[test]
fn what_is_lost_is_said_unless_a_policy_keeps_it() {
    let policy = |policy: &str| format!("  AccessLog:\n    DeletionPolicy: {policy}\n    Type");
    let lost = after(&[("AccessLog:\n", "NewLog:\n"), ("${AccessLog}", "${NewLog}")]);
    assert_eq!(
        verdicts(&lost, Topic::Data),
        [
            "AccessLog: the lines of the log group are lost: its logical id changes, so a new one is made and this one deleted"
        ]
    );
    let old = chat(&[("  AccessLog:\n    Type", &policy("Retain"))]);
    let new = chat(&[
        ("AccessLog:\n", "NewLog:\n"),
        ("${AccessLog}", "${NewLog}"),
        ("RetentionInDays: 14", "RetentionInDays: 30"),
    ]);
    assert_eq!(
        verdicts(&between(&old, &new), Topic::Data),
        [
            "AccessLog: the log group stays in the account, outside of the stack; nothing is copied to a new one"
        ]
    );
}

#[test]
fn less_retention_and_less_protection_are_said() {
    let shorter = after(&[("RetentionInDays: 14", "RetentionInDays: 7")]);
    assert_eq!(
        verdicts(&shorter, Topic::Data),
        ["AccessLog: lines of the log group are kept for 7 days instead of 14"]
    );
    assert_eq!(
        verdicts(
            &after(&[("RetentionInDays: 14", "RetentionInDays: 30")]),
            Topic::Data
        ),
        [""; 0]
    );
    let forever = chat(&[("    Properties:\n      RetentionInDays: 14\n", "")]);
    assert_eq!(
        verdicts(&between(&forever, &chat(&[])), Topic::Data),
        ["AccessLog: lines of the log group are kept for 14 days instead of for ever"]
    );
    let table = |more: &str| {
        let text = format!(r#"{{"Resources": {{"Rooms": {{"Type": "AWS::DynamoDB::Table"{more}}}}}}}"#);
        Template::from_json("demo", &text).unwrap()
    };
    let guarded = table(r#", "DeletionPolicy": "Retain", "Properties": {"DeletionProtectionEnabled": true}"#);
    assert_eq!(
        verdicts(&between(&guarded, &table("")), Topic::Data),
        [
            "Rooms: the table can be deleted: its deletion protection is off",
            "Rooms: when it leaves the stack, it is deleted: `DeletionPolicy` keeps it no more"
        ]
    );
}

#[test]
fn each_protection_is_missed() {
    for (kind, properties, sentence) in [
        (
            "AWS::DynamoDB::Table",
            r#""PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": "true"}"#,
            "the table can be restored to no earlier moment: point-in-time recovery is off",
        ),
        (
            "AWS::DynamoDB::Table",
            r#""StreamSpecification": {"StreamViewType": "KEYS_ONLY"}"#,
            "changes that wait in the table's stream are lost: the stream is off",
        ),
        (
            "AWS::S3::Bucket",
            r#""VersioningConfiguration": {"Status": "Enabled"}"#,
            "what is overwritten or deleted from now on is gone: the bucket keeps no versions",
        ),
        (
            "AWS::SQS::Queue",
            r#""RedrivePolicy": {"deadLetterTargetArn": "arn", "maxReceiveCount": 3}"#,
            "messages that cannot be handled are lost when they expire: the queue has no dead-letter queue",
        ),
        (
            "AWS::Cognito::UserPool",
            r#""DeletionProtection": "ACTIVE""#,
            "the user pool can be deleted: its deletion protection is off",
        ),
    ] {
        let with = format!(r#""Properties": {{{properties}}}"#);
        let without = r#""Properties": {}"#;
        assert_eq!(of(kind, &with, without), [sentence], "{properties}");
        assert_eq!(of(kind, without, &with), [""; 0], "{properties}");
    }
    let key = |enabled: bool| format!(r#""Properties": {{"Enabled": {enabled}, "KeyPolicy": {{}}}}"#);
    assert_eq!(
        of("AWS::KMS::Key", r#""Properties": {"KeyPolicy": {}}"#, &key(false)),
        ["what the key encrypted cannot be read: the key is disabled"]
    );
    assert_eq!(of("AWS::KMS::Key", &key(false), &key(true)), [""; 0]);
}

#[test]
fn items_that_expire_are_said() {
    let table = |settings: &str| format!(r#""Properties": {{"TimeToLiveSpecification": {settings}}}"#);
    let by = |name: &str| table(&format!(r#"{{"AttributeName": "{name}", "Enabled": true}}"#));
    let off = table(r#"{"AttributeName": "until", "Enabled": false}"#);
    let of = |old: &str, new: &str| of("AWS::DynamoDB::Table", old, new);
    assert_eq!(
        of(&off, &by("until")),
        ["items are deleted when the time in their `until` has passed"]
    );
    assert_eq!(
        of(&by("until"), &by("seen")),
        ["items are deleted by the time in `seen`, and no more by that in `until`"]
    );
    assert_eq!(of(&by("until"), &off), [""; 0]);
}

#[test]
fn objects_that_expire_sooner_are_said() {
    let rule = |more: &str| format!(r#"{{"Status": "Enabled", {more}}}"#);
    let bucket = |rules: &[String]| {
        let rules = rules.join(",");
        format!(r#""Properties": {{"BucketName": "b", "LifecycleConfiguration": {{"Rules": [{rules}]}}}}"#)
    };
    let of = |old: &[&str], new: &[&str]| {
        let side = |rules: &[&str]| bucket(&rules.iter().map(|it| rule(it)).collect::<Vec<_>>());
        of("AWS::S3::Bucket", &side(old), &side(new))
    };
    let (month, week) = (r#""ExpirationInDays": 30"#, r#""ExpirationInDays": 7"#);
    assert_eq!(
        of(&[month], &[week]),
        ["objects are deleted after 7 days instead of 30"]
    );
    assert_eq!(of(&[week], &[month]), [""; 0]);
    let logs = r#""Prefix": "logs/", "ExpirationInDays": 7"#;
    assert_eq!(
        of(&[month], &[month, logs]),
        ["objects below `logs/` are deleted after 7 days instead of 30"]
    );
    assert_eq!(
        of(&[week], &[logs]),
        [""; 0],
        "all of them were deleted after a week"
    );
    let tagged = r#""TagFilters": [{"Key": "a", "Value": "b"}], "ExpirationInDays": 7"#;
    assert_eq!(
        of(&[tagged], &[week]),
        ["objects are deleted after 7 days"],
        "only those with a tag were"
    );
    assert_eq!(
        of(
            &[month],
            &[month, r#""NoncurrentVersionExpiration": {"NoncurrentDays": 3}"#]
        ),
        ["earlier versions of objects are deleted after 3 days"]
    );
}

#[test]
fn a_database_leaves_a_snapshot_unless_it_is_told_otherwise() {
    let template =
        |resources: &str| Template::from_json("demo", &format!(r#"{{"Resources": {resources}}}"#)).unwrap();
    let gone = |body: &str| {
        let old = template(&format!(r#"{{"It": {{{body}}}}}"#));
        let verdict = between(&old, &template("{}")).verdicts.remove(0);
        (verdict.fate.unwrap(), verdict.message)
    };
    assert_eq!(
        gone(r#""Type": "AWS::RDS::DBCluster""#),
        (
            Fate::LeftBehind,
            "of the database, a snapshot stays in the account: it is deleted".to_owned()
        )
    );
    let (fate, message) = gone(r#""Type": "AWS::RDS::DBCluster", "DeletionPolicy": "Delete""#);
    assert_eq!(
        (fate, message.as_str()),
        (Fate::Lost, "the data of the database is lost: it is deleted")
    );
}

#[test]
fn a_parameter_or_a_condition_can_do_it_too() {
    let template = |days: u8, keep: &str| {
        let text = format!(
            r#"{{"Parameters": {{"Days": {{"Type": "Number", "Default": {days}}}, "Keep": {{"Type": "String", "Default": "{keep}"}}}},
                "Conditions": {{"IsKept": {{"Fn::Equals": [{{"Ref": "Keep"}}, "yes"]}}}},
                "Resources": {{
                    "Log": {{"Type": "AWS::Logs::LogGroup", "Properties": {{"RetentionInDays": {{"Ref": "Days"}}}}}},
                    "Jobs": {{"Type": "AWS::SQS::Queue", "Condition": "IsKept"}}}}}}"#
        );
        Template::from_json("demo", &text).unwrap()
    };
    let old = template(30, "yes");
    assert_eq!(
        verdicts(&between(&old, &template(7, "no")), Topic::Data),
        [
            "Jobs: the messages in the queue are lost: its condition is not met any more",
            "Log: lines of the log group are kept for 7 days instead of 30",
        ]
    );
    // Nobody knows the condition of a deployment that is not there: what leaves the template is said in any case.
    let gone = Template::from_tree("demo", cfn::Tree::map());
    assert_eq!(
        verdicts(&between(&template(7, "no"), &gone), Topic::Data)[1],
        "Jobs: the messages in the queue are lost: it is deleted"
    );
}

proptest::proptest! {
    #[test]
    fn of_two_retentions_only_the_shorter_one_is_said(was in 1..400_u16, is in 1..400_u16) {
        let days = |days: u16| format!(r#""Properties": {{"RetentionInDays": {days}}}"#);
        let said = of("AWS::Logs::LogGroup", &days(was), &days(is));
        proptest::prop_assert_eq!(said.len(), usize::from(is < was));
    }
}

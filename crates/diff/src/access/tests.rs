use super::*;
use crate::{Reach, Topic, between};

mod doors;

const CHAT: &str = include_str!("../../../../tests/corpus/clean/chat.yaml");

/// A template that this repository synthesizes, as its snapshot has it.
fn staging(edits: &[(&str, &str)]) -> Template {
    let snapshot = include_str!("../../../../snapshots/chat-staging.snap");
    let (_, text) = snapshot.rsplit_once("---\n").unwrap();
    edited("chat-staging", text, edits)
}

/// Each text that is replaced must be in it.
fn edited(name: &str, text: &str, edits: &[(&str, &str)]) -> Template {
    let text = edits.iter().fold(text.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from} is not in the template");
        text.replace(from, to)
    });
    Template::read(name, &text).unwrap_or_else(|error| panic!("{error}"))
}

/// What a change means for access.
fn said(old: &Template, new: &Template) -> Vec<String> {
    let verdicts = between(old, new).verdicts.into_iter();
    let verdicts = verdicts.filter(|verdict| verdict.topic == Topic::Access);
    verdicts
        .map(|verdict| {
            let access = verdict.access.unwrap_or_else(|| panic!("{}", verdict.message));
            let broadens = access.reach != Reach::Narrower;
            assert_eq!(
                verdict.message.starts_with("narrower"),
                !broadens,
                "{}",
                verdict.message
            );
            assert_eq!(
                access.witness.is_some(),
                access.reach != Reach::MayBeWider && !access.actions.is_empty()
            );
            format!("{}: {}", verdict.resource, verdict.message)
        })
        .collect()
}

#[track_caller]
fn after(edits: &[(&str, &str)], expected: &[&str]) {
    assert_eq!(said(&staging(&[]), &staging(edits)), expected);
}

const ROLE: &str = "  MessageRole:\n    Type: AWS::IAM::Role\n    Properties:\n";
const CONNECT_SOURCE: &str = "      SourceArn: !Sub arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/staging/$connect\n";

#[test]
fn another_way_to_write_the_same_says_nothing() {
    after(&[], &[]);
    for edits in [
        // Another order, another case, another name.
        [(
            "- dynamodb:GetItem\n                  - dynamodb:PutItem\n                  - dynamodb:UpdateItem",
            "- dynamodb:updateItem\n                  - dynamodb:GetItem\n                  - dynamodb:PutItem",
        )],
        [("PolicyName: Grants", "PolicyName: Rights")],
        [("MessageRole", "TalkRole")],
        // One statement as two.
        [(
            "                  - !Sub ${Connections.Arn}/index/UserIndex\n                  - !Sub ${Rooms.Arn}/index/DirectoryIndex\n",
            "              - Sid: More\n                Effect: Allow\n                Action: dynamodb:Query\n                Resource:\n                  - !Sub ${Rooms.Arn}/index/DirectoryIndex\n                  - !Sub ${Connections.Arn}/index/UserIndex\n",
        )],
    ] {
        after(&edits, &[]);
    }
}

#[test]
fn an_inline_policy_that_becomes_a_resource_allows_the_same() {
    let chat = |more: &str, inline: &str| {
        edited(
            "chat",
            CHAT,
            &[
                ("  Connections:\n", &format!("{more}  Connections:\n")),
                (SEND, inline),
            ],
        )
    };
    let attached = "  Sends:\n    Type: AWS::IAM::Policy\n    Properties:\n      PolicyName: sends\n      Roles: [!Ref ChatRole]\n      PolicyDocument:\n        Version: '2012-10-17'\n        Statement: {Effect: Allow, Action: sqs:SendMessage, Resource: !GetAtt Jobs.Arn}\n";
    let managed = attached
        .replace("IAM::Policy", "IAM::ManagedPolicy")
        .replace("      PolicyName: sends\n", "");
    let inline = chat("", SEND);
    assert_eq!(said(&inline, &chat(attached, "")), [""; 0]);
    assert_eq!(said(&chat(attached, ""), &chat(&managed, "")), [""; 0]);
    let gone = "ChatRole: narrower access to queues: the role may no longer `sqs:SendMessage` on `…:‹Jobs›`";
    assert_eq!(said(&inline, &chat("", "")), [gone]);
}

const SEND: &str = "              - Effect: Allow\n                Action: sqs:SendMessage\n                Resource: !GetAtt Jobs.Arn\n";

#[test]
fn more_actions_and_resources_are_wider_with_a_witness() {
    after(
        &[(
            "- dynamodb:GetItem\n                  - dynamodb:PutItem\n                Resource",
            "- dynamodb:*\n                Resource",
        )],
        &["MessageRole: wider access to tables: the role may `dynamodb:*` on `…:table/‹Messages›`"],
    );
    after(
        &[(
            "- !Sub ${Connections.Arn}/index/UserIndex",
            "- !Sub ${Connections.Arn}/index/*",
        )],
        &[
            "MessageRole: wider access to tables: the role may `dynamodb:Query` on `…:table/‹Connections›/index/*`",
        ],
    );
    after(
        &[(
            "                  - !GetAtt Messages.Arn",
            "                  - '*'",
        )],
        &["MessageRole: wider access to tables: the role may `dynamodb:GetItem`, `dynamodb:PutItem` on `*`"],
    );
    let wider = |id| {
        format!("{id}: wider ManageConnections: the role may `execute-api:ManageConnections` on `…:‹Api›/*`")
    };
    let wider: Vec<String> = ["DisconnectRole", "MessageRole", "GreeterRole"].map(wider).into();
    assert_eq!(
        said(&staging(&[]), &staging(&[("/staging/POST/@connections/*", "/*")])),
        wider
    );
}

#[test]
fn invoke_permissions_say_for_whom_they_hold() {
    after(
        &[(CONNECT_SOURCE, "")],
        &[
            "Connect: wider invoke permission: `apigateway.amazonaws.com` may `lambda:InvokeFunction` on `…:function:‹Connect›`",
        ],
    );
    after(
        &[(CONNECT_SOURCE, &CONNECT_SOURCE.replace("$connect", "*"))],
        &[
            "Connect: wider invoke permission: `apigateway.amazonaws.com` may `lambda:InvokeFunction` on `…:function:‹Connect›` for `…:‹Api›/staging/*`",
        ],
    );
    let account = format!("{CONNECT_SOURCE}      SourceAccount: !Ref AWS::AccountId\n");
    after(
        &[(CONNECT_SOURCE, &account)],
        &[
            "Connect: narrower invoke permission: `apigateway.amazonaws.com` may no longer `lambda:InvokeFunction` on `…:function:‹Connect›` for `…:‹Api›/staging/$connect`",
        ],
    );
    let everybody = format!("Principal: apigateway.amazonaws.com\n{CONNECT_SOURCE}");
    after(
        &[(&everybody, "Principal: '*'\n")],
        &[
            "Connect: new public invoke permission: everybody may `lambda:InvokeFunction` on `…:function:‹Connect›`",
        ],
    );
}

#[test]
fn public_access_comes_first_and_closed_doors_count() {
    let opened = said(
        &staging(&[]),
        &staging(&[
            ("AuthorizationType: CUSTOM", "AuthorizationType: NONE"),
            (
                "- dynamodb:GetItem\n",
                "- dynamodb:Scan\n                  - dynamodb:GetItem\n",
            ),
        ]),
    );
    assert_eq!(
        opened[0],
        "ConnectRoute: new public access: everybody may connect, `AuthorizationType` is `NONE`"
    );
    assert!(
        opened[1].starts_with("MessageRole: wider access to tables"),
        "{opened:?}"
    );
    let url = |auth: &str| {
        let json = format!(
            r#"{{"Resources": {{"Url": {{"Type": "AWS::Lambda::Url", "Properties": {{"TargetFunctionArn": "x", "AuthType": "{auth}"}}}}}}}}"#
        );
        Template::from_json("demo", &json).unwrap()
    };
    let open = "Url: new public access: everybody may call the function at its address, `AuthType` is `NONE`";
    assert_eq!(said(&url("AWS_IAM"), &url("NONE")), [open]);
    assert_eq!(said(&url("NONE"), &url("AWS_IAM")), [""; 0]);
}

/// A queue with a policy of one statement.
fn queue(statement: &str) -> Template {
    let json = format!(
        r#"{{"Resources": {{
            "Jobs": {{"Type": "AWS::SQS::Queue"}},
            "Rules": {{"Type": "AWS::SQS::QueuePolicy", "Properties": {{
                "Queues": [{{"Ref": "Jobs"}}], "PolicyDocument": {{"Version": "2012-10-17", "Statement": [{}]}}}}}}}}}}"#,
        statement.replace('\'', "\"")
    );
    Template::from_json("demo", &json).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn resource_policies_say_who_may() {
    let send = |principal: &str, condition: &str| {
        queue(&format!(
            "{{'Effect': 'Allow', 'Principal': {principal}, 'Action': 'sqs:SendMessage', 'Resource': '*', 'Condition': {{{condition}}}}}"
        ))
    };
    let topic = "'ArnEquals': {'aws:SourceArn': 'arn:aws:sns:us-east-1:111122223333:news'}";
    let service = send("{'Service': 'sns.amazonaws.com'}", topic);
    assert_eq!(
        said(&service, &send("{'Service': 'sns.amazonaws.com'}", "")),
        ["Jobs: wider access to queues: `sns.amazonaws.com` may `sqs:SendMessage` on `*`"]
    );
    assert_eq!(
        said(&service, &send("'*'", topic)),
        ["Jobs: wider access to queues: everybody may `sqs:SendMessage` on `*` for `…:news`"],
        "the topic is the account's own"
    );
    assert_eq!(
        said(&service, &send("{'AWS': '*'}", "")),
        [
            "Jobs: new public access to queues: everybody may `sqs:SendMessage` on `*`",
            "Jobs: narrower access to queues: `sns.amazonaws.com` may no longer `sqs:SendMessage` on `*` for `…:news`",
        ]
    );
}

#[test]
fn roles_are_assumed_and_bounded_and_have_managed_policies() {
    let managed = |name: &str| format!("{ROLE}      ManagedPolicyArns: ['arn:aws:iam::aws:policy/{name}']\n");
    after(
        &[(ROLE, &managed("AdministratorAccess"))],
        &["MessageRole: wider access: the role may `*` on `*`"],
    );
    after(
        &[(ROLE, &managed("AWSXRayDaemonWriteAccess"))],
        &[
            "MessageRole: access may be wider: the role `MessageRole` gets the managed policy `arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess`, whose content is not in the template",
        ],
    );
    let bounded = format!("{ROLE}      PermissionsBoundary: arn:aws:iam::111122223333:policy/bounds\n");
    let bounded = staging(&[(ROLE, &bounded)]);
    assert_eq!(said(&staging(&[]), &bounded), [""; 0]);
    assert_eq!(
        said(&bounded, &staging(&[])),
        [
            "MessageRole: access may be wider: the role `MessageRole` is no longer bounded by `arn:aws:iam::111122223333:policy/bounds`, whose content is not in the template"
        ]
    );
    let trust = "  MessageRole:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument:\n        Version: '2012-10-17'\n        Statement:\n          - Effect: Allow\n            Principal:\n              Service: lambda.amazonaws.com\n";
    after(
        &[(trust, &format!("{trust}              AWS: '444455556666'\n"))],
        &["MessageRole: wider access to the role: `444455556666` may `sts:AssumeRole`"],
    );
}

#[test]
fn a_function_that_takes_another_role_may_do_what_that_may() {
    let swapped = said(
        &staging(&[]),
        &staging(&[("!GetAtt ConnectRole.Arn", "!GetAtt DisconnectRole.Arn")]),
    );
    assert!(
        swapped.contains(&"Connect: wider ManageConnections: the function may `execute-api:ManageConnections` on `…:‹Api›/staging/POST/@connections/*`".to_owned()),
        "{swapped:?}"
    );
    // A role of its own that may do less than the shared one.
    let shared = edited(
        "chat",
        CHAT,
        &[("!GetAtt WorkerRole.Arn", "!GetAtt ChatRole.Arn")],
    );
    let apart = edited(
        "chat",
        CHAT,
        &[
            ("WorkerRole", "OwnRole"),
            (
                "Action: [sqs:ReceiveMessage, sqs:DeleteMessage, sqs:GetQueueAttributes]",
                "Action: sqs:SendMessage",
            ),
        ],
    );
    let apart = said(&shared, &apart);
    assert!(apart.iter().all(|line| line.contains(": narrower ")), "{apart:?}");
}

#[test]
fn each_side_of_a_condition_is_looked_at() {
    let template = |action: &str| {
        let text = format!(
            "Parameters: {{Stage: {{Type: String, Default: dev}}}}\nConditions: {{IsProd: !Equals [!Ref Stage, prod]}}\nResources:\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      Policies:\n        - PolicyName: p\n          PolicyDocument:\n            Version: '2012-10-17'\n            Statement: {{Effect: Allow, Action: !If [IsProd, {action}, 'sqs:SendMessage'], Resource: 'arn:aws:sqs:us-east-1:111122223333:jobs'}}\n"
        );
        Template::from_yaml("demo", &text).unwrap()
    };
    assert_eq!(
        said(&template("'sqs:SendMessage'"), &template("'sqs:PurgeQueue'")),
        [
            "Role: wider access to queues: the role may `sqs:PurgeQueue` on `…:jobs` (where `Stage` is `prod`)",
            "Role: narrower access to queues: the role may no longer `sqs:SendMessage` on `…:jobs` (where `Stage` is `prod`)",
        ]
    );
}

#[test]
fn a_region_that_is_written_out_is_no_other() {
    let template = |region: &str| {
        queue(&format!(
            "{{'Effect': 'Allow', 'Principal': {{'Service': 'sns.amazonaws.com'}}, 'Action': 'sqs:SendMessage', 'Resource': {{'Fn::Sub': 'arn:aws:sqs:{region}:1:jobs'}}}}"
        ))
    };
    let said = said(&template("us-east-1"), &template("${AWS::Region}"));
    assert!(
        said[0].contains("wider access to queues") && said[0].ends_with(" (in eu-west-1)"),
        "{said:?}"
    );
}

#[test]
fn what_transforms_write_is_not_seen() {
    let function = |policy: &str| {
        let text = format!(
            "Transform: AWS::Serverless-2016-10-31\nResources:\n  Chat:\n    Type: AWS::Serverless::Function\n    Properties: {{Policies: [{policy}]}}\n"
        );
        Template::from_yaml("demo", &text).unwrap()
    };
    assert_eq!(said(&function("A"), &function("A")), [""; 0]);
    let [verdict] = &said(&function("A"), &function("B"))[..] else {
        panic!("one verdict")
    };
    assert!(verdict.contains("may be wider"), "{verdict}");
}

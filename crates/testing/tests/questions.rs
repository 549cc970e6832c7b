//! What can be asked of a template, and how a failing test says what is wrong.

#![expect(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::panic::{AssertUnwindSafe, catch_unwind};

use aws::dynamodb::Table;
use cfn::{RawResource, Stack, Template, Tree};
use policy::Request;
use testing::{Synthesized, absent, any, attribute, contains, exactly, items, object, reference, text};

fn chat() -> Synthesized {
    Template::from_json("chat", include_str!("chat.json"))
        .unwrap()
        .into()
}

/// The message with which a test fails.
fn message(test: impl FnOnce(&Synthesized)) -> String {
    let chat = chat();
    let panic = catch_unwind(AssertUnwindSafe(|| test(&chat))).unwrap_err();
    panic.downcast_ref::<String>().unwrap().clone()
}

#[test]
fn resources_are_found_by_type_and_properties() {
    let chat = chat();
    assert_eq!(chat.all::<Table>().ids(), ["Rooms", "Messages"]);
    assert_eq!(
        chat.all::<Table>().with("BillingMode", "PROVISIONED").one().id(),
        "Messages"
    );
    assert_eq!(chat.all::<Table>().with("TableName", any()).count(), 1);
    assert_eq!(
        chat.all::<Table>().with("TableName", absent()).ids(),
        ["Messages"]
    );
    chat.of_type("AWS::SNS::Topic").none();
}

#[test]
fn matchers_look_at_values_and_at_what_functions_stand_for() {
    let chat = chat();
    let rooms = chat.resource("Rooms");
    let key = |name: &str| object().with("AttributeName", name);
    rooms
        .assert("TableName", "rooms-dev")
        .assert("TableName", text("rooms-*"))
        .assert("KeySchema[1].AttributeName", "sk")
        .assert("KeySchema", contains(key("sk")).and(key("roomId")))
        .assert(
            "KeySchema",
            items([key("roomId"), key("sk").with("KeyType", "RANGE")]),
        )
        .assert(
            "KeySchema[0]",
            exactly(Tree::from_iter([
                ("AttributeName", "roomId"),
                ("KeyType", "HASH"),
            ])),
        );
    chat.resource("Dev")
        .assert("StageName", reference("Stage"))
        .assert("StageName", "dev");
    chat.resource("Connect")
        .assert("Role", attribute("ConnectRole", "Arn"));
    assert_eq!(
        chat.resource("Connect").text("Role").unwrap(),
        "arn:aws:iam::111122223333:role/‹ConnectRole›"
    );
}

#[test]
fn outputs_and_parameters() {
    let chat = chat();
    assert_eq!(
        chat.text(chat.output("Url")),
        "wss://‹Api›.execute-api.us-east-1.amazonaws.com/dev"
    );
    assert_eq!(chat.parameter("Stage").get("Default"), Some(&"dev".into()));
}

#[test]
fn a_role_may_do_what_all_of_its_policies_say() {
    let chat = chat();
    let role = chat.role_of("Connect");
    role.assert_allowed("dynamodb:PutItem", "Rooms");
    role.assert_allowed("execute-api:ManageConnections", "Api/dev/POST/@connections/Kx3=");
    role.assert_denied("execute-api:ManageConnections", "Api/prod/POST/@connections/Kx3=");
    role.assert_denied("dynamodb:GetItem", "Messages");
    role.assert_denied("iam:PassRole", "*");
    assert!(role.allows("dynamodb:getitem", "Rooms"), "actions know no case");
    // With a condition: neither known to be allowed nor to be denied, until the request says what is asked for.
    let index = chat.arn("Rooms/index/ByMember");
    assert!(!role.allows("dynamodb:Query", "Rooms/index/ByMember"));
    let request = Request::new("dynamodb:Query", index).with("dynamodb:Attributes", "memberId");
    assert_eq!(
        role.decide(&request).to_string(),
        "allowed by `Members` of `Grants`"
    );
}

#[test]
fn a_function_is_invoked_by_whom_its_permissions_name() {
    let chat = chat();
    assert_eq!(
        chat.route_arns("$connect"),
        ["arn:aws:execute-api:us-east-1:111122223333:‹Api›/dev/$connect"]
    );
    chat.assert_invokable("Connect", "$connect");
    chat.assert_not_invokable_as(
        "Connect",
        "apigateway.amazonaws.com",
        &chat.arn("Api/prod/$connect"),
    );
    chat.assert_not_invokable_as("Connect", "sns.amazonaws.com", &chat.arn("Api/dev/$connect"));
}

#[test]
fn mapping_templates_are_tried_on_an_event() {
    let chat = chat();
    let event = r#"{"requestContext": {"connectionId": "Kx3="}}"#;
    let ping = chat.request_template("ping");
    assert_eq!(ping.render(event), r#"{"statusCode": 200, "from": "Kx3="}"#);
    assert_eq!(chat.request_template_named("ping", "$default"), ping);
}

#[test]
fn the_nearest_candidate_says_in_what_it_differs() {
    let messages = [
        message(|chat| {
            let tables = chat.all::<Table>().with("TableName", text("room-*"));
            tables
                .with("KeySchema", contains(object().with("KeyType", "SORT")))
                .one();
        }),
        message(|chat| {
            chat.of_type("AWS::SNS::Topic").with("TopicName", any()).one();
        }),
        message(|chat| {
            chat.all::<Table>().one();
        }),
        message(|chat| chat.all::<Table>().with("BillingMode", "PROVISIONED").none()),
        message(|chat| {
            chat.resource("Rooms").assert("TableName", "rooms").id();
        }),
        message(|chat| {
            chat.resource("Rooms").assert("KeySchema", items([any()])).id();
        }),
    ];
    insta::assert_snapshot!(messages.join("\n\n"));
}

#[test]
fn what_is_not_there_is_named_with_what_is() {
    let messages = [
        message(|chat| {
            chat.resource("Room").id();
        }),
        message(|chat| {
            chat.output("Address");
        }),
        message(|chat| {
            chat.parameter("stage");
        }),
        message(|chat| {
            chat.route("pong").id();
        }),
        message(|chat| {
            chat.role_of("Rooms").id();
        }),
        message(|chat| {
            chat.request_template("$connect");
        }),
    ];
    insta::assert_snapshot!(messages.join("\n\n"));
}

#[test]
fn a_refusal_says_what_the_role_may_do_instead() {
    let messages = [
        message(|chat| chat.role_of("Connect").assert_allowed("dynamodb:Scan", "Rooms")),
        message(|chat| {
            chat.role_of("Connect")
                .assert_allowed("dynamodb:PutItem", "Messages");
        }),
        message(|chat| chat.role_of("Connect").assert_allowed("iam:PassRole", "*")),
        message(|chat| {
            chat.role_of("Connect")
                .assert_denied("dynamodb:Query", "Rooms/index/ByMember");
        }),
        message(|chat| {
            let role = chat.role_of("Connect");
            role.assert_allowed("dynamodb:Query", "Rooms/index/ByMember");
        }),
        message(|chat| chat.assert_invokable("Connect", "ping")),
        message(|chat| {
            let source = chat.arn("Api/dev/$connect");
            chat.assert_not_invokable_as("Connect", "apigateway.amazonaws.com", &source);
        }),
    ];
    insta::assert_snapshot!(messages.join("\n\n"));
}

#[test]
fn a_template_that_fails_says_where() {
    let message = message(|chat| {
        chat.response_template("ping", "$default").render("{}");
    });
    insta::assert_snapshot!(message);
}

#[test]
fn a_stack_is_synthesized_or_all_its_findings_are_shown() {
    let topic = || {
        RawResource::new(
            "AWS::SNS::Topic",
            Tree::single("TopicName", Tree::single("Ref", "Name")),
        )
    };
    let broken = catch_unwind(|| {
        let mut stack = Stack::new("demo");
        stack.add("Topic", topic());
        Synthesized::of(stack)
    });
    let message = broken.unwrap_err().downcast_ref::<String>().unwrap().clone();
    assert!(
        message.starts_with("the stack does not synthesize\n") && message.contains("`Name`"),
        "{message}"
    );
}

#[test]
fn the_whole_template_is_reviewed() {
    let mut stack = Stack::new("demo");
    stack.add(
        "Topic",
        RawResource::new("AWS::SNS::Topic", Tree::single("TopicName", "news")),
    );
    testing::assert_template!(Synthesized::of(stack));
}

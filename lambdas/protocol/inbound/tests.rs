use proptest::prelude::*;

use super::*;

fn code_of(body: &str) -> ErrorCode {
    decode(body).expect_err(body).code
}

#[test]
fn what_is_no_request_is_named() {
    use ErrorCode as E;
    for (body, code) in [
        ("", E::NotJson),
        ("nonsense", E::NotJson),
        (r#"{"type":"ping""#, E::NotJson),
        ("null", E::NotAnObject),
        ("[]", E::NotAnObject),
        ("5", E::NotAnObject),
        (r#""ping""#, E::NotAnObject),
        ("{}", E::MissingType),
        (r#"{"type":null}"#, E::MissingType),
        (r#"{"type":5}"#, E::BadType),
        (r#"{"type":["chat"]}"#, E::BadType),
        (r#"{"type":"nonsense"}"#, E::UnknownType),
        (r#"{"type":"$connect"}"#, E::UnknownType),
        (r#"{"type":"$disconnect"}"#, E::UnknownType),
        (r#"{"type":"$default"}"#, E::UnknownType),
        (r#"{"type":"chat"}"#, E::MissingField),
        (r#"{"type":"chat","message":null}"#, E::MissingField),
        (r#"{"type":"chat","message":5}"#, E::BadField),
        (r#"{"type":"chat","message":""}"#, E::EmptyText),
        (r#"{"type":"chat","message":" \n "}"#, E::EmptyText),
        (r#"{"type":"chat","message":"a","roomId":"a#b"}"#, E::BadField),
        (r#"{"type":"chat","message":"a","clientMsgId":1}"#, E::BadField),
        (r#"{"type":"join_room"}"#, E::MissingField),
        (r#"{"type":"join_room","roomId":{}}"#, E::BadField),
        (r#"{"type":"leave_room","roomId":""}"#, E::BadField),
        (r#"{"type":"private_message","message":"a"}"#, E::MissingField),
        (
            r#"{"type":"private_message","targetUserId":"bob"}"#,
            E::MissingField,
        ),
        (r#"{"type":"ping","id":[]}"#, E::BadField),
    ] {
        assert_eq!(code_of(body), code, "{body}");
    }
}

#[test]
fn too_long_is_named_before_and_after_parsing() {
    let chat = |text: String| format!(r#"{{"type":"chat","message":"{text}"}}"#);
    assert!(decode(&chat("a".repeat(limits::TEXT))).is_ok());
    assert_eq!(code_of(&chat("a".repeat(limits::TEXT + 1))), ErrorCode::TooLarge);
    assert_eq!(code_of(&"x".repeat(limits::BODY + 1)), ErrorCode::TooLarge);
    // The longest text of two-byte letters, written as escapes, is within the limit of the whole message.
    assert!(decode(&chat(r"\u00e9".repeat(limits::TEXT / 2))).is_ok());
}

#[test]
fn an_error_carries_the_id_of_its_request() {
    let error = decode(r#"{"id":"42","type":"chat","message":""}"#).unwrap_err();
    assert_eq!(error.id, CorrelationId::parse("42").ok());
    let error = decode(r#"{"id":"42","type":"nonsense"}"#).unwrap_err();
    assert_eq!(error.id, CorrelationId::parse("42").ok());
}

#[test]
fn unknown_fields_and_nulls_are_ignored() {
    let inbound = decode(r#"{"type":"chat","message":"hi","roomId":null,"status":"away"}"#).unwrap();
    let chat = Request::Chat {
        message: Text::parse("hi").unwrap(),
        room_id: None,
        client_msg_id: None,
    };
    assert_eq!(inbound, Inbound::from(chat));
}

fn room() -> impl Strategy<Value = RoomId> {
    "[A-Za-z0-9_.:@+-]{1,64}".prop_map(|id| RoomId::parse(id).unwrap())
}

fn user() -> impl Strategy<Value = UserId> {
    "[A-Za-z0-9_.:@+-]{1,128}".prop_map(|id| UserId::parse(id).unwrap())
}

fn text() -> impl Strategy<Value = Text> {
    "[^\\p{Cc}\\s]{1,8}[^\\p{Cc}]{0,40}\n?".prop_map(|text| Text::parse(text).unwrap())
}

fn client_id() -> impl Strategy<Value = String> {
    "[^\\p{Cc}\\s]{1,16}"
}

fn request() -> impl Strategy<Value = Request> {
    let msg_id = proptest::option::of(client_id().prop_map(|id| ClientMsgId::parse(id).unwrap()));
    prop_oneof![
        (text(), proptest::option::of(room()), msg_id).prop_map(|(message, room_id, client_msg_id)| {
            Request::Chat {
                message,
                room_id,
                client_msg_id,
            }
        }),
        room().prop_map(|room_id| Request::JoinRoom { room_id }),
        room().prop_map(|room_id| Request::LeaveRoom { room_id }),
        (user(), text()).prop_map(|(target_user_id, message)| Request::PrivateMessage {
            target_user_id,
            message
        }),
        Just(Request::RoomList),
        Just(Request::Hello),
        Just(Request::Ping),
    ]
}

proptest! {
    #[test]
    fn what_is_encoded_is_decoded(request in request(), id in proptest::option::of(client_id())) {
        let inbound = Inbound { request, id: id.map(|id| CorrelationId::parse(id).unwrap()) };
        prop_assert_eq!(decode(&inbound.encode()), Ok(inbound));
    }

    #[test]
    fn any_text_is_read_or_refused(body in "\\PC{0,80}") {
        let refused = decode(&body).is_err();
        prop_assert!(refused, "random text is no request: {}", body);
    }

    /// Objects with the right names and any values: closer to what a broken client sends.
    #[test]
    fn any_object_is_read_or_refused(
        key in prop_oneof![Just("chat"), Just("join_room"), Just("private_message"), Just("ping"), Just("x")],
        field in prop_oneof![Just("message"), Just("roomId"), Just("targetUserId"), Just("id"), Just("type")],
        value in prop_oneof![Just("null".to_owned()), Just("{}".to_owned()), "-?[0-9]{1,30}", "\"[^\"\\\\\\p{Cc}]{0,200}\""],
    ) {
        let body = format!(r#"{{"type":"{key}","{field}":{value}}}"#);
        match decode(&body) {
            Ok(inbound) => prop_assert!(Route::ALL.contains(&inbound.request.route())),
            Err(error) => prop_assert!(!error.message.is_empty() && error.message.len() < 400),
        }
    }
}

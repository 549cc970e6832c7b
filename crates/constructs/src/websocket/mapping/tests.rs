use cfn::Emit as _;
use serde_json::{Value, json};

use super::{
    testing::{NASTY, event, filled, render, render_json},
    *,
};
use crate::{source, websocket::Source};

fn text(template: impl Into<MappingTemplate>) -> String {
    let tree = template.into().to_value().emit();
    filled(&serde_json::to_value(tree).unwrap())
}

fn of_everything() -> Json {
    Json::object()
        .with("connectionId", Source::CONNECTION_ID)
        .with("user", source!("context.authorizer.userId"))
        .with("text", source!("route.request.body.text"))
        .with("deep", source!("route.request.body.deep.names[1]"))
        .with("missing", source!("route.request.body.nothing"))
        .with("origin", source!("route.request.header.Origin"))
        .with("kind", source!("'static text'"))
        .with("list", Json::array([Json::from(1), Json::from(true), "x".into()]))
        .with("number", Json::value(source!("route.request.body.number")))
        .with("at", Json::value(source!("context.requestTimeEpoch")))
        .with("message", Json::message())
        .with("a \"key\" $context.stage #end", "it's $5 \\ #1 ${x}\n")
}

fn message(text: &str) -> Value {
    json!({ "text": text, "number": 1.5, "deep": { "names": ["a", text] } })
}

fn expected(text: &str) -> Value {
    json!({
        "connectionId": "Kx3rIf=",
        "user": "o'neill \"x\"",
        "text": text,
        "deep": text,
        "missing": "",
        "origin": "https://example.com",
        "kind": "static text",
        "list": [1, true, "x"],
        "number": 1.5,
        "at": 1_700_000_123_999_i64,
        "message": message(text),
        "a \"key\" $context.stage #end": "it's $5 \\ #1 ${x}\n",
    })
}

#[test]
fn whatever_clients_send_stays_in_its_place() {
    let template = text(of_everything());
    for nasty in NASTY {
        assert_eq!(render_json(&template, &event(&message(nasty))), expected(nasty));
    }
}

#[test]
fn a_payload_is_the_same_text_in_an_expression() {
    let template = Payload::from(of_everything()).before(|it| MappingTemplate::vtl(it));
    let template = text(template);
    for nasty in NASTY {
        assert_eq!(render_json(&template, &event(&message(nasty))), expected(nasty));
    }
}

#[test]
fn the_message_itself_is_passed_letter_by_letter() {
    let event = event(&message("it's"));
    let body = event["body"].as_str().unwrap();
    assert_eq!(render(&text(Payload::Message), &event), body);
}

#[test]
fn what_cloudformation_knows_stays_an_expression() {
    let template =
        MappingTemplate::from(Json::object().with("region", cfn::Pseudo::Region.value::<String>()));
    let tree = serde_json::to_value(template.to_value().emit()).unwrap();
    assert_eq!(tree, json!({ "Fn::Sub": r#"{"region":"${AWS::Region}"}"# }));
}

#[test]
fn a_template_of_ones_own_is_left_alone() {
    let mine = "#if(${x} == '${!y}')$!{z}#end";
    let tree = MappingTemplate::vtl(mine).to_value().emit();
    assert_eq!(tree, cfn::Tree::from(mine));
}

use proptest::prelude::*;

use super::{base64_decode, escape, url_decode};
use crate::{Context, Template, json};

fn render(template: &str, text: &str) -> String {
    let context = Context::new().with_variable("text", text);
    Template::parse(template)
        .expect(template)
        .render(&context)
        .unwrap()
}

#[test]
fn escaping_is_that_of_javascript_and_the_apostrophe_breaks_json() {
    assert_eq!(
        escape("a\"b\\c/d\n\t\u{1}é€😀"),
        r#"a\"b\\c\/d\n\t\u0001\u00E9\u20AC\uD83D\uDE00"#
    );
    assert_eq!(escape("it's"), r"it\'s");
    assert!(json::read(&format!("\"{}\"", escape("it's"))).is_err());
}

#[test]
fn parsed_json_is_a_value_like_the_body() {
    let text = r#"{"b":[1,{"c":"d"}],"a":2}"#;
    assert_eq!(
        render("#set($o = $util.parseJson($text))$o.b[1].c $o.b.size() $o", text),
        "d 2 {b=[1, {c=d}], a=2}"
    );
}

#[test]
fn what_is_no_text_is_encoded_by_its_text() {
    assert_eq!(
        render("$util.urlEncode(1.5) $util.urlEncode([1, 2])", ""),
        "1.5 %5B1%2C+2%5D"
    );
}

#[test]
fn what_cannot_be_decoded_is_an_error() {
    for text in ["%", "%z", "%4", "a%2", "%é"] {
        assert!(url_decode(text).is_err(), "{text}");
    }
    for text in ["?", "a", "===="] {
        assert!(base64_decode(text).is_err(), "{text}");
    }
}

proptest! {
    #[test]
    fn escaped_text_without_its_trap_is_the_inside_of_a_json_string(text in "\\PC*|[\\x00-\\x7f]*") {
        let template = r#"{"text": "$util.escapeJavaScript($text).replaceAll("\\'", "'")"}"#;
        let parsed = json::read(&render(template, &text)).unwrap();
        prop_assert_eq!(parsed.get("text").and_then(cfn::Tree::as_str), Some(text.as_str()));
    }

    #[test]
    fn encoding_and_decoding_end_where_they_began(text in any::<String>()) {
        prop_assert_eq!(render("$util.urlDecode($util.urlEncode($text))", &text), text.as_str());
        prop_assert_eq!(render("$util.base64Decode($util.base64Encode($text))", &text), text);
    }
}

use proptest::prelude::*;

use crate::{Context, Failure, Template, render};

const EVENT: &str = r#"{
    "requestContext": {"connectionId": "Kx3="},
    "stageVariables": {"s": "t"},
    "body": "{\"a\": {\"b\": [1, 2.5, null, \"x\"]}, \"it's\": true}"
}"#;

/// Pieces of the language, so that most texts get past the first character.
const PIECES: [&str; 62] = [
    "$",
    "$!",
    "${",
    "$a",
    "${a}",
    "$!{a}",
    "$input",
    "$util",
    "$context",
    "$foreach",
    ".path('$.a.b')",
    ".json(\"$\")",
    ".body",
    ".add(",
    ".put('k', ",
    ".get(0)",
    "[0]",
    "['k']",
    ".size()",
    ".split('')",
    ".replaceAll('x', '$0')",
    ".substring(1)",
    ".escapeJavaScript(",
    ".entrySet()",
    "#set(",
    "#set($a = ",
    "#set($a = $a + ",
    "#if(",
    "#if($a)",
    "#elseif(",
    "#else",
    "#{else}",
    "#end",
    "#foreach($i in ",
    "#foreach($a in [1..3])",
    "#break",
    "#stop",
    "##",
    "#*",
    "*#",
    "#[[",
    "]]#",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    "..",
    ":",
    "'",
    "\"",
    "\\",
    "=",
    " == ",
    " && ",
    "!",
    " - ",
    "-1",
    "\n",
    "é",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => proptest::sample::select(&PIECES[..]).prop_map(str::to_owned),
        1 => "\\PC{0,3}",
        1 => "[0-9a-c ]{1,3}",
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn no_text_makes_the_parser_or_the_evaluator_panic(template in text()) {
        let context = Context::from_json(EVENT).unwrap().with_variable("a", ["x", "y"]);
        match Template::parse(&template) {
            Ok(template) => {
                template.check();
                let _ = template.render(&context);
            }
            Err(errors) => prop_assert!(!errors.is_empty()),
        }
    }

    #[test]
    fn every_error_stands_inside_the_template(template in text()) {
        if let Err(errors) = Template::parse(&template) {
            let lines: Vec<&str> = template.split('\n').collect();
            for error in errors {
                let line = lines.get(error.place.line - 1);
                prop_assert!(line.is_some_and(|line| error.place.column <= line.chars().count() + 1), "{}", error);
            }
        }
    }

    #[test]
    fn text_without_signs_is_written_as_it_is(text in "[^$#\\\\]*") {
        prop_assert_eq!(render(&text, EVENT), Ok(text));
    }

    #[test]
    fn a_literal_block_is_written_as_it_is(text in "([^\\]]|\\][^\\]])*") {
        prop_assert_eq!(render(&format!("#[[{text}]]#"), EVENT), Ok(text));
    }

    #[test]
    fn text_in_quotes_is_itself(text in any::<String>()) {
        let quoted = text.replace('\'', "''");
        prop_assert_eq!(render(&format!("#set($t = '{quoted}')$t"), EVENT), Ok(text));
    }
}

#[test]
fn a_failure_says_all_that_is_wrong() {
    let syntax = render("#end\n#if(", EVENT).unwrap_err();
    assert_eq!(syntax.to_string().lines().count(), 3, "{syntax}");
    let event = render("", "[").unwrap_err();
    assert!(
        event.to_string().starts_with("the event is not JSON: "),
        "{event}"
    );
    assert!(matches!(render("$util.nope()", EVENT), Err(Failure::Render(_))));
}

#[test]
fn the_template_of_the_sqs_integration() {
    let template = "Action=SendMessage&MessageBody=$util.urlEncode($input.body)\
                    &MessageAttribute.1.Name=connectionId&MessageAttribute.1.Value.StringValue=$context.connectionId\
                    &MessageAttribute.1.Value.DataType=String";
    let event = r#"{"requestContext": {"connectionId": "Kx3="}, "body": "{\"a\": \"b c\"}"}"#;
    assert_eq!(
        render(template, event).unwrap(),
        "Action=SendMessage&MessageBody=%7B%22a%22%3A+%22b+c%22%7D&MessageAttribute.1.Name=connectionId\
         &MessageAttribute.1.Value.StringValue=Kx3=&MessageAttribute.1.Value.DataType=String"
    );
}

#[test]
fn the_template_of_a_function_without_proxy() {
    let template = "{\"connectionId\":\"$context.connectionId\",\"payload\":$input.json('$')}";
    let event = r#"{"requestContext": {"connectionId": "Kx3="}, "body": "{ \"b\": [1], \"a\": \"x\" }"}"#;
    let expected = r#"{"connectionId":"Kx3=","payload":{"b":[1],"a":"x"}}"#;
    assert_eq!(render(template, event).as_deref(), Ok(expected));
}

use crate::{Context, RenderProblem, Template};

const CONNECT: &str = r#"{
    "headers": {"Host": "h", "both": "header"},
    "queryStringParameters": {"room": "7", "both": "query"},
    "requestContext": {
        "connectionId": "Kx3=", "connectedAt": 1772719651201, "authorizer": {"userId": "u1", "guest": false},
        "identity": {"sourceIp": "203.0.113.9"}
    },
    "stageVariables": {"table-name": "chat"}
}"#;

const BODY: &str = r#"{"type":"chat","n":1.50,"big":12345678901,"yes":true,"no":null,"text":"a \"b\"",
    "list":[{"id":1},{"id":2,"tag":"x"}],"map":{"b":1,"a":[]}}"#;

fn render(template: &str) -> String {
    let context = Context::from_json(CONNECT).unwrap().with_body(BODY);
    let template = Template::parse(template).expect(template);
    template.render(&context).unwrap()
}

fn problem(template: &str, body: &str) -> RenderProblem {
    let template = Template::parse(template).expect(template);
    template
        .render(&Context::new().with_body(body))
        .unwrap_err()
        .problem
}

#[test]
fn the_body_as_text_json_and_value() {
    let cases = [
        ("$input.body", BODY),
        ("$input.json('$.type')", "\"chat\""),
        ("$input.json('$.text')", r#""a \"b\"""#),
        ("$input.json('$.map')", r#"{"b":1,"a":[]}"#),
        ("$input.json('$.list[*].id')", "[1,2]"),
        ("$input.json('$.no')", "null"),
        ("$input.json('$.big') $input.json('$.n')", "12345678901 1.5"),
        ("$input.path('$.type') $input.path('$.text')", "chat a \"b\""),
        (
            "$input.path('$.map') $input.path('$.list')",
            "{b=1, a=[]} [{id=1}, {id=2, tag=x}]",
        ),
        ("$input.path('$').list[1].tag $input.path('$').list.size()", "x 2"),
        (
            "#foreach($e in $input.path('$.list'))$e.id;$e.tag;#end",
            "1;$e.tag;2;x;",
        ),
        (
            "#set($p = '$.type')$input.path($p) $input.path(\"$.list[0].id\")",
            "chat 1",
        ),
        (
            "#if($input.path('$.yes'))yes#end#if($input.path('$.no'))no#end",
            "yes",
        ),
    ];
    for (template, expected) in cases {
        assert_eq!(render(template), expected, "{template}");
    }
}

#[test]
fn a_path_that_leads_nowhere_is_empty_text() {
    assert_eq!(render("$input.json('$.x') [$input.path('$.x.y')]"), "\"\" []");
    assert_eq!(render("#if($input.path('$.x') == '')empty#end"), "empty");
    assert_eq!(render("$input.json('$.x[*]') $input.path('$..x')"), "[] []");
}

#[test]
fn a_missing_body_is_an_empty_object() {
    for context in [Context::new(), Context::new().with_body(" ")] {
        let template = Template::parse("$input.json('$') [$input.path('$.a')]").unwrap();
        assert_eq!(template.render(&context).unwrap(), "{} []");
    }
}

#[test]
fn parameters_come_from_path_query_and_headers() {
    let cases = [
        (
            "$input.params('room') $input.params('Host') $input.params('both')",
            "7 h query",
        ),
        ("[$input.params('nope')]", "[]"),
        (
            "$input.params().header.Host $input.params().querystring.get('room')",
            "h 7",
        ),
        (
            "#foreach($k in $input.params().querystring.keySet())$k;#end",
            "room;both;",
        ),
        ("$input.params().path", "{}"),
    ];
    for (template, expected) in cases {
        assert_eq!(render(template), expected, "{template}");
    }
}

#[test]
fn the_request_and_the_stage_variables() {
    let cases = [
        (
            "$context.connectionId $context.connectedAt $context.identity.sourceIp",
            "Kx3= 1772719651201 203.0.113.9",
        ),
        ("$context.authorizer.userId $context.authorizer.guest", "u1 false"),
        (
            "$stageVariables['table-name'] ${stageVariables['table-name']} $stageVariables.table-name",
            "chat chat chat",
        ),
        // Documented, so that they are empty; and one that is not.
        (
            "[$context.messageId$context.error.messageString$context.authorizer.nope]$context.nope",
            "[]$context.nope",
        ),
    ];
    for (template, expected) in cases {
        assert_eq!(render(template), expected, "{template}");
    }
}

#[test]
fn what_cannot_be_read_is_an_error() {
    assert!(matches!(
        problem("$input.path('$.a')", "no json"),
        RenderProblem::Json { what: "the body", .. }
    ));
    assert!(matches!(
        problem("$input.json('a')", "{}"),
        RenderProblem::Path { .. }
    ));
    assert!(matches!(
        problem("$input.json(1)", "{}"),
        RenderProblem::Arguments { .. }
    ));
    assert!(matches!(
        problem("$input.jsn('$')", "{}"),
        RenderProblem::UnknownMethod {
            nearest: Some("json"),
            ..
        }
    ));
}

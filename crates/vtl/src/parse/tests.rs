use super::parse;
use crate::{
    error::{SyntaxError, SyntaxProblem},
    limits,
};

fn errors(template: &str) -> Vec<SyntaxError> {
    parse(template).expect_err(template)
}

fn messages(template: &str) -> Vec<String> {
    errors(template).iter().map(ToString::to_string).collect()
}

#[test]
fn an_error_says_where_and_what() {
    let cases = [
        ("#set(x = 1)", "1:6: expected a reference, found `x`"),
        ("#set($x 1)", "1:9: expected `=`, found `1`"),
        ("#set($x == 1)", "1:9: expected a single `=`, found `=`"),
        ("#set($x = )", "1:11: expected a value, found `)`"),
        (
            "#set($x = 1",
            "1:12: expected `)` or an operator, found the end of the template",
        ),
        ("a\n#set($x = 'b)", "2:11: a string never ends"),
        ("#set($x = {a: 1})", "1:12: expected a value, found `a`"),
        ("#set($x = {'a' 1})", "1:16: expected `:`, found `1`"),
        ("#set($x = [1 2])", "1:14: expected `,` or `]`, found `2`"),
        ("#if $x#end", "1:5: expected `(`, found `$`"),
        ("#if($x = 1)#end", "1:8: expected `)` or an operator, found `=`"),
        ("#foreach($i of $x)#end", "1:13: expected `in`, found `of`"),
        ("${x", "1:1: a `${…}` reference never ends"),
        (
            "$x[a]",
            "1:4: expected a number, a string or a reference, found `a`",
        ),
        (
            "$x.y(1",
            "1:7: expected `,` or `)`, found the end of the template",
        ),
        (
            "$x.y($i + 1)",
            "1:9: an argument is a single value, not a calculation",
        ),
        (
            "$true",
            "1:2: expected a name that is no truth value, found `true`",
        ),
        (
            "#set($x = 99999999999999999999)",
            "1:11: `99999999999999999999` does not fit a number of 64 bits",
        ),
        ("#end", "1:1: `#end` without `#if` or `#foreach` before it"),
        (
            "#parse('a')",
            "1:1: `#parse` is not available in mapping templates",
        ),
        ("a #* b", "1:3: a comment never ends"),
        ("a$", "1:2: a template cannot end in `$`"),
        (
            "#set($x = \"é $y.z(\")",
            "1:19: expected a value, found the end of the string",
        ),
    ];
    for (template, message) in cases {
        assert_eq!(messages(template), [message], "{template}");
    }
}

#[test]
fn all_errors_are_reported_and_none_of_their_consequences() {
    let template = "#set($a = )\n\
                    #if($b ==)\n\
                    $c.d(1 + 1) $e\n\
                    #else\n\
                    ${f\n\
                    #end\n\
                    #end\n\
                    #foreach($g on $h) $g #end\n\
                    #if(true) \"$i\"";
    let places: Vec<String> = errors(template)
        .iter()
        .map(|error| error.place.to_string())
        .collect();
    assert_eq!(places, ["1:11", "2:10", "3:8", "5:1", "7:1", "8:13", "9:1"]);
}

#[test]
fn hints_say_what_to_do() {
    let cases = [
        ("#if($x = 1)#end", "`==` compares, `=` stands in `#set` only"),
        ("#set($x = $y -1)", "write a blank on both sides of the minus"),
        (
            "$x.y($i * 2)",
            "calculate it in a `#set` before, and pass the variable",
        ),
        ("#if($x)", "add `#end`"),
        ("a$", "add a line break after it"),
    ];
    for (template, hint) in cases {
        assert_eq!(errors(template)[0].hint(), Some(hint), "{template}");
    }
}

#[test]
fn nesting_is_bounded() {
    let deep = [
        "#if(true)".repeat(1000) + &"#end".repeat(1000),
        format!("#set($x = {}1{})", "(".repeat(1000), ")".repeat(1000)),
        format!("#set($x = {}{})", "[".repeat(1000), "]".repeat(1000)),
        format!("#set($x = {}{})", "{1:".repeat(1000), "}".repeat(1000)),
        format!("{}1{}", "$x.y(".repeat(1000), ")".repeat(1000)),
        format!("{}1{}", "$x[".repeat(1000), "]".repeat(1000)),
        "#foreach($i in [1])".repeat(1000),
    ];
    for template in deep {
        let errors = errors(&template);
        assert_eq!(errors.len(), 1, "{errors:?}");
        assert_eq!(errors[0].problem, SyntaxProblem::TooDeep);
    }
}

#[test]
fn what_is_long_but_flat_is_no_trouble() {
    let long = [
        format!("#set($x = 1{})", " + 1".repeat(20_000)),
        format!("#if({}true)#end", "!".repeat(100_000)),
        format!("#if(false)a{}#end", "#elseif(true)b".repeat(10_000)),
        format!("$x{}", ".y[0].z()".repeat(10_000)),
        "#unknown(\n".repeat(4_000),
        "#unknown".repeat(20_000),
        "\\".repeat(100_000),
        format!("{}a", "$".repeat(100_000)),
    ];
    for template in long {
        assert!(parse(&template).is_ok(), "{}", &template[..40]);
    }
}

#[test]
fn the_length_and_the_number_of_errors_are_bounded() {
    let longest = "a".repeat(limits::TEMPLATE_BYTES);
    assert!(parse(&longest).is_ok());
    let too_long = SyntaxProblem::TooLong(limits::TEMPLATE_BYTES + 1);
    assert_eq!(errors(&format!("{longest}a"))[0].problem, too_long);

    let errors = errors(&"#end ".repeat(1000));
    assert_eq!(errors.len(), limits::ERRORS + 1);
    assert_eq!(errors[limits::ERRORS].problem, SyntaxProblem::TooMany);
}

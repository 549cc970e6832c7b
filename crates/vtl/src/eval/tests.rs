use crate::{Context, RenderError, RenderProblem, Template};

fn render(template: &str) -> Result<String, RenderError> {
    Template::parse(template).expect(template).render(&Context::new())
}

#[test]
fn an_error_says_where_what_and_what_next() {
    let cases = [
        (
            "\n $util.urlencode('a')",
            "2:7: `$util` has no method `urlencode`",
            "did you mean `urlEncode`?",
        ),
        (
            "#set($s = 'a')$s.size()",
            "1:17: a string has no method `size`",
            "did you mean `length`?",
        ),
        (
            "#set($s = [])$s.length()",
            "1:16: a list has no method `length`",
            "did you mean `size`?",
        ),
        (
            "#set($s = [1])$s.get(1)",
            "1:17: there is no index 1: the size is 1",
            "ask for the size before",
        ),
        (
            "#set($s = 'a')$s.matches('(?=a)')",
            "1:17: the regular expression `(?=a)` is not understood: look-around is not supported",
            "look-around, back references and possessive quantifiers are not available here",
        ),
        (
            "#set($x = \"$util.urlEncod('a')\")",
            "1:17: `$util` has no method `urlEncod`",
            "did you mean `urlEncode`?",
        ),
    ];
    for (template, message, hint) in cases {
        let error = render(template).expect_err(template);
        assert_eq!(error.to_string(), message);
        assert_eq!(error.hint().as_deref(), Some(hint));
    }
}

#[test]
fn arguments_that_do_not_fit_are_named() {
    let error = render("#set($s = 'a')$s.substring('1', [])").unwrap_err();
    assert_eq!(
        error.to_string(),
        "1:17: `substring` of a string does not take (a string, a list)"
    );
}

#[test]
fn rounds_are_bounded() {
    assert_eq!(render("#foreach($i in [1..1000])#end.").as_deref(), Ok("."));
    let error = render("a\n#foreach($i in [1..1001])#end").unwrap_err();
    assert_eq!(
        error.to_string(),
        "2:1: a loop over 1001 items; API Gateway runs at most 1000 rounds"
    );
}

#[test]
fn work_text_and_depth_are_bounded() {
    let rounds = "#foreach($i in [1..1000])#foreach($j in [1..1000])";
    let cases = [
        (
            format!("{rounds}#foreach($k in [1..1000])#end#end#end"),
            RenderProblem::TooMuchWork,
        ),
        (
            format!("{rounds}{}#end#end", "x".repeat(1000)),
            RenderProblem::TooMuchText,
        ),
        ("#set($x = [1..9999999])".to_owned(), RenderProblem::TooMuchWork),
        (
            "#set($x = [-9223372036854775808..9223372036854775807])".to_owned(),
            RenderProblem::TooMuchWork,
        ),
        (
            "#set($s = 'x')#foreach($i in [1..100])#set($s = \"$s$s\")#end".to_owned(),
            RenderProblem::TooMuchText,
        ),
        (
            "#set($s = 'xxxxxxxxxxxx')#foreach($i in [1..100])#set($s = $s.replace('x', $s))#end".to_owned(),
            RenderProblem::TooMuchText,
        ),
        (
            "#set($s = 'xxxxxxxxxxxx')#foreach($i in [1..100])#set($s = $s.replaceAll('x', $s))#end"
                .to_owned(),
            RenderProblem::TooMuchText,
        ),
        (
            "#set($l = [])#set($ok = $l.add($l))$l".to_owned(),
            RenderProblem::TooDeep,
        ),
        (
            "#set($m = {})#set($m.m = $m)$m".to_owned(),
            RenderProblem::TooDeep,
        ),
        (
            "#set($l = [1])#foreach($i in [1..100])#set($l = [$l, $l])#end$l".to_owned(),
            RenderProblem::TooMuchWork,
        ),
        (
            "#set($a = [])#set($b = [])#set($ok = $a.add($b))#set($ok = $b.add($a))#if($a == $b)#end"
                .to_owned(),
            RenderProblem::TooDeep,
        ),
        (
            format!("#set($l = [1..500]){rounds}#set($ok = $l.addAll($l))#end#end"),
            RenderProblem::TooMuchWork,
        ),
        (
            "#set($x = 9223372036854775807 + 1)".to_owned(),
            RenderProblem::Overflow,
        ),
    ];
    for (template, problem) in cases {
        assert_eq!(
            render(&template).expect_err(&template).problem,
            problem,
            "{template}"
        );
    }
}

#[test]
fn a_chain_of_lists_is_dropped_without_the_stack() {
    let template = "#set($l = [])#foreach($i in [1..300])#foreach($j in [1..300])#set($l = [$l])#end#end.";
    assert_eq!(render(template).as_deref(), Ok("."));
}

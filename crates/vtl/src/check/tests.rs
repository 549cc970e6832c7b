use crate::Template;

/// The findings with their hints.
fn found(template: &str) -> Vec<String> {
    let template = Template::parse(template).unwrap();
    let found = template.check().into_iter();
    found
        .map(|unknown| match unknown.hint() {
            Some(hint) => format!("{unknown} ({hint})"),
            None => unknown.to_string(),
        })
        .collect()
}

#[test]
fn what_is_defined_is_not_reported() {
    let templates = [
        "$input.body $input.json('$') $util.urlEncode($input.path('$.a')) $stageVariables.any['x']",
        "$context.connectionId $context.authorizer.userId $context.identity $context.identity.sourceIp $context",
        "#set($x = 1)$x #foreach($i in [$x])$i $foreach.index $velocityCount#end $i",
        "$later #set($later = 1)",
        "\\$escaped $5 #[[ $verbatim ]]# ## $comment",
        "$util.parseJson('{}').whatever.it('has')",
    ];
    for template in templates {
        assert_eq!(found(template), Vec::<String>::new(), "{template}");
    }
}

#[test]
fn variables_that_nothing_sets_are_reported_wherever_they_stand() {
    let template =
        "#if($a)\n${b}#end\n#foreach($i in $c)#set($x = \"in $d\")#set($e.f = {$g: [$h, [$j..1]]})#end";
    let found = found(template);
    let names = [
        "1:5: `$a`",
        "2:1: `$b`",
        "`$c`",
        "`$d`",
        "`$e`",
        "`$g`",
        "`$h`",
        "`$j`",
    ];
    assert_eq!(found.len(), names.len(), "{found:?}");
    for (found, name) in found.iter().zip(names) {
        assert!(found.contains(name), "{found} {name}");
    }
}

#[test]
fn findings_say_what_was_probably_meant() {
    assert_eq!(
        found("#set($name = 1)$nmae $util.parseJSON('1') $context.identity.sourceIP $x-1"),
        [
            "1:16: `$nmae` is never set (did you mean `$name`?)",
            "1:27: `$util` has no method `parseJSON` (did you mean `parseJson`?)",
            "1:43: `$context.identity.sourceIP` is no variable of WebSocket APIs (did you mean \
             `$context.identity.sourceIp`?)",
            "1:70: `$x-1` is never set (`-` is a letter of names: write blanks around a minus, and `${…}` before text)",
        ]
    );
}

#[test]
fn the_findings_of_a_large_template_are_bounded() {
    assert_eq!(found(&"$nope ".repeat(10_000)).len(), crate::limits::ERRORS);
}

use super::template;
use crate::{Diagnostic, Findings, IntoEntry, RawResource, Severity, Stack, Template, Tree};

fn findings(json: &str) -> Vec<Diagnostic> {
    template(&Template::from_json("demo", json).unwrap())
}

/// The findings as `code message [hint]`.
fn told(json: &str) -> Vec<String> {
    let tell = |finding: &Diagnostic| {
        let hint = finding.hint.iter().map(|hint| format!(" [{hint}]"));
        format!("{} {}{}", finding.code, finding.message, hint.collect::<String>())
    };
    findings(json).iter().map(tell).collect()
}

#[track_caller]
fn finds(json: &str, expected: &[&str]) {
    assert_eq!(told(json), expected, "{json}");
}

#[test]
fn a_sound_template_has_no_findings() {
    finds(
        r#"{"Parameters": {"Stage": {"Type": "String"}},
            "Mappings": {"Sizes": {"dev": {"memory": 128}}},
            "Conditions": {"IsDev": {"Fn::Equals": [{"Ref": "Stage"}, "dev"]}, "Not": {"Fn::Not": [{"Condition": "IsDev"}]}},
            "Resources": {
                "Role": {"Type": "A", "Properties": {"Statement": [{"Condition": {"StringEquals": {"Ref": "x", "y": 1}}}]}},
                "Fn": {"Type": "B", "Condition": "IsDev", "DependsOn": "Role", "Properties": {
                    "Role": {"Fn::GetAtt": "Role.Arn"},
                    "Memory": {"Fn::FindInMap": ["Sizes", {"Ref": "Stage"}, "memory"]},
                    "Name": {"Fn::Sub": ["${Stage}-${Local}-${AWS::Region}-${!Free}", {"Local": {"Ref": "Role"}}]}}}},
            "Outputs": {"Url": {"Condition": "IsDev", "Value": {"Fn::If": ["IsDev", {"Ref": "Fn"}, {"Ref": "AWS::NoValue"}]}}}}"#,
        &[],
    );
}

#[test]
fn names_that_lead_nowhere_are_found_all_at_once() {
    finds(
        r#"{"Parameters": {"Stage": {"Type": "String"}},
            "Resources": {
                "Rooms": {"Type": "A"},
                "Fn": {"Type": "B", "Properties": {
                    "Env": [{"Ref": "Romos"}, {"Fn::Sub": "${Stag}${Rooms.Arn}${Room.Arn}"}],
                    "Att": {"Fn::GetAtt": ["Stage", "Arn"]},
                    "Pseudo": {"Ref": "AWS::Regoin"},
                    "Far": {"Ref": "Elsewhere"}}}}}"#,
        &[
            "GW003 `Fn.Properties.Env[0].Ref` refers to `Romos`, which is neither a resource nor a parameter \
             [did you mean `Rooms`?]",
            "GW003 `Fn.Properties.Env[1].Fn::Sub` refers to `Stag`, which is neither a resource nor a parameter \
             [did you mean `Stage`?]",
            "GW003 `Fn.Properties.Env[1].Fn::Sub` asks for an attribute of `Room`, which is no resource \
             [did you mean `Rooms`?]",
            "GW003 `Fn.Properties.Att.Fn::GetAtt` asks for an attribute of `Stage`, which is a parameter and has no \
             attributes",
            "GW003 `Fn.Properties.Pseudo.Ref` refers to `AWS::Regoin`, which is neither a resource nor a parameter \
             [did you mean `AWS::Region`?]",
            "GW003 `Fn.Properties.Far.Ref` refers to `Elsewhere`, which is neither a resource nor a parameter",
        ],
    );
}

#[test]
fn dependencies_conditions_and_mappings_must_be_declared() {
    finds(
        r#"{"Mappings": {"Sizes": {"dev": {"memory": 1}}},
            "Conditions": {"IsDev": {"Condition": "IsDve"}},
            "Resources": {
                "A": {"Type": "T", "DependsOn": ["B", "AB"], "Condition": "IsDevv"},
                "AC": {"Type": "T", "Properties": {
                    "One": {"Fn::If": ["IsProduction", 1, 2]},
                    "Two": {"Fn::FindInMap": ["Size", "dev", "memory"]},
                    "Three": {"Fn::FindInMap": ["Sizes", "prod", "memory"]},
                    "Four": {"Fn::FindInMap": ["Sizes", "dev", "disk"]}}}},
            "Outputs": {"Url": {"Condition": "No", "Value": 1}}}"#,
        &[
            "GW005 `Conditions.IsDev.Condition` uses the condition `IsDve`, which is not declared \
             [did you mean `IsDev`?]",
            "GW004 `A.DependsOn` names `B`, which is no resource",
            "GW004 `A.DependsOn` names `AB`, which is no resource [did you mean `AC`?]",
            "GW005 `A.Condition` uses the condition `IsDevv`, which is not declared [did you mean `IsDev`?]",
            "GW005 `AC.Properties.One.Fn::If` uses the condition `IsProduction`, which is not declared",
            "GW006 `AC.Properties.Two.Fn::FindInMap` looks into the mapping `Size`, which is not declared \
             [did you mean `Sizes`?]",
            "GW006 `AC.Properties.Three.Fn::FindInMap` looks into the mapping `Sizes`, which has no key `prod` there",
            "GW006 `AC.Properties.Four.Fn::FindInMap` looks into the mapping `Sizes`, which has no key `disk` there",
            "GW005 `Outputs.Url.Condition` uses the condition `No`, which is not declared",
        ],
    );
}

#[test]
fn functions_in_the_wrong_form_are_found() {
    let forms = [
        (r#"{"Ref": ["A"]}"#, "one name"),
        (r#"{"Fn::GetAtt": "A"}"#, "a logical id and an attribute"),
        (r#"{"Fn::GetAtt": ["A"]}"#, "a logical id and an attribute"),
        (r#"{"Fn::Sub": ["x"]}"#, "text and a map of variables"),
        (r#"{"Fn::Sub": 1}"#, "text, or text and a map of variables"),
        (r#"{"Fn::If": ["C", 1]}"#, "a condition and two values"),
        (r#"{"Fn::FindInMap": ["M", "a"]}"#, "a mapping and two keys"),
        (r#"{"Fn::Join": ["-"]}"#, "a list of two arguments"),
    ];
    for (form, expected) in forms {
        let json = format!(r#"{{"Resources": {{"A": {{"Type": "T", "Properties": {{"P": {form}}}}}}}}}"#);
        let findings = findings(&json);
        assert_eq!(findings.len(), 1, "{form}: {findings:?}");
        assert_eq!(findings[0].code, "GW007");
        assert!(
            findings[0].message.ends_with(&format!("takes {expected}")),
            "{findings:?}"
        );
    }
    finds(
        r#"{"Resources": {"A": {"Type": "T", "DependsOn": [1], "Condition": {}}}}"#,
        &[
            "GW007 `DependsOn` at `A.DependsOn` takes one logical id or a list of them",
            "GW007 `Condition` at `A.Condition` takes the name of a condition",
        ],
    );
}

#[test]
fn a_condition_cannot_look_at_a_resource() {
    finds(
        r#"{"Conditions": {"C": {"Fn::Equals": [{"Ref": "A"}, 1]}}, "Resources": {"A": {"Type": "T"}}}"#,
        &[
            "GW009 `Conditions.C.Fn::Equals[0].Ref` refers to the resource `A` \
           [conditions are decided before any resource exists; compare parameters instead]",
        ],
    );
}

/// What is wrong where a queue `Q` exists under `IsProd`, and `rest` stands beside it.
fn beside_a_queue_of_prod(rest: &str) -> Vec<String> {
    told(&format!(
        r#"{{"Parameters": {{"Stage": {{"Type": "String", "AllowedValues": ["dev", "staging", "prod"]}},
                "Size": {{"Type": "String"}}}},
            "Conditions": {{
                "IsProd": {{"Fn::Equals": [{{"Ref": "Stage"}}, "prod"]}},
                "IsLarge": {{"Fn::Equals": [{{"Ref": "Size"}}, "large"]}},
                "IsOther": {{"Fn::Or": [{{"Fn::Equals": [{{"Ref": "Stage"}}, "dev"]}}, {{"Fn::Equals": [{{"Ref": "Stage"}}, "staging"]}}]}},
                "IsBoth": {{"Fn::And": [{{"Condition": "IsLarge"}}, {{"Condition": "IsProd"}}]}}}},
            "Resources": {{"Q": {{"Type": "T", "Condition": "IsProd"}}, "A": {rest}}}}}"#
    ))
}

#[test]
fn a_reference_to_what_may_not_exist_is_found() {
    let unsafe_ones = [
        (r#"{"Type": "T", "Properties": {"P": {"Ref": "Q"}}}"#, "P.Ref"),
        (
            r#"{"Type": "T", "Properties": {"P": {"Fn::Sub": "x${Q.Arn}"}}}"#,
            "P.Fn::Sub",
        ),
        (
            r#"{"Type": "T", "Condition": "IsLarge", "Properties": {"P": {"Ref": "Q"}}}"#,
            "P.Ref",
        ),
        (
            r#"{"Type": "T", "Properties": {"P": {"Fn::If": ["IsProd", 1, {"Fn::GetAtt": ["Q", "Arn"]}]}}}"#,
            "P.Fn::If[2].Fn::GetAtt",
        ),
    ];
    for (body, path) in unsafe_ones {
        assert_eq!(
            beside_a_queue_of_prod(body),
            [format!(
                "GW016 `A.Properties.{path}` refers to `Q`, which exists only where `IsProd` holds [choose with `Fn::If` \
                 on `IsProd` there (`condition.choose(…)`), or put `A` under it, too (`add_when`)]"
            )]
        );
    }
}

#[test]
fn a_reference_that_the_conditions_cover_is_none() {
    for body in [
        r#"{"Type": "T", "DependsOn": "Q"}"#,
        r#"{"Type": "T", "Condition": "IsProd", "Properties": {"P": {"Ref": "Q"}}}"#,
        r#"{"Type": "T", "Condition": "IsBoth", "Properties": {"P": {"Ref": "Q"}}}"#,
        r#"{"Type": "T", "Properties": {"P": {"Fn::If": ["IsProd", {"Ref": "Q"}, {"Ref": "AWS::NoValue"}]}}}"#,
        r#"{"Type": "T", "Properties": {"P": {"Fn::If": ["IsOther", 1, {"Ref": "Q"}]}}}"#,
    ] {
        assert_eq!(beside_a_queue_of_prod(body), [] as [&str; 0], "{body}");
    }
}

#[test]
fn where_rules_or_patterns_decide_nobody_guesses() {
    let parameters = |rest: &str| {
        let json = format!(
            r#"{{"Parameters": {{"Stage": {{"Type": "String"{rest}}}}},
                "Conditions": {{"IsProd": {{"Fn::Equals": [{{"Ref": "Stage"}}, "prod"]}},
                    "IsDev": {{"Fn::Equals": [{{"Ref": "Stage"}}, "dev"]}}}},
                "Resources": {{"Q": {{"Type": "T", "Condition": "IsProd"}},
                    "A": {{"Type": "T", "Properties": {{"P": {{"Fn::If": ["IsDev", 1, {{"Ref": "Q"}}]}}}}}}}}}}"#
        );
        findings(&json).len()
    };
    assert_eq!(parameters(""), 1);
    assert_eq!(parameters(r#", "AllowedPattern": "dev|prod""#), 0);
    assert_eq!(parameters(r#"}}, "Rules": {"R": {"#), 0);
}

#[test]
fn rings_are_named_whole() {
    let hint = "[break the ring: build one of the values from names that are known, with `sub!`]";
    finds(
        r#"{"Conditions": {"X": {"Fn::Not": [{"Condition": "Y"}]}, "Y": {"Condition": "X"}},
            "Resources": {
                "Lead": {"Type": "T", "DependsOn": "A"},
                "A": {"Type": "T", "Properties": {"P": {"Fn::GetAtt": ["B", "Arn"]}}},
                "B": {"Type": "T", "Properties": {"P": {"Fn::Sub": "${C}"}}},
                "C": {"Type": "T", "DependsOn": ["A"]},
                "Self": {"Type": "T", "Properties": {"P": [{"Ref": "Self"}]}}}}"#,
        &[
            &format!(
                "GW008 conditions depend on each other: X (Fn::Not[0].Condition) -> Y (Condition) -> X {hint}"
            ),
            &format!(
                "GW008 resources depend on each other: A (Properties.P.Fn::GetAtt) -> B (Properties.P.Fn::Sub) -> \
                 C (DependsOn) -> A {hint}"
            ),
            &format!("GW008 resources depend on each other: Self (Properties.P[0].Ref) -> Self {hint}"),
        ],
    );
}

#[test]
fn a_ring_through_a_branch_is_only_a_warning() {
    let findings = findings(
        r#"{"Parameters": {"S": {"Type": "String"}}, "Conditions": {"C": {"Fn::Equals": [{"Ref": "S"}, "a"]}},
            "Resources": {
                "A": {"Type": "T", "Properties": {"P": {"Fn::If": ["C", {"Ref": "B"}, "x"]}}},
                "B": {"Type": "T", "Properties": {"P": {"Fn::If": ["C", "x", {"Ref": "A"}]}}}}}"#,
    );
    let severities: Vec<_> = findings.iter().map(|finding| finding.severity).collect();
    assert_eq!(severities, [Severity::Warning]);
}

#[test]
fn a_chain_of_any_length_is_walked() {
    let resource = |index: usize| {
        let next = format!("R{}", index + 1);
        let body = Tree::from_iter([("Type", Tree::from("T")), ("DependsOn", next.into())]);
        (format!("R{index}"), body)
    };
    let chain: Tree = (0..20_000).map(resource).collect();
    let chain = Template::from_tree("chain", Tree::single("Resources", chain));
    let codes: Vec<_> = template(&chain).into_iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["GW004", "GW011", "GW011"]);
}

#[test]
fn quotas_are_counted() {
    let many = |count: usize| {
        (0..count)
            .map(|n| (format!("N{n}"), Tree::single("Type", "String")))
            .collect::<Tree>()
    };
    let tree = Tree::from_iter([
        ("Description", Tree::from("ü".repeat(513))),
        ("Parameters", many(201)),
        ("Mappings", many(201)),
        ("Resources", many(501)),
        ("Outputs", many(201)),
    ]);
    let findings = template(&Template::from_tree("big", tree));
    let messages: Vec<_> = findings.iter().map(|finding| finding.message.as_str()).collect();
    let expected = [
        "the template has 501 resources; CloudFormation takes 500",
        "the template has 201 parameters; CloudFormation takes 200",
        "the template has 201 outputs; CloudFormation takes 200",
        "the template has 201 mappings; CloudFormation takes 200",
        "the template has 1026 bytes in its description; CloudFormation takes 1024",
    ];
    assert_eq!(messages, expected);
    let full = Tree::from_iter([
        ("Description", Tree::from("x".repeat(1024))),
        ("Resources", many(500)),
    ]);
    assert_eq!(template(&Template::from_tree("full", full)), []);
}

#[test]
fn a_template_that_no_request_carries_is_worth_knowing_and_one_that_no_bucket_helps_is_refused() {
    let found = |bytes: usize| {
        let text = Tree::from("x".repeat(bytes));
        let tree = Tree::from_iter([
            ("Metadata", Tree::single("Text", text)),
            ("Resources", Tree::map()),
        ]);
        let findings = template(&Template::from_tree("long", tree));
        let found = findings.into_iter().filter(|finding| finding.code == "GW011");
        found.map(|finding| finding.severity).collect::<Vec<_>>()
    };
    assert_eq!(found(50_000), []);
    assert_eq!(found(52_000), [Severity::Info]);
    assert_eq!(found(1_000_000), [Severity::Error]);
}

#[test]
fn names_take_letters_and_digits() {
    let findings = findings(r#"{"Mappings": {"a-b": {}}, "Outputs": {"": {"Value": 1}}}"#);
    let found: Vec<_> = findings
        .iter()
        .map(|f| (f.code.as_str(), f.resource.as_deref()))
        .collect();
    assert_eq!(
        found,
        [("GW001", Some("Mappings.a-b")), ("GW001", Some("Outputs."))]
    );
}

#[test]
fn findings_of_a_program_name_its_lines() {
    let mut stack = Stack::new("demo");
    let refers = Tree::single("P", Tree::single("Ref", "Second"));
    let line = line!() + 1;
    let first = stack.add("First", RawResource::new("T", refers));
    stack.add("Second", RawResource::new("T", Tree::map()).depends_on(&first));
    let findings = stack.synth().unwrap_err();
    let lines: Vec<_> = findings.0[0].origins.iter().map(|origin| origin.line).collect();
    assert_eq!(lines, [line, line + 1]);
    assert!(findings.0[0].origins[0].file.ends_with("check/tests.rs"));
}

#[test]
fn a_stack_has_a_name_that_cloudformation_takes() {
    let longest = "x".repeat(128);
    for name in ["a", "chat-dev", "Chat2", longest.as_str()] {
        assert!(Stack::new(name).synth().is_ok(), "{name}");
    }
    let longer = "x".repeat(129);
    for name in [
        "",
        "../elsewhere",
        "2chat",
        "-chat",
        "chat dev",
        "chat_dev",
        "grün",
        longer.as_str(),
    ] {
        let Findings(findings) = Stack::new(name).synth().unwrap_err();
        assert!(
            findings.iter().any(|finding| finding.code == "GW012"),
            "{name}: {findings:?}"
        );
    }
}

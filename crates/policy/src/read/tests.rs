use proptest::prelude::*;

use crate::{Matching, Policy};

fn errors(document: &str) -> Vec<String> {
    let errors = Policy::from_json("P", &document.replace('\'', "\"")).unwrap_err();
    errors.errors.iter().map(ToString::to_string).collect()
}

#[test]
fn one_or_many_are_read_alike() {
    let one = r#"{"Statement": {"Effect": "Allow", "Action": "a:b", "Resource": "c"}}"#;
    let many = r#"{"Statement": [{"Effect": "Allow", "Action": ["a:b"], "Resource": ["c"]}]}"#;
    assert_eq!(Policy::from_json("P", one), Policy::from_json("P", many));
}

#[test]
fn negations_principals_and_trust_policies() {
    let policy = Policy::from_json(
        "Trust",
        r#"{"Version": "2012-10-17", "Id": "x", "Statement": [
            {"Effect": "Allow", "Principal": {"Service": ["a", "b"], "AWS": "*"}, "Action": "sts:AssumeRole"},
            {"Effect": "Deny", "NotPrincipal": {"AWS": "111122223333"}, "NotAction": "s3:*", "NotResource": "x", "Condition": null}
        ]}"#,
    )
    .unwrap();
    let [trust, rest] = policy.statements.as_slice() else {
        panic!("{policy:?}")
    };
    assert_eq!(trust.principals.as_ref().map(|them| them.listed().len()), Some(3));
    assert_eq!(trust.resources, None);
    assert!(matches!(&rest.actions, Matching::NoneOf(actions) if actions[0].to_string() == "s3:*"));
    assert!(rest.resources.as_ref().is_some_and(Matching::is_negated) && rest.conditions.is_empty());
}

#[test]
fn variables_belong_to_the_new_version() {
    let resource = |version: &str| {
        let json = format!(
            r#"{{{version} "Statement": {{"Effect": "Allow", "Action": "*", "Resource": "${{aws:username}}"}}}}"#
        );
        let policy = Policy::from_json("P", &json).unwrap();
        policy.statements[0].resources.as_ref().unwrap().listed()[0]
            .variables()
            .count()
    };
    assert_eq!(resource(r#""Version": "2012-10-17","#), 1);
    assert_eq!(resource(r#""Version": "2008-10-17","#), 0);
    assert_eq!(resource(""), 0);
}

#[test]
fn every_mistake_is_named_with_its_path() {
    let document = "{'Version': '2012-10-18', 'Statements': [], 'Statement': [
        {'Effect': 'allow', 'Action': 'getItem', 'Resource': '*'},
        {'Effect': 'Allow', 'Actions': 's3:*', 'Principal': 'me', 'Condition': {
            'StringEqual': {'a': 'b'}, 'Bool': {'c': 'yes'}, 'NullIfExists': {}, 'IpAddress': {'d': ['1.2.3.4/33', '${e}']},
            'NumericEquals': 7
        }},
        {'Action': ['a:b', {}], 'NotAction': 'c:d', 'Principal': {'Aws': 'x'}, 'Resource': 'r'}, 4
    ]}";
    assert_eq!(
        errors(document),
        [
            "there is no element `Statements`; hint: `Statement`",
            "Version: the version is `2012-10-17` or `2008-10-17`, not `2012-10-18`",
            "Statement[0].Effect: an effect is `Allow` or `Deny`, not `allow`",
            "Statement[0].Action: an action is `service:Name` or `*`, not `getItem`",
            "Statement[1]: there is no element `Actions`; hint: `Action`",
            "Statement[1].Principal: `*` or a map of principals is wanted, text was found",
            "Statement[1]: a statement needs `Action` or `NotAction`",
            "Statement[1].Condition.StringEqual: there is no condition operator `StringEqual`; hint: `StringEquals`",
            "Statement[1].Condition.Bool.c: `yes` is no truth value: `true` or `false`",
            "Statement[1].Condition.NullIfExists: there is no condition operator `NullIfExists`; hint: `Null`",
            "Statement[1].Condition.IpAddress.d[0]: `1.2.3.4/33` is no address or network",
            "Statement[1].Condition.NumericEquals: a map of keys is wanted, a number was found",
            "Statement[2]: a statement needs `Effect`",
            "Statement[2].Principal.Aws: a principal is `AWS`, `Service`, `Federated` or `CanonicalUser`, not `Aws`",
            "Statement[2]: `Action` and `NotAction` exclude each other",
            "Statement[2].Action[1]: text is wanted, a map was found",
            "Statement[3]: a statement is wanted, a number was found",
        ]
    );
}

#[test]
fn what_is_no_policy_at_all() {
    assert_eq!(errors("{}"), ["`Statement` is wanted, none was found"]);
    assert_eq!(errors("[]"), ["a map is wanted, a list was found"]);
    let identity = errors("{'Statement': {'Effect': 'Allow', 'Action': '*'}}");
    assert_eq!(
        identity,
        ["Statement: a statement needs `Resource` or `NotResource`"]
    );
    let syntax = errors("{'Statement': }");
    assert!(syntax[0].starts_with("1:15: "), "{syntax:?}");
    let shown = Policy::from_json("Grants", "{}").unwrap_err().to_string();
    assert_eq!(
        shown,
        "`Grants` is no policy\n  `Statement` is wanted, none was found"
    );
}

proptest! {
    #[test]
    fn any_text_is_answered(text in r#"[{}\[\]",:a-dA-Z$*?.0-9 ]{0,60}"#) {
        let _any = Policy::from_json("P", &text);
    }
}

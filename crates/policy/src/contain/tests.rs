use super::*;

mod random;

/// A policy of some statements, in JSON with `'` for `"` and `´` for `'`.
fn policy(statements: &str) -> [Policy; 1] {
    let json = format!(
        r#"{{"Version": "2012-10-17", "Statement": {}}}"#,
        statements.replace('\'', "\"").replace('´', "'")
    );
    [Policy::from_json("P", &json).unwrap_or_else(|errors| panic!("{errors}: {json}"))]
}

fn allow(action: &str, resource: &str, more: &str) -> String {
    format!("{{'Effect': 'Allow', 'Action': {action}, 'Resource': {resource}{more}}}")
}

/// What the new side allows beyond the old one: `same`, witnesses in short, or a doubt.
fn beyond(old: &str, new: &str) -> Vec<String> {
    let (old, new) = (policy(old), policy(new));
    let excess = excess(&[&old], &[&new]);
    let told = excess.iter().map(|excess| match &excess.witness {
        Ok(request) => {
            assert!(evaluate(&new, request).is_allowed(), "{request:?}");
            assert!(!evaluate(&old, request).is_allowed(), "{request:?}");
            format!("{} {}", request.action(), request.resource())
        }
        Err(doubt) => doubt.to_string(),
    });
    told.collect()
}

#[track_caller]
fn same(old: &str, new: &str) {
    assert_eq!(beyond(old, new), [""; 0], "{new} within {old}");
}

#[test]
fn statements_that_are_split_or_merged_allow_the_same() {
    let merged = allow("['t:Get', 't:Put']", "['a', 'b/*']", "");
    let split = [
        allow("'t:Get'", "'a'", ""),
        allow("'t:put'", "'b/*'", ""),
        allow("'t:Put'", "'a'", ""),
        allow("'t:Get'", "'b/*'", ""),
    ];
    let split = format!("[{}]", split.join(", "));
    same(&merged, &split);
    same(&split, &merged);
    let most = format!(
        "[{}]",
        [allow("'t:Get'", "'*'", ""), allow("'t:Put'", "'a'", "")].join(", ")
    );
    assert_eq!(beyond(&most, &merged), ["t:Put b/"]);
}

#[test]
fn patterns_are_contained_in_what_several_cover_together() {
    let covers = format!(
        "[{}, {}]",
        allow("'t:*'", "'x/?'", ""),
        allow("'t:*'", "'x/??*'", "")
    );
    same(&covers, &allow("'t:Get*'", "'x/?*'", ""));
    assert_eq!(beyond(&covers, &allow("'t:Get'", "'x/*'", "")), ["t:Get x/"]);
}

#[test]
fn negated_elements_and_denials_are_seen_through() {
    let all_but = "[{'Effect': 'Allow', 'NotAction': ['t:Put', 't:Drop'], 'Resource': '*'}]";
    let denied = "[{'Effect': 'Allow', 'Action': '*', 'Resource': '*'}, {'Effect': 'Deny', 'Action': ['t:Drop', 't:Put'], 'Resource': '*'}]";
    same(all_but, denied);
    same(denied, all_but);
    let less_denied = "[{'Effect': 'Allow', 'Action': '*', 'Resource': '*'}, {'Effect': 'Deny', 'Action': 't:Put', 'Resource': '*'}]";
    assert_eq!(beyond(denied, less_denied).len(), 1);
    same(less_denied, denied);
}

#[test]
fn conditions_make_narrower_and_more_values_wider() {
    let on = |operator: &str, values: &str| {
        allow(
            "'t:Get'",
            "'*'",
            &format!(", 'Condition': {{'{operator}': {{'k': {values}}}}}"),
        )
    };
    let free = allow("'t:Get'", "'*'", "");
    let one = on("StringEquals", "'a'");
    let two = on("StringEquals", "['b', 'a']");
    same(&free, &one);
    same(&two, &one);
    same(&on("StringLike", "'a*'"), &one);
    same(&on("StringNotLike", "'b*'"), &on("StringNotLike", "['a*', 'b*']"));
    same(&on("NumericLessThan", "5"), &on("NumericLessThanEquals", "4"));
    same(
        &on("IpAddress", "'10.0.0.0/8'"),
        &on("IpAddress", "'10.1.0.0/16'"),
    );
    for (old, new) in [
        (&one, &free),
        (&one, &two),
        (&one, &on("StringEqualsIfExists", "'a'")),
        (
            &on("StringNotEquals", "['a', 'b']"),
            &on("StringNotEquals", "'b'"),
        ),
        (&on("NumericLessThan", "4"), &on("NumericLessThanEquals", "4")),
        (
            &on("IpAddress", "'10.1.0.0/16'"),
            &on("IpAddress", "'10.0.0.0/8'"),
        ),
        (
            &on("DateLessThan", "'2026-01-01'"),
            &on("DateLessThan", "'2026-01-02'"),
        ),
    ] {
        assert_eq!(beyond(old, new).len(), 1, "{new} beyond {old}");
    }
}

#[test]
fn what_only_aws_knows_is_the_same_where_it_is_written_the_same() {
    let table = "'arn:aws:dynamodb:us-east-1:111122223333:table/‹Rooms›'";
    let below = "'arn:aws:dynamodb:us-east-1:111122223333:table/‹Rooms›/index/*'";
    let all_below = "'arn:aws:dynamodb:us-east-1:111122223333:table/‹Rooms›/*'";
    same(&allow("'t:*'", all_below, ""), &allow("'t:Get'", below, ""));
    same(
        &allow("'t:*'", "'arn:aws:dynamodb:*:*:table/*'", ""),
        &allow("'t:Get'", table, ""),
    );
    // Its name is not the name of the table.
    assert_eq!(
        beyond(&allow("'t:*'", "'*Rooms*'", ""), &allow("'t:Get'", table, "")).len(),
        1
    );
    let stored = "'arn:aws:s3:::{{resolve:ssm:bucket}}'";
    assert_eq!(
        beyond(&allow("'t:*'", "'*resolve*'", ""), &allow("'t:Get'", stored, "")).len(),
        1
    );
    same(
        &allow("'t:*'", "'arn:aws:s3:::*'", ""),
        &allow("'t:Get'", stored, ""),
    );
    // Whether a denial that goes was about the table depends on its name.
    let denied = format!(
        "[{}, {{'Effect': 'Deny', 'Action': '*', 'Resource': '*chat*'}}]",
        allow("'t:*'", table, "")
    );
    assert_eq!(
        beyond(&denied, &allow("'t:*'", table, "")),
        ["it depends on values that only AWS knows"]
    );
}

#[test]
fn policy_variables_are_the_same_for_everybody_and_anything_for_a_witness() {
    let own = |rest: &str| allow("'s3:GetObject'", &format!("'home/${{aws:username}}{rest}'"), "");
    same(&own("/*"), &own("/public/*"));
    assert_eq!(
        beyond(&own("/*"), &allow("'s3:GetObject'", "'home/*'", "")),
        ["s3:GetObject home/any"]
    );
    assert_eq!(beyond("[]", &own("/*")), ["s3:GetObject home/somebody/any"]);
}

#[test]
fn a_boundary_bounds_both_sides() {
    let all = policy(&allow("'*'", "'*'", ""));
    let gets = policy(&allow("'t:Get*'", "'*'", ""));
    let one = policy(&allow("'t:GetItem'", "'*'", ""));
    assert_eq!(excess(&[&gets], &[&all, &gets]), []);
    assert_eq!(excess(&[&all, &gets], &[&gets]), []);
    assert_eq!(excess(&[&gets, &one], &[&one, &all]), []);
    let wider = excess(&[&all, &one], &[&all, &gets]);
    let witness = wider[0].witness.as_ref().unwrap();
    assert!(witness.action().starts_with("t:Get") && witness.action() != "t:GetItem");
}

#[test]
fn everybody_is_found_before_somebody() {
    let open = "{'Effect': 'Allow', 'Principal': '*', 'Action': 'sqs:*', 'Resource': '*'}";
    let closed =
        "{'Effect': 'Allow', 'Principal': {'AWS': '111122223333'}, 'Action': 'sqs:*', 'Resource': '*'}";
    let (open, closed) = (policy(open), policy(closed));
    assert_eq!(excess(&[&open], &[&closed]), []);
    let found = excess(&[&closed], &[&open]);
    assert_eq!(found[0].witness.as_ref().unwrap().who(), None);
}

#[test]
fn what_explodes_is_given_up() {
    let many: Vec<String> = (0..40).map(|number| format!("'*{number}*'")).collect();
    let old = allow("'*'", &format!("[{}]", many.join(", ")), "");
    assert_eq!(
        beyond(&old, &allow("'*'", "'*1*2*3*'", "")),
        ["the policies are too large to compare"]
    );
}

#[test]
fn what_begins_apart_is_apart() {
    use crate::Text;
    let apart =
        |one: &str, other: &str| apart::texts_are_apart(&Text::with_variables(one), &Text::plain(other));
    for (one, other, expected) in [
        ("a/b", "a/c", true),
        ("a/b", "c/b", true),
        ("a", "b", true),
        ("a/b", "a/b", false),
        ("a/b", "a/bc", false),
        ("", "a", false),
        ("a*/b", "a/c", false),
        ("a/*", "a/b", false),
        ("a/b", "a/?", false),
        ("a/${x}", "a/b", false),
        ("a/b*", "a/c*", true),
    ] {
        assert_eq!(apart(one, other), expected, "{one} {other}");
    }
}

//! Random policies of a small world, compared with asking every request of it.

use proptest::prelude::*;

use super::*;
use crate::Principal;

/// A statement in JSON. `None` for principals: that of an identity.
fn statement(of_resource: bool) -> impl Strategy<Value = String> {
    let action = listed("Action", &["*", "s:*", "s:a", "s:b", "S:A*", "s:?", "t:*", "*:a"]);
    let resource = listed(
        "Resource",
        &[
            "*",
            "a",
            "b",
            "a*",
            "*b",
            "a?",
            "a/*",
            "${aws:u}",
            "a/${aws:U}",
            "${aws:v, ´b´}*",
            "‹T›",
            "a/‹T›",
            "‹T›/*",
        ],
    );
    let principal = prop_oneof![
        Just(String::new()),
        principals().prop_map(|name| format!("'Principal': {name}, ")),
        principals().prop_map(|name| format!("'NotPrincipal': {name}, ")),
    ];
    let conditions = prop::collection::vec(condition(), 0..3);
    let effect = prop_oneof![3 => Just("Allow"), 1 => Just("Deny")];
    (effect, principal, action, resource, conditions).prop_map(
        move |(effect, principal, action, resource, conditions)| {
            let principal = match principal.as_str() {
                "" if of_resource => "'Principal': '*', ",
                principal if of_resource => principal,
                _ => "",
            };
            // One operator may stand once only.
            let mut conditions: Vec<(&str, String)> = conditions;
            conditions.sort();
            conditions.dedup_by_key(|(operator, _)| *operator);
            let conditions: Vec<String> = conditions
                .into_iter()
                .map(|(operator, test)| format!("'{operator}': {test}"))
                .collect();
            format!(
                "{{'Effect': '{effect}', {principal}{action}, {resource}, 'Condition': {{{}}}}}",
                conditions.join(", ")
            )
        },
    )
}

fn listed(element: &'static str, patterns: &'static [&'static str]) -> impl Strategy<Value = String> {
    let patterns = prop::collection::vec(prop::sample::select(patterns), 1..3);
    (prop::bool::weighted(0.2), patterns).prop_map(move |(negated, patterns)| {
        let not = if negated { "Not" } else { "" };
        let patterns: Vec<String> = patterns
            .into_iter()
            .map(|pattern| format!("\"{pattern}\""))
            .collect();
        format!("'{not}{element}': [{}]", patterns.join(", "))
    })
}

fn principals() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "'*'",
        "{'AWS': '*'}",
        "{'AWS': '111122223333'}",
        "{'AWS': ['arn:aws:iam::111122223333:role/a', 'arn:aws:iam::444455556666:root']}",
        "{'Service': 'sns.amazonaws.com'}",
        "{'AWS': 'arn:aws:iam::111122223333:role/‹T›'}",
    ])
}

/// An operator, and a key with values, in JSON.
fn condition() -> impl Strategy<Value = (&'static str, String)> {
    let texts = prop::collection::vec(
        prop::sample::select(vec!["a", "b", "a*", "A", "*", "${aws:u}", "‹T›", "a‹T›", "x:*:y"]),
        1..3,
    );
    let of_text = prop::sample::select(vec![
        "StringEquals",
        "StringNotEquals",
        "StringEqualsIgnoreCase",
        "StringLike",
        "StringNotLike",
        "StringEqualsIfExists",
        "ForAllValues:StringLike",
        "ForAnyValue:StringEquals",
        "ForAnyValue:StringNotLike",
        "ArnLike",
        "ArnNotEqualsIfExists",
    ]);
    let of_text = (of_text, prop::sample::select(vec!["k", "K", "aws:u"]), texts);
    let of_number = (
        prop::sample::select(vec![
            "NumericLessThan",
            "NumericGreaterThanEquals",
            "NumericNotEquals",
        ]),
        prop::collection::vec(prop::sample::select(vec!["1", "2"]), 1..3),
    );
    let of_address = prop::sample::select(vec!["10.0.0.0/8", "10.1.0.0/16", "10.1.0.0", "0.0.0.0/0"]);
    prop_oneof![
        4 => of_text.prop_map(|(operator, key, values)| (operator, format!("{{'{key}': {values:?}}}"))),
        1 => of_number.prop_map(|(operator, values)| (operator, format!("{{'n': {values:?}}}"))),
        1 => of_address.prop_map(|network| ("IpAddress", format!("{{'ip': '{network}'}}"))),
        1 => any::<bool>().prop_map(|truth| ("Bool", format!("{{'t': '{truth}'}}"))),
        1 => (any::<bool>(), prop::sample::select(vec!["k", "n"]))
            .prop_map(|(truth, key)| ("Null", format!("{{'{key}': '{truth}'}}"))),
    ]
}

fn side(of_resource: bool) -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(statement(of_resource), 0..4)
}

/// Both sides, and a boundary for each, which may be none; where it comes to change, most of it stays the same.
fn sides() -> impl Strategy<Value = (Vec<Vec<String>>, Vec<Vec<String>>)> {
    any::<bool>().prop_flat_map(|of_resource| {
        let boundary = move || prop_oneof![3 => Just(None), 1 => side(of_resource).prop_map(Some)];
        let swap = (
            side(of_resource),
            side(of_resource),
            side(of_resource),
            any::<bool>(),
        );
        (swap, boundary(), boundary()).prop_map(|((shared, one, other, share), old, new)| {
            let with = |own: Vec<String>| {
                if share {
                    [own, shared.clone()].concat()
                } else {
                    own
                }
            };
            let layers = |own, boundary: Option<Vec<String>>| {
                [Some(with(own)), boundary].into_iter().flatten().collect()
            };
            (layers(one, old), layers(other, new))
        })
    })
}

fn layers(sides: &[Vec<String>], token: &str) -> Vec<[Policy; 1]> {
    sides
        .iter()
        .map(|statements| policy(&format!("[{}]", statements.join(", ")).replace("‹T›", token)))
        .collect()
}

fn borrowed(layers: &[[Policy; 1]]) -> Vec<&[Policy]> {
    layers.iter().map(<[Policy; 1]>::as_slice).collect()
}

/// How many contexts are asked for at most: where there are more, some of them.
const MOST_CONTEXTS: usize = 100;

/// Every request of the world whose context has these keys.
fn requests(sides: &str) -> Vec<Request> {
    let mut requests = vec![Request::default()];
    let mut cross = |choices: &dyn Fn(&Request) -> Vec<Request>| {
        requests = requests.iter().flat_map(choices).collect();
    };
    let context = |key: &'static str, values: &'static [&'static [&'static str]]| {
        move |request: &Request| {
            let set = values
                .iter()
                .map(|values| request.clone().with_all(key, values.iter().copied()));
            std::iter::once(request.clone()).chain(set).collect::<Vec<_>>()
        }
    };
    if sides.contains("'k'") || sides.contains("'K'") {
        cross(&context(
            "k",
            &[
                &[],
                &["a"],
                &["A"],
                &["b"],
                &["ab"],
                &["a", "b"],
                &["c"],
                &["x:a:y"],
            ],
        ));
    }
    if sides.contains("aws:u") || sides.contains("aws:U") {
        cross(&context("aws:u", &[&["a"], &["b"], &["ab"], &["a", "b"]]));
    }
    if sides.contains("aws:v") {
        cross(&context("aws:v", &[&["a"]]));
    }
    if sides.contains("'n'") {
        cross(&context(
            "n",
            &[&["0"], &["1"], &["1.5"], &["2"], &["3"], &["x"], &["1", "2"]],
        ));
    }
    if sides.contains("'ip'") {
        cross(&context(
            "ip",
            &[&["10.1.0.0"], &["10.1.2.3"], &["10.2.0.0"], &["11.0.0.0"]],
        ));
    }
    if sides.contains("'t'") {
        cross(&context("t", &[&["true"], &["false"]]));
    }
    let most = requests.len().div_ceil(MOST_CONTEXTS);
    requests = requests.into_iter().step_by(most).collect();
    let mut cross = |choices: &dyn Fn(&Request) -> Vec<Request>| {
        requests = requests.iter().flat_map(choices).collect();
    };
    let texts = |set: fn(&mut Request, &str), texts: &'static [&'static str]| {
        move |request: &Request| {
            let with = |text: &&str| {
                let mut request = request.clone();
                set(&mut request, text);
                request
            };
            texts.iter().map(with).collect::<Vec<_>>()
        }
    };
    cross(&texts(Request::set_action, &["s:a", "S:b", "s:ab", "t:a", "x"]));
    cross(&texts(
        Request::set_resource,
        &["", "a", "b", "ab", "a/", "a/b", "a/ab", "ab/"],
    ));
    if sides.contains("Principal") {
        let who = |name: &str| Principal::aws(name.to_owned());
        cross(&|request| {
            let named = [
                who("111122223333"),
                who("arn:aws:iam::111122223333:role/a"),
                who("arn:aws:iam::111122223333:role/ab"),
                who("arn:aws:iam::444455556666:role/b"),
                who("arn:aws:iam::777788889999:role/b"),
                Principal::service("sns.amazonaws.com"),
                Principal::service("sqs.amazonaws.com"),
            ];
            let named = named.into_iter().map(|who| request.clone().by(who));
            std::iter::once(request.clone()).chain(named).collect()
        });
    }
    requests
}

/// Whether the answer holds in the small world, and is as sharp as it promises.
fn judge(old: &[Vec<String>], new: &[Vec<String>]) -> Result<(), TestCaseError> {
    let (before, after) = (layers(old, "‹T›"), layers(new, "‹T›"));
    let (before, after) = (borrowed(&before), borrowed(&after));
    let found = excess(&before, &after);
    for excess in &found {
        if let Ok(request) = &excess.witness {
            prop_assert!(
                allows(&after, request) && !allows(&before, request),
                "{:?}",
                request
            );
        }
    }
    let text = format!("{old:?} {new:?}");
    let open = text.contains('‹') || text.contains("${");
    if !open {
        prop_assert!(
            found.iter().all(|excess| excess.witness.is_ok()),
            "a doubt for nothing: {found:?}"
        );
    }
    if !found.is_empty() {
        return Ok(());
    }
    let requests = requests(&text);
    // Whatever the token stands for.
    let tokens: &[&str] = if text.contains('‹') {
        &["a", "b", "", "ab", "a/b"]
    } else {
        &[""]
    };
    for token in tokens {
        let (before, after) = (layers(old, token), layers(new, token));
        let (before, after) = (borrowed(&before), borrowed(&after));
        for request in &requests {
            prop_assert!(
                !allows(&after, request) || allows(&before, request),
                "{:?} with the token {:?}",
                request,
                token
            );
        }
    }
    Ok(())
}

/// Few by default, as each asks for thousands of requests; more with `PROPTEST_CASES`.
fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok());
    ProptestConfig::with_cases(cases.unwrap_or(64))
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_is_not_wider_is_not_and_what_is_has_a_witness((old, new) in sides()) {
        judge(&old, &new)?;
    }

    #[test]
    fn fewer_statements_that_allow_are_never_wider(all in side(false), kept in any::<prop::sample::Index>()) {
        let mut fewer = all.clone();
        let allowing: Vec<usize> = (0..all.len()).filter(|at| all[*at].contains("'Allow'")).collect();
        if !allowing.is_empty() {
            fewer.remove(allowing[kept.index(allowing.len())]);
        }
        let (before, after) = (layers(&[all], "‹T›"), layers(&[fewer], "‹T›"));
        prop_assert_eq!(excess(&borrowed(&before), &borrowed(&after)), []);
    }
}

//! What a policy document says about one action on one resource.
//!
//! The part of IAM that authorizers need: `Effect`, `Action` or `NotAction`, `Resource` or `NotResource`, the
//! wildcards `*` and `?`, and that an explicit deny wins. Conditions are not evaluated: a statement that has some
//! never allows, and always denies.

use serde_json::Value;

/// The verdict on a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// A statement allows it and none denies it.
    Allowed,
    /// A statement denies it.
    Denied,
    /// No statement speaks of it.
    NotAllowed,
}

/// Evaluates a policy document; `None` when it is none.
pub fn evaluate(document: &Value, action: &str, resource: &str) -> Option<Verdict> {
    let mut verdict = Verdict::NotAllowed;
    for statement in one_or_many(document.get("Statement")?) {
        let denies = match statement.get("Effect")?.as_str()? {
            "Allow" => false,
            "Deny" => true,
            _ => return None,
        };
        let applies = covers(statement, "Action", "NotAction", |pattern| {
            matches(&pattern.to_ascii_lowercase(), &action.to_ascii_lowercase())
        })? && covers(statement, "Resource", "NotResource", |pattern| {
            matches(pattern, resource)
        })?;
        let conditional = statement
            .get("Condition")
            .is_some_and(|condition| !condition.is_null());
        match (applies, denies) {
            (true, true) => return Some(Verdict::Denied),
            (true, false) if !conditional => verdict = Verdict::Allowed,
            _ => {}
        }
    }
    Some(verdict)
}

/// Whether one of the patterns fits, or none of the negated ones. `None` where the statement has neither.
fn covers(statement: &Value, element: &str, negated: &str, fits: impl Fn(&str) -> bool) -> Option<bool> {
    let any = |patterns: &Value| {
        one_or_many(patterns).try_fold(false, |any, pattern| Some(any || fits(pattern.as_str()?)))
    };
    match (statement.get(element), statement.get(negated)) {
        (Some(patterns), None) => any(patterns),
        (None, Some(patterns)) => any(patterns).map(|any| !any),
        _ => None,
    }
}

fn one_or_many(value: &Value) -> impl Iterator<Item = &Value> {
    value
        .as_array()
        .map_or(std::slice::from_ref(value), Vec::as_slice)
        .iter()
}

/// Whether the text fits the pattern: `*` stands for any run of characters, `?` for one.
pub fn matches(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    let (mut p, mut t) = (0, 0);
    // Where the last `*` stands and how far it reaches: the only place that ever needs another try.
    let mut star = None;
    while t < text.len() {
        if pattern.get(p) == Some(&b'*') {
            star = Some((p, t));
            p += 1;
        } else if pattern.get(p).is_some_and(|c| *c == b'?' || *c == text[t]) {
            p += 1;
            t += 1;
        } else if let Some((at, reach)) = star {
            star = Some((at, reach + 1));
            p = at + 1;
            t = reach + 1;
        } else {
            return false;
        }
    }
    pattern[p..].iter().all(|c| *c == b'*')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    const CONNECT: &str = "arn:aws:execute-api:eu-west-1:111122223333:ab12cd34ef/dev/$connect";

    fn verdict(statement: Value) -> Option<Verdict> {
        let document = json!({"Version": "2012-10-17", "Statement": statement});
        evaluate(&document, "execute-api:Invoke", CONNECT)
    }

    /// Reference 5.4: a matching statement allows, wildcards included.
    #[test]
    fn statements_that_allow() {
        for (action, resource) in [
            ("execute-api:Invoke", CONNECT),
            ("execute-api:*", "*"),
            ("*", "arn:aws:execute-api:*:*:ab12cd34ef/*"),
            (
                "EXECUTE-API:invoke",
                "arn:aws:execute-api:eu-west-?:111122223333:ab12cd34ef/dev/$connect",
            ),
        ] {
            let statement = json!({"Effect": "Allow", "Action": action, "Resource": resource});
            assert_eq!(verdict(statement), Some(Verdict::Allowed), "{action} {resource}");
        }
    }

    /// Reference 5.4: no match is no permission.
    #[test]
    fn statements_that_say_nothing() {
        for (action, resource) in [
            ("execute-api:ManageConnections", "*"),
            (
                "execute-api:Invoke",
                "arn:aws:execute-api:eu-west-1:111122223333:other/dev/$connect",
            ),
            (
                "execute-api:Invoke",
                "arn:aws:execute-api:eu-west-1:111122223333:ab12cd34ef/dev/$CONNECT",
            ),
        ] {
            let statement = json!({"Effect": "Allow", "Action": [action], "Resource": [resource]});
            assert_eq!(
                verdict(statement),
                Some(Verdict::NotAllowed),
                "{action} {resource}"
            );
        }
        assert_eq!(verdict(json!([])), Some(Verdict::NotAllowed));
    }

    /// Reference 5.4: an explicit deny wins, wherever it stands.
    #[test]
    fn a_deny_wins() {
        let allow = json!({"Effect": "Allow", "Action": "*", "Resource": "*"});
        let deny = json!({"Effect": "Deny", "Action": "execute-api:Invoke", "Resource": "*/$connect"});
        assert_eq!(verdict(json!([allow, deny])), Some(Verdict::Denied));
        assert_eq!(verdict(json!([deny, allow])), Some(Verdict::Denied));
    }

    #[test]
    fn negated_elements() {
        let not_this = json!({"Effect": "Allow", "NotAction": "execute-api:Invoke", "Resource": "*"});
        let not_that = json!({"Effect": "Allow", "NotAction": "s3:*", "NotResource": "arn:aws:s3:::*"});
        assert_eq!(verdict(not_this), Some(Verdict::NotAllowed));
        assert_eq!(verdict(not_that), Some(Verdict::Allowed));
    }

    /// What cannot be evaluated must not open a door.
    #[test]
    fn conditions_never_open_a_door() {
        let condition = json!({"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}});
        let statement =
            |effect| json!({"Effect": effect, "Action": "*", "Resource": "*", "Condition": condition});
        assert_eq!(verdict(statement("Allow")), Some(Verdict::NotAllowed));
        assert_eq!(verdict(statement("Deny")), Some(Verdict::Denied));
    }

    #[test]
    fn what_is_no_policy() {
        assert_eq!(evaluate(&json!({}), "a:b", "c"), None);
        assert_eq!(
            verdict(json!({"Effect": "allow", "Action": "*", "Resource": "*"})),
            None
        );
        assert_eq!(
            verdict(json!({"Effect": "Allow", "Action": 7, "Resource": "*"})),
            None
        );
        assert_eq!(verdict(json!({"Effect": "Allow", "Resource": "*"})), None);
    }

    proptest! {
        #[test]
        fn a_pattern_made_from_a_text_matches_it(text in "[a-c*?]{0,10}", from in 0_usize..11, to in 0_usize..11) {
            let (from, to) = (from.min(text.len()), to.min(text.len()));
            let starred = format!("{}*{}", &text[..from.min(to)], &text[from.max(to)..]);
            prop_assert!(matches(&starred, &text));
            prop_assert!(matches(&"?".repeat(text.len()), &text));
            let longer = format!("{text}?");
            prop_assert!(text.contains('*') || !matches(&longer, &text));
        }
    }
}

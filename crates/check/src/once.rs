//! What a construct has found is not said again by a rule.
//!
//! Constructs look while a stack is built, rules look at any template, and some subjects are both theirs. The
//! construct's finding stays: it speaks in the words of the program, and its hint names a call.

use cfn::Diagnostic;

/// Codes of constructs, each with a code of rules that says the same of the same resource.
const SAME: [(&str, &str); 7] = [
    ("GW132", "GW301"),
    ("GW132", "GW310"),
    ("GW133", "GW254"),
    ("GW135", "GW247"),
    ("GW139", "GW241"),
    ("GW140", "GW243"),
    ("GW150", "GW360"),
];

/// The findings of constructs, with those of rules that say something else. What a rule takes for worse is as bad.
pub(crate) fn once(mut own: Vec<Diagnostic>, by_rules: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut new = Vec::new();
    for finding in by_rules {
        let mut is_said = false;
        for first in own.iter_mut().filter(|first| is_same(first, &finding)) {
            first.severity = first.severity.max(finding.severity);
            is_said = true;
        }
        if !is_said {
            new.push(finding);
        }
    }
    own.extend(new);
    own
}

fn is_same(own: &Diagnostic, by_rule: &Diagnostic) -> bool {
    let codes = (own.code.as_str(), by_rule.code.as_str());
    own.resource == by_rule.resource && SAME.contains(&codes)
}

#[cfg(test)]
mod tests {
    use cfn::Diagnostic;

    use super::{SAME, once};
    use crate::{catalogue, rules};

    #[test]
    fn a_rule_is_silent_where_a_construct_has_spoken() {
        let own = vec![
            Diagnostic::warning("GW132", "names a stage that nothing makes").on("Role"),
            Diagnostic::warning("GW139", "above the account's").on("Live"),
        ];
        let by_rules = vec![
            Diagnostic::error("GW310", "no connection fits").on("Role"),
            Diagnostic::warning("GW241", "above the account's").on("Live"),
            Diagnostic::warning("GW241", "above the account's").on("Preview"),
        ];
        let left = once(own, by_rules);
        let left: Vec<String> = left
            .iter()
            .map(|it| format!("{} {} {}", it.code, it.severity, it.resource.as_deref().unwrap()))
            .collect();
        assert_eq!(
            left,
            ["GW132 error Role", "GW139 warning Live", "GW241 warning Preview"]
        );
    }

    #[test]
    fn the_codes_are_a_construct_s_and_a_rule_s() {
        for (own, by_rule) in SAME {
            assert!(catalogue::page(own).is_some() && rules::all().all(|rule| rule.code != own));
            assert!(rules::all().any(|rule| rule.code == by_rule), "{by_rule}");
        }
    }
}

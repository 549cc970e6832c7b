//! Whether one set of policies allows more than another.
//!
//! ```
//! use policy::{Policy, contain};
//!
//! let read = |action: &str| Policy::from_json("Grants", &format!(
//!     r#"{{"Version": "2012-10-17", "Statement": {{"Effect": "Allow", "Action": {action}, "Resource": "*"}}}}"#
//! ));
//! let one = [read(r#"["dynamodb:GetItem", "dynamodb:PutItem"]"#)?];
//! let other = [read(r#"["dynamodb:PutItem", "dynamodb:GetItem"]"#)?];
//! assert!(contain::excess(&[&one], &[&other]).is_empty(), "the order says nothing");
//! # Ok::<(), policy::PolicyErrors>(())
//! ```

mod canonical;

use std::collections::HashSet;

use crate::{Effect, Matching, Pattern, Policy, Reason, Request, Text};

use self::canonical::canonical;

/// What a statement allows beyond what was allowed before.
#[derive(Clone, Debug, PartialEq)]
pub struct Excess<'p> {
    /// The statement.
    pub by: Reason<'p>,
    /// Those of its actions that reach further; none where the statement has `NotAction`.
    pub actions: Vec<&'p Pattern>,
    /// Those of its resources that reach further; none where it has `NotResource`, or neither.
    pub resources: Vec<&'p Text>,
    /// The proof: a request that is allowed now and was not before; or why there is none.
    pub witness: Result<Request, Doubt>,
}

/// Why it is not known whether more is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Doubt {
    /// The patterns tell too many texts apart.
    #[error("the policies are too large to compare")]
    TooLarge,
    /// Nobody has found a request, and nobody has proved that there is none.
    #[error("it depends on values that only AWS knows")]
    Undecided,
}

/// What the new policies allow and the old ones do not; nothing, if every request that the new ones allow is one that
/// the old ones allow. An answer without excess is a proof.
///
/// Each side is a list of layers, all of which must allow: the policies of a role, and its permissions boundary if it
/// has one.
pub fn excess<'p>(old: &[&[Policy]], new: &[&'p [Policy]]) -> Vec<Excess<'p>> {
    let statements = |side: &[&[Policy]], effect| -> HashSet<String> {
        let policies = side.iter().flat_map(|layer| layer.iter());
        let statements = policies.flat_map(|policy| &policy.statements);
        statements
            .filter(|statement| statement.effect == effect)
            .map(canonical)
            .collect()
    };
    let denied = statements(new, Effect::Deny);
    let undenied = statements(old, Effect::Deny)
        .iter()
        .any(|deny| !denied.contains(deny));
    let layers = old.len() > new.len() || old.len() > 1 && old != new;
    let allowed = statements(old, Effect::Allow);
    let mut found = Vec::new();
    for policy in new.first().copied().unwrap_or_default() {
        for (index, statement) in policy.statements.iter().enumerate() {
            if statement.effect == Effect::Allow
                && (undenied || layers || !allowed.contains(&canonical(statement)))
            {
                found.push(Excess {
                    by: Reason {
                        policy,
                        index,
                        statement,
                    },
                    actions: listed(&statement.actions),
                    resources: statement.resources.as_ref().map(listed).unwrap_or_default(),
                    witness: Err(Doubt::Undecided),
                });
            }
        }
    }
    found
}

/// What is listed for good.
fn listed<T>(matching: &Matching<T>) -> Vec<&T> {
    match matching {
        Matching::Any(listed) => listed.iter().collect(),
        Matching::NoneOf(_) => Vec::new(),
    }
}

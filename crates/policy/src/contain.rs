//! Whether one set of policies allows more than another.
//!
//! ```
//! use policy::{Policy, contain};
//!
//! let read = |action: &str| Policy::from_json("Grants", &format!(
//!     r#"{{"Version": "2012-10-17", "Statement": {{"Effect": "Allow", "Action": {action}, "Resource": "*"}}}}"#
//! ));
//! let listed = [read(r#"["dynamodb:GetItem", "dynamodb:PutItem"]"#)?];
//! let reordered = [read(r#"["dynamodb:putItem", "dynamodb:GetItem"]"#)?];
//! let wild = [read(r#""dynamodb:*Item""#)?];
//! assert!(contain::excess(&[&listed], &[&reordered]).is_empty());
//! assert!(contain::excess(&[&wild], &[&listed]).is_empty());
//!
//! let excess = contain::excess(&[&listed], &[&wild]);
//! let witness = excess[0].witness.as_ref().unwrap();
//! assert!(policy::evaluate(&wild, witness).is_allowed() && !policy::evaluate(&listed, witness).is_allowed());
//! # Ok::<(), policy::PolicyErrors>(())
//! ```
//!
//! # How it is decided
//!
//! A statement takes the requests in a box: who asks, the action, the resource, and the value of each condition key
//! are its dimensions. Along each dimension the patterns of all statements in question cut the texts into finitely many
//! classes, which an automaton finds with the shortest text of each. Whether the boxes of the old statements cover a
//! new one is then a question about finite sets, and a part that they do not cover is a request.
//!
//! What only AWS knows, a token such as `‹Rooms›` or a policy variable, is a letter of its own that only `*` matches. A
//! proof with it holds whatever stands there. Where the question depends on it, and where policies are so large that
//! the search is given up, the answer is a [`Doubt`]: never "not wider" without a proof, and never "wider" without a
//! request that [`evaluate()`] allows on one side alone.

mod apart;
mod bits;
mod canonical;
mod classes;
mod cover;
mod keys;
mod language;
mod people;
mod question;
mod samples;
mod space;
mod texts;
mod values;

use crate::{Effect, Pattern, Policy, Principal, Reason, Request, Statement, Text, evaluate};

use self::{canonical::canonical, question::Question};

/// What a statement allows beyond what was allowed before.
#[derive(Clone, Debug, PartialEq)]
pub struct Excess<'p> {
    /// The statement.
    pub by: Reason<'p>,
    /// Those of its principals that reach further; none where the statement has `NotPrincipal`, or neither.
    pub principals: Vec<&'p Principal>,
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

/// What must allow a request, each of it: the policies of a role, and its permissions boundary if it has one.
pub type Layers<'l, 'p> = &'l [&'p [Policy]];

/// What the new policies allow and the old ones do not; nothing, if every request that the new ones allow is one that
/// the old ones allow. An answer without excess is a proof.
pub fn excess<'p>(old: Layers<'_, '_>, new: Layers<'_, 'p>) -> Vec<Excess<'p>> {
    let question = Question::new(old, new);
    let policies = new.first().copied().unwrap_or_default().iter();
    let reasons = policies.flat_map(|policy| {
        let statements = policy.statements.iter().enumerate();
        statements.map(move |(index, statement)| Reason {
            policy,
            index,
            statement,
        })
    });
    reasons
        .filter(|by| by.statement.effect == Effect::Allow)
        .flat_map(|by| question.of(by))
        .collect()
}

/// Whether all layers allow a request.
fn allows(layers: Layers<'_, '_>, request: &Request) -> bool {
    layers
        .iter()
        .all(|policies| evaluate(*policies, request).is_allowed())
}

/// The statements of a layer that have this effect.
fn statements(layer: &[Policy], effect: Effect) -> impl Iterator<Item = &Statement> {
    let statements = layer.iter().flat_map(|policy| &policy.statements);
    statements.filter(move |statement| statement.effect == effect)
}

#[cfg(test)]
mod tests;

//! The decision, and the statement that made it.

use std::fmt;

use crate::{Conditions, Effect, Policy, Request, Statement};

/// What policies say about a request.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Decision<'a> {
    /// A statement allows it and none denies it.
    Allowed {
        /// The first that allows it.
        by: Reason<'a>,
    },
    /// A statement denies it, whatever others allow.
    ExplicitDeny {
        /// The first that denies it.
        by: Reason<'a>,
    },
    /// No statement allows it.
    ImplicitDeny,
}

/// The statement that decided.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reason<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// The statement's place in it, from 0.
    pub index: usize,
    /// The statement.
    pub statement: &'a Statement,
}

/// What the policies say about a request: an explicit deny wins, and what nobody allows is denied.
pub fn evaluate<'a>(policies: impl IntoIterator<Item = &'a Policy>, request: &Request) -> Decision<'a> {
    let mut decision = Decision::ImplicitDeny;
    for policy in policies {
        for (index, statement) in policy.statements.iter().enumerate() {
            if !applies(statement, request) {
                continue;
            }
            let by = Reason {
                policy,
                index,
                statement,
            };
            match (statement.effect, decision) {
                (Effect::Deny, _) => return Decision::ExplicitDeny { by },
                (Effect::Allow, Decision::ImplicitDeny) => decision = Decision::Allowed { by },
                (Effect::Allow, _) => {}
            }
        }
    }
    decision
}

fn applies(statement: &Statement, request: &Request) -> bool {
    statement.is_about(request)
        && match (request.on_conditions(), statement.effect) {
            _ if statement.conditions.is_empty() => true,
            (Conditions::Compared, _) => statement.conditions_hold(request),
            (Conditions::Feared, effect) => effect == Effect::Deny,
            (Conditions::Hoped, effect) => effect == Effect::Allow,
        }
}

impl<'a> Decision<'a> {
    /// Whether the request is allowed.
    pub fn is_allowed(&self) -> bool {
        matches!(self, Self::Allowed { .. })
    }

    /// The statement that decided, if one did.
    pub fn by(&self) -> Option<Reason<'a>> {
        match self {
            Self::Allowed { by } | Self::ExplicitDeny { by } => Some(*by),
            Self::ImplicitDeny => None,
        }
    }

    /// This decision within a boundary: what a permissions boundary, a session policy or a service control policy does
    /// not allow is not allowed, whatever else is.
    pub fn within(self, boundary: Self) -> Self {
        match (self, boundary) {
            (deny @ Self::ExplicitDeny { .. }, _) | (_, deny @ Self::ExplicitDeny { .. }) => deny,
            (allowed @ Self::Allowed { .. }, Self::Allowed { .. }) => allowed,
            _ => Self::ImplicitDeny,
        }
    }
}

impl fmt::Display for Decision<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Allowed { by } => write!(f, "allowed by {by}"),
            Self::ExplicitDeny { by } => write!(f, "denied by {by}"),
            Self::ImplicitDeny => f.write_str("not allowed by any statement"),
        }
    }
}

impl fmt::Display for Reason<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.statement.sid {
            Some(sid) => write!(f, "`{sid}`")?,
            None => write!(f, "statement {}", self.index + 1)?,
        }
        write!(f, " of `{}`", self.policy.name)
    }
}

#[cfg(test)]
mod tests;

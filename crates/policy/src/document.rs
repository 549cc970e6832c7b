//! A policy, its statements, and what they match.

use std::fmt;

use crate::{Condition, Pattern, Principals, Request, Text};

/// A policy document under the name that messages call it by.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// What messages call it: the name of an inline policy, a logical id.
    pub name: String,
    /// Its statements, in their order.
    pub statements: Vec<Statement>,
}

/// One statement of a policy.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The statement's id, if it has one.
    pub sid: Option<String>,
    /// Whether it allows or denies.
    pub effect: Effect,
    /// Who it is about; resource policies and trust policies say it, policies of an identity do not.
    pub principals: Option<Principals>,
    /// The actions that it is about, in any case.
    pub actions: Matching<Pattern>,
    /// The resources that it is about; `None` stands for the resource that the policy hangs on.
    pub resources: Option<Matching<Text>>,
    /// What must hold besides: all of these.
    pub conditions: Vec<Condition>,
}

/// Whether a statement allows or denies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    /// `Allow`
    Allow,
    /// `Deny`
    Deny,
}

/// What an element such as `Action` or `NotAction` lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matching<T> {
    /// One of these fits.
    Any(Vec<T>),
    /// None of these fits: the `Not…` element.
    NoneOf(Vec<T>),
}

impl<T> Matching<T> {
    /// What is listed, for good or for bad.
    pub fn listed(&self) -> &[T] {
        match self {
            Self::Any(listed) | Self::NoneOf(listed) => listed,
        }
    }

    /// Whether this is the `Not…` element.
    pub fn is_negated(&self) -> bool {
        matches!(self, Self::NoneOf(_))
    }

    /// Whether the element takes what `fits` tells of each that is listed.
    pub fn takes(&self, fits: impl Fn(&T) -> bool) -> bool {
        self.listed().iter().any(fits) != self.is_negated()
    }
}

impl Statement {
    /// Whether the statement is about this request, its conditions left aside.
    pub fn is_about(&self, request: &Request) -> bool {
        self.actions.takes(|action| action.matches(request.action()))
            && self.resources.as_ref().is_none_or(|resources| {
                resources.takes(|text| {
                    text.pattern(request)
                        .is_some_and(|pattern| pattern.matches(request.resource()))
                })
            })
            && self
                .principals
                .as_ref()
                .is_none_or(|principals| principals.include(request.who()))
    }

    /// Whether all conditions hold for this request.
    pub fn conditions_hold(&self, request: &Request) -> bool {
        self.conditions.iter().all(|condition| condition.holds(request))
    }
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Allow => "Allow",
            Self::Deny => "Deny",
        })
    }
}

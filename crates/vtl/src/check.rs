//! Names that a template uses and nothing defines.

use std::{collections::HashSet, fmt};

use crate::{
    Template,
    ast::{Branch, Expression, Kind, Node, Reference, Step},
    context,
    error::Place,
    limits, methods, place,
};

/// A name that nothing defines, and where it stands. Velocity writes such a reference as text, or leaves it out.
///
/// ```
/// let template = vtl::Template::parse("$context.conectionId: $input.jsn('$') $user").unwrap();
/// let found: Vec<String> = template.check().iter().map(ToString::to_string).collect();
/// assert_eq!(found, [
///     "1:1: `$context.conectionId` is no variable of WebSocket APIs",
///     "1:29: `$input` has no method `jsn`",
///     "1:39: `$user` is never set",
/// ]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// Where.
    pub place: Place,
    /// What.
    pub name: UnknownName,
    /// The name that was probably meant.
    pub nearest: Option<String>,
}

/// The kinds of names.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UnknownName {
    /// A variable that no `#set` and no `#foreach` assigns.
    Variable(String),
    /// A variable of `$context` that WebSocket APIs do not have.
    Context(String),
    /// A method of `$input` or `$util`.
    Method {
        /// `input` or `util`.
        owner: &'static str,
        /// The method.
        method: String,
    },
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.place)?;
        match &self.name {
            UnknownName::Variable(name) => write!(f, "`${name}` is never set"),
            UnknownName::Context(path) => write!(f, "`${path}` is no variable of WebSocket APIs"),
            UnknownName::Method { owner, method } => write!(f, "`${owner}` has no method `{method}`"),
        }
    }
}

impl Unknown {
    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        match (&self.nearest, &self.name) {
            (Some(nearest), _) => Some(format!("did you mean `{nearest}`?")),
            (None, UnknownName::Variable(name)) if name.contains('-') => Some(
                "`-` is a letter of names: write blanks around a minus, and `${…}` before text".to_owned(),
            ),
            _ => None,
        }
    }
}

/// What is there without a `#set`.
const GIVEN: [&str; 6] = [
    "context",
    "foreach",
    "input",
    "stageVariables",
    "util",
    "velocityCount",
];

impl Template {
    /// The names that nothing defines, wherever they stand; at most [`limits::ERRORS`] of them.
    pub fn check(&self) -> Vec<Unknown> {
        let mut names = Names::default();
        names.nodes(&self.nodes);
        let mut defined = names.defined;
        defined.extend(GIVEN);
        let mut found: Vec<_> = names
            .used
            .into_iter()
            .filter_map(|reference| unknown(reference, &defined))
            .collect();
        found.sort_by_key(|(at, ..)| *at);
        found.truncate(limits::ERRORS);
        let unknown = |(at, name, nearest)| Unknown {
            place: place::of(&self.source, at),
            name,
            nearest,
        };
        found.into_iter().map(unknown).collect()
    }
}

/// What a reference names that is not there.
fn unknown(reference: &Reference, defined: &HashSet<&str>) -> Option<(usize, UnknownName, Option<String>)> {
    let name = reference.name.as_str();
    if !defined.contains(name) {
        let nearest = cfn::nearest(name, defined.iter().copied()).map(|name| format!("${name}"));
        return Some((reference.at, UnknownName::Variable(name.to_owned()), nearest));
    }
    if name == "context" {
        let path = reference.path()?;
        let whole = context::documented()
            .iter()
            .any(|known| format!("context.{known}").starts_with(&format!("{path}.")));
        if path == "context" || whole || context::is_documented(&path) {
            return None;
        }
        let known = context::documented().iter().copied();
        let nearest = cfn::nearest(path.strip_prefix("context.").unwrap_or(&path), known);
        let nearest = nearest.map(|name| format!("$context.{name}"));
        return Some((reference.at, UnknownName::Context(path), nearest));
    }
    let (owner, known): (_, &[&'static str]) = match name {
        "input" => ("input", &methods::INPUT),
        "util" => ("util", &methods::UTIL),
        _ => return None,
    };
    match reference.steps.first() {
        Some(Step::Method { at, name: method, .. }) if !known.contains(&method.as_str()) => {
            let nearest = methods::nearest(method, known).map(str::to_owned);
            let method = method.clone();
            Some((*at, UnknownName::Method { owner, method }, nearest))
        }
        _ => None,
    }
}

/// What a template defines and uses.
#[derive(Default)]
struct Names<'t> {
    defined: HashSet<&'t str>,
    used: Vec<&'t Reference>,
}

impl<'t> Names<'t> {
    fn nodes(&mut self, nodes: &'t [Node]) {
        for node in nodes {
            match node {
                // An escaped reference is meant as text.
                Node::Reference(reference) if reference.backslashes % 2 == 1 => {}
                Node::Reference(reference) => self.reference(reference),
                Node::Set { target, value } => {
                    if target.steps.is_empty() {
                        self.defined.insert(&target.name);
                    } else {
                        self.reference(target);
                    }
                    self.expression(value);
                }
                Node::If { branches, otherwise } => {
                    for Branch { condition, body } in branches {
                        self.expression(condition);
                        self.nodes(body);
                    }
                    self.nodes(otherwise);
                }
                Node::Foreach(foreach) => {
                    self.defined.insert(&foreach.variable);
                    self.expression(&foreach.items);
                    self.nodes(&foreach.body);
                }
                Node::Text(_) | Node::Break | Node::Stop => {}
            }
        }
    }

    fn reference(&mut self, reference: &'t Reference) {
        self.used.push(reference);
        for step in &reference.steps {
            match step {
                Step::Property { .. } => {}
                Step::Method { arguments, .. } => self.expressions(arguments),
                Step::Index { index, .. } => self.expression(index),
            }
        }
    }

    fn expressions(&mut self, expressions: &'t [Expression]) {
        for expression in expressions {
            self.expression(expression);
        }
    }

    fn expression(&mut self, expression: &'t Expression) {
        match &expression.kind {
            Kind::Text(_) | Kind::Bool(_) | Kind::Int(_) | Kind::Float(_) => {}
            Kind::Template(nodes) => self.nodes(nodes),
            Kind::Reference(reference) => self.reference(reference),
            Kind::List(items) => self.expressions(items),
            Kind::Range(ends) => self.expressions(&ends[..]),
            Kind::Map(entries) => {
                for (key, value) in entries {
                    self.expression(key);
                    self.expression(value);
                }
            }
            Kind::Not(inner) => self.expression(inner),
            Kind::Chain(first, rest) => {
                self.expression(first);
                for (_, operand) in rest {
                    self.expression(operand);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;

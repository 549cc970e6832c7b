//! The ways in which a template may be deployed: its parameters' defaults, and what its conditions tell apart.
//!
//! Rules look at one deployment at a time, so that none of them has to think about conditions. The first scenario has
//! every default. Each other one changes one parameter to a value that some condition compares it with, so that both
//! sides of the condition are seen. Conditions stay consistent: what exists together is looked at together.

use std::collections::HashSet;

use cfn::{Environment, Map, Pseudo, Template, Tree};

use crate::names::token;

/// The account that stands for every account.
pub const ACCOUNT: &str = "111122223333";

/// The most scenarios of a template; further values are not tried.
const MOST: usize = 12;

/// One way to deploy a template.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// What a reader is told: the parameter and value that differ from the default; empty for the defaults.
    pub when: String,
    /// The values.
    pub environment: Environment,
}

/// The scenarios of a template, the defaults first.
pub fn of(template: &Template) -> Vec<Scenario> {
    let section = |name: &str| {
        let section = template.tree().get(name).and_then(Tree::as_map);
        section.cloned().unwrap_or_default()
    };
    let environment = Environment {
        account_id: ACCOUNT.to_owned(),
        stack_name: template.name().to_owned(),
        parameters: template
            .section("Parameters")
            .map(|(name, body)| default(name, body))
            .collect(),
        mappings: section("Mappings"),
        conditions: section("Conditions"),
        ..Environment::default()
    };
    let mut scenarios = Vec::new();
    let mut seen = HashSet::new();
    for (name, value) in compared(&environment.conditions) {
        let differs = environment
            .parameters
            .get(&name)
            .is_some_and(|current| current.scalar_text().as_deref() != Some(value.as_str()));
        if differs && scenarios.len() + 1 < MOST && seen.insert((name.clone(), value.clone())) {
            let mut other = environment.clone();
            let when = format!("`{name}` is `{value}`");
            other.parameters.insert(name, value.into());
            scenarios.push(Scenario {
                when,
                environment: other,
            });
        }
    }
    scenarios.insert(
        0,
        Scenario {
            when: String::new(),
            environment,
        },
    );
    scenarios
}

/// A parameter's default, or a token where it has none that counts.
fn default(name: &str, body: &Tree) -> (String, Tree) {
    let kind = body.get("Type").and_then(Tree::as_str).unwrap_or("String");
    let stored = kind.starts_with("AWS::SSM::Parameter::Value<");
    let list = kind == "CommaDelimitedList" || kind.contains("List<");
    let default = body
        .get("Default")
        .filter(|_| !stored)
        .and_then(Tree::scalar_text);
    let text = default.unwrap_or_else(|| token(name));
    let value = if list {
        text.split(',').map(|item| Tree::from(item.trim())).collect()
    } else {
        Tree::from(text)
    };
    (name.to_owned(), value)
}

/// Every parameter with every text that it is compared with, and one that is none of them.
fn compared(conditions: &Map) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for condition in conditions.values() {
        comparisons(condition, &mut found);
    }
    found
}

fn comparisons(tree: &Tree, found: &mut Vec<(String, String)>) {
    if let Some(("Fn::Equals", argument)) = tree.as_function()
        && let Some([left, right]) = argument.as_list()
    {
        for (one, other) in [(left, right), (right, left)] {
            if let (Some(("Ref", Tree::String(name))), Some(value)) = (one.as_function(), other.scalar_text())
                && Pseudo::named(name).is_none()
            {
                found.push((name.clone(), value));
                found.push((name.clone(), token(name)));
            }
        }
        return;
    }
    match tree {
        Tree::Map(map) => map.values().for_each(|value| comparisons(value, found)),
        Tree::List(items) => items.iter().for_each(|item| comparisons(item, found)),
        _ => {}
    }
}

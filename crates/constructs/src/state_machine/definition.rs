//! What a state machine does.

use std::collections::{BTreeMap, BTreeSet};

use aws::stepfunctions::StateMachine;
use cfn::{Diagnostic, Dict, Emit, Tree, Value};

/// A definition in the Amazon States Language: a [`Tree`], which may hold expressions, or text with places for values.
///
/// ```
/// use constructs::prelude::*;
/// let text = r#"{ "StartAt": "Wait", "States": { "Wait": { "Type": "Wait", "Seconds": ${Seconds}, "End": true } } }"#;
/// let definition = Definition::text(text).substitute("Seconds", "60");
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Definition {
    form: Form,
    substitutions: BTreeMap<String, Tree>,
}

#[derive(Clone, Debug)]
enum Form {
    Tree(Tree),
    Text(String),
}

impl Definition {
    /// JSON text, such as that of a file: `Definition::text(include_str!("order.asl.json"))`. `${Name}` is a place for a
    /// value.
    pub fn text(text: impl Into<String>) -> Self {
        Self {
            form: Form::Text(text.into()),
            substitutions: BTreeMap::new(),
        }
    }

    /// Puts a value into the place `${name}`.
    pub fn substitute(mut self, name: impl Into<String>, value: impl Into<Value<String>>) -> Self {
        self.substitutions.insert(name.into(), value.into().emit());
        self
    }

    pub(super) fn onto(self, machine: StateMachine) -> StateMachine {
        let machine = match self.form {
            Form::Tree(tree) => machine.definition(tree),
            Form::Text(text) => machine.definition_string(text),
        };
        if self.substitutions.is_empty() {
            machine
        } else {
            machine.definition_substitutions(self.substitutions.into_iter().collect::<Dict<_>>())
        }
    }

    /// Places without values, and values without places.
    pub(super) fn findings(&self, id: &str) -> Vec<Diagnostic> {
        let mut places = BTreeSet::new();
        match &self.form {
            Form::Tree(tree) => places_of_tree(tree, &mut places),
            Form::Text(text) => places_of_text(text, &mut places),
        }
        let empty = places
            .iter()
            .filter(|place| !self.substitutions.contains_key(**place))
            .map(|place| {
                let message =
                    format!("the definition of `{id}` has a place `${{{place}}}` and no value for it");
                Diagnostic::error("GW154", message)
                    .on(id)
                    .hint(format!("write `.substitute(\"{place}\", …)`"))
            });
        let lost = self
            .substitutions
            .keys()
            .filter(|name| !places.contains(name.as_str()))
            .map(|name| {
                let message =
                    format!("the definition of `{id}` has a value for `${{{name}}}` and no such place");
                Diagnostic::error("GW154", message).on(id)
            });
        empty.chain(lost).collect()
    }
}

impl From<Tree> for Definition {
    fn from(tree: Tree) -> Self {
        Self {
            form: Form::Tree(tree),
            substitutions: BTreeMap::new(),
        }
    }
}

/// In the texts of a tree, but not in those of expressions: `Fn::Sub` has places of its own.
fn places_of_tree<'a>(tree: &'a Tree, places: &mut BTreeSet<&'a str>) {
    if tree.as_function().is_some() {
        return;
    }
    match tree {
        Tree::String(text) => places_of_text(text, places),
        Tree::List(items) => items.iter().for_each(|item| places_of_tree(item, places)),
        Tree::Map(map) => map.values().for_each(|value| places_of_tree(value, places)),
        Tree::Null | Tree::Bool(_) | Tree::Int(_) | Tree::Float(_) => {}
    }
}

/// Names of letters, digits and `_`: what else stands in `${…}` belongs to the language.
fn places_of_text<'a>(text: &'a str, places: &mut BTreeSet<&'a str>) {
    let after = text.split("${").skip(1);
    places.extend(after.filter_map(|piece| {
        let (name, _) = piece.split_once('}')?;
        let is_name = !name.is_empty()
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        is_name.then_some(name)
    }));
}

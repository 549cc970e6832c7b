//! Statements.

use cfn::{Map, Tree};

use super::Reader;
use crate::{Effect, Matching, Pattern, PolicyProblem as Problem, Principal, Statement, Text};

const ELEMENTS: [&str; 9] = [
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
];

impl Reader {
    pub(super) fn statement(&mut self, path: &str, tree: &Tree) -> Option<Statement> {
        let Some(map) = tree.as_map() else {
            self.wrong(path, "a statement", tree);
            return None;
        };
        self.known_elements(path, map, &ELEMENTS);
        let effect = self.effect(path, map.get("Effect"));
        let principals = self.element(path, map, "Principal", Self::principals);
        let actions = self.element(path, map, "Action", Self::actions);
        let resources = self.element(path, map, "Resource", Self::resources);
        if actions.is_none() {
            self.fail(path, Problem::Missing("`Action` or `NotAction`"));
        }
        if resources.is_none() && principals.is_none() {
            self.fail(path, Problem::Missing("`Resource` or `NotResource`"));
        }
        let conditions = match map.get("Condition") {
            // Programs that write policies write `null` for what they do not have.
            None | Some(Tree::Null) => Vec::new(),
            Some(conditions) => self.conditions(&format!("{path}.Condition"), conditions),
        };
        Some(Statement {
            sid: map.get("Sid").and_then(Tree::as_str).map(str::to_owned),
            effect: effect?,
            principals,
            actions: actions?,
            resources,
            conditions,
        })
    }

    fn effect(&mut self, path: &str, effect: Option<&Tree>) -> Option<Effect> {
        match effect.map(|effect| (effect, effect.as_str())) {
            Some((_, Some("Allow"))) => return Some(Effect::Allow),
            Some((_, Some("Deny"))) => return Some(Effect::Deny),
            Some((_, Some(other))) => self.fail(&format!("{path}.Effect"), Problem::Effect(other.to_owned())),
            Some((other, None)) => self.wrong(&format!("{path}.Effect"), "`Allow` or `Deny`", other),
            None => self.fail(path, Problem::Missing("`Effect`")),
        }
        None
    }

    /// An element, or its negation; both together are a mistake.
    fn element<T>(
        &mut self,
        path: &str,
        map: &Map,
        name: &'static str,
        read: impl Fn(&mut Self, &str, &Tree) -> Vec<T>,
    ) -> Option<Matching<T>> {
        let negated = format!("Not{name}");
        match (map.get(name), map.get(&negated)) {
            (Some(listed), other) => {
                if other.is_some() {
                    self.fail(path, Problem::Both(name));
                }
                Some(Matching::Any(read(self, &format!("{path}.{name}"), listed)))
            }
            (None, Some(listed)) => Some(Matching::NoneOf(read(self, &format!("{path}.{negated}"), listed))),
            (None, None) => None,
        }
    }

    fn actions(&mut self, path: &str, tree: &Tree) -> Vec<Pattern> {
        let mut actions = Vec::new();
        for (path, text) in self.texts(path, tree) {
            let is_action = text.split_once(':').is_some_and(|(service, name)| {
                !service.is_empty() && !name.is_empty() && !name.contains(':')
            });
            if is_action || text.chars().all(|letter| letter == '*') && !text.is_empty() {
                actions.push(Pattern::any_case(&text));
            } else {
                self.fail(&path, Problem::Action(text));
            }
        }
        actions
    }

    fn resources(&mut self, path: &str, tree: &Tree) -> Vec<Text> {
        let texts = self.texts(path, tree);
        texts.iter().map(|(_, text)| self.text(text)).collect()
    }

    /// `*`, or lists of names by their kind.
    fn principals(&mut self, path: &str, tree: &Tree) -> Vec<Principal> {
        match tree {
            Tree::String(text) if text == "*" => vec![Principal::Everyone],
            Tree::Map(kinds) => {
                let mut principals = Vec::new();
                for (kind, names) in kinds {
                    let path = format!("{path}.{kind}");
                    for (_, name) in self.texts(&path, names) {
                        match Principal::of_kind(kind, &name) {
                            Some(principal) => principals.push(principal),
                            None => self.fail(&path, Problem::PrincipalKind(kind.clone())),
                        }
                    }
                }
                principals
            }
            other => {
                self.wrong(path, "`*` or a map of principals", other);
                Vec::new()
            }
        }
    }
}

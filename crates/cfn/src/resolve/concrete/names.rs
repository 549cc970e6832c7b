//! What the resources are called.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
};

use indexmap::IndexMap;

use super::{
    plain,
    shape::{Reference, Shape},
};
use crate::{Environment, Lookup, Template, Tree};

/// The longest text that is taken for a name: names may be built from names, and could grow without end.
const LONGEST_NAME: usize = 2048;

/// How deep names may refer to names.
const DEEPEST_REFERENCE: usize = 32;

/// One resource: what `Ref` yields, what it is called, and its ARN.
#[derive(Clone, Debug)]
pub(super) struct Identity {
    pub(super) id: String,
    cfn_type: String,
    pub(super) name: String,
    pub(super) reference: String,
    pub(super) arn: Option<String>,
}

impl Identity {
    pub(super) fn attribute(&self, attribute: &str, environment: &Environment) -> String {
        let mut words = self.cfn_type.split("::").skip(1);
        let service = words.next().unwrap_or_default();
        let kind = words.next().unwrap_or_default();
        // `QueueName` of a queue, `ApiId` of an API, `TopicArn` of a topic.
        let own = attribute
            .strip_prefix(kind)
            .filter(|own| !own.is_empty())
            .unwrap_or(attribute);
        match (own, &self.arn) {
            ("Name", _) => self.name.clone(),
            ("Id" | "Url", _) => self.reference.clone(),
            ("Arn", Some(arn)) => arn.clone(),
            ("Endpoint", _) if self.cfn_type == "AWS::ApiGatewayV2::Api" => {
                let Environment {
                    region, url_suffix, ..
                } = environment;
                format!("wss://{}.execute-api.{region}.{url_suffix}", self.reference)
            }
            ("StreamArn", Some(arn)) => format!("{arn}/stream/{}", token(&[&self.id, attribute])),
            (own, _) if own.ends_with("Arn") => {
                let Environment {
                    partition,
                    region,
                    account_id,
                    ..
                } = environment;
                let service = service.to_ascii_lowercase();
                format!(
                    "arn:{partition}:{service}:{region}:{account_id}:{}",
                    token(&[&self.id, attribute])
                )
            }
            _ => token(&[&self.id, attribute]),
        }
    }
}

/// The resources' identities, found one by one as they refer to each other.
pub(super) struct Names<'a> {
    template: &'a Template,
    environment: &'a Environment,
    /// `None` while the resource's name is being found, so that one that is made from itself ends.
    known: RefCell<HashMap<&'a str, Option<Identity>>>,
    depth: Cell<usize>,
}

impl<'a> Names<'a> {
    pub(super) fn new(template: &'a Template, environment: &'a Environment) -> Self {
        Self {
            template,
            environment,
            known: RefCell::default(),
            depth: Cell::default(),
        }
    }

    /// All of them, in template order.
    pub(super) fn into_identities(self) -> IndexMap<String, Identity> {
        let resources = self.template.resources();
        resources
            .filter_map(|(id, _)| Some((id.to_owned(), self.identity(id)?)))
            .collect()
    }

    fn identity(&self, id: &str) -> Option<Identity> {
        let resources = self.template.tree().get("Resources")?.as_map()?;
        let (id, body) = resources.get_key_value(id)?;
        if let Some(known) = self.known.borrow().get(id.as_str()) {
            return known.clone();
        }
        if self.depth.get() == DEEPEST_REFERENCE {
            return None;
        }
        self.known.borrow_mut().insert(id, None);
        self.depth.set(self.depth.get() + 1);
        let identity = self.find(id, body);
        self.depth.set(self.depth.get() - 1);
        self.known.borrow_mut().insert(id, Some(identity.clone()));
        Some(identity)
    }

    fn find(&self, id: &str, body: &Tree) -> Identity {
        let cfn_type = body.get("Type").and_then(Tree::as_str).unwrap_or_default();
        let shape = Shape::of(cfn_type);
        let property = |name: &str| self.text(body.at(&["Properties", name])?);
        let name = shape.name.and_then(property).unwrap_or_else(|| token(&[id]));
        let arn = match shape.qualifies {
            Some(function) => property(function).map(|function| self.qualified(&function, &name)),
            None => shape.arn(&name, property("Path").as_deref(), self.environment),
        };
        let reference = match (shape.reference, &arn) {
            (Reference::Arn, Some(arn)) => arn.clone(),
            (Reference::QueueUrl, _) => {
                let Environment {
                    region,
                    url_suffix,
                    account_id,
                    ..
                } = self.environment;
                format!("https://sqs.{region}.{url_suffix}/{account_id}/{name}")
            }
            _ => name.clone(),
        };
        Identity {
            id: id.to_owned(),
            cfn_type: cfn_type.to_owned(),
            name,
            reference,
            arn,
        }
    }

    /// The ARN of a function's version or alias.
    fn qualified(&self, function: &str, name: &str) -> String {
        let arn = Shape::of("AWS::Lambda::Function").arn(function, None, self.environment);
        match arn {
            Some(arn) if !function.starts_with("arn:") => format!("{arn}:{name}"),
            _ => format!("{function}:{name}"),
        }
    }

    fn text(&self, tree: &Tree) -> Option<String> {
        let text = plain(tree, self.environment, self).scalar_text();
        text.filter(|text| text.len() <= LONGEST_NAME)
    }
}

impl Lookup for Names<'_> {
    fn reference(&self, id: &str) -> Option<Tree> {
        let identity = self.identity(id);
        Some(
            identity
                .map_or_else(|| token(&[id]), |identity| identity.reference)
                .into(),
        )
    }

    fn attribute(&self, id: &str, attribute: &str) -> Option<Tree> {
        let identity = self.identity(id);
        let value = identity.map(|identity| identity.attribute(attribute, self.environment));
        Some(value.unwrap_or_else(|| token(&[id, attribute])).into())
    }

    fn fallback(&self, function: &str, argument: &Tree) -> Option<Tree> {
        Some(stand_in(function, argument))
    }
}

/// What stands for a value that only AWS knows.
pub(super) fn token(words: &[&str]) -> String {
    let fits = |letter: char| letter.is_ascii_alphanumeric() || "-.:/@+=_".contains(letter);
    let words: Vec<String> = words
        .iter()
        .map(|word| word.chars().filter(|letter| fits(*letter)).collect())
        .collect();
    format!("‹{}›", words.join("."))
}

/// Whether a text holds nothing that only AWS knows: no token of a [`concrete`](super::concrete()) template, no dynamic
/// reference (`{{resolve:…}}`).
pub fn is_known(text: &str) -> bool {
    !text.contains('‹') && !text.contains("{{resolve:")
}

/// A token for a function that has no value: its name and the texts of its argument.
pub(super) fn stand_in(function: &str, argument: &Tree) -> Tree {
    let mut words = vec![function.strip_prefix("Fn::").unwrap_or(function).to_owned()];
    collect(argument, &mut words);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    token(&words).replace(':', "-").into()
}

fn collect(tree: &Tree, words: &mut Vec<String>) {
    match tree {
        Tree::List(items) => items.iter().for_each(|item| collect(item, words)),
        Tree::Map(map) => map.values().for_each(|value| collect(value, words)),
        scalar => words.extend(scalar.scalar_text()),
    }
}

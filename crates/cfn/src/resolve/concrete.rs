//! A template with plain text where functions stood, for those who compare policies, ARNs and URIs.

mod names;
mod shape;

use indexmap::IndexMap;

pub use self::names::is_known;
use self::names::{Identity, Names, token};
use super::{Environment, Lookup, environment::typed, resolve};
use crate::{Map, Template, Tree};

/// A template in which every function has become a value: the one that it has, or a readable token.
///
/// A token such as `‹Api›`, `‹Rooms.LatestStreamLabel›` or `‹ImportValue.network-Vpc›` stands for what only AWS knows.
/// The same expression yields the same token, different ones yield different tokens, and a token fits into an ARN. No
/// text that a person writes has its marks, so that [`is_known`] tells them apart.
///
/// ```
/// let template = cfn::Template::from_json("demo", r#"{"Resources": {
///     "Rooms": {"Type": "AWS::DynamoDB::Table"},
///     "Role": {"Type": "AWS::IAM::Role", "Properties": {"Description": {"Fn::GetAtt": ["Rooms", "Arn"]}}}
/// }}"#)?;
/// let concrete = cfn::concrete(&template);
/// let role = concrete.template().resource("Role").unwrap();
/// let arn = role.at(&["Properties", "Description"]).unwrap().as_str().unwrap();
/// assert_eq!(arn, "arn:aws:dynamodb:us-east-1:111122223333:table/‹Rooms›");
/// assert_eq!(concrete.id_of(arn), Some("Rooms"));
/// # Ok::<(), cfn::read::ReadError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Concrete {
    template: Template,
    environment: Environment,
    identities: IndexMap<String, Identity>,
}

/// Makes a template concrete: never an error, whatever the template.
///
/// The account is 111122223333, the region `us-east-1`. Parameters have their default, else the first of their
/// allowed values, else a token. A condition that nobody can decide holds. A resource is named as its name property
/// says, else by a token; its ARN is written as the service writes it, where this crate knows the type.
pub fn concrete(template: &Template) -> Concrete {
    concrete_in(template, placeholders(template))
}

/// Makes a template concrete in another environment than the usual one, which [`placeholders`] makes.
pub fn concrete_in(template: &Template, environment: Environment) -> Concrete {
    let environment = decided(environment);
    let exists = |body: &Tree| match body.get("Condition").and_then(Tree::as_str) {
        Some(condition) => environment.holds(condition).unwrap_or(true),
        None => true,
    };
    let names = Names::new(template, &environment);
    let plain_entries = |entries: &Map| -> Tree {
        entries
            .iter()
            .filter(|(_, body)| exists(body))
            .map(|(name, body)| (name.clone(), plain(body, &environment, &names)))
            .collect()
    };
    let tree = match template.tree() {
        Tree::Map(sections) => sections
            .iter()
            .map(|(name, section)| {
                let section = match (name.as_str(), section) {
                    ("Resources" | "Outputs", Tree::Map(entries)) => plain_entries(entries),
                    (_, section) => section.clone(),
                };
                (name.clone(), section)
            })
            .collect(),
        other => other.clone(),
    };
    Concrete {
        identities: names.into_identities(),
        template: template.with_tree(tree),
        environment,
    }
}

impl Concrete {
    /// The template with plain values in its resources and outputs, and without those whose condition does not hold.
    pub fn template(&self) -> &Template {
        &self.template
    }

    /// What the template was resolved against.
    pub fn environment(&self) -> &Environment {
        &self.environment
    }

    /// What `Ref` of the resource yields.
    pub fn reference(&self, id: &str) -> Option<&str> {
        self.identity(id).map(|identity| identity.reference.as_str())
    }

    /// What `Fn::GetAtt` of the resource's attribute yields.
    pub fn attribute(&self, id: &str, attribute: &str) -> Option<String> {
        let identity = self.identity(id)?;
        Some(identity.attribute(attribute, &self.environment))
    }

    /// The ARN of the resource, where its type has one that this crate can write.
    pub fn arn(&self, id: &str) -> Option<&str> {
        self.identity(id)?.arn.as_deref()
    }

    /// The logical id of the resource that a text names: by what `Ref` yields, by its name, or by its ARN.
    pub fn id_of(&self, text: &str) -> Option<&str> {
        let named = |identity: &&Identity| {
            identity.reference == text || identity.name == text || identity.arn.as_deref() == Some(text)
        };
        self.identities
            .values()
            .find(named)
            .map(|identity| identity.id.as_str())
    }

    /// Any other value of the template, made plain; functions in it may refer to what the template declares.
    pub fn value(&self, tree: &Tree) -> Tree {
        plain(tree, &self.environment, self)
    }

    fn identity(&self, id: &str) -> Option<&Identity> {
        self.identities.get(id)
    }
}

impl Lookup for Concrete {
    fn reference(&self, id: &str) -> Option<Tree> {
        let reference = Concrete::reference(self, id).map_or_else(|| token(&[id]), str::to_owned);
        Some(reference.into())
    }

    fn attribute(&self, id: &str, attribute: &str) -> Option<Tree> {
        let value = Concrete::attribute(self, id, attribute);
        Some(value.unwrap_or_else(|| token(&[id, attribute])).into())
    }

    fn fallback(&self, function: &str, argument: &Tree) -> Option<Tree> {
        Some(names::stand_in(function, argument))
    }
}

/// With a lookup that always has a fallback this cannot fail; were it to, the tree would stand as it is written.
fn plain(tree: &Tree, environment: &Environment, lookup: &dyn Lookup) -> Tree {
    resolve(tree, environment, lookup).unwrap_or_else(|_| tree.clone())
}

/// The environment of [`concrete()`]: an account that is nobody's, parameters with their defaults or with tokens.
pub fn placeholders(template: &Template) -> Environment {
    let section = |name: &str| {
        template
            .section(name)
            .map(|(name, body)| (name.to_owned(), body.clone()))
            .collect()
    };
    let parameters = template.section("Parameters");
    Environment {
        account_id: "111122223333".to_owned(),
        stack_name: template.name().to_owned(),
        parameters: parameters
            .map(|(name, declaration)| (name.to_owned(), parameter(name, declaration)))
            .collect(),
        mappings: section("Mappings"),
        conditions: section("Conditions"),
        ..Environment::default()
    }
}

/// The same environment with every condition decided.
fn decided(environment: Environment) -> Environment {
    let decide = |name: &String| (name.clone(), Tree::Bool(environment.holds(name).unwrap_or(true)));
    let conditions: Map = environment.conditions.keys().map(decide).collect();
    Environment {
        conditions,
        ..environment
    }
}

/// A default, else an allowed value, else a token. The default of a parameter that CloudFormation reads from Parameter
/// Store is a name and no value.
fn parameter(name: &str, declaration: &Tree) -> Tree {
    let kind = declaration.get("Type").and_then(Tree::as_str).unwrap_or("String");
    let stored = kind.starts_with("AWS::SSM::Parameter::Value<");
    let allowed = declaration.get("AllowedValues").and_then(Tree::as_list);
    let first = || allowed.and_then(<[Tree]>::first);
    match declaration.get("Default").filter(|_| !stored).or_else(first) {
        Some(value) => typed(kind, value),
        None => typed(kind, &token(&[name]).into()),
    }
}

#[cfg(test)]
mod tests;

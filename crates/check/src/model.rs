//! The typed view of a template that rules look at.
//!
//! Built once per scenario; every question that a rule asks is a field or one look into an index.

mod api;
mod function;
mod mention;
mod role;

use std::collections::{HashMap, HashSet};

pub use api::{Api, Integration, Route, Stage};
pub use function::Function;
pub use mention::{Mention, mentions};
pub use role::{Policy, Role, Statement};

use cfn::Tree;

use crate::{Concrete, Resource, check::transforms, items, sam};

/// Where a property leads.
#[derive(Clone, Copy, Debug)]
pub enum Link<'m> {
    /// The property is not set.
    Unset,
    /// To a resource of this template.
    To(&'m Resource<'m>),
    /// Out of this template, or to something that is not known: never wrong by itself.
    Elsewhere,
}

impl<'m> Link<'m> {
    /// The resource, if it leads to one of this template.
    pub fn resource(self) -> Option<&'m Resource<'m>> {
        match self {
            Self::To(resource) => Some(resource),
            Self::Unset | Self::Elsewhere => None,
        }
    }

    /// Whether the property is set.
    pub fn is_set(self) -> bool {
        !matches!(self, Self::Unset)
    }
}

/// A template as it would be deployed, with what belongs together put together.
#[derive(Debug)]
pub struct Model<'m> {
    /// The template, for rules on its sections.
    pub template: &'m cfn::Template,
    /// Every resource that exists, in template order.
    pub resources: &'m [Resource<'m>],
    /// The WebSocket APIs of the template.
    pub apis: Vec<Api<'m>>,
    /// The functions, with what may call them.
    pub functions: Vec<Function<'m>>,
    /// The roles, with all policies that the template attaches to them.
    pub roles: Vec<Role<'m>>,
    index: Index<'m>,
    /// Where functions and roles stand in their lists.
    places: HashMap<&'m str, usize>,
}

impl<'m> Model<'m> {
    /// Puts together what belongs together.
    pub fn new(concrete: &'m Concrete<'m>) -> Self {
        let index = Index::new(&concrete.resources);
        let functions = function::functions(&index);
        let roles = role::roles(&index);
        let functions_at = functions.iter().map(|function| function.resource.id).enumerate();
        let roles_at = roles.iter().map(|role| role.resource.id).enumerate();
        Self {
            places: functions_at
                .chain(roles_at)
                .map(|(place, id)| (id, place))
                .collect(),
            template: concrete.template,
            resources: &concrete.resources,
            apis: api::apis(&index),
            functions,
            roles,
            index,
        }
    }

    /// A resource by its logical id, if it exists.
    pub fn resource(&self, id: &str) -> Option<&'m Resource<'m>> {
        self.index.ids.get(id).copied()
    }

    /// The resources of a type, in template order.
    pub fn of_type(&self, kind: &str) -> &[&'m Resource<'m>] {
        self.index.of_type(kind)
    }

    /// Whether resources may exist that are not shown here: macros and nested stacks make what nobody here knows. What is
    /// missing may be there, then.
    pub fn is_open(&self) -> bool {
        let nested = ["AWS::CloudFormation::Stack", "AWS::Serverless::Application"];
        let macros = transforms(self.template).any(|name| name != sam::TRANSFORM);
        macros || nested.iter().any(|kind| !self.of_type(kind).is_empty())
    }

    /// The logical ids of everything that stands before this resource is made: what it refers to and depends on, and what
    /// that does.
    pub fn before(&self, resource: &Resource<'_>) -> HashSet<&'m str> {
        let mut before = HashSet::new();
        let mut ahead: Vec<&Tree> = vec![resource.body];
        while let Some(body) = ahead.pop() {
            let referred = body.get("Properties").map(mentions).unwrap_or_default();
            let referred = referred.iter().map(|mention| mention.id.as_str());
            let depended = body
                .get("DependsOn")
                .map_or(&[][..], items)
                .iter()
                .filter_map(Tree::as_str);
            for other in referred.chain(depended).filter_map(|id| self.resource(id)) {
                if before.insert(other.id) {
                    ahead.push(other.body);
                }
            }
        }
        before
    }

    /// The resource of this type that a text names: what its `Ref` yields, or its ARN.
    pub fn named(&self, kind: &str, text: &str) -> Option<&'m Resource<'m>> {
        self.index.named(kind, text)
    }

    /// Where a text leads, which should name a resource of this type.
    pub fn link(&self, kind: &str, text: Option<&str>) -> Link<'m> {
        self.index.link(kind, text)
    }

    /// The function that a text names: its name or ARN with or without version or alias, or the URI of an integration.
    pub fn invoked(&self, text: Option<&str>) -> Link<'m> {
        self.index.invoked(text)
    }

    /// The function with its permissions and event sources.
    pub fn function(&self, id: &str) -> Option<&Function<'m>> {
        let function = self.functions.get(*self.places.get(id)?);
        function.filter(|function| function.resource.id == id)
    }

    /// The role with its policies.
    pub fn role(&self, id: &str) -> Option<&Role<'m>> {
        let role = self.roles.get(*self.places.get(id)?);
        role.filter(|role| role.resource.id == id)
    }
}

/// Resources by id, by type, and by the texts that name them.
#[derive(Debug)]
struct Index<'m> {
    ids: HashMap<&'m str, &'m Resource<'m>>,
    types: HashMap<&'m str, Vec<&'m Resource<'m>>>,
    /// Nothing where two resources of one type have the same name.
    names: HashMap<(&'m str, &'m str), Option<&'m Resource<'m>>>,
}

impl<'m> Index<'m> {
    fn new(resources: &'m [Resource<'m>]) -> Self {
        let mut index = Self {
            ids: HashMap::with_capacity(resources.len()),
            types: HashMap::new(),
            names: HashMap::with_capacity(resources.len() * 2),
        };
        for resource in resources {
            index.ids.insert(resource.id, resource);
            index.types.entry(resource.kind).or_default().push(resource);
            let arn = resource.arn.as_deref().filter(|arn| *arn != resource.reference);
            for name in [Some(resource.reference.as_str()), arn].into_iter().flatten() {
                index
                    .names
                    .entry((resource.kind, name))
                    .and_modify(|known| *known = None)
                    .or_insert(Some(resource));
            }
        }
        index
    }

    fn of_type(&self, kind: &str) -> &[&'m Resource<'m>] {
        self.types.get(kind).map_or(&[], Vec::as_slice)
    }

    fn named(&self, kind: &str, text: &str) -> Option<&'m Resource<'m>> {
        self.names.get(&(kind, text)).copied().flatten()
    }

    fn link(&self, kind: &str, text: Option<&str>) -> Link<'m> {
        match text {
            None => Link::Unset,
            Some(text) => self.named(kind, text).map_or(Link::Elsewhere, Link::To),
        }
    }

    fn invoked(&self, text: Option<&str>) -> Link<'m> {
        let Some(text) = text else {
            return Link::Unset;
        };
        let function = crate::arn::unqualified(crate::arn::invoked(text));
        let kind = "AWS::Lambda::Function";
        let found = self.named(kind, function);
        found
            .or_else(|| self.named(kind, &crate::arn::here(function)))
            .map_or(Link::Elsewhere, Link::To)
    }

    /// The resources of a type by the resource that a property of theirs names.
    fn grouped(&self, kind: &str, property: &str, target: &str) -> Groups<'m> {
        let mut groups = Groups::new();
        for resource in self.of_type(kind) {
            if let Some(owner) = resource.text(property).and_then(|text| self.named(target, text)) {
                groups.entry(owner.id).or_default().push(*resource);
            }
        }
        groups
    }
}

type Groups<'m> = HashMap<&'m str, Vec<&'m Resource<'m>>>;

#[cfg(test)]
mod tests;

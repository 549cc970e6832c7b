//! A finished template, and what belongs to it.

use indexmap::IndexMap;

use crate::{Asset, Origin, Tree};

/// A template: the tree that is deployed, and beside it what only the tool needs.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    name: String,
    tree: Tree,
    origins: IndexMap<String, Origin>,
    assets: Vec<Asset>,
}

impl Template {
    pub(crate) fn new(
        name: String,
        tree: Tree,
        origins: IndexMap<String, Origin>,
        assets: Vec<Asset>,
    ) -> Self {
        Self {
            name,
            tree,
            origins,
            assets,
        }
    }

    /// A template that came from a file: no origins, no assets.
    pub fn from_tree(name: impl Into<String>, tree: Tree) -> Self {
        Self::new(name.into(), tree, IndexMap::new(), Vec::new())
    }

    /// The stack's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole template.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// Where each logical id was declared.
    pub fn origins(&self) -> &IndexMap<String, Origin> {
        &self.origins
    }

    /// What must be built and uploaded before the template can be deployed.
    pub fn assets(&self) -> &[Asset] {
        &self.assets
    }

    /// The resources in template order: logical id and body. Empty where the section is missing or no map.
    pub fn resources(&self) -> impl Iterator<Item = (&str, &Tree)> {
        self.tree
            .get("Resources")
            .and_then(Tree::as_map)
            .into_iter()
            .flatten()
            .map(|(id, body)| (id.as_str(), body))
    }

    /// The resources of one type.
    pub fn of_type<'a>(&'a self, cfn_type: &'a str) -> impl Iterator<Item = (&'a str, &'a Tree)> {
        self.resources()
            .filter(move |(_, body)| body.get("Type").and_then(Tree::as_str) == Some(cfn_type))
    }

    /// The body of one resource.
    pub fn resource(&self, id: &str) -> Option<&Tree> {
        self.tree.at(&["Resources", id])
    }
}

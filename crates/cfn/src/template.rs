//! A finished template, and what belongs to it.

use indexmap::IndexMap;

use crate::{Asset, Diagnostic, Import, Origin, StackEntry, StackTag, Tree};

/// The sections whose entries have names, in template order.
pub(crate) const SECTIONS: [&str; 5] = ["Parameters", "Mappings", "Conditions", "Resources", "Outputs"];

/// A template: the tree that is deployed, and beside it what only the tool needs.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    name: String,
    tree: Tree,
    origins: IndexMap<String, Origin>,
    assets: Vec<Asset>,
    findings: Vec<Diagnostic>,
    imports: Vec<Import>,
    tags: Vec<StackTag>,
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
            findings: Vec::new(),
            imports: Vec::new(),
            tags: Vec::new(),
        }
    }

    /// A template that came from a file: no origins, no assets.
    pub fn from_tree(name: impl Into<String>, tree: Tree) -> Self {
        Self::new(name.into(), tree, IndexMap::new(), Vec::new())
    }

    /// The same template with another tree.
    pub fn with_tree(&self, tree: Tree) -> Self {
        Self {
            name: self.name.clone(),
            tree,
            origins: self.origins.clone(),
            assets: self.assets.clone(),
            findings: self.findings.clone(),
            imports: self.imports.clone(),
            tags: self.tags.clone(),
        }
    }

    /// The same template with what an assembly's manifest knows of its stack: places, assets and findings.
    #[must_use]
    pub fn of_stack(self, stack: &StackEntry) -> Self {
        Self {
            origins: stack.origins.clone(),
            assets: stack.assets.clone(),
            findings: stack.findings.clone(),
            ..self
        }
    }

    /// The stack's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole template.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// Where each entry was declared: resources and parameters by their logical id, the others by their section and
    /// name, such as `Outputs.Url`.
    pub fn origins(&self) -> &IndexMap<String, Origin> {
        &self.origins
    }

    /// What must be built and uploaded before the template can be deployed.
    pub fn assets(&self) -> &[Asset] {
        &self.assets
    }

    /// What is worth knowing about the template and no error.
    pub fn findings(&self) -> &[Diagnostic] {
        &self.findings
    }

    /// What it imports from other stacks of the program, in the order in which it was imported.
    pub fn imports(&self) -> &[Import] {
        &self.imports
    }

    pub(crate) fn set_imports(&mut self, imports: Vec<Import>) {
        self.imports = imports;
    }

    /// The tags of the stack itself, which its resources have, too.
    pub fn tags(&self) -> &[StackTag] {
        &self.tags
    }

    pub(crate) fn set_tags(&mut self, tags: Vec<StackTag>) {
        self.tags = tags;
    }

    pub(crate) fn set_findings(&mut self, findings: Vec<Diagnostic>) {
        self.findings = findings;
    }

    /// The entries of a section in template order. Empty where the section is missing or no map.
    pub fn section(&self, name: &str) -> impl Iterator<Item = (&str, &Tree)> {
        let section = self.tree.get(name).and_then(Tree::as_map);
        section
            .into_iter()
            .flatten()
            .map(|(name, body)| (name.as_str(), body))
    }

    /// The resources in template order: logical id and body.
    pub fn resources(&self) -> impl Iterator<Item = (&str, &Tree)> {
        self.section("Resources")
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

    /// The type of one resource.
    pub fn type_of(&self, id: &str) -> Option<&str> {
        self.resource(id)?.get("Type")?.as_str()
    }

    /// The key of an entry among the origins. Resources and parameters share their names, the other sections don't.
    pub(crate) fn origin_key(section: &str, name: &str) -> String {
        match section {
            "Resources" | "Parameters" => name.to_owned(),
            _ => format!("{section}.{name}"),
        }
    }

    /// Names the entry that a finding is about, and the place where it was declared.
    pub(crate) fn locate(&self, mut finding: Diagnostic, section: &str, name: &str) -> Diagnostic {
        let key = Self::origin_key(section, name);
        let origin = self.origins.get(&key);
        finding.origins.extend(origin.cloned());
        finding.resource.get_or_insert(key);
        finding
    }
}

#[cfg(test)]
mod tests {
    use super::Template;
    use crate::Tree;

    fn template(json: &str) -> Template {
        Template::from_json("demo", json).unwrap()
    }

    #[test]
    fn resources_are_found_by_id_and_type_in_their_order() {
        let template = template(
            r#"{"Resources": {"B": {"Type": "T"}, "A": {"Type": "T"}, "C": {"Type": "U"}, "D": {}, "E": 1}}"#,
        );
        let ids: Vec<_> = template.resources().map(|(id, _)| id).collect();
        assert_eq!(ids, ["B", "A", "C", "D", "E"]);
        let of_type: Vec<_> = template.of_type("T").map(|(id, _)| id).collect();
        assert_eq!(of_type, ["B", "A"]);
        assert_eq!(template.type_of("C"), Some("U"));
        assert_eq!(
            (
                template.type_of("D"),
                template.type_of("E"),
                template.type_of("F")
            ),
            (None, None, None)
        );
        assert_eq!(template.resource("E"), Some(&Tree::Int(1)));
    }

    #[test]
    fn a_section_that_is_missing_or_no_map_is_empty() {
        for json in ["{}", r#"{"Resources": []}"#, r#"{"Resources": null}"#] {
            assert_eq!(template(json).resources().count(), 0, "{json}");
        }
    }
}

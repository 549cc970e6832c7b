//! A stack under construction: ordered sections, and where each entry came from.

use std::{collections::BTreeSet, panic::Location};

use indexmap::IndexMap;

use crate::{
    Asset, Audit, Condition, ConditionExpr, Construct, Diagnostic, Findings, Import, Map, Mapping, Origin,
    Output, Parameter, ParameterRef, Scope, Severity, StackTag, Template, Tree, aspect::Aspects, check,
    known::KnownTypes, suppress::Suppression, template::SECTIONS,
};

/// A CloudFormation stack: build it with `add`, turn it into a template with [`Stack::synth`].
///
/// ```
/// use cfn::{Output, RawResource, Stack, Tree};
/// let mut stack = Stack::new("chat-dev");
/// let topic = stack.add("News", RawResource::new("AWS::SNS::Topic", Tree::map()));
/// stack.output("NewsArn", Output::new(topic.id_text()).description("Where news go"));
/// let template = stack.synth()?;
/// assert_eq!(template.type_of("News"), Some("AWS::SNS::Topic"));
/// # Ok::<(), cfn::Findings>(())
/// ```
#[derive(Clone, Debug)]
pub struct Stack {
    pub(crate) name: String,
    description: Option<String>,
    metadata: Map,
    pub(crate) sections: IndexMap<&'static str, Map>,
    pub(crate) assets: Vec<Asset>,
    pub(crate) origins: IndexMap<String, Origin>,
    pub(crate) findings: Vec<Diagnostic>,
    pub(crate) imports: Vec<Import>,
    pub(crate) aspects: Aspects,
    pub(crate) tags: Vec<StackTag>,
    pub(crate) types: KnownTypes,
    /// Resources that must stay as they were added.
    pub(crate) frozen: BTreeSet<String>,
    /// The conditions that hold for what is added now.
    pub(crate) conditions: Vec<Condition>,
    pub(crate) suppressions: Vec<Suppression>,
    /// What is looked at when the stack is complete, and by whom.
    pub(crate) audits: Vec<(String, Audit)>,
    /// The user's own line while a construct builds its parts.
    pub(crate) current: Option<&'static Location<'static>>,
}

impl Stack {
    /// An empty stack; `name` is its name in the account.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            description: None,
            metadata: Map::new(),
            sections: SECTIONS.into_iter().map(|name| (name, Map::new())).collect(),
            assets: Vec::new(),
            origins: IndexMap::new(),
            findings: Vec::new(),
            imports: Vec::new(),
            aspects: Aspects::default(),
            tags: Vec::new(),
            types: KnownTypes::default(),
            frozen: BTreeSet::new(),
            conditions: Vec::new(),
            suppressions: Vec::new(),
            audits: Vec::new(),
            current: None,
        }
    }

    /// The stack's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Sets the description, at most 1,024 bytes.
    pub fn describe(&mut self, text: impl Into<String>) {
        self.description = Some(text.into());
    }

    /// Adds a resource or a construct under `id`, and remembers the caller's place.
    #[track_caller]
    pub fn add<C: Construct>(&mut self, id: &str, construct: C) -> C::Output {
        self.scope().add(id, construct)
    }

    /// The scope that constructs build in.
    pub fn scope(&mut self) -> Scope<'_> {
        Scope { stack: self }
    }

    /// Adds metadata of the template; CloudFormation carries it and ignores it.
    pub fn metadata(&mut self, key: &str, value: impl Into<Tree>) {
        self.metadata.insert(key.to_owned(), value.into());
    }

    /// Declares a mapping: top-level keys to second-level keys to values.
    #[track_caller]
    pub fn mapping(&mut self, name: &str, rows: impl Into<Tree>) -> Mapping {
        self.declare("Mappings", name, rows.into());
        Mapping::named(name)
    }

    /// Declares a condition and returns the reference that entries and `Fn::If` take.
    #[track_caller]
    pub fn condition(&mut self, name: &str, expression: &ConditionExpr) -> Condition {
        self.declare("Conditions", name, expression.to_tree());
        Condition::named(name)
    }

    /// Declares a parameter, or returns the same reference where an equal one stands already.
    #[track_caller]
    pub fn parameter<T>(&mut self, name: &str, parameter: Parameter<T>) -> ParameterRef<T> {
        let body = parameter.into_tree();
        if self.sections["Parameters"].get(name) != Some(&body) {
            self.declare("Parameters", name, body);
        }
        ParameterRef::named(name)
    }

    /// Declares an output.
    #[track_caller]
    pub fn output(&mut self, name: &str, output: impl Into<Output>) {
        self.declare("Outputs", name, output.into().to_tree());
    }

    /// Turns the stack into a template, or into everything that is wrong with it.
    ///
    /// Findings that are no errors ride along in [`Template::findings`].
    ///
    /// Aspects run first, then tags are put on.
    pub fn synth(mut self) -> Result<Template, Findings> {
        self.run_aspects();
        self.put_tags();
        self.put_suppressions();
        let mut tree = Map::new();
        tree.insert("AWSTemplateFormatVersion".to_owned(), "2010-09-09".into());
        if let Some(description) = self.description {
            tree.insert("Description".to_owned(), description.into());
        }
        let metadata = std::iter::once(("Metadata", self.metadata));
        for (name, section) in metadata.chain(self.sections) {
            if !section.is_empty() || name == "Resources" {
                tree.insert(name.to_owned(), Tree::Map(section));
            }
        }
        let mut template = Template::new(self.name, Tree::Map(tree), self.origins, self.assets);
        template.set_imports(self.imports);
        template.set_tags(self.tags);
        let mut findings = self.findings;
        findings.extend(check::stack_name(template.name()));
        findings.extend(check::template(&template));
        for (id, audit) in self.audits {
            let of_audit = audit(&template, &id).into_iter();
            findings.extend(of_audit.map(|finding| {
                let about = finding.resource.clone().unwrap_or_else(|| id.clone());
                template.locate(finding, "Resources", &about)
            }));
        }
        findings.extend(check::attributes(&template, &|name| self.types.find(name)));
        if findings.iter().any(|finding| finding.severity == Severity::Error) {
            return Err(Findings(findings));
        }
        template.set_findings(findings);
        Ok(template)
    }

    /// Whether a resource or parameter with this logical id stands already.
    pub(crate) fn contains(&self, id: &str) -> bool {
        self.origins.contains_key(id)
    }

    /// The resources that stand already: logical id, place and body.
    pub(crate) fn resources(&self) -> impl Iterator<Item = (&str, &Origin, &Tree)> {
        self.sections["Resources"]
            .iter()
            .filter_map(|(id, body)| Some((id.as_str(), self.origins.get(id)?, body)))
    }

    /// Puts an entry into a section; where the name stands already the first entry stays, and both are reported.
    #[track_caller]
    pub(crate) fn declare(&mut self, section: &'static str, name: &str, body: Tree) {
        let origin = Origin::from(self.location());
        let key = Template::origin_key(section, name);
        if let Some(first) = self.origins.get(&key) {
            let what = section.trim_end_matches('s').to_lowercase();
            let finding = Diagnostic::error("GW002", format!("the {what} `{name}` is declared twice"))
                .on(&key)
                .at(first.clone())
                .at(origin)
                .hint("give one of the two another id");
            self.findings.push(finding);
            return;
        }
        self.origins.insert(key, origin);
        self.sections
            .entry(section)
            .or_default()
            .insert(name.to_owned(), body);
    }

    /// The user's own line: that of the outermost `add`, or the caller's.
    #[track_caller]
    pub(crate) fn location(&self) -> &'static Location<'static> {
        // Not `unwrap_or_else(Location::caller)`, which would name the standard library.
        match self.current {
            Some(location) => location,
            None => Location::caller(),
        }
    }
}

#[cfg(test)]
mod tests;

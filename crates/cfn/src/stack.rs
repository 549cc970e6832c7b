//! A stack under construction: ordered resources, and where each came from.

use std::panic::Location;

use indexmap::IndexMap;

use crate::{
    Asset, Condition, Diagnostic, Emit, Entry, Expr, Findings, Handle, IntoEntry, LogicalId, Map, Origin,
    Output, Parameter, ParameterRef, Resource, Template, Tree, Value, in_order,
};

/// Something that `add` puts into a stack: a resource, or a construct that adds several.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither a resource nor a construct",
    note = "tables come from `resource!`; a construct implements `Construct`, some only when they are complete"
)]
pub trait Construct {
    /// What `add` returns: a handle, or a bundle of them.
    type Output;

    /// Adds the parts under `id`, which is the logical id of the main part and the prefix of the others.
    fn build(self, scope: &mut Scope<'_>, id: &str) -> Self::Output;
}

#[diagnostic::do_not_recommend]
impl<R: Resource> Construct for R {
    type Output = Handle<R>;

    fn build(self, scope: &mut Scope<'_>, id: &str) -> Handle<R> {
        self.into_entry().build(scope, id)
    }
}

impl<R: Resource> Construct for Entry<R> {
    type Output = Handle<R>;

    fn build(self, scope: &mut Scope<'_>, id: &str) -> Handle<R> {
        Handle::new(scope.stack.insert(id, self))
    }
}

/// A CloudFormation stack: build it with `add`, turn it into a template with [`Stack::synth`].
#[derive(Clone, Debug)]
pub struct Stack {
    name: String,
    description: Option<String>,
    parameters: IndexMap<String, Tree>,
    mappings: Map,
    conditions: Map,
    resources: IndexMap<String, Tree>,
    outputs: Map,
    metadata: Map,
    assets: Vec<Asset>,
    origins: IndexMap<String, Origin>,
    findings: Vec<Diagnostic>,
    current: Option<&'static Location<'static>>,
}

/// Where a construct adds its parts.
#[derive(Debug)]
pub struct Scope<'a> {
    pub(crate) stack: &'a mut Stack,
}

impl Stack {
    /// An empty stack; `name` is its name in the account.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            description: None,
            parameters: IndexMap::new(),
            mappings: Map::new(),
            conditions: Map::new(),
            resources: IndexMap::new(),
            outputs: Map::new(),
            metadata: Map::new(),
            assets: Vec::new(),
            origins: IndexMap::new(),
            findings: Vec::new(),
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

    /// Adds a mapping: top-level keys to second-level keys to values. Read it with [`Expr::FindInMap`].
    pub fn mapping(&mut self, name: &str, rows: impl Into<Tree>) {
        self.mappings.insert(name.to_owned(), rows.into());
    }

    /// Declares a condition and returns the reference that entries and `Fn::If` take.
    pub fn condition(&mut self, name: &str, expression: &crate::ConditionExpr) -> Condition {
        self.conditions.insert(name.to_owned(), expression.to_tree());
        Condition::named(name)
    }

    /// Declares a parameter, or returns the same reference where an equal one stands already.
    #[track_caller]
    pub fn parameter<T>(&mut self, name: &str, parameter: Parameter<T>) -> ParameterRef<T> {
        self.scope().parameter(name, parameter)
    }

    /// Declares an output.
    #[track_caller]
    pub fn output(&mut self, name: &str, output: impl Into<Output>) {
        let location = self.current.unwrap_or_else(Location::caller);
        if self.outputs.contains_key(name) {
            self.findings
                .push(collision(name, "output", None, location.into()));
            return;
        }
        self.outputs.insert(name.to_owned(), output.into().to_tree());
    }

    /// Turns the stack into a template, or into everything that is wrong with it.
    pub fn synth(self) -> Result<Template, Findings> {
        let mut tree = Map::new();
        tree.insert("AWSTemplateFormatVersion".to_owned(), "2010-09-09".into());
        if let Some(description) = self.description {
            tree.insert("Description".to_owned(), description.into());
        }
        let sections = [
            ("Metadata", self.metadata),
            ("Parameters", self.parameters),
            ("Mappings", self.mappings),
            ("Conditions", self.conditions),
            ("Resources", self.resources),
            ("Outputs", self.outputs),
        ];
        for (name, section) in sections {
            if !section.is_empty() || name == "Resources" {
                tree.insert(name.to_owned(), Tree::Map(section));
            }
        }
        let template = Template::new(self.name, Tree::Map(tree), self.origins, self.assets);
        let mut findings = self.findings;
        findings.extend(crate::check::references(&template));
        if findings.is_empty() {
            Ok(template)
        } else {
            Err(Findings(findings))
        }
    }

    fn insert<R: Resource>(&mut self, id: &str, entry: Entry<R>) -> LogicalId {
        let origin: Origin = self.current.unwrap_or_else(Location::caller).into();
        let logical_id = match LogicalId::new(id) {
            Ok(logical_id) => logical_id,
            Err(error) => {
                let finding = Diagnostic::error("GW001", error.to_string())
                    .on(id)
                    .at(origin.clone());
                self.findings
                    .push(finding.hint("use letters and digits, such as `ChatMessages`"));
                LogicalId::unchecked(id.to_owned())
            }
        };
        if self.resources.contains_key(id) || self.parameters.contains_key(id) {
            let finding = collision(id, "resource", self.origins.get(id), origin);
            self.findings.push(finding);
            return logical_id;
        }
        self.origins.insert(id.to_owned(), origin);
        self.resources.insert(id.to_owned(), entry_tree(entry));
        logical_id
    }
}

impl Scope<'_> {
    /// Adds a part; its place is that of the outermost `add`, which is the user's own line.
    #[track_caller]
    pub fn add<C: Construct>(&mut self, id: &str, construct: C) -> C::Output {
        let outermost = self.stack.current.is_none();
        if outermost {
            self.stack.current = Some(Location::caller());
        }
        let output = construct.build(self, id);
        if outermost {
            self.stack.current = None;
        }
        output
    }

    /// The name of the stack that is being built.
    pub fn stack_name(&self) -> &str {
        &self.stack.name
    }

    /// Declares a parameter, or returns the same reference where an equal one stands already.
    #[track_caller]
    pub fn parameter<T>(&mut self, name: &str, parameter: Parameter<T>) -> ParameterRef<T> {
        let location = self.stack.current.unwrap_or_else(Location::caller);
        let tree = parameter.into_tree();
        let taken = self.stack.resources.contains_key(name)
            || self
                .stack
                .parameters
                .get(name)
                .is_some_and(|standing| *standing != tree);
        if taken {
            let finding = collision(name, "parameter", self.stack.origins.get(name), location.into());
            self.stack.findings.push(finding);
        } else if LogicalId::new(name).is_err() {
            let finding = Diagnostic::error("GW001", format!("`{name}` is no parameter name"));
            self.stack
                .findings
                .push(finding.at(location.into()).hint("use letters and digits only"));
        } else {
            self.stack
                .origins
                .entry(name.to_owned())
                .or_insert_with(|| location.into());
            self.stack.parameters.insert(name.to_owned(), tree);
        }
        ParameterRef::named(name)
    }

    /// Whether a resource or parameter with this logical id stands already.
    pub fn contains(&self, id: &str) -> bool {
        self.stack.resources.contains_key(id) || self.stack.parameters.contains_key(id)
    }

    /// Records something that must be built and uploaded before the stack can be deployed.
    pub fn asset(&mut self, asset: Asset) {
        self.stack.assets.push(asset);
    }

    /// Records a finding; `synth` returns it with all the others, with the user's line.
    #[track_caller]
    pub fn report(&mut self, finding: Diagnostic) {
        let location = self.stack.current.unwrap_or_else(Location::caller);
        self.stack.findings.push(finding.at(location.into()));
    }
}

fn entry_tree<R: Resource>(entry: Entry<R>) -> Tree {
    let mut tree = Map::new();
    tree.insert("Type".to_owned(), entry.resource.cfn_type().into());
    if let Some(condition) = entry.condition {
        tree.insert("Condition".to_owned(), condition.into());
    }
    if !entry.depends_on.is_empty() {
        let ids: Vec<Tree> = entry.depends_on.iter().map(|id| id.as_str().into()).collect();
        tree.insert("DependsOn".to_owned(), Tree::List(ids));
    }
    if let Some(policy) = entry.deletion_policy {
        tree.insert("DeletionPolicy".to_owned(), policy.as_str().into());
    }
    if let Some(policy) = entry.update_replace_policy {
        tree.insert("UpdateReplacePolicy".to_owned(), policy.as_str().into());
    }
    if !entry.metadata.is_empty() {
        tree.insert("Metadata".to_owned(), Tree::Map(entry.metadata));
    }
    let mut properties = in_order(entry.resource.into_properties(), R::INFO.properties);
    properties.extend(entry.raw);
    if !properties.is_empty() {
        tree.insert("Properties".to_owned(), Tree::Map(properties));
    }
    Tree::Map(tree)
}

fn collision(id: &str, what: &str, first: Option<&Origin>, second: Origin) -> Diagnostic {
    let mut finding = Diagnostic::error("GW002", format!("the {what} `{id}` is declared twice")).on(id);
    if let Some(first) = first {
        finding = finding.at(first.clone());
    }
    finding.at(second).hint("give one of the two another id")
}

impl<T: Emit> From<Value<T>> for Output {
    fn from(value: Value<T>) -> Self {
        Output::new(value)
    }
}

impl From<Expr> for Output {
    fn from(expr: Expr) -> Self {
        Output::new(expr.to_tree())
    }
}

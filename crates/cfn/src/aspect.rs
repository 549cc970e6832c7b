//! Aspects: one change or one demand, for all resources of a stack.

use std::{fmt, sync::Arc};

use crate::{Diagnostic, Map, Origin, RemovalPolicy, Stack, Table, Tree, TypeInfo, in_order, tag::Taggable};

/// Something that looks at every resource of a stack when it is synthesized, and may change it or report a finding.
///
/// A closure is one. Aspects run in the order in which they were added, each over all resources in template order, so
/// that the same program yields the same bytes.
///
/// ```
/// use cfn::{Dict, RawResource, Stack, Tree, Value, resource};
///
/// resource! {
///     /// A topic.
///     Topic = "AWS::SNS::Topic" {
///         required {}
///         optional {
///             /// The key that messages are encrypted with.
///             key: Value<String> = "KmsMasterKeyId",
///         }
///         attributes {}
///         replaces_on {}
///     }
/// }
///
/// let mut stack = Stack::new("demo");
/// stack.add("News", Topic::new());
/// stack.aspect(|resource: &mut cfn::ResourceView<'_>| {
///     resource.change(|topic: Topic| topic.key("alias/aws/sns"));
/// });
/// let template = stack.synth()?;
/// let key = template.tree().at(&["Resources", "News", "Properties", "KmsMasterKeyId"]);
/// assert_eq!(key, Some(&Tree::from("alias/aws/sns")));
/// # Ok::<(), cfn::Findings>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no aspect",
    note = "a closure `|resource: &mut ResourceView<'_>| …` is one, and so is a type that implements `Aspect`"
)]
pub trait Aspect: Send + Sync {
    /// Looks at one resource.
    fn visit(&self, resource: &mut ResourceView<'_>);
}

impl<F: Fn(&mut ResourceView<'_>) + Send + Sync> Aspect for F {
    fn visit(&self, resource: &mut ResourceView<'_>) {
        self(resource);
    }
}

/// The aspects of a stack, in the order in which they run.
#[derive(Clone, Default)]
pub(crate) struct Aspects(Vec<Arc<dyn Aspect>>);

impl fmt::Debug for Aspects {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Aspects({})", self.0.len())
    }
}

impl Stack {
    /// Shows every resource of the stack to this aspect when the stack is synthesized, after the aspects before it.
    ///
    /// It also sees what is added later. The tags of the stack come after all aspects.
    pub fn aspect(&mut self, aspect: impl Aspect + 'static) {
        self.aspects.0.push(Arc::new(aspect));
    }

    pub(crate) fn run_aspects(&mut self) {
        for aspect in std::mem::take(&mut self.aspects).0 {
            self.each_resource(|resource| {
                let before = resource.frozen.then(|| resource.body.clone());
                aspect.visit(resource);
                if before.is_some_and(|before| before != *resource.body) {
                    let message = format!("an aspect changes `{}`, which a deployment has frozen", resource.id);
                    let finding = Diagnostic::error("GW014", message);
                    resource.report(finding.hint(
                        "the deployment would not notice, and clients would see the old one: set it where it is declared",
                    ));
                }
            });
        }
    }

    /// Shows the resources one by one, in template order.
    pub(crate) fn each_resource(&mut self, mut visit: impl FnMut(&mut ResourceView<'_>)) {
        let resources = self.sections.get_mut("Resources").into_iter().flatten();
        for (id, body) in resources {
            let Tree::Map(body) = body else { continue };
            let cfn_type = body.get("Type").and_then(Tree::as_str).unwrap_or_default();
            visit(&mut ResourceView {
                stack: &self.name,
                id,
                origin: self.origins.get(id),
                info: self.types.find(cfn_type),
                frozen: self.frozen.contains(id),
                body,
                findings: &mut self.findings,
            });
        }
    }
}

/// One resource of a stack, as an aspect sees it.
#[derive(Debug)]
pub struct ResourceView<'a> {
    stack: &'a str,
    id: &'a str,
    origin: Option<&'a Origin>,
    info: Option<TypeInfo>,
    frozen: bool,
    body: &'a mut Map,
    findings: &'a mut Vec<Diagnostic>,
}

impl ResourceView<'_> {
    /// The name of the stack.
    pub fn stack_name(&self) -> &str {
        self.stack
    }

    /// The resource's key in the template.
    pub fn id(&self) -> &str {
        self.id
    }

    /// Its type, such as `AWS::DynamoDB::Table`.
    pub fn cfn_type(&self) -> &str {
        self.body.get("Type").and_then(Tree::as_str).unwrap_or_default()
    }

    /// What its table says about the type; none for a raw resource of a type that nobody [knows](Stack::types_from).
    pub fn info(&self) -> Option<TypeInfo> {
        self.info
    }

    /// Whether it is of this type.
    pub fn is<R: Table>(&self) -> bool {
        self.cfn_type() == R::INFO.cfn_type
    }

    /// Changes a resource of this type with the setters of its table; says whether it is one.
    pub fn change<R: Table>(&mut self, change: impl FnOnce(R) -> R) -> bool {
        let matches = self.is::<R>();
        if matches {
            let changed = change(R::from_properties(self.take_properties()));
            self.put_properties(changed.into_properties());
        }
        matches
    }

    /// A property, as it stands in the template.
    pub fn property(&self, name: &str) -> Option<&Tree> {
        self.body.get("Properties")?.get(name)
    }

    /// Sets a property, or overrides it.
    pub fn set(&mut self, name: &str, value: impl Into<Tree>) {
        let mut properties = self.take_properties();
        properties.insert(name.to_owned(), value.into());
        self.put_properties(properties);
    }

    /// What happens to it when it leaves the template, or is replaced.
    pub fn removal(&mut self, policy: RemovalPolicy) {
        for attribute in ["DeletionPolicy", "UpdateReplacePolicy"] {
            self.attribute(attribute, policy.as_str());
        }
    }

    /// Tags it, if its type takes tags; a tag that stands already stays. Says whether the type takes any.
    pub fn tag(&mut self, key: &str, value: &str) -> bool {
        let Some(taggable) = self.info.and_then(|info| Taggable::of(info.object)) else {
            return false;
        };
        let mut properties = self.take_properties();
        taggable.add(&mut properties, key, value);
        self.put_properties(properties);
        true
    }

    /// How many tags it has, where they are written out.
    pub(crate) fn tag_count(&self) -> usize {
        let taggable = self.info.and_then(|info| Taggable::of(info.object));
        match taggable.and_then(|taggable| self.property(taggable.property)) {
            Some(Tree::List(tags)) => tags.len(),
            Some(Tree::Map(tags)) => tags.len(),
            _ => 0,
        }
    }

    /// Reports a finding about it, with the line that declared it.
    pub fn report(&mut self, finding: Diagnostic) {
        let mut finding = finding.on(self.id);
        finding.origins.extend(self.origin.cloned());
        self.findings.push(finding);
    }

    /// Attributes stand above the properties.
    fn attribute(&mut self, name: &str, value: &str) {
        if let Some(standing) = self.body.get_mut(name) {
            *standing = value.into();
            return;
        }
        let place = self.body.get_index_of("Metadata");
        let place = place.or_else(|| self.body.get_index_of("Properties"));
        let place = place.unwrap_or(self.body.len());
        self.body.shift_insert(place, name.to_owned(), value.into());
    }

    fn take_properties(&mut self) -> Map {
        match self.body.get_mut("Properties").map(std::mem::take) {
            Some(Tree::Map(properties)) => properties,
            _ => Map::new(),
        }
    }

    /// In the order of the table, so that an aspect leaves no trace but its change.
    fn put_properties(&mut self, mut properties: Map) {
        if let Some(info) = self.info {
            properties = in_order(properties, info.object);
        }
        if properties.is_empty() {
            self.body.shift_remove("Properties");
        } else {
            self.body.insert("Properties".to_owned(), Tree::Map(properties));
        }
    }
}

#[cfg(test)]
mod tests;

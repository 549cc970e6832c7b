//! Constructs, and the scope that they build in.

use crate::{
    Asset, Diagnostic, Entry, Handle, LogicalId, Origin, Parameter, ParameterRef, Resource, Stack, Template,
    Tree,
};

/// Something that `add` puts into a stack: a resource, or a construct that adds several.
///
/// ```
/// use cfn::{Construct, Handle, RawResource, Scope, Stack, Tree};
///
/// struct Inbox;
/// impl Construct for Inbox {
///     type Output = Handle<RawResource>;
///     fn build(self, scope: &mut Scope<'_>, id: &str) -> Self::Output {
///         scope.add(&format!("{id}Dead"), RawResource::new("AWS::SQS::Queue", Tree::map()));
///         scope.add(id, RawResource::new("AWS::SQS::Queue", Tree::map()))
///     }
/// }
///
/// let mut stack = Stack::new("demo");
/// let inbox = stack.add("Inbox", Inbox);
/// assert_eq!(inbox.logical_id().as_str(), "Inbox");
/// assert_eq!(stack.synth()?.resources().count(), 2);
/// # Ok::<(), cfn::Findings>(())
/// ```
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
        Entry::new(self).build(scope, id)
    }
}

impl<R: Resource> Construct for Entry<R> {
    type Output = Handle<R>;

    fn build(self, scope: &mut Scope<'_>, id: &str) -> Handle<R> {
        if !R::CFN_TYPE.is_empty() {
            scope.stack.types.add(R::INFO);
        }
        let mut entry = self;
        let condition = entry.condition_mut();
        *condition = scope.stack.condition_around(condition.take());
        scope.stack.declare("Resources", id, entry.into_tree());
        Handle::new(LogicalId::unchecked(id.to_owned()))
    }
}

/// A look at the finished template on behalf of the resource with this logical id. A finding that names a resource gets
/// the place where that was declared.
pub type Audit = fn(&Template, &str) -> Vec<Diagnostic>;

/// Where a construct adds its parts.
#[derive(Debug)]
pub struct Scope<'a> {
    pub(crate) stack: &'a mut Stack,
}

impl Scope<'_> {
    /// Adds a part; its place is that of the outermost `add`, which is the user's own line.
    #[track_caller]
    pub fn add<C: Construct>(&mut self, id: &str, construct: C) -> C::Output {
        let outer = self.stack.current.replace(self.stack.location());
        let output = construct.build(self, id);
        self.stack.current = outer;
        output
    }

    /// The name of the stack that is being built.
    pub fn stack_name(&self) -> &str {
        self.stack.name()
    }

    /// Declares a parameter, or returns the same reference where an equal one stands already.
    #[track_caller]
    pub fn parameter<T>(&mut self, name: &str, parameter: Parameter<T>) -> ParameterRef<T> {
        self.stack.parameter(name, parameter)
    }

    /// Whether a resource or parameter with this logical id stands already.
    pub fn contains(&self, id: &str) -> bool {
        self.stack.contains(id)
    }

    /// The resources that stand already: logical id, place and body.
    pub fn resources(&self) -> impl Iterator<Item = (&str, &Origin, &Tree)> {
        self.stack.resources()
    }

    /// Records resources of which something else stands for a copy, as a deployment does: an aspect that changes one of
    /// them afterwards is an error.
    pub fn freeze(&mut self, ids: impl IntoIterator<Item = LogicalId>) {
        let ids = ids.into_iter().map(|id| id.as_str().to_owned());
        self.stack.frozen.extend(ids);
    }

    /// Records something that must be built and uploaded before the stack can be deployed.
    pub fn asset(&mut self, asset: Asset) {
        self.stack.assets.push(asset);
    }

    /// Looks at the finished template once the stack is complete, for what no construct sees by itself.
    pub fn audit(&mut self, id: &str, audit: Audit) {
        self.stack.audits.push((id.to_owned(), audit));
    }

    /// Records a finding; `synth` returns it with all the others, with the user's line.
    #[track_caller]
    pub fn report(&mut self, finding: Diagnostic) {
        let location = self.stack.location();
        self.stack.findings.push(finding.at(location.into()));
    }
}

//! The attributes that every resource may carry beside its properties.

use crate::{Condition, Handle, LogicalId, Map, ObjectInfo, Resource, Tree, in_order};

/// What CloudFormation does with a resource that leaves the template, or is replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RemovalPolicy {
    /// Deletes the resource and what it holds.
    Delete,
    /// Leaves it in the account, no longer managed.
    Retain,
    /// Takes a final snapshot first, where the type can.
    Snapshot,
}

impl RemovalPolicy {
    /// The template's word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Delete => "Delete",
            Self::Retain => "Retain",
            Self::Snapshot => "Snapshot",
        }
    }
}

/// A resource with the attributes that every resource may carry.
///
/// Any table becomes an entry with the methods of [`IntoEntry`]; `add` takes both.
///
/// ```
/// use cfn::{IntoEntry, RawResource, RemovalPolicy, Stack, Tree};
/// let table = RawResource::new("AWS::DynamoDB::Table", Tree::map());
/// let mut stack = Stack::new("demo");
/// stack.add("Rooms", table.deletion_policy(RemovalPolicy::Retain).metadata("Purpose", "who talks where"));
/// let template = stack.synth()?;
/// assert_eq!(template.tree().at(&["Resources", "Rooms", "DeletionPolicy"]), Some(&"Retain".into()));
/// # Ok::<(), cfn::Findings>(())
/// ```
#[derive(Clone, Debug)]
pub struct Entry<R> {
    resource: R,
    attributes: Attributes,
}

/// What is the same for all types of resources, and therefore compiled once.
#[derive(Clone, Debug, Default)]
struct Attributes {
    depends_on: Vec<LogicalId>,
    condition: Option<Condition>,
    deletion_policy: Option<RemovalPolicy>,
    update_replace_policy: Option<RemovalPolicy>,
    metadata: Map,
    raw: Map,
}

impl<R: Resource> Entry<R> {
    pub(crate) fn new(resource: R) -> Self {
        Self {
            resource,
            attributes: Attributes::default(),
        }
    }

    pub(crate) fn condition_mut(&mut self) -> &mut Option<Condition> {
        &mut self.attributes.condition
    }

    /// The resource's form in a template.
    pub(crate) fn into_tree(self) -> Tree {
        let cfn_type = self.resource.cfn_type().into();
        let properties = self.resource.into_properties();
        self.attributes.into_tree(cfn_type, properties, R::INFO.object)
    }
}

impl Attributes {
    /// Attributes first, so that they are seen above long properties.
    fn into_tree(self, cfn_type: Tree, mut properties: Map, table: &ObjectInfo) -> Tree {
        let mut tree = Map::new();
        let mut set = |key: &str, value: Tree| tree.insert(key.to_owned(), value);
        set("Type", cfn_type);
        if let Some(condition) = self.condition {
            set("Condition", condition.name().into());
        }
        if !self.depends_on.is_empty() {
            set(
                "DependsOn",
                self.depends_on.iter().map(|id| Tree::from(id.as_str())).collect(),
            );
        }
        if let Some(policy) = self.deletion_policy {
            set("DeletionPolicy", policy.as_str().into());
        }
        if let Some(policy) = self.update_replace_policy {
            set("UpdateReplacePolicy", policy.as_str().into());
        }
        if !self.metadata.is_empty() {
            set("Metadata", Tree::Map(self.metadata));
        }
        properties.extend(self.raw);
        if !properties.is_empty() {
            set("Properties", Tree::Map(in_order(properties, table)));
        }
        Tree::Map(tree)
    }
}

/// The attributes of a resource, on the table itself or on the [`Entry`] that it becomes.
pub trait IntoEntry: Sized {
    /// The table.
    type Table: Resource;

    /// Wraps the table, or returns the entry unchanged.
    fn into_entry(self) -> Entry<Self::Table>;

    /// Creates this resource after another one, where no reference says so already.
    fn depends_on<R>(self, other: &Handle<R>) -> Entry<Self::Table> {
        self.depends_on_ids([other.logical_id().clone()])
    }

    /// Creates this resource after all of these.
    fn depends_on_ids(self, others: impl IntoIterator<Item = LogicalId>) -> Entry<Self::Table> {
        let mut entry = self.into_entry();
        for id in others {
            if !entry.attributes.depends_on.contains(&id) {
                entry.attributes.depends_on.push(id);
            }
        }
        entry
    }

    /// Creates the resource only where the condition holds.
    fn condition(self, condition: &Condition) -> Entry<Self::Table> {
        let mut entry = self.into_entry();
        entry.attributes.condition = Some(condition.clone());
        entry
    }

    /// What happens to the resource when it leaves the template or the stack is deleted.
    fn deletion_policy(self, policy: RemovalPolicy) -> Entry<Self::Table> {
        let mut entry = self.into_entry();
        entry.attributes.deletion_policy = Some(policy);
        entry
    }

    /// What happens to the old resource when a change replaces it.
    fn update_replace_policy(self, policy: RemovalPolicy) -> Entry<Self::Table> {
        let mut entry = self.into_entry();
        entry.attributes.update_replace_policy = Some(policy);
        entry
    }

    /// Adds a metadata entry; CloudFormation carries it and ignores it.
    fn metadata(self, key: &str, value: impl Into<Tree>) -> Entry<Self::Table> {
        let mut entry = self.into_entry();
        entry.attributes.metadata.insert(key.to_owned(), value.into());
        entry
    }

    /// Accepts a finding of `gatewright check` on this resource, with the reason why it is right here.
    ///
    /// The reason is for the next reader; a suppression without one, or one that suppresses nothing, is a finding. For
    /// the parts of a construct there is [`Stack::suppress`](crate::Stack::suppress).
    fn suppress(self, code: &str, reason: &str) -> Entry<Self::Table> {
        let mut entry = self.into_entry();
        crate::suppress::suppress(&mut entry.attributes.metadata, code, reason);
        entry
    }

    /// Sets a property that the table does not know, or overrides one that it does.
    fn raw_property(self, name: &str, value: impl Into<Tree>) -> Entry<Self::Table> {
        let mut entry = self.into_entry();
        entry.attributes.raw.insert(name.to_owned(), value.into());
        entry
    }
}

impl<R: Resource> IntoEntry for R {
    type Table = R;

    fn into_entry(self) -> Entry<R> {
        Entry::new(self)
    }
}

impl<R: Resource> IntoEntry for Entry<R> {
    type Table = R;

    fn into_entry(self) -> Entry<R> {
        self
    }
}

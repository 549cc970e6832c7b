//! Resources, and the typed references between them.

use std::{fmt, marker::PhantomData};

use crate::{Emit, Expr, LogicalId, Tree, Value, tree::Map};

/// What is known of a resource type without an instance: the row that checks, diffs and the schema test read.
#[derive(Clone, Copy, Debug)]
pub struct TypeInfo {
    /// The CloudFormation type, such as `AWS::ApiGatewayV2::Route`.
    pub cfn_type: &'static str,
    /// Properties without which the type is refused.
    pub required: &'static [&'static str],
    /// Every property of the table, in template order.
    pub properties: &'static [&'static str],
    /// Properties whose change replaces the resource (create-only in the registry).
    pub replaces_on: &'static [&'static str],
    /// Attributes that `Fn::GetAtt` yields.
    pub attributes: &'static [&'static str],
}

/// A resource type's table: typed setters over one ordered map of properties.
///
/// Declare it with [`resource!`](crate::resource!), which derives everything from the rows.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a resource",
    note = "tables are declared with `resource!`; for a type without a table use `RawResource`"
)]
pub trait Resource: Sized {
    /// The table's facts.
    const INFO: TypeInfo;

    /// The CloudFormation type of this instance.
    fn cfn_type(&self) -> &str {
        Self::INFO.cfn_type
    }

    /// The properties that were set, in any order.
    fn into_properties(self) -> Map;
}

/// A resource whose ARN is an attribute.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no ARN attribute",
    note = "use its id, or build the ARN with `sub!`"
)]
pub trait HasArn: Resource {
    /// The name of the attribute that yields the ARN.
    const ARN: &'static str;
}

/// A typed attribute of a resource: `handle.get(Table::STREAM_ARN)`.
#[derive(Debug)]
pub struct Attribute<R, T> {
    name: &'static str,
    types: PhantomData<fn() -> (R, T)>,
}

impl<R, T> Attribute<R, T> {
    /// Declares an attribute; the `resource!` macro calls it.
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            types: PhantomData,
        }
    }
}

/// What `add` returns: the handle is the reference.
///
/// Passing `&handle` where an [`Id`] is wanted becomes `Ref`; where an [`Arn`] is wanted it becomes `Fn::GetAtt`.
pub struct Handle<R> {
    id: LogicalId,
    resource: PhantomData<fn() -> R>,
}

impl<R> Handle<R> {
    pub(crate) fn new(id: LogicalId) -> Self {
        Self {
            id,
            resource: PhantomData,
        }
    }

    /// The key of the resource in the template.
    pub fn logical_id(&self) -> &LogicalId {
        &self.id
    }

    /// What `Ref` yields.
    pub fn id(&self) -> Value<Id<R>> {
        Value::Expr(Expr::Ref(self.id.clone()))
    }

    /// What `Ref` yields, as plain text, for properties that take any string.
    pub fn id_text(&self) -> Value<String> {
        Value::Expr(Expr::Ref(self.id.clone()))
    }

    /// An attribute, typed by its table.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "an attribute is a constant without data"
    )]
    pub fn get<T>(&self, attribute: Attribute<R, T>) -> Value<T> {
        Value::Expr(Expr::GetAtt(self.id.clone(), attribute.name.to_owned()))
    }
}

impl<R: HasArn> Handle<R> {
    /// The resource's ARN.
    pub fn arn(&self) -> Value<Arn<R>> {
        Value::Expr(Expr::GetAtt(self.id.clone(), R::ARN.to_owned()))
    }
}

impl<R> Clone for Handle<R> {
    fn clone(&self) -> Self {
        Self::new(self.id.clone())
    }
}

impl<R> fmt::Debug for Handle<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Handle({})", self.id)
    }
}

impl<R> From<&Handle<R>> for Value<Id<R>> {
    fn from(handle: &Handle<R>) -> Self {
        handle.id()
    }
}

impl<R: HasArn> From<&Handle<R>> for Value<Arn<R>> {
    fn from(handle: &Handle<R>) -> Self {
        handle.arn()
    }
}

macro_rules! tagged_text {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        pub struct $name<R>(String, PhantomData<fn() -> R>);

        impl<R> $name<R> {
            /// Text known now: a resource that lives outside this template.
            pub fn of(text: impl Into<String>) -> Self {
                Self(text.into(), PhantomData)
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl<R> Clone for $name<R> {
            fn clone(&self) -> Self {
                Self::of(self.0.clone())
            }
        }

        impl<R> PartialEq for $name<R> {
            fn eq(&self, other: &Self) -> bool {
                self.0 == other.0
            }
        }

        impl<R> fmt::Debug for $name<R> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl<R> Emit for $name<R> {
            fn emit(&self) -> Tree {
                Tree::String(self.0.clone())
            }
        }

        impl<R> From<Value<$name<R>>> for Value<String> {
            /// Widening is explicit: a tagged value is text, text is not a tagged value.
            fn from(value: Value<$name<R>>) -> Self {
                match value {
                    Value::Literal(text) => Value::Literal(text.0),
                    Value::Expr(expr) => Value::Expr(expr),
                }
            }
        }
    };
}

tagged_text! {
    /// What `Ref` of an `R` yields.
    Id
}

tagged_text! {
    /// The ARN of an `R`.
    Arn
}

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
#[derive(Clone, Debug)]
pub struct Entry<R> {
    pub(crate) resource: R,
    pub(crate) depends_on: Vec<LogicalId>,
    pub(crate) condition: Option<String>,
    pub(crate) deletion_policy: Option<RemovalPolicy>,
    pub(crate) update_replace_policy: Option<RemovalPolicy>,
    pub(crate) metadata: Map,
    pub(crate) raw: Map,
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
            if !entry.depends_on.contains(&id) {
                entry.depends_on.push(id);
            }
        }
        entry
    }

    /// Creates the resource only where the condition holds.
    fn condition(self, condition: &crate::Condition) -> Entry<Self::Table> {
        let mut entry = self.into_entry();
        entry.condition = Some(condition.name().to_owned());
        entry
    }

    /// What happens to the resource when it leaves the template or the stack is deleted.
    fn deletion_policy(self, policy: RemovalPolicy) -> Entry<Self::Table> {
        let mut entry = self.into_entry();
        entry.deletion_policy = Some(policy);
        entry
    }

    /// What happens to the old resource when a change replaces it.
    fn update_replace_policy(self, policy: RemovalPolicy) -> Entry<Self::Table> {
        let mut entry = self.into_entry();
        entry.update_replace_policy = Some(policy);
        entry
    }

    /// Adds a metadata entry; CloudFormation carries it and ignores it.
    fn metadata(self, key: &str, value: impl Into<Tree>) -> Entry<Self::Table> {
        let mut entry = self.into_entry();
        entry.metadata.insert(key.to_owned(), value.into());
        entry
    }

    /// Sets a property that the table does not know, or overrides one that it does.
    fn raw_property(self, name: &str, value: impl Into<Tree>) -> Entry<Self::Table> {
        let mut entry = self.into_entry();
        entry.raw.insert(name.to_owned(), value.into());
        entry
    }
}

impl<R: Resource> IntoEntry for R {
    type Table = R;

    fn into_entry(self) -> Entry<R> {
        Entry {
            resource: self,
            depends_on: Vec::new(),
            condition: None,
            deletion_policy: None,
            update_replace_policy: None,
            metadata: Map::new(),
            raw: Map::new(),
        }
    }
}

impl<R: Resource> IntoEntry for Entry<R> {
    type Table = R;

    fn into_entry(self) -> Entry<R> {
        self
    }
}

/// A resource of any type, property by property, for types that have no table yet.
///
/// ```
/// use cfn::{RawResource, Stack, Tree};
/// let mut stack = Stack::new("demo");
/// stack.add("Topic", RawResource::new("AWS::SNS::Topic", Tree::from_iter([("TopicName", "news")])));
/// assert!(stack.synth().is_ok());
/// ```
#[derive(Clone, Debug)]
pub struct RawResource {
    cfn_type: String,
    properties: Map,
}

impl RawResource {
    /// A resource of `cfn_type` with these properties; anything but a map counts as no properties.
    pub fn new(cfn_type: impl Into<String>, properties: impl Into<Tree>) -> Self {
        let properties = match properties.into() {
            Tree::Map(map) => map,
            _ => Map::new(),
        };
        Self {
            cfn_type: cfn_type.into(),
            properties,
        }
    }
}

impl Resource for RawResource {
    const INFO: TypeInfo = TypeInfo {
        cfn_type: "",
        required: &[],
        properties: &[],
        replaces_on: &[],
        attributes: &[],
    };

    fn cfn_type(&self) -> &str {
        &self.cfn_type
    }

    fn into_properties(self) -> Map {
        self.properties
    }
}

//! The shapes of properties: what a tool that sees a template and no builder knows of them.

use std::{fmt, ops::Deref};

/// What a property, an item or an attribute looks like; derived from the type of its row.
///
/// Any shape may also be an intrinsic function that yields it.
///
/// ```
/// use cfn::{Emit, List, Shape, Value};
/// assert_eq!(<Value<String>>::SHAPE, Shape::Text);
/// assert_eq!(<List<i64>>::SHAPE, Shape::List(&Shape::Integer));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shape {
    /// Any text.
    Text,
    /// A whole number; the service also takes its digits as text.
    Integer,
    /// A number; the service also takes its digits as text.
    Number,
    /// `true` or `false`; the service also takes the word as text.
    Boolean,
    /// Anything: a document, or what has no table.
    Json,
    /// One of these words: every word that the service knows, also those that an enum leaves out.
    Words(&'static [&'static str]),
    /// One of these numbers.
    Numbers(&'static [i64]),
    /// What `Ref` yields of a resource of this type, such as `AWS::SQS::Queue`.
    Id(&'static str),
    /// The ARN of a resource of this type.
    Arn(&'static str),
    /// An object with known names.
    Object(ObjectRef),
    /// A list of this shape.
    List(&'static Shape),
    /// A map from names of the user's choice to this shape.
    Dict(&'static Shape),
}

/// A name and its shape: a property of an object, or an attribute of a resource.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// The name in the template.
    pub name: &'static str,
    /// What stands under it.
    pub shape: Shape,
}

/// The properties of a resource type or of a property type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ObjectInfo {
    /// The name of the Rust type.
    pub name: &'static str,
    /// Names without which the service refuses the object.
    pub required: &'static [&'static str],
    /// Every property of the table, in template order.
    pub properties: &'static [Row],
    /// Properties that the service knows and the table leaves out on purpose.
    pub left_out: &'static [&'static str],
}

/// The [`ObjectInfo`] of a property type, which it dereferences to.
///
/// It is found at need, as an object may contain itself: statements of a web ACL do. So whoever walks down follows a
/// template, not the shapes.
#[derive(Clone, Copy)]
pub struct ObjectRef(fn() -> &'static ObjectInfo);

impl ObjectInfo {
    /// The shape of a property of the table.
    ///
    /// ```
    /// # use cfn::{Shape, Resource, Value, resource};
    /// # resource! {
    /// #     /// A queue.
    /// #     Queue = "AWS::SQS::Queue" {
    /// #         required {}
    /// #         optional {
    /// #             /// Seconds.
    /// #             visibility_timeout: Value<i64> = "VisibilityTimeout",
    /// #         }
    /// #         attributes {}
    /// #         replaces_on {}
    /// #     }
    /// # }
    /// assert_eq!(Queue::INFO.object.property("VisibilityTimeout"), Some(Shape::Integer));
    /// assert_eq!(Queue::INFO.object.property("Timeout"), None);
    /// ```
    pub fn property(&self, name: &str) -> Option<Shape> {
        find(self.properties, name)
    }

    /// The names of the table's properties, in template order.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.properties.iter().map(|row| row.name)
    }
}

/// The shape that stands under a name.
pub(crate) fn find(rows: &[Row], name: &str) -> Option<Shape> {
    rows.iter().find(|row| row.name == name).map(|row| row.shape)
}

impl ObjectRef {
    /// Declares a reference; the `property!` macro calls it.
    pub const fn new(find: fn() -> &'static ObjectInfo) -> Self {
        Self(find)
    }

    /// The facts, for as long as the program runs.
    pub fn get(self) -> &'static ObjectInfo {
        (self.0)()
    }
}

impl Deref for ObjectRef {
    type Target = ObjectInfo;

    fn deref(&self) -> &ObjectInfo {
        self.get()
    }
}

impl fmt::Debug for ObjectRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ObjectRef({})", self.name)
    }
}

/// Two are equal if they are of the same table.
impl PartialEq for ObjectRef {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.get(), other.get())
    }
}

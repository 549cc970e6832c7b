//! Resource types, with a table and without one.

use crate::{Map, ObjectInfo, Row, Shape, Tree, shape::find};

/// What is known of a resource type without an instance: the row that checks, diffs and the schema test read.
#[derive(Clone, Copy, Debug)]
pub struct TypeInfo {
    /// The CloudFormation type, such as `AWS::ApiGatewayV2::Route`.
    pub cfn_type: &'static str,
    /// The properties of the type.
    pub object: &'static ObjectInfo,
    /// Properties whose change replaces the resource (create-only in the registry).
    pub replaces_on: &'static [&'static str],
    /// How a template reaches the ARN, where it is one of what the resource yields.
    pub arn: Option<ArnSource>,
    /// Attributes that `Fn::GetAtt` yields.
    pub attributes: &'static [Row],
}

impl TypeInfo {
    /// The shape of an attribute, by its name after the dot of `Fn::GetAtt`.
    pub fn attribute(&self, name: &str) -> Option<Shape> {
        find(self.attributes, name)
    }
}

/// A resource type's table: typed setters over one ordered map of properties.
///
/// Declare it with [`resource!`](crate::resource!), which derives everything from the rows.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a resource",
    note = "tables are declared with `resource!`; for a type without a table use `RawResource`"
)]
pub trait Resource: Sized {
    /// The CloudFormation type, by itself: shapes refer to types that refer back to them.
    const CFN_TYPE: &'static str;

    /// The table's facts.
    const INFO: TypeInfo;

    /// The CloudFormation type of this instance.
    fn cfn_type(&self) -> &str {
        Self::CFN_TYPE
    }

    /// The properties that were set, in any order.
    fn into_properties(self) -> Map;
}

/// A resource type that has a table, and so can be told by its type and changed with its setters in an
/// [`Aspect`](crate::Aspect).
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no table",
    note = "tables are declared with `resource!`; compare `cfn_type()` for a type without one"
)]
pub trait Table: Resource {
    /// A resource with these properties.
    fn from_properties(properties: Map) -> Self;
}

/// How a template reaches a resource's ARN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArnSource {
    /// `Ref` yields it, as with topics.
    Ref,
    /// `Fn::GetAtt` yields it under this name, and `Ref` yields something else.
    Attribute(&'static str),
}

/// A resource that yields its ARN.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not yield its ARN",
    note = "use its id, or build the ARN with `sub!`"
)]
pub trait HasArn: Resource {
    /// How a template reaches the ARN.
    const ARN: ArnSource;
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
    const CFN_TYPE: &'static str = "";

    const INFO: TypeInfo = TypeInfo {
        cfn_type: "",
        object: &ObjectInfo {
            name: "RawResource",
            required: &[],
            properties: &[],
            left_out: &[],
        },
        replaces_on: &[],
        arn: None,
        attributes: &[],
    };

    fn cfn_type(&self) -> &str {
        &self.cfn_type
    }

    fn into_properties(self) -> Map {
        self.properties
    }
}

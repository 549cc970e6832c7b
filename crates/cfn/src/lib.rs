//! The CloudFormation language as Rust values.
//!
//! This crate knows no service and does no I/O: it never prints and never touches files, network, clock, environment
//! or randomness. The same program yields the same bytes.
//!
//! | room | holds |
//! |---|---|
//! | [`tree`] | the one ordered tree that templates are made of |
//! | [`value`], [`dict`] | `Value<T>`: known now, or resolved by CloudFormation; lists and maps of them |
//! | [`expr`], [`sub!`] | the intrinsic functions |
//! | [`mod@resource`], [`table`], [`mod@property`] | resources, typed references, the macros that declare tables, what their rows take |
//! | [`stack`], [`sections`] | building a stack; parameters, conditions, outputs |
//! | [`template`], [`assembly`] | the result, and the folder it is written to |
//! | [`emit`], [`read`] | to and from JSON and YAML |
//! | [`check`], [`diagnostic`] | findings |
//! | [`mod@resolve`] | the values of intrinsic functions, where they are known locally |

pub mod assembly;
pub mod check;
pub mod diagnostic;
pub mod dict;
pub mod emit;
pub mod expr;
pub mod id;
mod path;
pub mod property;
pub mod read;
pub mod resolve;
pub mod resource;
pub mod sections;
mod short;
pub mod stack;
pub mod sub;
pub mod table;
pub mod template;
pub mod tree;
pub mod value;

pub use assembly::{Asset, AssetSource, Manifest, StackEntry};
pub use diagnostic::{Diagnostic, Findings, Origin, Severity};
pub use dict::Dict;
pub use expr::{Expr, Part, Pseudo};
pub use id::{InvalidLogicalId, LogicalId};
pub use property::IntoProperty;
pub use resolve::{Environment, Lookup, ParameterError, ResolveError, ResolveProblem, resolve};
pub use resource::{
    Arn, Attribute, Entry, Handle, HasArn, Id, IntoEntry, RawResource, RemovalPolicy, Resource, TypeInfo,
};
pub use sections::{Condition, ConditionExpr, Output, Parameter, ParameterRef, join};
pub use stack::{Construct, Scope, Stack};
pub use sub::IntoHole;
#[doc(hidden)]
pub use sub::{__holes, __sub};
pub use template::Template;
pub use tree::{Map, Tree};
pub use value::{Emit, List, Value};

/// Puts properties into the order of their table, unknown ones last in the order they were set.
#[doc(hidden)]
pub fn in_order(mut properties: Map, order: &[&str]) -> Map {
    let rank = |key: &str| {
        order
            .iter()
            .position(|known| *known == key)
            .unwrap_or(order.len())
    };
    properties.sort_by(|a, _, b, _| rank(a).cmp(&rank(b)));
    properties
}

//! The CloudFormation language as Rust values.
//!
//! This crate knows no service, but for the forms of the ARNs that `concrete` writes, and does no I/O: it never prints
//! and never touches files, network, clock, environment or randomness. The same program yields the same bytes.
//!
//! | room | holds |
//! |---|---|
//! | [`tree`] | the one ordered tree that templates are made of |
//! | [`value`], [`dict`] | `Value<T>`: known now, or resolved by CloudFormation; lists and maps of them |
//! | [`expr`], [`functions`], [`mod@sub`], [`mod@json_text`] | the intrinsic functions |
//! | [`mod@resource`], [`table`], [`mod@property`] | resource types, the macros that declare them, what their rows take |
//! | [`shape`] | the shapes of properties, for tools that see no builder |
//! | [`reference`](mod@reference), [`id`] | what one resource may know of another |
//! | [`aspect`], [`tag`] | one change, or one demand, for all resources of a stack |
//! | `suppress` | findings that the program accepts |
//! | [`entry`] | dependencies, policies and other attributes of a resource |
//! | [`parameter`], [`mapping`], [`condition`], [`output`] | the sections around the resources |
//! | [`stack`], [`scope`] | building a stack from resources and constructs |
//! | [`export`] | values that cross from one stack to another |
//! | [`template`], [`assembly`] | the result, and the folder it is written to |
//! | [`check`], [`diagnostic`], [`mod@nearest`] | findings, and the name that was meant |
//! | [`emit`], [`read`] | to and from JSON and YAML |
//! | [`mod@resolve`] | the values of intrinsic functions, where they are known locally; templates made [`concrete`](fn@concrete) |

pub mod aspect;
pub mod assembly;
pub mod check;
pub mod condition;
pub mod diagnostic;
pub mod dict;
pub mod emit;
pub mod entry;
pub mod export;
pub mod expr;
pub mod functions;
pub mod id;
pub mod json_text;
mod known;
pub mod mapping;
pub mod nearest;
pub mod output;
pub mod parameter;
mod path;
pub mod property;
pub mod read;
pub mod reference;
pub mod resolve;
pub mod resource;
pub mod scope;
pub mod shape;
mod short;
pub mod stack;
pub mod sub;
mod suppress;
pub mod table;
pub mod tag;
pub mod template;
pub mod tree;
pub mod value;

pub use aspect::{Aspect, ResourceView};
pub use assembly::{Asset, AssetSource, Manifest, StackEntry};
pub use condition::{Condition, ConditionExpr};
pub use diagnostic::{Diagnostic, Findings, Origin, Severity};
pub use dict::Dict;
pub use entry::{Entry, IntoEntry, RemovalPolicy};
pub use export::{Export, Exportable, Import};
pub use expr::{Expr, Part, Pseudo};
pub use functions::{base64, import, join, select, split};
pub use id::{InvalidLogicalId, LogicalId};
pub use json_text::json_text;
pub use mapping::Mapping;
pub use nearest::nearest;
pub use output::Output;
pub use parameter::{Parameter, ParameterRef};
pub use property::IntoProperty;
pub use reference::{Arn, Attribute, Handle, Id};
pub use resolve::{
    Concrete, Environment, Lookup, ParameterError, ResolveError, ResolveProblem, choices, concrete,
    concrete_in, is_known, placeholders, resolve,
};
pub use resource::{ArnSource, HasArn, RawResource, Resource, Table, TypeInfo};
pub use scope::{Audit, Construct, Scope};
pub use shape::{ObjectInfo, ObjectRef, Row, Shape};
pub use stack::Stack;
pub use sub::IntoHole;
#[doc(hidden)]
pub use sub::{__holes, __sub};
#[doc(hidden)]
pub use table::{in_order, put};
pub use tag::StackTag;
pub use template::Template;
pub use tree::{Map, Tree};
pub use value::{Emit, List, Value};

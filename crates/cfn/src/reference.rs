//! Typed references to resources.

use std::{fmt, marker::PhantomData};

use crate::{ArnSource, Emit, Expr, HasArn, LogicalId, Resource, Shape, Tree, Value};

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
/// Passing `&handle` where an [`Id`] is wanted becomes `Ref`; where an [`Arn`] is wanted it becomes
/// `Fn::GetAtt`, or `Ref` for the types whose `Ref` is their ARN.
///
/// A handle belongs to the stack that it was added to, and is a logical id there. In another stack it names nothing, which
/// `synth` finds (GW003), or *another resource with the same logical id*, which nobody finds: what one stack knows of
/// another goes through [`Stack::export`](crate::Stack::export) and [`Stack::import`](crate::Stack::import).
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
        Value::Expr(match R::ARN {
            ArnSource::Ref => Expr::Ref(self.id.clone()),
            ArnSource::Attribute(name) => Expr::GetAtt(self.id.clone(), name.to_owned()),
        })
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

        impl<R: Resource> Emit for $name<R> {
            const SHAPE: Shape = Shape::$name(R::CFN_TYPE);

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

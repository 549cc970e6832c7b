//! The macros that declare tables: `resource!`, `property!` and `string_enum!`.
//!
//! A table's rows are typed setters over one ordered map. Rows are greppable by their CloudFormation name, and a row
//! without a doc line does not compile.

use crate::{Emit, IntoProperty, Map, ObjectInfo, Tree};

/// Puts properties into the order of their table, unknown ones last in the order they were set.
#[doc(hidden)]
pub fn in_order(mut properties: Map, object: &ObjectInfo) -> Map {
    let rank = |key: &str| {
        object
            .names()
            .position(|known| known == key)
            .unwrap_or(object.properties.len())
    };
    properties.sort_by(|a, _, b, _| rank(a).cmp(&rank(b)));
    properties
}

/// Sets one property: what every setter of a table does. A setter holds no more than this call, as there are hundreds.
#[doc(hidden)]
pub fn put<T: Emit>(properties: Map, key: &str, value: impl IntoProperty<T>) -> Map {
    insert(properties, key, value.into_property().emit())
}

fn insert(mut properties: Map, key: &str, value: Tree) -> Map {
    properties.insert(key.to_owned(), value);
    properties
}

/// Declares a resource type.
///
/// `arn` names the attribute that is the ARN; `arn = Ref` says that `Ref` yields it.
/// The shape of a property follows from the row's type. Properties that the service knows and the table has no row for
/// stand under `left_out`, after `replaces_on`, with a comment that says why.
///
/// ```
/// use cfn::{Emit, Id, Stack, Value, resource};
///
/// resource! {
///     /// A queue.
///     Queue = "AWS::SQS::Queue" {
///         required {}
///         optional {
///             /// Seconds a message stays hidden after a receive, 0 to 43,200 (default 30).
///             visibility_timeout: Value<i64> = "VisibilityTimeout",
///         }
///         attributes { ARN: cfn::Arn<Queue> = "Arn" }
///         arn = "Arn"
///         replaces_on {}
///     }
/// }
///
/// let mut stack = Stack::new("demo");
/// let queue = stack.add("Jobs", Queue::new().visibility_timeout(60));
/// assert_eq!(queue.arn().emit(), cfn::Tree::single("Fn::GetAtt", ["Jobs", "Arn"]));
/// ```
#[macro_export]
macro_rules! resource {
    (
        $(#[$meta:meta])+
        $name:ident = $cfn_type:literal {
            required { $( $(#[$req_meta:meta])+ $req:ident: $req_ty:ty = $req_key:literal ),* $(,)? }
            optional { $( $(#[$opt_meta:meta])+ $opt:ident: $opt_ty:ty = $opt_key:literal ),* $(,)? }
            attributes { $( $(#[$att_meta:meta])* $att:ident: $att_ty:ty = $att_key:literal ),* $(,)? }
            $(arn = $arn:tt)?
            replaces_on { $( $replaces:literal ),* $(,)? }
            $(left_out { $( $left_out:literal ),+ $(,)? })?
        }
    ) => {
        $(#[$meta])+
        #[must_use = "a resource is in the template only after `add`"]
        #[derive(Clone, Debug)]
        pub struct $name { properties: $crate::Map }

        impl $name {
            /// Starts a resource with what the service cannot do without.
            #[inline]
            pub fn new($( $req: impl $crate::IntoProperty<$req_ty> ),*) -> Self {
                let properties = $crate::Map::new();
                $( let properties = $crate::put::<$req_ty>(properties, $req_key, $req); )*
                Self { properties }
            }

            $(
                $(#[$opt_meta])+
                #[doc = concat!("\n\nSets `", $opt_key, "`.")]
                pub fn $opt(self, value: impl $crate::IntoProperty<$opt_ty>) -> Self {
                    Self { properties: $crate::put::<$opt_ty>(self.properties, $opt_key, value) }
                }
            )*

            $(
                $(#[$att_meta])*
                #[doc = concat!("The attribute `", $att_key, "`.")]
                pub const $att: $crate::Attribute<Self, $att_ty> = $crate::Attribute::new($att_key);
            )*
        }

        impl $crate::Resource for $name {
            const CFN_TYPE: &'static str = $cfn_type;

            const INFO: $crate::TypeInfo = {
                static OBJECT: $crate::ObjectInfo = $crate::__object! {
                    $name, [$($req_key: $req_ty,)*], [$($opt_key: $opt_ty,)*], [$($($left_out),+)?]
                };
                $crate::TypeInfo {
                    cfn_type: $cfn_type,
                    object: &OBJECT,
                    replaces_on: &[$($replaces),*],
                    arn: $crate::__arn!($($arn)?),
                    attributes: $crate::__rows![$($att_key: $att_ty,)*],
                }
            };

            #[inline]
            fn into_properties(self) -> $crate::Map {
                self.properties
            }
        }

        impl $crate::Table for $name {
            #[inline]
            fn from_properties(properties: $crate::Map) -> Self {
                Self { properties }
            }
        }

        $(
            impl $crate::HasArn for $name {
                const ARN: $crate::ArnSource = $crate::__arn!(= $arn);
            }
        )?
    };
}

/// Declares a property type: the same rows, nested inside a resource.
///
/// ```
/// use cfn::{Emit, Value, property};
/// property! {
///     /// Where failed messages go.
///     RedrivePolicy {
///         required {
///             /// Receives before a message moves.
///             max_receive_count: Value<i64> = "maxReceiveCount",
///         }
///         optional {}
///     }
/// }
/// assert_eq!(RedrivePolicy::new(5).emit().get("maxReceiveCount"), Some(&cfn::Tree::Int(5)));
/// ```
#[macro_export]
macro_rules! property {
    (
        $(#[$meta:meta])+
        $name:ident {
            required { $( $(#[$req_meta:meta])+ $req:ident: $req_ty:ty = $req_key:literal ),* $(,)? }
            optional { $( $(#[$opt_meta:meta])+ $opt:ident: $opt_ty:ty = $opt_key:literal ),* $(,)? }
            $(left_out { $( $left_out:literal ),+ $(,)? })?
        }
    ) => {
        $(#[$meta])+
        #[must_use]
        #[derive(Clone, Debug)]
        pub struct $name { properties: $crate::Map }

        impl $name {
            /// The facts of the table.
            pub const OBJECT: $crate::ObjectRef = $crate::ObjectRef::new(|| {
                static OBJECT: $crate::ObjectInfo = $crate::__object! {
                    $name, [$($req_key: $req_ty,)*], [$($opt_key: $opt_ty,)*], [$($($left_out),+)?]
                };
                &OBJECT
            });

            /// Starts the property with what the service cannot do without.
            #[inline]
            pub fn new($( $req: impl $crate::IntoProperty<$req_ty> ),*) -> Self {
                let properties = $crate::Map::new();
                $( let properties = $crate::put::<$req_ty>(properties, $req_key, $req); )*
                Self { properties }
            }

            $(
                $(#[$opt_meta])+
                #[doc = concat!("\n\nSets `", $opt_key, "`.")]
                pub fn $opt(self, value: impl $crate::IntoProperty<$opt_ty>) -> Self {
                    Self { properties: $crate::put::<$opt_ty>(self.properties, $opt_key, value) }
                }
            )*
        }

        impl $crate::Emit for $name {
            const SHAPE: $crate::Shape = $crate::Shape::Object(Self::OBJECT);

            #[inline]
            fn emit(&self) -> $crate::Tree {
                $crate::Tree::Map($crate::in_order(self.properties.clone(), &Self::OBJECT))
            }
        }
    };
}

/// The facts of a table's rows.
#[doc(hidden)]
#[macro_export]
macro_rules! __object {
    ($name:ident, [$($req:literal: $req_ty:ty,)*], [$($opt:literal: $opt_ty:ty,)*], [$($left_out:literal),*]) => {
        $crate::ObjectInfo {
            name: stringify!($name),
            required: &[$($req),*],
            properties: $crate::__rows![$($req: $req_ty,)* $($opt: $opt_ty,)*],
            left_out: &[$($left_out),*],
        }
    };
}

/// How a template reaches the ARN: after `=` where there is one, else as an option.
#[doc(hidden)]
#[macro_export]
macro_rules! __arn {
    () => { None };
    (= Ref) => { $crate::ArnSource::Ref };
    (= $attribute:literal) => { $crate::ArnSource::Attribute($attribute) };
    ($source:tt) => { Some($crate::__arn!(= $source)) };
}

/// Names and the shapes of their types.
#[doc(hidden)]
#[macro_export]
macro_rules! __rows {
    ($($key:literal: $ty:ty,)*) => {
        &[$($crate::Row { name: $key, shape: <$ty as $crate::Emit>::SHAPE }),*]
    };
}

/// Declares an enum whose values are words of the service.
///
/// A word that is left out on purpose (retired, or of no use here) stands under `left_out`: no value of the enum, but no
/// mistake in a template either.
///
/// ```
/// cfn::string_enum! {
///     /// How much a stage logs.
///     LoggingLevel {
///         /// Nothing.
///         Off = "OFF",
///         /// Failures and the way there.
///         Info = "INFO",
///     }
///     left_out { "DEBUG" }
/// }
/// assert_eq!(LoggingLevel::Info.as_str(), "INFO");
/// assert_eq!(LoggingLevel::WORDS, ["OFF", "INFO", "DEBUG"]);
/// ```
#[macro_export]
macro_rules! string_enum {
    (
        $(#[$meta:meta])+
        $name:ident { $( $(#[$var_meta:meta])+ $var:ident = $word:literal ),+ $(,)? }
        $(left_out { $( $left_out:literal ),+ $(,)? })?
    ) => {
        $(#[$meta])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $( $(#[$var_meta])+ $var ),+ }

        impl $name {
            /// Every value, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$var),+];

            /// Every word that the service knows, those without a value last.
            pub const WORDS: &'static [&'static str] = &[$($word,)+ $($($left_out),+)?];

            /// The service's word.
            #[inline]
            pub const fn as_str(self) -> &'static str {
                match self { $( Self::$var => $word ),+ }
            }
        }

        impl $crate::Emit for $name {
            const SHAPE: $crate::Shape = $crate::Shape::Words(Self::WORDS);

            #[inline]
            fn emit(&self) -> $crate::Tree {
                $crate::Tree::from(self.as_str())
            }
        }
    };
}

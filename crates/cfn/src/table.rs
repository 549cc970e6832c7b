//! The macros that declare tables: `resource!`, `property!` and `string_enum!`.
//!
//! A table's rows are typed setters over one ordered map. Rows are greppable by their CloudFormation name, and a row
//! without a doc line does not compile.

use crate::Map;

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

/// Declares a resource type.
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
            $(arn = $arn:literal)?
            replaces_on { $( $replaces:literal ),* $(,)? }
        }
    ) => {
        $(#[$meta])+
        #[must_use = "a resource is in the template only after `add`"]
        #[derive(Clone, Debug)]
        pub struct $name { properties: $crate::Map }

        impl $name {
            /// Starts a resource with what the service cannot do without.
            pub fn new($( $req: impl $crate::IntoProperty<$req_ty> ),*) -> Self {
                let properties = $crate::Map::from_iter([
                    $( ($req_key.to_owned(), $crate::Emit::emit(&$crate::IntoProperty::<$req_ty>::into_property($req))) ),*
                ]);
                Self { properties }
            }

            $(
                $(#[$opt_meta])+
                #[doc = concat!("\n\nSets `", $opt_key, "`.")]
                pub fn $opt(mut self, value: impl $crate::IntoProperty<$opt_ty>) -> Self {
                    self.properties.insert($opt_key.to_owned(), $crate::Emit::emit(&value.into_property()));
                    self
                }
            )*

            $(
                $(#[$att_meta])*
                #[doc = concat!("The attribute `", $att_key, "`.")]
                pub const $att: $crate::Attribute<Self, $att_ty> = $crate::Attribute::new($att_key);
            )*
        }

        impl $crate::Resource for $name {
            const INFO: $crate::TypeInfo = $crate::TypeInfo {
                cfn_type: $cfn_type,
                required: &[$($req_key),*],
                properties: &[$($req_key,)* $($opt_key),*],
                replaces_on: &[$($replaces),*],
                attributes: &[$($att_key),*],
            };

            fn into_properties(self) -> $crate::Map {
                self.properties
            }
        }

        $( impl $crate::HasArn for $name { const ARN: &'static str = $arn; } )?
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
        }
    ) => {
        $(#[$meta])+
        #[must_use]
        #[derive(Clone, Debug)]
        pub struct $name { properties: $crate::Map }

        impl $name {
            /// The names of the properties, in template order.
            pub const PROPERTIES: &'static [&'static str] = &[$($req_key,)* $($opt_key),*];
            /// The names without which the service refuses it.
            pub const REQUIRED: &'static [&'static str] = &[$($req_key),*];

            /// Starts the property with what the service cannot do without.
            pub fn new($( $req: impl $crate::IntoProperty<$req_ty> ),*) -> Self {
                let properties = $crate::Map::from_iter([
                    $( ($req_key.to_owned(), $crate::Emit::emit(&$crate::IntoProperty::<$req_ty>::into_property($req))) ),*
                ]);
                Self { properties }
            }

            $(
                $(#[$opt_meta])+
                #[doc = concat!("\n\nSets `", $opt_key, "`.")]
                pub fn $opt(mut self, value: impl $crate::IntoProperty<$opt_ty>) -> Self {
                    self.properties.insert($opt_key.to_owned(), $crate::Emit::emit(&value.into_property()));
                    self
                }
            )*
        }

        impl $crate::Emit for $name {
            fn emit(&self) -> $crate::Tree {
                $crate::Tree::Map($crate::in_order(self.properties.clone(), Self::PROPERTIES))
            }
        }
    };
}

/// Declares an enum whose values are words of the service.
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
/// }
/// assert_eq!(LoggingLevel::Info.as_str(), "INFO");
/// ```
#[macro_export]
macro_rules! string_enum {
    ( $(#[$meta:meta])+ $name:ident { $( $(#[$var_meta:meta])+ $var:ident = $word:literal ),+ $(,)? } ) => {
        $(#[$meta])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $( $(#[$var_meta])+ $var ),+ }

        impl $name {
            /// Every value, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$var),+];

            /// The service's word.
            pub const fn as_str(self) -> &'static str {
                match self { $( Self::$var => $word ),+ }
            }
        }

        impl $crate::Emit for $name {
            fn emit(&self) -> $crate::Tree {
                $crate::Tree::from(self.as_str())
            }
        }
    };
}

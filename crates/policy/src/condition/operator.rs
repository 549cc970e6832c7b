//! The names of the operators.

/// A condition operator: how, over which of the key's values, and what of a missing key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operator {
    /// How values are compared.
    pub comparison: Comparison,
    /// Over which of the key's values.
    pub over: Over,
    /// `…IfExists`: holds where the request does not have the key.
    pub if_exists: bool,
}

/// Over which values of a key an operator goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// The one that it has.
    One,
    /// `ForAllValues:` every one; holds where there is none.
    All,
    /// `ForAnyValue:` one of them at least.
    Any,
}

macro_rules! comparisons {
    ($($name:ident $text:literal $doc:literal,)*) => {
        /// How values are compared.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Comparison {
            $(#[doc = $doc] $name,)*
        }

        impl Comparison {
            /// Every comparison.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The operator's name, without prefix and suffix.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

comparisons! {
    StringEquals "StringEquals" "The same text.",
    StringNotEquals "StringNotEquals" "Another text.",
    StringEqualsIgnoreCase "StringEqualsIgnoreCase" "The same text, in any case.",
    StringNotEqualsIgnoreCase "StringNotEqualsIgnoreCase" "Another text, in any case.",
    StringLike "StringLike" "Text that fits a pattern.",
    StringNotLike "StringNotLike" "Text that does not fit a pattern.",
    NumericEquals "NumericEquals" "The same number.",
    NumericNotEquals "NumericNotEquals" "Another number.",
    NumericLessThan "NumericLessThan" "A smaller number.",
    NumericLessThanEquals "NumericLessThanEquals" "A smaller number or the same.",
    NumericGreaterThan "NumericGreaterThan" "A greater number.",
    NumericGreaterThanEquals "NumericGreaterThanEquals" "A greater number or the same.",
    DateEquals "DateEquals" "The same moment.",
    DateNotEquals "DateNotEquals" "Another moment.",
    DateLessThan "DateLessThan" "An earlier moment.",
    DateLessThanEquals "DateLessThanEquals" "An earlier moment or the same.",
    DateGreaterThan "DateGreaterThan" "A later moment.",
    DateGreaterThanEquals "DateGreaterThanEquals" "A later moment or the same.",
    Bool "Bool" "The same truth value.",
    BinaryEquals "BinaryEquals" "The same bytes, in base64.",
    IpAddress "IpAddress" "An address of a network.",
    NotIpAddress "NotIpAddress" "An address outside of a network.",
    ArnEquals "ArnEquals" "An ARN that fits a pattern part by part; the same as `ArnLike`.",
    ArnNotEquals "ArnNotEquals" "An ARN that does not fit a pattern; the same as `ArnNotLike`.",
    ArnLike "ArnLike" "An ARN that fits a pattern part by part.",
    ArnNotLike "ArnNotLike" "An ARN that does not fit a pattern.",
    Null "Null" "Whether the request lacks the key.",
}

impl Comparison {
    /// Whether it holds where nothing fits.
    pub const fn is_negated(self) -> bool {
        matches!(
            self,
            Self::StringNotEquals
                | Self::StringNotEqualsIgnoreCase
                | Self::StringNotLike
                | Self::NumericNotEquals
                | Self::DateNotEquals
                | Self::NotIpAddress
                | Self::ArnNotEquals
                | Self::ArnNotLike
        )
    }
}

/// What a comparison takes values for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Number,
    Date,
    Address,
    /// `true` or `false`.
    Truth,
}

impl Comparison {
    /// What it takes values for.
    pub(crate) fn kind(self) -> Kind {
        match self {
            Self::Bool | Self::Null => Kind::Truth,
            Self::IpAddress | Self::NotIpAddress => Kind::Address,
            _ if self.name().starts_with("Numeric") => Kind::Number,
            _ if self.name().starts_with("Date") => Kind::Date,
            _ => Kind::Text,
        }
    }
}

impl Operator {
    /// Whether every value that the request has must do: an operator without a set is for keys with one value, and of
    /// several, a negated one wants all to differ.
    pub(crate) fn wants_all(self) -> bool {
        self.over == Over::All || self.over == Over::One && self.comparison.is_negated()
    }

    /// The operator of this name; the error is the name that was probably meant.
    pub fn named(name: &str) -> Result<Self, Option<&'static str>> {
        let (over, rest) = if let Some(rest) = name.strip_prefix("ForAllValues:") {
            (Over::All, rest)
        } else if let Some(rest) = name.strip_prefix("ForAnyValue:") {
            (Over::Any, rest)
        } else {
            (Over::One, name)
        };
        let (rest, if_exists) = match rest.strip_suffix("IfExists") {
            Some(rest) => (rest, true),
            None => (rest, false),
        };
        let known = Comparison::ALL
            .iter()
            .find(|comparison| comparison.name() == rest);
        match known {
            Some(Comparison::Null) if if_exists => Err(Some("Null")),
            Some(comparison) => Ok(Self {
                comparison: *comparison,
                over,
                if_exists,
            }),
            None => Err(cfn::nearest(
                rest,
                Comparison::ALL.iter().map(|comparison| comparison.name()),
            )),
        }
    }
}

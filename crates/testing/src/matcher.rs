//! What a property should be.

mod difference;

use std::fmt;

use cfn::Tree;
use policy::Pattern;

pub use self::difference::Difference;
pub(crate) use self::difference::at;
use crate::fail::shown;

/// What a property should be; plain values become matchers of their own, functions above all stand for their values.
#[derive(Clone, Debug, PartialEq)]
pub enum Matcher {
    /// This value: as it is written, or as what its functions stand for.
    Exactly(Tree),
    /// A map that has these entries, and maybe more.
    Object(Vec<(String, Matcher)>),
    /// A list that has an item for each of these, and maybe more.
    Contains(Vec<Matcher>),
    /// A list of exactly these items.
    Items(Vec<Matcher>),
    /// Text that fits a pattern.
    Text(Pattern),
    /// Anything, but there.
    Any,
    /// Not there.
    Absent,
}

/// A map that has the entries that [`Matcher::with`] adds, and maybe more.
///
/// ```
/// let owner = testing::object().with("Principal", "apigateway.amazonaws.com").with("SourceAccount", testing::absent());
/// # let _ = owner;
/// ```
pub fn object() -> Matcher {
    Matcher::Object(Vec::new())
}

/// A list that has an item like this, and maybe more.
pub fn contains(item: impl Into<Matcher>) -> Matcher {
    Matcher::Contains(vec![item.into()])
}

/// A list of exactly these items, each like its matcher.
pub fn items<M: Into<Matcher>>(items: impl IntoIterator<Item = M>) -> Matcher {
    Matcher::Items(items.into_iter().map(Into::into).collect())
}

/// Text that fits a pattern: `*` stands for any run of characters, `?` for one.
pub fn text(pattern: &str) -> Matcher {
    Matcher::Text(Pattern::new(pattern))
}

/// Exactly this value, and nothing beside it.
pub fn exactly(value: impl Into<Tree>) -> Matcher {
    Matcher::Exactly(value.into())
}

/// Anything, but there.
pub fn any() -> Matcher {
    Matcher::Any
}

/// Not there.
pub fn absent() -> Matcher {
    Matcher::Absent
}

/// `Ref` of a resource or parameter.
pub fn reference(id: &str) -> Matcher {
    exactly(Tree::single("Ref", id))
}

/// `Fn::GetAtt` of a resource's attribute.
pub fn attribute(id: &str, name: &str) -> Matcher {
    exactly(Tree::single("Fn::GetAtt", [id, name]))
}

impl Matcher {
    /// Adds an entry to an [`object`]; any other matcher becomes one.
    #[must_use]
    pub fn with(self, key: &str, matcher: impl Into<Self>) -> Self {
        let mut entries = match self {
            Self::Object(entries) => entries,
            _ => Vec::new(),
        };
        entries.push((key.to_owned(), matcher.into()));
        Self::Object(entries)
    }

    /// Adds an item to [`contains`]; any other matcher becomes its first item.
    #[must_use]
    pub fn and(self, item: impl Into<Self>) -> Self {
        let mut items = match self {
            Self::Contains(items) => items,
            other => vec![other],
        };
        items.push(item.into());
        Self::Contains(items)
    }
}

impl<T: Into<Tree>> From<T> for Matcher {
    fn from(value: T) -> Self {
        Self::Exactly(value.into())
    }
}

impl fmt::Display for Matcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |f: &mut fmt::Formatter<'_>, items: &[Self]| {
            items.iter().enumerate().try_for_each(|(index, item)| {
                f.write_str(if index == 0 { "" } else { ", " })?;
                item.fmt(f)
            })
        };
        match self {
            Self::Exactly(tree) => f.write_str(&shown(tree)),
            Self::Object(entries) => {
                f.write_str("{")?;
                for (key, matcher) in entries {
                    write!(f, "{key}: {matcher}, ")?;
                }
                f.write_str("…}")
            }
            Self::Contains(items) => {
                f.write_str("[…, ")?;
                list(f, items)?;
                f.write_str(", …]")
            }
            Self::Items(items) => {
                f.write_str("[")?;
                list(f, items)?;
                f.write_str("]")
            }
            Self::Text(pattern) => write!(f, "text like \"{pattern}\""),
            Self::Any => f.write_str("anything"),
            Self::Absent => f.write_str("nothing"),
        }
    }
}

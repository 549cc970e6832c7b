//! Where something stands inside a tree: `Resources.Api.Properties.Tags[0]`.

use std::fmt;

/// A place inside a tree, kept as a chain of borrowed steps; it costs nothing until it is shown.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Step<'a> {
    Root,
    Key(&'a str),
    Index(usize),
}

impl<'a> Path<'a> {
    pub(crate) const ROOT: Path<'static> = Path {
        parent: None,
        step: Step::Root,
    };

    pub(crate) fn key(&'a self, key: &'a str) -> Path<'a> {
        Path {
            parent: Some(self),
            step: Step::Key(key),
        }
    }

    pub(crate) fn index(&'a self, index: usize) -> Path<'a> {
        Path {
            parent: Some(self),
            step: Step::Index(index),
        }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(parent) = self.parent {
            parent.fmt(f)?;
        }
        match self.step {
            Step::Root => Ok(()),
            Step::Index(index) => write!(f, "[{index}]"),
            Step::Key(key) => {
                let below_root = self
                    .parent
                    .is_some_and(|parent| matches!(parent.step, Step::Root));
                f.write_str(if below_root { "" } else { "." })?;
                f.write_str(key)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Path;

    #[test]
    fn keys_are_dotted_and_indexes_bracketed() {
        let root = Path::ROOT;
        let properties = root.key("Properties");
        let tags = properties.key("Tags");
        let first = tags.index(0);
        assert_eq!(first.key("Key").to_string(), "Properties.Tags[0].Key");
        assert_eq!(root.index(2).to_string(), "[2]");
        assert_eq!(root.to_string(), "");
    }
}

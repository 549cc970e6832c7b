//! The written form of a manifest and of findings.
//!
//! By hand, as every stacks program builds this: derived code, and what derives it, would cost a third of the cold build.

use serde_core::{Serialize, Serializer};

use super::{Asset, AssetSource, Manifest, StackEntry};
use crate::{Diagnostic, Map, Origin, Tree};

impl Manifest {
    /// Writes the manifest, the content of [`MANIFEST`](super::MANIFEST).
    pub fn to_json(&self) -> String {
        Tree::from(self).to_json()
    }
}

impl From<&Manifest> for Tree {
    fn from(manifest: &Manifest) -> Self {
        Form::default()
            .with("version", i64::from(manifest.version))
            .with("app", manifest.app.as_str())
            .with("stacks", list(&manifest.stacks))
            .into_tree()
    }
}

impl From<&StackEntry> for Tree {
    fn from(stack: &StackEntry) -> Self {
        Form::default()
            .with("name", stack.name.as_str())
            .with("stage", stack.stage.as_str())
            .with("template", stack.template.as_str())
            .with_some(
                "depends_on",
                (!stack.depends_on.is_empty()).then(|| list(&stack.depends_on)),
            )
            .with_some("account", stack.account.as_deref())
            .with_some("region", stack.region.as_deref())
            .with_some(
                "termination_protection",
                stack.termination_protection.then_some(true),
            )
            .with_some("tags", (!stack.tags.is_empty()).then(|| entries(&stack.tags)))
            .with("assets", list(&stack.assets))
            .with("origins", entries(&stack.origins))
            .with_some(
                "findings",
                (!stack.findings.is_empty()).then(|| list(&stack.findings)),
            )
            .into_tree()
    }
}

impl From<&Asset> for Tree {
    fn from(asset: &Asset) -> Self {
        Form::default()
            .with("resource", asset.resource.as_str())
            .with("key_parameter", asset.key_parameter.as_str())
            .with("source", &asset.source)
            .into_tree()
    }
}

impl From<&AssetSource> for Tree {
    fn from(source: &AssetSource) -> Self {
        match source {
            AssetSource::Rust {
                package,
                binary,
                architecture,
            } => Form::default()
                .with("kind", "rust")
                .with("package", package.as_str())
                .with("binary", binary.as_str())
                .with("architecture", architecture.as_str()),
            AssetSource::Path { path } => Form::default().with("kind", "path").with("path", path.as_str()),
        }
        .into_tree()
    }
}

impl From<&Origin> for Tree {
    fn from(origin: &Origin) -> Self {
        Form::default()
            .with("file", origin.file.as_str())
            .with("line", i64::from(origin.line))
            .with_some("column", origin.column.map(i64::from))
            .into_tree()
    }
}

impl From<&Diagnostic> for Tree {
    fn from(finding: &Diagnostic) -> Self {
        let text = |text: &Option<String>| text.as_deref().map_or(Tree::Null, Tree::from);
        Form::default()
            .with("code", finding.code.as_str())
            .with("severity", finding.severity.as_str())
            .with("resource", text(&finding.resource))
            .with_some("path", finding.path.as_deref())
            .with("origins", list(&finding.origins))
            .with("message", finding.message.as_str())
            .with("hint", text(&finding.hint))
            .into_tree()
    }
}

/// An object, member by member.
#[derive(Default)]
struct Form(Map);

impl Form {
    fn with(mut self, name: &str, value: impl Into<Tree>) -> Self {
        self.0.insert(name.to_owned(), value.into());
        self
    }

    fn with_some(self, name: &str, value: Option<impl Into<Tree>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    fn into_tree(self) -> Tree {
        Tree::Map(self.0)
    }
}

fn list<'a, T>(items: &'a [T]) -> Tree
where
    &'a T: Into<Tree>,
{
    items.iter().map(Into::into).collect()
}

fn entries<'a, T>(entries: &'a indexmap::IndexMap<String, T>) -> Tree
where
    &'a T: Into<Tree>,
{
    entries
        .iter()
        .map(|(name, value)| (name.as_str(), value))
        .collect()
}

macro_rules! serialize {
    ($($type:ty),+) => {
        $(impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Tree::from(self).serialize(serializer)
            }
        })+
    };
}

serialize!(Manifest, StackEntry, Asset, AssetSource, Origin, Diagnostic);

//! The assembly: what a stacks program writes, and the command line and the local runtime read.
//!
//! `manifest.json` lists the stacks; each has its template in a file of its own, and the assets that it needs.

mod written;

use indexmap::IndexMap;

use crate::{Diagnostic, Origin};

/// The version of the format that this crate writes.
pub const VERSION: u32 = 1;

/// The name of the manifest in the assembly folder.
pub const MANIFEST: &str = "manifest.json";

/// The list of what the assembly folder holds.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "assembly", derive(serde::Deserialize))]
pub struct Manifest {
    /// [`VERSION`] when it was written.
    pub version: u32,
    /// The program's name.
    pub app: String,
    /// The stacks, in the order in which the program declared them.
    pub stacks: Vec<StackEntry>,
}

/// One stack of the assembly.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "assembly", derive(serde::Deserialize))]
pub struct StackEntry {
    /// The stack's name in the account.
    pub name: String,
    /// The stage it belongs to.
    pub stage: String,
    /// The template's file, relative to the folder.
    pub template: String,
    /// The names of the stacks that must be deployed before it, because it imports what they export.
    #[cfg_attr(feature = "assembly", serde(default))]
    pub depends_on: Vec<String>,
    /// The twelve digits of the account that it belongs to; none where that is left to the credentials.
    #[cfg_attr(feature = "assembly", serde(default))]
    pub account: Option<String>,
    /// The region that it belongs to; none where that is left to the configuration.
    #[cfg_attr(feature = "assembly", serde(default))]
    pub region: Option<String>,
    /// Whether CloudFormation is to refuse to delete the stack.
    #[cfg_attr(feature = "assembly", serde(default))]
    pub termination_protection: bool,
    /// The tags of the stack itself.
    #[cfg_attr(feature = "assembly", serde(default))]
    pub tags: IndexMap<String, String>,
    /// What must be built and uploaded first.
    pub assets: Vec<Asset>,
    /// Where each entry was declared; the keys are those of [`Template::origins`](crate::Template::origins).
    pub origins: IndexMap<String, Origin>,
    /// Findings that are no errors, for the tool to show; none in the file of a stack without any.
    #[cfg_attr(feature = "assembly", serde(default))]
    pub findings: Vec<Diagnostic>,
}

/// Something that a resource of the template needs and that is no template text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "assembly", derive(serde::Deserialize))]
pub struct Asset {
    /// The logical id of the resource that uses it.
    pub resource: String,
    /// The template parameter that takes the uploaded object's key.
    pub key_parameter: String,
    /// Where it comes from.
    pub source: AssetSource,
}

/// Where an asset comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "assembly", derive(serde::Deserialize))]
#[cfg_attr(feature = "assembly", serde(tag = "kind", rename_all = "camelCase"))]
pub enum AssetSource {
    /// A binary of a cargo package: the `bootstrap` of a Lambda function.
    Rust {
        /// The cargo package.
        package: String,
        /// Its binary.
        binary: String,
        /// `arm64` or `x86_64`.
        architecture: String,
    },
    /// A file or folder that is ready as it stands.
    Path {
        /// The path, relative to the workspace.
        path: String,
    },
}

#[cfg(test)]
mod tests {
    use indexmap::IndexMap;

    use super::{Asset, AssetSource, Manifest, StackEntry, VERSION};
    use crate::Origin;

    #[test]
    fn the_manifest_has_a_stable_form_and_reads_back() {
        let asset = |source| Asset {
            resource: "Connect".to_owned(),
            key_parameter: "ConnectCodeKey".to_owned(),
            source,
        };
        let rust = AssetSource::Rust {
            package: "lambdas".to_owned(),
            binary: "connect".to_owned(),
            architecture: "arm64".to_owned(),
        };
        let path = AssetSource::Path {
            path: "dist".to_owned(),
        };
        let origin = Origin {
            file: "stacks/chat.rs".to_owned(),
            line: 7,
            column: None,
        };
        let manifest = Manifest {
            version: VERSION,
            app: "chat".to_owned(),
            stacks: vec![StackEntry {
                name: "chat-dev".to_owned(),
                stage: "dev".to_owned(),
                template: "chat-dev.template.json".to_owned(),
                assets: vec![asset(rust), asset(path)],
                origins: IndexMap::from([("Api".to_owned(), origin)]),
                ..StackEntry::default()
            }],
        };
        let expected = concat!(
            r#"{"version":1,"app":"chat","stacks":[{"name":"chat-dev","stage":"dev","#,
            r#""template":"chat-dev.template.json","assets":["#,
            r#"{"resource":"Connect","key_parameter":"ConnectCodeKey","#,
            r#""source":{"kind":"rust","package":"lambdas","binary":"connect","architecture":"arm64"}},"#,
            r#"{"resource":"Connect","key_parameter":"ConnectCodeKey","source":{"kind":"path","path":"dist"}}],"#,
            r#""origins":{"Api":{"file":"stacks/chat.rs","line":7}}}]}"#,
        );
        assert_eq!(serde_json::to_string(&manifest).unwrap(), expected);
        assert_eq!(serde_json::from_str::<Manifest>(expected).unwrap(), manifest);
    }
}

//! Where a function's code comes from.

use aws::lambda::Architecture;
use cfn::{Asset, AssetSource, Parameter, Scope};

/// What a function runs: built and uploaded before a deployment, started as it is by `dev`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Code {
    /// A binary of a cargo package.
    Rust { package: String, binary: String },
    /// A zip file or a folder with a `bootstrap` in it, relative to the workspace.
    Path(String),
}

/// The parameter that names the bucket of all code.
const BUCKET: &str = "AssetBucket";

impl Code {
    /// Records the asset, declares its parameters and returns the property that reads them.
    ///
    /// The key is a parameter so that the same program yields the same template, whether or not anything is built.
    pub(crate) fn place(
        self,
        scope: &mut Scope<'_>,
        id: &str,
        architecture: Architecture,
    ) -> aws::lambda::Code {
        let bucket = Parameter::text().description("The bucket that holds the code of all functions");
        let key = Parameter::text().description(&format!("The key of the zip file with the code of {id}"));
        let bucket = scope.parameter(BUCKET, bucket);
        let key = scope.parameter(&format!("{id}CodeKey"), key);
        scope.asset(Asset {
            resource: id.to_owned(),
            key_parameter: key.name().to_owned(),
            source: self.source(architecture),
        });
        aws::lambda::Code::new().s3_bucket(&bucket).s3_key(&key)
    }

    fn source(self, architecture: Architecture) -> AssetSource {
        match self {
            Self::Rust { package, binary } => AssetSource::Rust {
                package,
                binary,
                architecture: architecture.as_str().to_owned(),
            },
            Self::Path(path) => AssetSource::Path { path },
        }
    }
}

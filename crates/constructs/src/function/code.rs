//! Where a function's code comes from.

use aws::lambda::{Architecture, Runtime};
use cfn::{Asset, AssetSource, Parameter, Scope, Value};

/// What a function runs: built and uploaded before a deployment, started as it is by `dev`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Code {
    /// A binary of a cargo package.
    Rust { package: String, binary: String },
    /// A zip file or a folder, relative to the workspace.
    Path(String),
    /// The text itself.
    Inline(String),
}

/// A runtime that takes its code from the template: an interpreter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InlineRuntime {
    /// Node.js 22.
    Nodejs22,
    /// Node.js 24.
    Nodejs24,
    /// Python 3.12.
    Python312,
    /// Python 3.13.
    Python313,
    /// Python 3.14.
    Python314,
}

impl InlineRuntime {
    /// The runtime.
    pub const fn runtime(self) -> Runtime {
        match self {
            Self::Nodejs22 => Runtime::Nodejs22,
            Self::Nodejs24 => Runtime::Nodejs24,
            Self::Python312 => Runtime::Python312,
            Self::Python313 => Runtime::Python313,
            Self::Python314 => Runtime::Python314,
        }
    }
}

/// The parameter that names the bucket of all code.
const BUCKET: &str = "AssetBucket";

impl Code {
    /// The property, and the key of the code where it has one.
    ///
    /// Where the code is built, this records the asset, and declares the parameters that name its place.
    ///
    /// The key is a parameter so that the same program yields the same template, whether or not anything is built.
    pub(crate) fn place(
        self,
        scope: &mut Scope<'_>,
        id: &str,
        architecture: Architecture,
    ) -> (aws::lambda::Code, Option<Value<String>>) {
        let source = match self {
            Self::Inline(text) => return (aws::lambda::Code::new().zip_file(text), None),
            Self::Path(path) => AssetSource::Path { path },
            Self::Rust { package, binary } => AssetSource::Rust {
                package,
                binary,
                architecture: architecture.as_str().to_owned(),
            },
        };
        let bucket = Parameter::text().description("The bucket that holds the code of all functions");
        let key = Parameter::text().description(&format!("The key of the zip file with the code of {id}"));
        let bucket = scope.parameter(BUCKET, bucket);
        let key = scope.parameter(&format!("{id}CodeKey"), key);
        scope.asset(Asset {
            resource: id.to_owned(),
            key_parameter: key.name().to_owned(),
            source,
        });
        let code = aws::lambda::Code::new().s3_bucket(&bucket).s3_key(&key);
        (code, Some(key.value()))
    }
}

//! Why something did not arrive.

use std::path::PathBuf;

use thiserror::Error;

use super::LARGEST_TEMPLATE;
use crate::error::Error as ServiceError;

/// Why something did not arrive in the bucket.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum UploadError {
    /// A file cannot be read.
    #[error("cannot read {}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A hash that is none: 64 hexadecimal digits are.
    #[error("{0:?} is no SHA-256")]
    Hash(String),
    /// The bucket is there, and somebody else owns it.
    #[error("the bucket {bucket} does not belong to account {owner}")]
    ForeignBucket {
        /// The bucket.
        bucket: String,
        /// The account that should own it.
        owner: String,
    },
    /// CloudFormation takes no template of this size.
    #[error("the template of {stack} has {size} bytes, and CloudFormation takes {LARGEST_TEMPLATE} at most")]
    LargeTemplate {
        /// The stack's name.
        stack: String,
        /// The template's bytes.
        size: usize,
    },
    /// A service failed.
    #[error(transparent)]
    Service(#[from] ServiceError),
}

impl UploadError {
    /// What to do next, where that is known.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::File { .. } | Self::Hash(_) => None,
            Self::ForeignBucket { .. } => Some(
                "nothing was sent there; `gatewright bootstrap --bucket-name NAME` makes one of another name"
                    .to_owned(),
            ),
            Self::LargeTemplate { .. } => Some(
                "divide it: an `App` takes several stacks, and `export` and `import` connect them".to_owned(),
            ),
            Self::Service(error) => error.hint(),
        }
    }
}

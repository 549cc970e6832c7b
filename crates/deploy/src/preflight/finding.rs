//! What was found before a deployment.

use cfn::Severity;
use thiserror::Error;

use crate::{
    bootstrap::{STACK, Unusable, VERSION},
    error::Error as ServiceError,
    upload::UploadError,
};

/// Something that would stop a deployment, or should.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Finding {
    /// The credentials belong to another account than the stack.
    #[error("{stack} belongs to account {declared}, and the credentials to {found}")]
    OtherAccount {
        /// The stack.
        stack: String,
        /// Its account.
        declared: String,
        /// The credentials' account.
        found: String,
    },
    /// Another region is asked for than the stack's.
    #[error("{stack} belongs to region {declared}, and {asked} was asked for")]
    OtherRegion {
        /// The stack.
        stack: String,
        /// Its region.
        declared: String,
        /// The region that was asked for.
        asked: String,
    },
    /// There is no bucket for the assets.
    #[error(transparent)]
    Store(Unusable),
    /// The bucket's stack is older than this program would make it.
    #[error("the stack {STACK} has version {found}; this program makes version {VERSION}")]
    OutdatedStore {
        /// The stack's version.
        found: u32,
    },
    /// CloudFormation does not take the template.
    #[error(transparent)]
    Template(UploadError),
    /// A stage logs, and API Gateway has no role to write with.
    #[error(
        "{stack}: the stage {stage} logs, and API Gateway has no role for that in this account and region"
    )]
    NoLoggingRole {
        /// The stack.
        stack: String,
        /// The stage's logical id.
        stage: String,
    },
    /// A stage lets more through than the account may.
    #[error(
        "{stack}: the stage {stage} lets {rate} requests per second through, and the account has {account} for all APIs"
    )]
    Throttle {
        /// The stack.
        stack: String,
        /// The stage's logical id.
        stage: String,
        /// The stage's throttle.
        rate: f64,
        /// The account's.
        account: f64,
    },
    /// Two stacks make the same thing.
    #[error("{first} and {second} both make {arn}")]
    WantedTwice {
        /// The one stack.
        first: String,
        /// The other stack.
        second: String,
        /// The resource's logical id in the second stack.
        resource: String,
        /// What both make.
        arn: String,
    },
    /// Something could not be looked at; CloudFormation will find out.
    #[error("not looked at: {what}")]
    NotLookedAt {
        /// What.
        what: &'static str,
        /// Why.
        source: ServiceError,
    },
}

impl Finding {
    /// How bad it is: an error would fail, now or in the middle of the deployment.
    pub fn severity(&self) -> Severity {
        match self {
            Self::OtherAccount { .. }
            | Self::OtherRegion { .. }
            | Self::Store(_)
            | Self::Template(_)
            | Self::NoLoggingRole { .. }
            | Self::WantedTwice { .. } => Severity::Error,
            Self::OutdatedStore { .. } | Self::Throttle { .. } => Severity::Warning,
            Self::NotLookedAt { .. } => Severity::Info,
        }
    }

    /// The stack and the logical id that it is about, where it is about a resource.
    pub fn resource(&self) -> Option<(&str, &str)> {
        match self {
            Self::NoLoggingRole { stack, stage } | Self::Throttle { stack, stage, .. } => {
                Some((stack, stage))
            }
            Self::WantedTwice { second, resource, .. } => Some((second, resource)),
            _ => None,
        }
    }

    /// What to do next, where that is known.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Self::OtherAccount { declared, .. } => {
                format!("sign in to account {declared}, or pass the profile that does: `--aws-profile NAME`")
            }
            Self::OtherRegion { declared, .. } => format!("leave `--region` away, or pass `--region {declared}`"),
            Self::Store(unusable) => return unusable.hint(),
            Self::OutdatedStore { .. } => "`gatewright bootstrap` updates it".to_owned(),
            Self::Template(error) => return error.hint(),
            Self::NoLoggingRole { .. } => {
                "`AccountLogging::created()` in one stack of the region makes it; the others take `imported()`".to_owned()
            }
            Self::Throttle { .. } => {
                "lower the stage's throttle, or ask for more of quota L-8A5B8E43 of `apigateway`".to_owned()
            }
            Self::WantedTwice { .. } => "put the stage or the stack's name into one of the two names".to_owned(),
            Self::NotLookedAt { source, .. } => return source.hint(),
        })
    }
}

//! The bucket as it stands.

use thiserror::Error;

use super::{OLDEST, STACK, VERSION, template};
use crate::{
    client::Clients,
    error::Error as ServiceError,
    stack::{Situation, Stack},
};

/// Where assets and large templates go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Store {
    /// The bucket's name.
    pub bucket: String,
    /// The account that must own it: a bucket of this name in another account is refused.
    pub owner: String,
    /// The key that it is encrypted with, where it is one of our own.
    pub key: Option<String>,
    /// The version of the stack that made it.
    pub version: u32,
}

/// Why there is no bucket to work with.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Unusable {
    /// There is no stack.
    #[error("the bucket for assets is missing: there is no stack {STACK} in {region}")]
    Missing {
        /// The region.
        region: String,
    },
    /// The stack is not in a state in which it is whole.
    #[error("the stack {STACK} is {status}")]
    NotReady {
        /// Its state.
        status: String,
    },
    /// Somebody else made a stack of this name.
    #[error("the stack {STACK} tells no version and no bucket: Gatewright did not make it")]
    Foreign,
    /// The stack is too old for this program.
    #[error("the stack {STACK} has version {found}, and this program needs {OLDEST}")]
    TooOld {
        /// The stack's version.
        found: u32,
    },
    /// A service failed.
    #[error(transparent)]
    Service(#[from] ServiceError),
}

impl Unusable {
    /// What to do next, where that is known.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Missing { .. } => {
                Some("`gatewright bootstrap` makes it, once per account and region".to_owned())
            }
            Self::NotReady { .. } => Some(format!(
                "`aws cloudformation describe-stack-events --stack-name {STACK}` says why; then `gatewright bootstrap`"
            )),
            Self::Foreign => Some("rename that stack, or deploy to another region".to_owned()),
            Self::TooOld { .. } => Some("`gatewright bootstrap` updates it".to_owned()),
            Self::Service(error) => error.hint(),
        }
    }
}

impl Store {
    /// Reads what a stack tells; `owner` is the account that it was found in.
    pub fn of(stack: &Stack, owner: &str) -> Result<Self, Unusable> {
        match stack.situation() {
            // While it is updated, the bucket stays what it was.
            Situation::Ready | Situation::Busy | Situation::RollbackFailed => {}
            _ => {
                return Err(Unusable::NotReady {
                    status: stack.status.to_string(),
                });
            }
        }
        let version = version(stack).ok_or(Unusable::Foreign)?;
        let bucket = stack.outputs.get(template::BUCKET).ok_or(Unusable::Foreign)?;
        let key = stack.parameters.get(template::KEY_ARN);
        if version < OLDEST {
            return Err(Unusable::TooOld { found: version });
        }
        Ok(Self {
            bucket: bucket.clone(),
            owner: owner.to_owned(),
            key: key.filter(|key| !key.is_empty()).cloned(),
            version,
        })
    }

    /// Whether this program would make it anew differently.
    pub fn is_outdated(&self) -> bool {
        self.version < VERSION
    }
}

/// The version that a stack tells.
pub(super) fn version(stack: &Stack) -> Option<u32> {
    stack.outputs.get(template::VERSION_OUTPUT)?.parse().ok()
}

impl Clients {
    /// The bucket of the region; `account` is the one that the credentials belong to.
    pub async fn store(&self, account: &str) -> Result<Store, Unusable> {
        match self.stack(STACK).await? {
            Some(stack) => Store::of(&stack, account),
            None => Err(Unusable::Missing {
                region: self.region().to_owned(),
            }),
        }
    }
}

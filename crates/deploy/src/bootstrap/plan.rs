//! What making or updating a stack of ours would do.

use std::collections::BTreeMap;

use cfn::{Findings, Template};
use thiserror::Error;

use super::{STACK, VERSION, store, template};
use crate::{
    capability,
    change_set::{Body, Given, Kind, Made, Request},
    client::Clients,
    error::{self, Error as ServiceError, Kind as Failure},
    event::Limiter,
    stack::{Situation, Stack},
    upload::UploadError,
};

/// What the bucket is to be like; what is not said stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// A name of its own.
    pub bucket_name: Option<String>,
    /// The ARN of the KMS key that objects are encrypted with; an empty text goes back to the keys of S3.
    pub key_arn: Option<String>,
}

/// Why a stack of ours can be neither made nor updated.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum BootstrapError {
    /// A newer program made the stack.
    #[error("the stack {STACK} has version {found}, and this program knows {VERSION}")]
    Newer {
        /// The stack's version.
        found: u32,
    },
    /// Somebody else made a stack of this name.
    #[error("the stack {STACK} tells no version: Gatewright did not make it")]
    Foreign,
    /// The bucket has another name already.
    #[error("the bucket is called {found}, and deployed stacks read from it")]
    OtherName {
        /// The bucket's name.
        found: String,
    },
    /// The stack is there, and its bucket was deleted beside it.
    #[error("the stack {STACK} is there, and its bucket {bucket} is not")]
    BucketGone {
        /// The bucket's name.
        bucket: String,
    },
    /// The stack cannot be changed now.
    #[error("the stack {stack} is {status}")]
    NotReady {
        /// The stack.
        stack: String,
        /// Its state.
        status: String,
    },
    /// The template is wrong.
    #[error(transparent)]
    Template(#[from] Findings),
    /// The template did not reach the bucket.
    #[error(transparent)]
    Upload(#[from] UploadError),
    /// A service failed.
    #[error(transparent)]
    Service(#[from] ServiceError),
}

impl BootstrapError {
    /// What to do next, where that is known.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Self::Newer { .. } => {
                "use the newer program: `cargo install gatewright`; the stack stays as it is".to_owned()
            }
            Self::Foreign => "rename that stack, or use another region".to_owned(),
            Self::OtherName { .. } => "leave `--bucket-name` away".to_owned(),
            Self::BucketGone { .. } => format!(
                "`aws cloudformation delete-stack --stack-name {STACK}` forgets it, once its termination protection is off; \
                 then `gatewright bootstrap`"
            ),
            Self::NotReady { stack, .. } => {
                format!("`aws cloudformation describe-stack-events --stack-name {stack}` says why")
            }
            Self::Template(_) => return None,
            Self::Upload(error) => return error.hint(),
            Self::Service(error) => return error.hint(),
        })
    }
}

impl Clients {
    /// Finds out what making the bucket's stack, or updating it, would do.
    ///
    /// A stack that was never made whole is deleted first: it holds nothing.
    pub async fn plan_bootstrap(&self, account: &str, wanted: &Wanted) -> Result<Made, BootstrapError> {
        let stack = self.stack(STACK).await?;
        if let Some(stack) = stack
            .as_ref()
            .filter(|stack| stack.situation() == Situation::Ready)
        {
            compare(stack, wanted)?;
        }
        let given = [
            (template::BUCKET_NAME, &wanted.bucket_name),
            (template::KEY_ARN, &wanted.key_arn),
        ];
        let parameters = given.into_iter().filter_map(|(name, value)| {
            let had = || {
                stack
                    .as_ref()
                    .is_some_and(|stack| stack.parameters.contains_key(name))
            };
            let given = match value {
                Some(value) => Given::Value(value.clone()),
                None if had() => Given::Previous,
                None => return None,
            };
            Some((name.to_owned(), given))
        });
        let parameters = parameters.collect();
        let bucket = stack
            .as_ref()
            .and_then(|stack| stack.outputs.get(template::BUCKET))
            .cloned();
        let template = template()?;
        let body = Body::Text(template.to_json());
        let made = self.plan_stack(&template, body, stack, parameters).await?;
        if let (Made::Empty, Some(bucket)) = (&made, bucket) {
            self.bucket_stands(&bucket, account).await?;
        }
        Ok(made)
    }

    /// What a change set of a stack of ours would do.
    pub(super) async fn plan_stack(
        &self,
        template: &Template,
        body: Body,
        stack: Option<Stack>,
        parameters: BTreeMap<String, Given>,
    ) -> Result<Made, BootstrapError> {
        let mut situation = stack.as_ref().map_or(Situation::Absent, Stack::situation);
        if let Some(stack) = stack.as_ref().filter(|_| situation == Situation::MustBeDeleted) {
            self.remove(stack).await?;
            situation = Situation::Absent;
        }
        let kind = Kind::of(situation).ok_or_else(|| BootstrapError::NotReady {
            stack: template.name().to_owned(),
            status: stack
                .as_ref()
                .map(|stack| stack.status.to_string())
                .unwrap_or_default(),
        })?;
        let request = Request {
            stack: template.name().to_owned(),
            kind,
            name: Request::fresh_name(),
            template: body,
            parameters,
            tags: stack.map(|stack| stack.tags).unwrap_or_default(),
            capabilities: capability::needed(template),
            role: None,
            rollback_triggers: None,
            nested: false,
        };
        Ok(self.make_change_set(&request).await?)
    }

    /// Deletes a stack that was never made whole, and waits until it is gone.
    async fn remove(&self, stack: &Stack) -> Result<(), BootstrapError> {
        let mut follower = self.delete_unfinished(stack, &Limiter::new()).await?;
        while follower.next().await?.is_some() {}
        match follower.end() {
            Some(end) if end.status.failed() => Err(BootstrapError::NotReady {
                stack: stack.name.clone(),
                status: end.status.to_string(),
            }),
            _ => Ok(()),
        }
    }

    async fn bucket_stands(&self, bucket: &str, account: &str) -> Result<(), BootstrapError> {
        let said = self
            .s3
            .head_bucket()
            .bucket(bucket)
            .expected_bucket_owner(account)
            .send()
            .await;
        match said.map_err(error::of("s3:ListBucket")) {
            Ok(_) => Ok(()),
            Err(error) if matches!(error.kind(), Failure::Missing | Failure::NoBucket) => {
                Err(BootstrapError::BucketGone {
                    bucket: bucket.to_owned(),
                })
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// Whether the stack that stands can become what is wanted.
fn compare(stack: &Stack, wanted: &Wanted) -> Result<(), BootstrapError> {
    let found = store::version(stack).ok_or(BootstrapError::Foreign)?;
    if found > VERSION {
        return Err(BootstrapError::Newer { found });
    }
    let bucket = stack
        .outputs
        .get(template::BUCKET)
        .ok_or(BootstrapError::Foreign)?;
    match &wanted.bucket_name {
        Some(name) if name != bucket => Err(BootstrapError::OtherName {
            found: bucket.clone(),
        }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;

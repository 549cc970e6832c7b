//! Files, by content hash, several at a time.

use std::{collections::BTreeMap, path::PathBuf, time::Duration};

use aws_sdk_s3::{config::timeout::TimeoutConfig, primitives::ByteStream, types::ChecksumMode};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use futures_util::{StreamExt as _, TryStreamExt as _, stream};

use super::UploadError;
use crate::{
    bootstrap::Store,
    client::Clients,
    error::{self, Error, Kind},
};

/// A file that the bucket must have.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Object {
    /// The file.
    pub path: PathBuf,
    /// The key, which says what is in it.
    pub key: String,
    /// The SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// How many bytes it has.
    pub size: u64,
}

/// What happens to an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// It is there already.
    Present(&'a Object),
    /// It is on its way.
    Begun(&'a Object),
    /// It has arrived.
    Arrived(&'a Object),
}

/// What an upload came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Uploaded {
    /// How many objects were there already.
    pub present: usize,
    /// How many were brought.
    pub brought: usize,
    /// How many bytes these have.
    pub bytes: u64,
}

/// How many objects are under way at once: a line is full long before, and S3 takes far more.
const AT_ONCE: usize = 8;

/// How long one object may take. A line that moves nothing ends earlier: the SDK watches it.
const LONGEST: Duration = Duration::from_hours(1);

impl Clients {
    /// Brings what is missing; an object that several need travels once.
    pub async fn upload(
        &self,
        store: &Store,
        objects: &[Object],
        progress: impl Fn(Step<'_>) + Sync,
    ) -> Result<Uploaded, UploadError> {
        let once: BTreeMap<&str, &Object> = objects
            .iter()
            .map(|object| (object.key.as_str(), object))
            .collect();
        let progress = &progress;
        let work = once
            .into_values()
            .map(|object| self.bring(store, object, progress));
        let sizes = stream::iter(work).buffer_unordered(AT_ONCE);
        sizes
            .try_fold(Uploaded::default(), async |done, brought: Option<u64>| {
                Ok(match brought {
                    None => Uploaded {
                        present: done.present + 1,
                        ..done
                    },
                    Some(size) => Uploaded {
                        brought: done.brought + 1,
                        bytes: done.bytes + size,
                        ..done
                    },
                })
            })
            .await
    }

    /// The bytes that travelled, or nothing where the object was there.
    async fn bring(
        &self,
        store: &Store,
        object: &Object,
        progress: &(impl Fn(Step<'_>) + Sync),
    ) -> Result<Option<u64>, UploadError> {
        let checksum = base64_of(&object.sha256)?;
        if self.holds(store, object, &checksum).await? {
            progress(Step::Present(object));
            return Ok(None);
        }
        progress(Step::Begun(object));
        let body = ByteStream::from_path(&object.path).await;
        let body = body.map_err(|source| UploadError::File {
            path: object.path.clone(),
            source: source.into(),
        })?;
        self.put(store, &object.key, &checksum, body, "application/zip")
            .await?;
        progress(Step::Arrived(object));
        Ok(Some(object.size))
    }

    /// Whether the object is there with these bytes. Without a checksum, as one has that another tool brought, its size
    /// must do.
    async fn holds(&self, store: &Store, object: &Object, checksum: &str) -> Result<bool, UploadError> {
        let said = self
            .s3
            .head_object()
            .bucket(&store.bucket)
            .key(&object.key)
            .expected_bucket_owner(&store.owner)
            .checksum_mode(ChecksumMode::Enabled)
            .send()
            .await;
        match said.map_err(error::of("s3:GetObject")) {
            Ok(said) => {
                let same = said.checksum_sha256.is_none_or(|stored| stored == checksum);
                let size = said.content_length.unwrap_or_default();
                Ok(same && u64::try_from(size) == Ok(object.size))
            }
            Err(error) if *error.kind() == Kind::Missing => Ok(false),
            Err(error) => Err(self.explained(store, error).await),
        }
    }

    /// Sends bytes, which S3 refuses where they do not have this SHA-256.
    pub(super) async fn put(
        &self,
        store: &Store,
        key: &str,
        checksum: &str,
        body: ByteStream,
        content_type: &str,
    ) -> Result<(), UploadError> {
        let unhurried = TimeoutConfig::builder()
            .read_timeout(LONGEST)
            .operation_attempt_timeout(LONGEST)
            .operation_timeout(LONGEST)
            .build();
        let said = self
            .s3
            .put_object()
            .bucket(&store.bucket)
            .key(key)
            .expected_bucket_owner(&store.owner)
            .checksum_sha256(checksum)
            .content_type(content_type)
            .body(body)
            .customize()
            .config_override(aws_sdk_s3::config::Builder::new().timeout_config(unhurried))
            .send()
            .await;
        match said.map_err(error::of("s3:PutObject")) {
            Ok(_) => Ok(()),
            Err(error) => Err(self.explained(store, error).await),
        }
    }

    /// S3 refuses a bucket of another owner and a caller without rights in the same words; asked without an owner, it
    /// tells the two apart.
    async fn explained(&self, store: &Store, error: Error) -> UploadError {
        if matches!(error.kind(), Kind::Denied { .. })
            && self.s3.head_bucket().bucket(&store.bucket).send().await.is_ok()
            && self.is_foreign(store).await
        {
            return UploadError::ForeignBucket {
                bucket: store.bucket.clone(),
                owner: store.owner.clone(),
            };
        }
        error.into()
    }

    async fn is_foreign(&self, store: &Store) -> bool {
        let said = self
            .s3
            .head_bucket()
            .bucket(&store.bucket)
            .expected_bucket_owner(&store.owner)
            .send()
            .await;
        said.is_err()
    }
}

/// The form in which S3 takes a checksum.
pub(super) fn base64_of(sha256: &str) -> Result<String, UploadError> {
    let wrong = || UploadError::Hash(sha256.to_owned());
    let digits = sha256.as_bytes();
    if digits.len() != 64 || !digits.iter().all(u8::is_ascii_hexdigit) {
        return Err(wrong());
    }
    let pairs = digits.chunks(2).map(|pair| {
        let pair = std::str::from_utf8(pair).map_err(|_| wrong())?;
        u8::from_str_radix(pair, 16).map_err(|_| wrong())
    });
    Ok(BASE64_STANDARD.encode(pairs.collect::<Result<Vec<u8>, _>>()?))
}

#[cfg(test)]
mod tests;

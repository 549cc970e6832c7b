//! Templates that are too large for a request.

use std::time::Duration;

use aws_sdk_s3::{presigning::PresigningConfig, primitives::ByteStream};
use base64::{
    Engine as _,
    prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD},
};
use sha2::{Digest as _, Sha256};

use super::{TEMPLATES, UploadError};
use crate::{bootstrap::Store, change_set::request::LONGEST_BODY, client::Clients, error};

/// What a template may have at all, in bytes: 1 MB,
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html>.
pub const LARGEST_TEMPLATE: usize = 1_000_000;

/// Whether a template has to go through the bucket.
pub const fn is_large(template: &str) -> bool {
    template.len() > LONGEST_BODY
}

/// Whether a template is too large for CloudFormation, which is known before anything is sent.
pub fn fits(stack: &str, template: &str) -> Result<(), UploadError> {
    if template.len() <= LARGEST_TEMPLATE {
        return Ok(());
    }
    Err(UploadError::LargeTemplate {
        stack: stack.to_owned(),
        size: template.len(),
    })
}

impl Clients {
    /// Brings a template to the bucket; the result is the address that CloudFormation reads it from.
    ///
    /// It is sent even where it is there already: templates expire, and a new one lives as long as its change set.
    pub async fn upload_template(
        &self,
        store: &Store,
        stack: &str,
        template: &str,
    ) -> Result<String, UploadError> {
        fits(stack, template)?;
        let hash = Sha256::digest(template.as_bytes());
        let key = format!("{TEMPLATES}{stack}/{}.json", BASE64_URL_SAFE_NO_PAD.encode(hash));
        let body = ByteStream::from(template.as_bytes().to_vec());
        let checksum = BASE64_STANDARD.encode(hash);
        self.put(store, &key, &checksum, body, "application/json").await?;
        self.address(store, &key).await
    }

    /// The object's address, as the SDK writes it for this region, partition and endpoint.
    async fn address(&self, store: &Store, key: &str) -> Result<String, UploadError> {
        let an_hour = PresigningConfig::expires_in(Duration::from_hours(1));
        let an_hour = an_hour.map_err(|source| {
            error::Error::new(error::Kind::Refused, "s3:GetObject").saying(source.to_string())
        })?;
        let request = self.s3.get_object().bucket(&store.bucket).key(key);
        let signed = request
            .presigned(an_hour)
            .await
            .map_err(error::of("s3:GetObject"))?;
        // CloudFormation reads it in the caller's name; a signature would be a secret in a list of change sets.
        let address = signed.uri().split('?').next();
        Ok(address.unwrap_or_default().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::{answer, recorded};

    fn store() -> Store {
        Store {
            bucket: "gatewright-111122223333-eu-west-1".to_owned(),
            owner: "111122223333".to_owned(),
            key: None,
            version: 1,
        }
    }

    #[tokio::test]
    async fn the_address_is_the_objects_and_carries_no_signature() {
        let (clients, log) = recorded(|_| answer(200, ""));
        let address = clients.upload_template(&store(), "chat-dev", "{}").await.unwrap();
        let expected = "https://gatewright-111122223333-eu-west-1.s3.eu-west-1.amazonaws.com/templates/chat-dev/\
            RBNvo1WzZ4oRRq0W9-hknpT7T8If536DEMBg9hyq_4o.json";
        assert_eq!(address, expected);
        assert_eq!(log.methods(), ["PUT"]);
        assert!(log.all()[0].has("{}"));
    }

    #[tokio::test]
    async fn a_template_of_more_than_a_megabyte_is_not_sent() {
        let (clients, log) = recorded(|_| answer(200, ""));
        let large = "x".repeat(LARGEST_TEMPLATE + 1);
        let error = clients
            .upload_template(&store(), "chat-dev", &large)
            .await
            .unwrap_err();
        assert!(error.to_string().contains("1000001 bytes"), "{error}");
        assert!(error.hint().unwrap().contains("several stacks"));
        assert!(log.all().is_empty());
        assert!(is_large(&large) && !is_large("{}"));
        assert!(fits("chat-dev", &large[1..]).is_ok());
    }
}

//! Account, region, partition and bucket.

/// Where is deployed; what is not known is `*`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// `aws`, `aws-cn` or `aws-us-gov`.
    pub partition: &'static str,
    /// The region.
    pub region: String,
    /// The account.
    pub account: String,
    /// The bucket for assets and large templates.
    pub bucket: String,
    /// The key that the bucket is encrypted with, where it is one of our own.
    pub key: Option<String>,
}

impl Place {
    /// A region of an account, with the usual bucket; `*` for what is not known.
    pub fn new(region: &str, account: &str) -> Self {
        let partition = match region.split('-').take(2).collect::<Vec<_>>()[..] {
            ["cn", _] => "aws-cn",
            ["us", "gov"] => "aws-us-gov",
            _ => "aws",
        };
        Self {
            partition,
            region: region.to_owned(),
            account: account.to_owned(),
            bucket: format!("gatewright-{account}-{region}"),
            key: None,
        }
    }

    /// With another bucket.
    #[must_use]
    pub fn bucket(self, name: impl Into<String>) -> Self {
        Self {
            bucket: name.into(),
            ..self
        }
    }

    /// With a key that the bucket is encrypted with.
    #[must_use]
    pub fn key(self, arn: Option<String>) -> Self {
        Self { key: arn, ..self }
    }

    /// The ARN that a form says: what follows the partition, with `{region}`, `{account}` and `{bucket}`.
    pub(super) fn arn(&self, form: &str) -> String {
        if form == "*" {
            return form.to_owned();
        }
        let filled = form
            .replace("{region}", &self.region)
            .replace("{account}", &self.account)
            .replace("{bucket}", &self.bucket);
        format!("arn:{}:{filled}", self.partition)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_partition_is_the_regions() {
        let partition = |region| Place::new(region, "*").partition;
        assert_eq!(partition("eu-west-1"), "aws");
        assert_eq!(partition("cn-north-1"), "aws-cn");
        assert_eq!(partition("us-gov-west-1"), "aws-us-gov");
        assert_eq!(partition("us-west-2"), "aws");
        assert_eq!(partition("*"), "aws");
    }
}

//! The kinds of failures, each with its sentence and what to do next.

use std::fmt;

/// The kinds of failures that have an answer of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// Nothing says who we are.
    NoCredentials,
    /// The credentials were good once, or a sign-in is over.
    ExpiredCredentials,
    /// The service does not know the credentials.
    InvalidCredentials,
    /// What should give the credentials failed: a process, a role, a container.
    FailedCredentials,
    /// No file has this profile.
    UnknownProfile {
        /// The profile that was asked for.
        profile: String,
        /// The profiles that there are.
        known: Vec<String>,
    },
    /// The files of profiles cannot be read, or a profile in them is not whole.
    BadProfile,
    /// Nothing says which region is meant.
    NoRegion,
    /// The account has not switched this region on.
    RegionDisabled,
    /// The credentials may not do this action, such as `cloudformation:CreateChangeSet`.
    Denied {
        /// The action, as IAM names it.
        action: String,
    },
    /// The clock of this machine and that of the service are too far apart.
    ClockSkew,
    /// Too many calls, even after all retries.
    Throttled,
    /// What was asked for is not there.
    Missing,
    /// The bucket is not there.
    NoBucket,
    /// The bucket is in another region.
    OtherRegion,
    /// Something else works on the same stack.
    Busy,
    /// What this was prepared for is no longer so.
    Changed,
    /// A limit of the account or of the service.
    Limit,
    /// The name of the service's host leads nowhere.
    UnknownHost,
    /// The service cannot be reached.
    Unreachable,
    /// Who answers does not prove to be the service.
    Untrusted,
    /// No answer in time.
    TimedOut,
    /// The service says that the request is wrong.
    Refused,
    /// The service failed, or what answered is not the service.
    Service,
}

impl Kind {
    /// The sentence before the service's own words.
    pub(super) fn tell(&self, operation: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoCredentials => write!(f, "no AWS credentials"),
            Self::ExpiredCredentials => write!(f, "the AWS credentials have expired"),
            Self::InvalidCredentials => write!(f, "AWS does not know these credentials"),
            Self::FailedCredentials => write!(f, "the AWS credentials cannot be fetched"),
            Self::UnknownProfile { profile, .. } => write!(f, "there is no AWS profile {profile:?}"),
            Self::BadProfile => write!(f, "the AWS profile cannot be used"),
            Self::NoRegion => write!(f, "no AWS region"),
            Self::RegionDisabled => write!(f, "{operation}: the account has not enabled this region"),
            Self::Denied { action } => write!(f, "not allowed: {action}"),
            Self::ClockSkew => write!(f, "the clock of this machine is wrong"),
            Self::Throttled => write!(f, "{operation} is throttled, after all retries"),
            Self::Missing => write!(f, "{operation}: not found"),
            Self::NoBucket => write!(f, "{operation}: the bucket does not exist"),
            Self::OtherRegion => write!(f, "{operation}: the bucket is in another region"),
            Self::Busy => write!(f, "{operation}: another operation is in progress"),
            Self::Changed => write!(f, "{operation}: it was changed in the meantime"),
            Self::Limit => write!(f, "{operation}: a limit is reached"),
            Self::UnknownHost => write!(f, "{operation}: the service's host is not known"),
            Self::Unreachable => write!(f, "{operation}: the service cannot be reached"),
            Self::Untrusted => write!(f, "{operation}: the connection is not secure"),
            Self::TimedOut => write!(f, "{operation}: no answer in time"),
            Self::Refused => write!(f, "{operation} was refused"),
            Self::Service => write!(f, "{operation} failed"),
        }
    }

    /// What to do next, where that is known.
    pub(super) fn hint(&self, said: &str) -> Option<String> {
        let hint = match self {
            Self::NoCredentials => {
                "sign in (`aws sso login`, `aws configure`), or set `AWS_PROFILE`, or pass `--aws-profile NAME`"
            }
            Self::ExpiredCredentials => "sign in again: `aws sso login`, or renew the session token",
            Self::InvalidCredentials => {
                "`aws sts get-caller-identity` shows whose credentials are used; a region that the account has not \
                 enabled says the same"
            }
            Self::FailedCredentials => {
                "`aws sts get-caller-identity` shows whether the profile's role, process or container works"
            }
            Self::UnknownProfile { known, .. } if known.is_empty() => {
                "there are no profiles: `aws configure` or `aws configure sso` makes one"
            }
            Self::UnknownProfile { known, .. } => {
                return Some(format!("the profiles are {}", known.join(", ")));
            }
            Self::BadProfile if said.contains("credentials-login") => {
                "sign-ins by `aws login` are read through a process: add `credential_process = aws configure \
                 export-credentials --profile NAME --format process` to a profile of its own"
            }
            Self::BadProfile => "look at `~/.aws/config` and `~/.aws/credentials`, or at `AWS_CONFIG_FILE`",
            Self::NoRegion => "pass `--region eu-west-1`, set `AWS_REGION`, or add `region` to the profile",
            Self::RegionDisabled => {
                "enable the region in the account's settings, or pass another one: `--region eu-west-1`"
            }
            Self::Denied { action } => return Some(permission(action, said)),
            Self::ClockSkew => "set the clock of this machine (`timedatectl set-ntp true`), then try again",
            Self::NoBucket => "`gatewright bootstrap` makes the bucket for assets",
            Self::OtherRegion => "`gatewright bootstrap` in the stack's region makes a bucket there",
            Self::Throttled => "something else makes many calls in this account; try again in a minute",
            Self::Busy => "wait for the other operation: `gatewright events --follow`",
            Self::Changed => "run the command again: it looks at what stands now",
            Self::UnknownHost => "check the region's name (`--region`, `AWS_REGION`), and the network",
            Self::Unreachable => "check `AWS_ENDPOINT_URL` where it is set, proxies, and the network",
            Self::Untrusted => {
                "something between here and AWS, such as a proxy, shows a certificate of its own: name its authority in \
                 `SSL_CERT_FILE`; a wrong clock has the same effect"
            }
            Self::TimedOut => "try again; where it stays so, check proxies and the network",
            Self::Missing | Self::Limit | Self::Refused | Self::Service => return None,
        };
        Some(hint.to_owned())
    }
}

/// Whom to ask for a permission: the words that IAM adds to a refusal name the kind of policy that denied.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html>
fn permission(action: &str, said: &str) -> String {
    let above = [
        (
            "service control policy",
            "a service control policy of the organization",
        ),
        (
            "resource control policy",
            "a resource control policy of the organization",
        ),
        (
            "permissions boundary",
            "the permissions boundary of the user or role",
        ),
        ("VPC endpoint policy", "the policy of the VPC endpoint"),
        ("session policy", "the policy of the session"),
    ];
    match above.iter().find(|(word, _)| said.contains(word)) {
        Some((_, policy)) => {
            format!("{policy} must allow `{action}`; more rights of the user or role do not help")
        }
        None if said.contains("with an explicit deny") => {
            format!("a policy denies `{action}` by name; more rights do not help")
        }
        None => format!(
            "the credentials need `{action}`; `gatewright bootstrap --print-policy` prints all that a deployment needs"
        ),
    }
}

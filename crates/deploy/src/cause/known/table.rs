//! Which words mean what. Where the words were met stands with the tests; the first entry that fits decides.

use super::Known;
use crate::cause::Reason;

/// One failure.
pub(super) struct Entry {
    /// Any of these words tell it.
    pub(super) says: &'static [&'static str],
    /// What it means; none where the words alone deceive.
    pub(super) means: fn(&Reason, &str) -> Option<Known>,
}

/// Entries from the particular to the general.
pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        says: &["CloudWatch Logs role ARN must be set in account settings"],
        means: |_, _| Some(Known::LoggingRole),
    },
    Entry {
        says: &["The role ARN does not have required permissions configured"],
        means: |_, _| Some(Known::LoggingRoleRights),
    },
    Entry {
        says: &[
            "breaking Cloudwatch Logs Constraints",
            "Insufficient permissions to enable logging",
            "CloudWatch Logs Resource Policy size was exceeded",
        ],
        means: |_, _| Some(Known::LogsPolicyFull),
    },
    Entry {
        says: &["Route with key "],
        means: |reason, _| {
            let key = between(&reason.text, "Route with key ", " already exists")?;
            Some(Known::RouteExists { key })
        },
    },
    Entry {
        says: &["The provided route key is not formatted properly"],
        means: |_, _| Some(Known::RouteKey),
    },
    Entry {
        says: &["At least one route is required before deploying the Api"],
        means: |_, _| Some(Known::NoRoutes),
    },
    Entry {
        says: &["Active stages pointing to this deployment must be moved or deleted"],
        means: |_, _| Some(Known::DeploymentInUse),
    },
    Entry {
        says: &["Deployment id does not exist", "DeploymentId cannot be empty"],
        means: |_, _| Some(Known::NoDeployment),
    },
    Entry {
        says: &["Invalid request identity source expression"],
        means: |_, _| Some(Known::IdentitySource),
    },
    Entry {
        says: &[
            "cannot be set for WEBSOCKET protocol Apis",
            "Only REQUEST authorizer type is supported on WEBSOCKET protocol Apis",
        ],
        means: |_, _| Some(Known::NotForWebSockets),
    },
    Entry {
        says: &["authorization is restricted to the $connect route only"],
        means: |_, _| Some(Known::AuthorizationRoute),
    },
    Entry {
        says: &[
            "certificate provided must be owned by the account creating the domain",
            "The provided certificate does not exist",
        ],
        means: |_, _| Some(Known::Certificate),
    },
    Entry {
        says: &[
            "CNAMEs you provided are already associated",
            "The domain name you provided already exists",
        ],
        means: |_, _| Some(Known::DomainTaken),
    },
    Entry {
        says: &[" already exists in stack arn:"],
        means: |reason, _| {
            let (name, stack) = reason.text.split_once(" already exists in stack ")?;
            Some(Known::TakenByStack {
                name: name.to_owned(),
                stack: stack.to_owned(),
            })
        },
    },
    Entry {
        says: &["cannot update a stack when a custom-named resource requires replacing"],
        means: |reason, _| {
            let name = between(&reason.text, "Rename ", " and update the stack again")?;
            Some(Known::FixedName { name })
        },
    },
    Entry {
        says: &["as it is in use by "],
        means: |reason, _| {
            let export = between(&reason.text, "Export ", " cannot be ")?;
            let (_, importers) = reason.text.split_once("as it is in use by ")?;
            let importers = importers.trim_end_matches('.').to_owned();
            Some(Known::ExportInUse { export, importers })
        },
    },
    Entry {
        says: &["S3 Error Code: NoSuchKey"],
        means: |_, _| Some(Known::NoCode),
    },
    Entry {
        says: &["S3 Error Code: NoSuchBucket"],
        means: |_, _| Some(Known::NoBucket),
    },
    Entry {
        says: &["Unzipped size must be smaller than"],
        means: |_, _| Some(Known::CodeTooLarge),
    },
    Entry {
        says: &["decreases account's UnreservedConcurrentExecution below its minimum value"],
        means: |_, _| Some(Known::ReservedConcurrency),
    },
    Entry {
        says: &["is bigger than the limit (20480)"],
        means: |_, _| Some(Known::FunctionPolicyFull),
    },
    Entry {
        says: &["Maximum policy size of 10240 bytes exceeded"],
        means: |_, _| Some(Known::RolePolicyFull),
    },
    Entry {
        says: &["cannot be assumed by Lambda"],
        means: |_, _| Some(Known::RoleNotTrusted),
    },
    Entry {
        says: &[
            "execution role does not have permissions to call ",
            "Please ensure the role can perform the ",
        ],
        means: |_, kind| (kind == "AWS::Lambda::EventSourceMapping").then_some(Known::SourceUnreadable),
    },
    Entry {
        says: &["Cannot perform more than one GSI creation or deletion in a single update"],
        means: |_, _| Some(Known::SeveralIndexes),
    },
    Entry {
        says: &["Cannot update GSI's properties other than"],
        means: |_, _| Some(Known::IndexChanged),
    },
    Entry {
        says: &["Table is being deleted"],
        means: |_, _| Some(Known::TableGoes),
    },
    Entry {
        says: &[
            "currently protected against deletion",
            "TerminationProtection is enabled",
        ],
        means: |_, _| Some(Known::Protected),
    },
    Entry {
        says: &["The bucket you tried to delete is not empty"],
        means: |_, _| Some(Known::BucketNotEmpty),
    },
    Entry {
        says: &["is not authorized to perform: "],
        means: |reason, _| {
            let (_, rest) = reason.text.split_once("is not authorized to perform: ")?;
            let action = rest.split_whitespace().next().map(str::to_owned);
            Some(Known::Denied { action })
        },
    },
    Entry {
        says: &["Cannot exceed quota for "],
        means: |reason, _| {
            let (_, rest) = reason.text.split_once("Cannot exceed quota for ")?;
            let name = Some(rest.trim_end_matches('.').to_owned());
            Some(Known::Quota { name })
        },
    },
    Entry {
        says: &["Too Many Requests", "TooManyRequestsException", "Rate exceeded"],
        means: |_, _| Some(Known::Throttled),
    },
    Entry {
        says: &[
            "concurrent modification",
            "The operation cannot be performed at this time",
        ],
        means: |_, _| Some(Known::Concurrent),
    },
    Entry {
        says: &["already exists"],
        means: |reason, _| {
            // Of a resource that the registry handles: … with identifier '{"/properties/LogGroupName":"NAME"}' …
            let name = between(&reason.text, "\":\"", "\"}'").or_else(|| {
                let word = reason.text.split(" already exists").next()?;
                (!word.contains(char::is_whitespace)).then(|| word.to_owned())
            });
            Some(Known::Taken { name })
        },
    },
    Entry {
        says: &[
            "limit exceeded",
            "Limit exceeded",
            "LimitExceeded",
            "Maximum number of ",
        ],
        means: |_, _| Some(Known::Quota { name: None }),
    },
];

/// What an error's code alone means, where the words say nothing known.
pub(super) fn by_code(reason: &Reason) -> Option<Known> {
    match reason.code.as_deref()? {
        "AlreadyExists" => Some(Known::Taken { name: None }),
        "ServiceLimitExceeded" | "LimitExceeded" | "LimitExceededException" => {
            Some(Known::Quota { name: None })
        }
        "Throttling" | "ThrottlingException" | "TooManyRequestsException" => Some(Known::Throttled),
        "ResourceConflict" => Some(Known::Concurrent),
        "AccessDenied" | "AccessDeniedException" => Some(Known::Denied { action: None }),
        _ => None,
    }
}

/// What stands between two texts.
fn between(text: &str, before: &str, after: &str) -> Option<String> {
    let (_, rest) = text.split_once(before)?;
    let (found, _) = rest.split_once(after)?;
    Some(found.to_owned())
}

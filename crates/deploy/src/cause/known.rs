//! Failures with a known way out.

mod table;

use std::fmt;

use super::Reason;

/// What a failure means. Its text says what to do, with the command or the code where there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Known {
    /// API Gateway may not write logs in this account and region.
    LoggingRole,
    /// The role that API Gateway has for logs may not write them, or may not be taken by API Gateway.
    LoggingRoleRights,
    /// The resource policy that lets services write logs is full.
    LogsPolicyFull,
    /// The name is taken by something outside this stack.
    Taken {
        /// The name, where the service tells it.
        name: Option<String>,
    },
    /// The name is taken by another stack.
    TakenByStack {
        /// The name.
        name: String,
        /// The other stack's ARN.
        stack: String,
    },
    /// A resource with a fixed name cannot be replaced: the old one still has the name.
    FixedName {
        /// The name.
        name: String,
    },
    /// Another stack imports what this one exports.
    ExportInUse {
        /// The export.
        export: String,
        /// The stacks that import it.
        importers: String,
    },
    /// The service took no more calls.
    Throttled,
    /// Something else changed the same thing at the same time.
    Concurrent,
    /// The function's code is not in the bucket.
    NoCode,
    /// The bucket of the function's code is not there.
    NoBucket,
    /// The function's code is too large.
    CodeTooLarge,
    /// The account has too few concurrent executions to reserve some.
    ReservedConcurrency,
    /// A quota of the account or a limit of the service is reached.
    Quota {
        /// The quota's name, where the service tells it.
        name: Option<String>,
    },
    /// The function's resource policy has too many permissions.
    FunctionPolicyFull,
    /// The role's inline policies are too long.
    RolePolicyFull,
    /// Who deploys may not do this.
    Denied {
        /// The action that is missing, where the service tells it.
        action: Option<String>,
    },
    /// The function's role does not trust Lambda, or is so new that Lambda does not see it yet.
    RoleNotTrusted,
    /// The function's role may not read the source of its events.
    SourceUnreadable,
    /// A table takes one new or deleted index at a time.
    SeveralIndexes,
    /// An index cannot be changed.
    IndexChanged,
    /// The table is about to go.
    TableGoes,
    /// The resource protects itself against deletion.
    Protected,
    /// A bucket with objects cannot be deleted.
    BucketNotEmpty,
    /// The API has a route with this key already.
    RouteExists {
        /// The key.
        key: String,
    },
    /// The key is no route key.
    RouteKey,
    /// A deployment was made before the routes that it is to freeze.
    NoRoutes,
    /// A stage still serves the deployment that goes.
    DeploymentInUse,
    /// The stage has no deployment, or one that is not there.
    NoDeployment,
    /// The authorizer's identity source is none of a WebSocket API.
    IdentitySource,
    /// WebSocket APIs do not have this.
    NotForWebSockets,
    /// Only `$connect` can be authorized.
    AuthorizationRoute,
    /// The certificate is not one of this account and region.
    Certificate,
    /// The domain name belongs to another API or distribution.
    DomainTaken,
}

impl Known {
    /// What a reason means for a type of resource; none where nothing is known to help.
    pub fn of(reason: &Reason, kind: &str) -> Option<Self> {
        table::ENTRIES
            .iter()
            .filter(|entry| entry.says.iter().any(|words| reason.text.contains(words)))
            .find_map(|entry| (entry.means)(reason, kind))
            .or_else(|| table::by_code(reason))
    }
}

impl fmt::Display for Known {
    #[expect(clippy::too_many_lines, reason = "one line per failure")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LoggingRole => f.write_str(
                "API Gateway needs a role for logs, once per account and region: `AccountLogging::created()` in one stack \
                 makes it, and the others take `imported()`; or turn the stage's execution logs off",
            ),
            Self::LoggingRoleRights => f.write_str(
                "the role for logs must trust apigateway.amazonaws.com and have the policy \
                 AmazonAPIGatewayPushToCloudWatchLogs",
            ),
            Self::LogsPolicyFull => f.write_str(
                "the policy that lets AWS services write logs is full (5,120 characters): name the log group \
                 /aws/vendedlogs/…, or remove groups that are gone: `aws logs describe-resource-policies`",
            ),
            Self::Taken { name } => {
                match name {
                    Some(name) => write!(f, "{name:?} exists outside this stack")?,
                    None => write!(f, "it exists outside this stack")?,
                }
                f.write_str(
                    ": leave the name out and let CloudFormation choose one, take the resource into the stack with \
                     `gatewright import`, or delete it",
                )
            }
            Self::TakenByStack { name, stack } => write!(
                f,
                "{name:?} belongs to the stack {stack}: let it go there with `gatewright orphan`, and take it here with \
                 `gatewright import`; or give the new one another name"
            ),
            Self::FixedName { name } => write!(
                f,
                "the change replaces the resource, and the old one has the name {name:?} until the new one is there: give \
                 it another name, or none"
            ),
            Self::ExportInUse { export, importers } => write!(
                f,
                "{importers} imports {export}: change the importing stack first, so that it does not, then this one"
            ),
            Self::Throttled => f.write_str(
                "the service took no more calls from this account: deploy again; with many routes or stacks, deploy fewer \
                 at once",
            ),
            Self::Concurrent => f.write_str("something else changed the same resource at the same time: deploy again"),
            Self::NoCode => f.write_str(
                "the code's zip is not in the bucket, perhaps because its lifecycle removed it: deploy again, which uploads \
                 it",
            ),
            Self::NoBucket => f.write_str("`gatewright bootstrap` makes the bucket for assets, one per region"),
            Self::CodeTooLarge => f.write_str(
                "a function's code and layers may have 250 MB unzipped: strip debug symbols (`strip = true` in the \
                 profile), or move files to a bucket",
            ),
            Self::ReservedConcurrency => f.write_str(
                "the account's quota \"Concurrent executions\" (Lambda, L-B99A9384) is too low to reserve some: ask for \
                 more in Service Quotas, or leave reserved concurrency out",
            ),
            Self::Quota { name } => {
                match name {
                    Some(name) => write!(f, "the quota {name} is reached")?,
                    None => write!(f, "a quota of the account is reached")?,
                }
                f.write_str(": remove what nobody uses, or ask for more in Service Quotas")
            }
            Self::FunctionPolicyFull => f.write_str(
                "a function's resource policy may have 20,480 characters: permit invocations per stage instead of per \
                 route, or split the function",
            ),
            Self::RolePolicyFull => f.write_str(
                "a role's inline policies may have 10,240 characters: split the function, or grant less with it",
            ),
            Self::Denied { action } => {
                match action {
                    Some(action) => write!(f, "who deploys needs `{action}`")?,
                    None => write!(f, "who deploys lacks a permission")?,
                }
                f.write_str("; `gatewright bootstrap --print-policy` prints all that a deployment needs")
            }
            Self::RoleNotTrusted => f.write_str(
                "the role must trust lambda.amazonaws.com; a role that was made a moment ago is trusted seconds later: \
                 deploy again",
            ),
            Self::SourceUnreadable => f.write_str(
                "the function's role must read the queue or stream; when its policy stands in a resource of its own, the \
                 event source must depend on it (`.depends_on(..)`)",
            ),
            Self::SeveralIndexes => {
                f.write_str("add or remove one global secondary index per deployment, and deploy several times")
            }
            Self::IndexChanged => {
                f.write_str("add a new index under another name, move its readers, then remove the old one")
            }
            Self::TableGoes => f.write_str("wait until the table is gone, then deploy again"),
            Self::Protected => f.write_str(
                "deploy once without the protection, then delete; what must stay is kept with `DeletionPolicy: Retain`",
            ),
            Self::BucketNotEmpty => {
                f.write_str("empty the bucket with all versions, or keep it with `DeletionPolicy: Retain`")
            }
            Self::RouteExists { key } => write!(
                f,
                "the API has a route {key:?} already, from another logical id, another stack or by hand: remove that one \
                 first"
            ),
            Self::RouteKey => {
                f.write_str("only $connect, $disconnect and $default may begin with $; other route keys must not")
            }
            Self::NoRoutes => f.write_str("the deployment must depend on its routes: `DependsOn`, or `Routes` in Rust"),
            Self::DeploymentInUse => {
                f.write_str("point the stage to another deployment first; in a template, a new deployment is a new resource")
            }
            Self::NoDeployment => f.write_str("the stage's `DeploymentId` must be a `Ref` to a deployment of the same API"),
            Self::IdentitySource => f.write_str(
                "an identity source of a WebSocket API is route.request.header.NAME, route.request.querystring.NAME, \
                 stageVariables.NAME or context.NAME",
            ),
            Self::NotForWebSockets => f.write_str(
                "WebSocket APIs know REQUEST authorizers only, without caching, payload versions, simple responses and JWT: \
                 remove the property, or verify the token in a function",
            ),
            Self::AuthorizationRoute => {
                f.write_str("authorize $connect; what it finds out goes with every later event of the connection")
            }
            Self::Certificate => f.write_str(
                "a regional domain takes an issued certificate of ACM in the same account and region",
            ),
            Self::DomainTaken => f.write_str(
                "a domain name serves one API or distribution: remove it there (`aws apigatewayv2 get-domain-names`), or \
                 take another",
            ),
        }
    }
}

#[cfg(test)]
mod tests;

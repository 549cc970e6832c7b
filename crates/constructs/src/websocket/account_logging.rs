//! The account's permission for API Gateway to write logs.

use aws::apigateway::Account;
use cfn::{Construct, Diagnostic, Handle, Pseudo, Resource, Scope, Tree, sub};

use crate::{Durability, role::service_role};

/// The role by which API Gateway writes logs: one for the whole account and region, and no stage logs without it.
///
/// All stages and APIs of a stack share what `add` returns; further stacks of the region take it as
/// [`imported`](Self::imported).
///
/// ```
/// use constructs::prelude::*;
/// let mut stack = Stack::new("demo");
/// let account = stack.add("AccountLogging", AccountLogging::created());
/// let template = stack.synth()?;
/// let ids: Vec<&str> = template.resources().map(|(id, _)| id).collect();
/// assert_eq!(ids, ["AccountLoggingRole", "AccountLogging"]);
/// # Ok::<(), cfn::Findings>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct AccountLogging {
    created: bool,
}

/// The account's permission, made by this stack or known to stand: what a log needs.
#[derive(Clone, Debug)]
pub struct AccountLoggingRef {
    account: Option<Handle<Account>>,
}

impl AccountLogging {
    /// This stack sets the role, and leaves it when it goes: taking it away would silence every API of the region.
    pub fn created() -> Self {
        Self { created: true }
    }

    /// The role is set by somebody else. The stack has nothing to do with it, and fails on the stage where it is not.
    pub fn imported() -> Self {
        Self { created: false }
    }
}

impl Construct for AccountLogging {
    type Output = AccountLoggingRef;

    fn build(self, scope: &mut Scope<'_>, id: &str) -> AccountLoggingRef {
        if self.created
            && let Some(finding) = second(scope)
        {
            scope.report(finding);
        }
        let account = self.created.then(|| {
            let policy = sub!(
                "arn:{}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs",
                Pseudo::Partition
            );
            let role = service_role("apigateway.amazonaws.com").managed_policy_arns([policy]);
            let role = scope.add(&format!("{id}Role"), Durability::Protected.entry(role));
            let account = Account::new().cloud_watch_role_arn(&role);
            scope.add(id, Durability::Protected.entry(account))
        });
        AccountLoggingRef { account }
    }
}

/// Two would set one and the same thing, the last one for good.
fn second(scope: &Scope<'_>) -> Option<Diagnostic> {
    let cfn_type = Account::INFO.cfn_type;
    let is_account = |body: &Tree| body.get("Type").and_then(Tree::as_str) == Some(cfn_type);
    let (first, origin, _) = scope.resources().find(|(_, _, body)| is_account(body))?;
    let message =
        format!("`{first}` sets the account's role for logs already; there is one per account and region");
    let finding = Diagnostic::error("GW142", message).on(first).at(origin.clone());
    Some(finding.hint("pass what `add` returned the first time to every stage that logs"))
}

impl AccountLoggingRef {
    /// The resource, where this stack makes it: a stage that logs comes after it.
    pub fn handle(&self) -> Option<&Handle<Account>> {
        self.account.as_ref()
    }
}

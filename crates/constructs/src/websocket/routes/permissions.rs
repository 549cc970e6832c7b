//! Who may run a route's function: one permission per route where they fit, one per stage where they do not.

use std::{cmp::Reverse, collections::BTreeMap};

use cfn::{Diagnostic, Scope, Severity};

use super::plan::{Plan, Planned};
use crate::{
    FunctionRef,
    websocket::{StageName, authorizer::invoke_permission, deployment::Freezer},
};

/// The longest policy of a function, in bytes ("Lambda quotas": 20 KB for resource-based policies).
const POLICY_BYTES: usize = 20 * 1024;

/// What is left for permissions of others: an authorizer's, a queue's, the policy's own frame.
const RESERVED_BYTES: usize = 2 * 1024;

/// The most resources of a stack.
pub(super) const STACK_RESOURCES: usize = 500;

/// The resources that exact permissions leave to what is added after the routes.
const RESERVED_RESOURCES: usize = 50;

/// Which permissions a set of routes needs.
pub(super) struct Permissions<'a> {
    plan: &'a Plan<'a>,
    stages: Vec<(&'a StageName, String)>,
    /// The functions with one permission per stage.
    wide: BTreeMap<&'a str, Wide<'a>>,
}

/// A function whose permissions name no route.
struct Wide<'a> {
    function: &'a FunctionRef,
    routes: usize,
    limit: Limit,
}

/// What has no room for exact permissions.
enum Limit {
    /// The function's own policy.
    Policy,
    /// The stack, which would have so many resources.
    Stack(usize),
}

impl<'a> Permissions<'a> {
    /// Exact permissions where policy and stack have room for them. Where the stack has not, those with the most routes
    /// give way first, and no more of them than it takes.
    pub(super) fn plan(plan: &'a Plan<'a>, scope: &Scope<'_>) -> Self {
        let stages = plan.stages();
        let too_long = |routes: &[&Planned<'_>]| {
            let statements = routes
                .iter()
                .map(|planned| statement_bytes(planned, &stages, scope.stack_name()));
            statements.sum::<usize>() > POLICY_BYTES - RESERVED_BYTES
        };
        let wide = |function, routes: usize, limit| Wide {
            function,
            routes,
            limit,
        };
        let (long, mut exact): (Vec<_>, Vec<_>) = plan
            .functions()
            .into_values()
            .partition(|(_, routes)| too_long(routes));
        exact.sort_by_key(|(_, routes)| Reverse(routes.len()));
        let named: usize = exact.iter().map(|(_, routes)| routes.len()).sum();
        let all = plan.resources(scope) + (named + long.len()) * stages.len();
        let mut surplus = all.saturating_sub(STACK_RESOURCES - RESERVED_RESOURCES);
        let crowded = exact.into_iter().map_while(|(function, routes)| {
            let saved = (routes.len() - 1) * stages.len();
            let gives_way = surplus > 0 && saved > 0;
            surplus = surplus.saturating_sub(saved);
            gives_way.then(|| wide(function, routes.len(), Limit::Stack(all)))
        });
        let long = long
            .into_iter()
            .map(|(function, routes)| wide(function, routes.len(), Limit::Policy));
        Self {
            wide: long
                .chain(crowded)
                .map(|wide| (wide.function.id(), wide))
                .collect(),
            plan,
            stages,
        }
    }

    /// The permissions of one route, if its function has exact ones.
    pub(super) fn exact(&self, scope: &mut Scope<'_>, freezer: &mut Freezer, planned: &Planned<'_>) {
        let function = planned.route.integration.function();
        let Some(function) = function.filter(|function| !self.wide.contains_key(function.id())) else {
            return;
        };
        for (stage, which) in &self.stages {
            let source = stage.route_arn(&planned.route.key);
            let id = format!("{}{which}InvokePermission", planned.name);
            freezer.follow(&scope.add(&id, invoke_permission(function).source_arn(source)));
        }
    }

    /// The permissions of functions that have too many routes, and a word about each.
    pub(super) fn wide(&self, scope: &mut Scope<'_>, freezer: &mut Freezer) {
        for wide in self.wide.values() {
            let function = wide.function;
            for (stage, which) in &self.stages {
                let permission = invoke_permission(function).source_arn(stage.route_arn("*"));
                let prefix = &self.plan.routes.prefix;
                let id = format!("{prefix}{}{which}StageInvokePermission", function.id());
                freezer.follow(&scope.add(&id, permission));
            }
            scope.report(wide.finding());
        }
    }
}

impl Wide<'_> {
    fn finding(&self) -> Diagnostic {
        let (id, routes) = (self.function.id(), self.routes);
        let (why, hint) = match self.limit {
            Limit::Policy => (
                format!(
                    "the policy of a function has 20 KB, and a statement for each of its {routes} routes is more"
                ),
                "lead the routes to several functions, some forty to each, to have each permission name its route",
            ),
            Limit::Stack(all) => (
                format!(
                    "with a permission for each route, {routes} of them to this function, the stack would have {all} \
                     resources; it may have {STACK_RESOURCES}, and {RESERVED_RESOURCES} stay free for what is added later"
                ),
                "move what is not the API's into a stack of its own, to have each permission name its route",
            ),
        };
        let message = format!("any route of its stages may run `{id}`: {why}");
        let finding = Diagnostic {
            severity: Severity::Info,
            ..Diagnostic::error("GW116", message)
        };
        finding.on(id).hint(hint)
    }
}

/// The length of a route's statements as Lambda keeps them, with the longest names that the stack's own can become.
fn statement_bytes(planned: &Planned<'_>, stages: &[(&StageName, String)], stack: &str) -> usize {
    /// Partition, service, region and account.
    const PLACE: usize = "aws-us-gov:execute-api:ap-northeast-1:111122223333".len();
    /// The longest name of a function.
    const FUNCTION: usize = 64;
    /// What CloudFormation appends to names of its own making, or API Gateway's id of an API.
    const RANDOM: usize = 14;
    const FRAME: usize = r#"{"Sid":"--","Effect":"Allow","Principal":{"Service":"apigateway.amazonaws.com"},"Action":"lambda:InvokeFunction","Resource":"arn::function:","Condition":{"ArnLike":{"AWS:SourceArn":"arn::///"}}},"#.len();
    let of_stage = |(stage, which): &(&StageName, String)| {
        let id = planned.name.len() + which.len() + "InvokePermission".len();
        let sid = stack.len() + id + RANDOM;
        let source = RANDOM + stage.name().len() + planned.route.key.len();
        FRAME + sid + 2 * PLACE + FUNCTION + source
    };
    stages.iter().map(of_stage).sum()
}

#[cfg(test)]
mod tests;

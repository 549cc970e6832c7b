//! Who may run a route's function: one permission per route where they fit, one per stage where they do not.

use std::collections::BTreeMap;

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

/// Which permissions a set of routes needs.
pub(super) struct Permissions<'a> {
    plan: &'a Plan<'a>,
    stages: Vec<(&'a StageName, String)>,
    /// The functions with one permission per stage, and the number of their routes.
    wide: BTreeMap<&'a str, (&'a FunctionRef, usize)>,
}

impl<'a> Permissions<'a> {
    /// Exact permissions where policy and stack have room for them.
    pub(super) fn plan(plan: &'a Plan<'a>, scope: &Scope<'_>) -> Self {
        let functions = plan.functions();
        let stages = plan.stages();
        let routes = functions.values().map(|(_, routes)| routes.len());
        let exact = routes.sum::<usize>() * stages.len();
        let crowded = plan.resources(scope) + exact > STACK_RESOURCES;
        let too_long = |routes: &[&Planned<'_>]| {
            let statements = routes
                .iter()
                .map(|planned| statement_bytes(planned, &stages, scope.stack_name()));
            statements.sum::<usize>() > POLICY_BYTES - RESERVED_BYTES
        };
        let wide = functions
            .into_iter()
            .filter(|(_, (_, routes))| too_long(routes) || (crowded && routes.len() > 1));
        Self {
            wide: wide
                .map(|(id, (function, routes))| (id, (function, routes.len())))
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
        for (function, count) in self.wide.values() {
            for (stage, which) in &self.stages {
                let permission = invoke_permission(function).source_arn(stage.route_arn("*"));
                let prefix = &self.plan.routes.prefix;
                let id = format!("{prefix}{}{which}StageInvokePermission", function.id());
                freezer.follow(&scope.add(&id, permission));
            }
            scope.report(finding(function, *count));
        }
    }
}

fn finding(function: &FunctionRef, count: usize) -> Diagnostic {
    let message = format!(
        "any route of its stages may run `{}`: exact permissions for its {count} routes fit neither a policy of 20 KB nor a stack of \
         {STACK_RESOURCES} resources",
        function.id()
    );
    let finding = Diagnostic {
        severity: Severity::Info,
        ..Diagnostic::error("GW116", message)
    };
    finding.on(function.id()).hint(
        "lead the routes to several functions, some forty to each, to have each permission name its route",
    )
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

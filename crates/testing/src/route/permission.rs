//! Whether a function lets itself be invoked: `AWS::Lambda::Permission`, as the resource policy that it becomes.

use policy::{Policy, Principal, Request, evaluate};

use crate::{Resource, Synthesized, fail::fail};

const GATEWAY: &str = "apigateway.amazonaws.com";
const INVOKE: &str = "lambda:InvokeFunction";

impl Synthesized {
    /// Fails the test unless API Gateway may invoke the function for this route, in every stage of its API.
    ///
    /// A forgotten permission deploys well and answers every message with an internal server error.
    #[track_caller]
    pub fn assert_invokable(&self, function: &str, route_key: &str) {
        let arns = self.route_arns(route_key);
        if arns.is_empty() {
            fail(&format!(
                "the API of the route `{route_key}` has no stage in this template"
            ));
        }
        for arn in arns {
            self.assert_invokable_as(function, GATEWAY, &arn);
        }
    }

    /// Fails the test unless the service may invoke the function on behalf of the resource with this ARN.
    #[track_caller]
    pub fn assert_invokable_as(&self, function: &str, service: &str, source_arn: &str) {
        let request = self.invocation(function, service, source_arn);
        if !evaluate(&self.permissions(), &request).is_allowed() {
            let own = self.permissions_of(request.resource());
            let mut lines = vec![format!(
                "`{service}` may not invoke `{function}` for `{source_arn}`"
            )];
            lines.extend(if own.is_empty() {
                vec!["nothing may invoke it".to_owned()]
            } else {
                own
            });
            fail(&lines.join("\n  "));
        }
    }

    /// Fails the test if the service may invoke the function on behalf of the resource with this ARN.
    #[track_caller]
    pub fn assert_not_invokable_as(&self, function: &str, service: &str, source_arn: &str) {
        let permissions = self.permissions();
        let decision = evaluate(&permissions, &self.invocation(function, service, source_arn));
        if let Some(by) = decision.by() {
            fail(&format!(
                "`{service}` may invoke `{function}` for `{source_arn}`: `{}` permits it",
                by.policy.name
            ));
        }
    }

    #[track_caller]
    fn invocation(&self, function: &str, service: &str, source_arn: &str) -> Request {
        Request::new(INVOKE, self.arn(function))
            .by(Principal::service(service))
            .with("aws:SourceArn", source_arn)
            .with("aws:SourceAccount", &self.concrete().environment().account_id)
    }

    /// The permissions as the policies that Lambda makes of them.
    fn permissions(&self) -> Vec<Policy> {
        let permissions = self.of_type("AWS::Lambda::Permission").list();
        permissions
            .iter()
            .filter_map(|permission| self.permission(permission))
            .collect()
    }

    fn permission(&self, permission: &Resource<'_>) -> Option<Policy> {
        let function = self.function_arn(&permission.text("FunctionName")?);
        let plain = self.concrete().template().resource(permission.id())?;
        policy::invoke::policy(permission.id(), &function, plain.get("Properties")?)
    }

    /// A function is named by its name, by its ARN, and either with a version or alias.
    fn function_arn(&self, name: &str) -> String {
        let (function, qualifier) = match name.split_once(':') {
            Some((function, qualifier)) if !name.starts_with("arn:") => (function, format!(":{qualifier}")),
            _ => (name, String::new()),
        };
        let arn = self
            .concrete()
            .id_of(function)
            .and_then(|id| self.concrete().arn(id));
        format!("{}{qualifier}", arn.unwrap_or(function))
    }

    /// What may invoke the function with this ARN, in words.
    fn permissions_of(&self, arn: &str) -> Vec<String> {
        let permissions = self.of_type("AWS::Lambda::Permission").list();
        let own = permissions.iter().filter(|permission| {
            permission
                .text("FunctionName")
                .is_some_and(|name| self.function_arn(&name) == arn)
        });
        own.map(|permission| {
            let text = |property| permission.text(property).unwrap_or_else(|| "anything".to_owned());
            format!(
                "`{}` lets {} invoke it for {}",
                permission.id(),
                text("Principal"),
                text("SourceArn")
            )
        })
        .collect()
    }
}

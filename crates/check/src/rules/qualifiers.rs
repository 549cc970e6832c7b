//! Versions and aliases: each has permissions of its own, and so has the function without either.

use std::collections::HashMap;

use super::{
    invocation::{Door, doors},
    pattern::{hopeful, in_api},
};
use crate::{Api, Finding, Found, Link, Model, Resource, Rule, arn, rule};

pub(super) const RULES: &[Rule] = &[rule!(
    "GW305",
    Error,
    "An invoke permission is for another version or alias than the call",
    another
)];

/// The version or alias in a function's name, ARN or URI; none stands for the newest code.
pub(super) fn qualifier(text: &str) -> &str {
    let text = arn::invoked(text);
    let rest = text.strip_prefix(arn::unqualified(text));
    let qualifier = rest.and_then(|rest| rest.strip_prefix(':'));
    qualifier.unwrap_or_default().trim_start_matches("$LATEST")
}

/// What calls a function of the template without a role: an integration or an authorizer.
struct Call<'a> {
    by: &'a Resource<'a>,
    property: &'static str,
    function: &'a Resource<'a>,
    qualifier: &'a str,
    /// What API Gateway gives as source, behind the API's id.
    sources: Vec<String>,
}

impl<'a> Call<'a> {
    fn new(
        model: &Model<'a>,
        by: &'a Resource<'a>,
        property: &'static str,
        sources: Vec<String>,
    ) -> Option<Self> {
        let uri = by.text(property);
        let Link::To(function) = model.invoked(uri) else {
            return None;
        };
        Some(Self {
            by,
            property,
            function,
            qualifier: qualifier(uri?),
            sources,
        })
    }

    /// Whether a permission is for what is called. A stage variable may become anything, and so may a token.
    fn is_meant(&self, model: &Model<'_>, permission: &Resource<'_>) -> bool {
        let allowed = permission.text("FunctionName").map_or("", qualifier);
        allowed == self.qualifier
            || self.qualifier.contains('$')
            || hopeful(model, allowed).overlaps(&hopeful(model, self.qualifier))
    }
}

fn calls<'a>(model: &'a Model<'a>, api: &'a Api<'a>) -> Vec<Call<'a>> {
    let mut keys = HashMap::<_, Vec<_>>::new();
    for route in &api.routes {
        if let (Some(target), Some(key)) = (route.target.resource(), route.key) {
            keys.entry(target.id).or_default().push(key);
        }
    }
    let stages = api
        .stages
        .iter()
        .filter_map(|stage| stage.resource.text("StageName"));
    let stages: Vec<&str> = stages.collect();
    let integrations = api
        .integrations
        .iter()
        .filter(|integration| !integration.role.is_set());
    let by_integrations = integrations.filter_map(|integration| {
        let keys = keys.get(integration.resource.id)?;
        let of_stage = |stage| keys.iter().map(move |key| format!("{stage}/{key}"));
        let sources = stages.iter().flat_map(of_stage).collect();
        Call::new(model, integration.resource, "IntegrationUri", sources)
    });
    let authorizers = api
        .authorizers
        .iter()
        .filter(|authorizer| authorizer.get("AuthorizerCredentialsArn").is_none());
    let by_authorizers = authorizers.filter_map(|authorizer| {
        let source = format!("authorizers/{}", authorizer.reference);
        Call::new(model, authorizer, "AuthorizerUri", vec![source])
    });
    by_integrations.chain(by_authorizers).collect()
}

fn another(model: &Model<'_>, found: &mut Found) {
    let doors = doors(model);
    for api in &model.apis {
        for call in calls(model, api) {
            let doors = doors.get(call.function.id).into_iter().flatten();
            let (meant, other): (Vec<_>, Vec<_>) =
                doors.partition(|door| call.is_meant(model, door.permission));
            // That there is no permission at all is another finding.
            let instead = |source: &String| {
                let source = in_api(api, source);
                let lets = |door: &&&Door<'_>| door.lets(&source);
                let other = other.iter().find(lets)?;
                meant.iter().find(lets).is_none().then_some(other.permission)
            };
            if let Some(permission) = call.sources.iter().find_map(instead) {
                found.add(finding(&call, permission));
            }
        }
    }
}

fn finding(call: &Call<'_>, permission: &Resource<'_>) -> Finding {
    let what = |qualifier: &str| match qualifier {
        "" => "the function without version or alias".to_owned(),
        qualifier => format!("`{qualifier}`"),
    };
    let allowed = permission.text("FunctionName").map_or("", qualifier);
    let message = format!(
        "clients get an internal server error: this calls {} of `{}`, and `{}` is for {}",
        what(call.qualifier),
        call.function.id,
        permission.id,
        what(allowed)
    );
    let finding = Finding::new(call.by, message)
        .property(call.property)
        .related(permission);
    finding
        .hint("write the same in `FunctionName` of the permission as between `functions/` and `/invocations`")
}

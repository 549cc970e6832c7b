//! Whether API Gateway may invoke a function: `AWS::Lambda::Permission`.
//!
//! A forgotten permission deploys well and then answers 500 to everybody. Here it does the same, and says why at the
//! start.

use cfn::Tree;
use policy::Pattern;

use super::{Api, Backend};
use crate::plan::{Names, Properties, Report};

const GATEWAY: &str = "apigateway.amazonaws.com";
const INVOKE: &str = "lambda:InvokeFunction";

/// The permissions that let API Gateway invoke functions.
pub(super) struct Permissions(Vec<Permission>);

struct Permission {
    /// The function's logical id.
    function: String,
    /// The callers' ARNs; every caller's where it is not set.
    source: Option<Pattern>,
}

impl Permissions {
    /// Reads the permissions of API Gateway; others speak of other services.
    pub(super) fn read(names: &Names<'_>, report: &Report<'_>) -> Self {
        let all = names.of_type("AWS::Lambda::Permission");
        Self(
            all.filter_map(|(id, body)| permission(id, body, names, report))
                .collect(),
        )
    }

    /// Whether the function may be invoked by the route or authorizer with this ARN.
    fn allow(&self, function: &str, caller: &str) -> bool {
        self.0.iter().any(|permission| {
            let source = permission.source.as_ref();
            permission.function == function && source.is_none_or(|pattern| pattern.matches(caller))
        })
    }

    /// Takes away what may not be invoked: routes stage by stage, authorizers altogether.
    pub(super) fn withhold(&self, api: &mut Api, report: &Report<'_>) {
        for (key, route) in &mut api.routes {
            if let Some(authorizer) = route
                .authorizer
                .as_mut()
                .filter(|authorizer| !authorizer.assumes_role)
            {
                let arn = format!("{}/authorizers/{}", api.arn, authorizer.id);
                if let Some(why) = self.missing(&authorizer.backend, &arn) {
                    report.unusable(&authorizer.resource, &why);
                    authorizer.backend = Backend::NotRun(why);
                }
            }
            let Some(integration) = route.target.as_ref().filter(|target| !target.assumes_role) else {
                continue;
            };
            for stage in &mut api.stages {
                let arn = stage.route_arn(&api.arn, key);
                if let Some(why) = self.missing(&integration.backend, &arn) {
                    report.unusable(&route.resource, why);
                    stage.unpermitted.insert(key.clone());
                }
            }
        }
    }

    /// What is wrong, if the backend is a function that this caller may not invoke.
    fn missing(&self, backend: &Backend, caller: &str) -> Option<String> {
        match backend {
            Backend::Lambda(function) if !self.allow(function, caller) => Some(format!(
                "no AWS::Lambda::Permission lets {GATEWAY} invoke `{function}` for {caller}: an internal server error"
            )),
            _ => None,
        }
    }
}

fn permission(id: &str, body: &Tree, names: &Names<'_>, report: &Report<'_>) -> Option<Permission> {
    let mut properties = Properties::of(id, body, names, report);
    let principal = properties.required("Principal")?;
    let action = properties.required("Action")?;
    if !Pattern::new(&principal).matches(GATEWAY) || !Pattern::any_case(&action).matches(INVOKE) {
        return None;
    }
    let text = properties.required("FunctionName")?;
    let function = names
        .of_type("AWS::Lambda::Function")
        .find(|(id, _)| is_named(&text, id, names).unwrap_or(false));
    let Some((function, _)) = function else {
        properties.unusable(
            "FunctionName",
            format!("`{text}` names no function of this template"),
        );
        return None;
    };
    Some(Permission {
        function: function.to_owned(),
        source: properties.text("SourceArn").map(|source| Pattern::new(&source)),
    })
}

/// Whether a text is the function's name or ARN, alone or with a version or alias.
fn is_named(text: &str, id: &str, names: &Names<'_>) -> Option<bool> {
    let own = [names.reference_of(id)?, names.attribute_of(id, "Arn")?];
    Some(own.iter().any(|own| {
        let rest = text.strip_prefix(own.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
    }))
}

//! What routes and authorizers call.

use std::{collections::HashMap, time::Duration};

use cfn::Tree;

use super::{Authorizer, Backend, IdentitySource, Integration};
use crate::plan::{Names, Properties, Report};

/// The longest an integration may take, and what it may take unless set.
const LONGEST: u64 = 29_000;
const SHORTEST: u64 = 50;

/// The integrations by their physical id.
pub(super) fn integrations(names: &Names<'_>, report: &Report<'_>) -> HashMap<String, Integration> {
    names
        .of_type("AWS::ApiGatewayV2::Integration")
        .filter_map(|(id, body)| Some((names.reference_of(id)?, integration(id, body, names, report))))
        .collect()
}

/// The authorizers by their physical id.
pub(super) fn authorizers(names: &Names<'_>, report: &Report<'_>) -> HashMap<String, Authorizer> {
    names
        .of_type("AWS::ApiGatewayV2::Authorizer")
        .filter_map(|(id, body)| {
            let authorizer = authorizer(id, body, names, report)?;
            Some((authorizer.id.clone(), authorizer))
        })
        .collect()
}

fn integration(id: &str, body: &Tree, names: &Names<'_>, report: &Report<'_>) -> Integration {
    let mut properties = Properties::of(id, body, names, report);
    let timeout = timeout(&mut properties);
    let assumes_role = properties.text("CredentialsArn").is_some();
    let kind = properties.required("IntegrationType").unwrap_or_default();
    let backend = if kind == "AWS_PROXY" {
        let backend = function(&mut properties, "IntegrationUri", names);
        // How a proxy integration calls its function is fixed; the rest concerns accounts and private networks.
        properties.without_meaning(&[
            "ApiId",
            "ConnectionType",
            "ContentHandlingStrategy",
            "Description",
            "IntegrationMethod",
            "PassthroughBehavior",
            "PayloadFormatVersion",
        ]);
        properties.finish();
        backend
    } else {
        let why = format!("integrations of type `{kind}` do not run locally, only `AWS_PROXY` does");
        properties.not_run("IntegrationType", &why);
        Backend::NotRun(why)
    };
    Integration {
        resource: id.to_owned(),
        backend,
        timeout,
        assumes_role,
    }
}

fn timeout(properties: &mut Properties<'_>) -> Duration {
    let longest = Duration::from_millis(LONGEST);
    match properties.number("TimeoutInMillis") {
        None => longest,
        Some(millis) if (SHORTEST..=LONGEST).contains(&millis) => Duration::from_millis(millis),
        Some(millis) => {
            let why = format!("{millis} ms is outside of {SHORTEST} to {LONGEST}");
            properties.unusable("TimeoutInMillis", why);
            longest
        }
    }
}

fn authorizer(id: &str, body: &Tree, names: &Names<'_>, report: &Report<'_>) -> Option<Authorizer> {
    let mut properties = Properties::of(id, body, names, report);
    let kind = properties.required("AuthorizerType").unwrap_or_default();
    let backend = if kind == "REQUEST" {
        function(&mut properties, "AuthorizerUri", names)
    } else {
        let why = format!("a WebSocket API takes authorizers of type `REQUEST` only, not `{kind}`");
        properties.unusable("AuthorizerType", &why);
        Backend::NotRun(why)
    };
    let assumes_role = properties.text("AuthorizerCredentialsArn").is_some();
    let sources = properties.texts("IdentitySource");
    let mut identity_sources = Vec::with_capacity(sources.len());
    for source in sources {
        match identity_source(&source) {
            Some(source) => identity_sources.push(source),
            None => properties.unusable("IdentitySource", format!("`{source}` names no part of a request")),
        }
    }
    // The expression is stored by the service and never applied.
    properties.without_meaning(&["ApiId", "IdentityValidationExpression", "Name"]);
    properties.finish();
    Some(Authorizer {
        resource: id.to_owned(),
        id: names.reference_of(id)?,
        assumes_role,
        backend,
        identity_sources,
    })
}

fn identity_source(source: &str) -> Option<IdentitySource> {
    type Kind = fn(String) -> IdentitySource;
    let kinds: [(&str, Kind); 4] = [
        ("route.request.header.", IdentitySource::Header),
        ("route.request.querystring.", IdentitySource::Query),
        ("stageVariables.", IdentitySource::StageVariable),
        ("context.", IdentitySource::Context),
    ];
    kinds.into_iter().find_map(|(prefix, kind)| {
        let name = source.strip_prefix(prefix).filter(|name| !name.is_empty())?;
        Some(kind(name.to_owned()))
    })
}

/// The function that a URI names: wrapped in API Gateway's own ARN, or plain.
fn function(properties: &mut Properties<'_>, key: &str, names: &Names<'_>) -> Backend {
    let Some(uri) = properties.required(key) else {
        return Backend::NotRun(format!("its `{key}` cannot be read"));
    };
    let arn = uri
        .split_once(":lambda:path/2015-03-31/functions/")
        .map_or(uri.as_str(), |(_, rest)| {
            rest.strip_suffix("/invocations").unwrap_or(rest)
        });
    let mut functions = names.of_type("AWS::Lambda::Function");
    let found = functions.find(|(id, _)| {
        let own = names.attribute_of(id, "Arn").unwrap_or_default();
        // A version or an alias may follow; there is one version here.
        arn.strip_prefix(own.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
    });
    if let Some((id, _)) = found {
        return Backend::Lambda(id.to_owned());
    }
    let why = format!("`{uri}` names no function of this template");
    properties.not_run(key, &why);
    Backend::NotRun(why)
}

//! Custom domains and the stages behind them.

use std::collections::{HashMap, HashSet};

use crate::{Api, Finding, Found, Model, Resource, Rule, is_known, rule};

pub(super) const RULES: &[Rule] = &[
    rule!(
        "GW250",
        Error,
        "A custom domain leads to a stage that does not exist",
        missing_stage
    ),
    rule!(
        "GW251",
        Warning,
        "A mapping of a custom domain does not wait for its stage",
        too_early
    ),
    rule!("GW252", Info, "A custom domain that leads nowhere", unmapped),
    rule!(
        "GW253",
        Info,
        "An API without its own address and without another",
        unreachable
    ),
    rule!(
        "GW255",
        Error,
        "A key that mappings of WebSocket APIs do not take",
        keys
    ),
    rule!(
        "GW256",
        Error,
        "A custom domain with a WebSocket API and an API of another kind",
        mixed
    ),
];

const DOMAIN: &str = "AWS::ApiGatewayV2::DomainName";
const STAGE: &str = "AWS::ApiGatewayV2::Stage";

/// The mappings of every API.
fn mappings<'a>(model: &'a Model<'a>) -> impl Iterator<Item = (&'a Api<'a>, &'a Resource<'a>)> {
    model
        .apis
        .iter()
        .flat_map(|api| api.mappings.iter().map(move |mapping| (api, *mapping)))
}

fn missing_stage(model: &Model<'_>, found: &mut Found) {
    for (api, mapping) in mappings(model).filter(|_| !model.is_open()) {
        let Some(name) = mapping.known("Stage") else {
            continue;
        };
        let all_known = api.stages.iter().all(|stage| stage.name.is_some());
        let stands = api.stages.iter().any(|stage| stage.name == Some(name));
        // A stage of another API is another finding.
        if all_known && !stands && model.named(STAGE, name).is_none() {
            let message = format!(
                "API Gateway refuses the mapping: `{}` has no stage `{name}`",
                api.resource.id
            );
            let finding = Finding::new(mapping, message)
                .property("Stage")
                .related(api.resource);
            let names = api.stages.iter().filter_map(|stage| stage.name);
            found.add(match cfn::nearest(name, names) {
                Some(meant) => finding.hint(format!("did you mean `{meant}`?")),
                None => finding.hint("write `Stage: !Ref Stage`, with a stage of the API"),
            });
        }
    }
}

fn too_early(model: &Model<'_>, found: &mut Found) {
    for (api, mapping) in mappings(model) {
        let Some(text) = mapping.text("Stage").filter(|text| is_known(text)) else {
            continue;
        };
        let Some(stage) = api.stages.iter().find(|stage| stage.name == Some(text)) else {
            continue;
        };
        if !model.before(mapping).contains(stage.resource.id) {
            let message = format!(
                "API Gateway refuses the mapping where it is made before `{}`",
                stage.resource.id
            );
            let finding = Finding::new(mapping, message)
                .property("Stage")
                .related(stage.resource);
            found.add(finding.hint(format!("write `Stage: !Ref {}`", stage.resource.id)));
        }
    }
}

fn unmapped(model: &Model<'_>, found: &mut Found) {
    if model.apis.is_empty() || model.is_open() {
        return;
    }
    let kinds = [
        "AWS::ApiGatewayV2::ApiMapping",
        "AWS::ApiGatewayV2::RoutingRule",
        "AWS::ApiGateway::BasePathMapping",
    ];
    let mappings = kinds.into_iter().flat_map(|kind| model.of_type(kind));
    let properties =
        mappings.flat_map(|mapping| ["DomainName", "DomainNameArn"].map(|name| mapping.text(name)));
    let named: HashSet<&str> = properties
        .flatten()
        .filter_map(|text| Some(model.named(DOMAIN, text)?.id))
        .collect();
    for domain in model
        .of_type(DOMAIN)
        .iter()
        .filter(|domain| !named.contains(domain.id))
    {
        let message = "clients of the domain get 403: no mapping of the template leads to an API";
        let finding = Finding::new(domain, message);
        found.add(
            finding.hint("add an `AWS::ApiGatewayV2::ApiMapping` with the domain, the API and the stage"),
        );
    }
}

fn unreachable(model: &Model<'_>, found: &mut Found) {
    for api in model.apis.iter().filter(|_| !model.is_open()) {
        let property = "DisableExecuteApiEndpoint";
        if api.resource.flag(property) == Some(true) && api.mappings.is_empty() {
            let message =
                "nobody can connect: the API's own address is disabled, and no custom domain leads to it";
            let finding = Finding::new(api.resource, message).property(property);
            found.add(finding.hint("map a custom domain to a stage, or remove the property"));
        }
    }
}

fn keys(model: &Model<'_>, found: &mut Found) {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"$-_.+!*'()".contains(&byte);
    for (_, mapping) in mappings(model) {
        let Some(key) = mapping.known("ApiMappingKey") else {
            continue;
        };
        if key.len() > 300 || !key.bytes().all(fits) {
            let message =
                format!("API Gateway refuses the mapping key `{key}`: behind it stands one part of a path");
            let finding = Finding::new(mapping, message).property("ApiMappingKey");
            found.add(finding.hint("write up to 300 letters, digits and `$-_.+!*'()`, without a slash"));
        }
    }
}

fn mixed(model: &Model<'_>, found: &mut Found) {
    let ours: HashSet<&str> = mappings(model).map(|(_, mapping)| mapping.id).collect();
    let mut others = HashMap::new();
    for mapping in model.of_type("AWS::ApiGatewayV2::ApiMapping") {
        let api = mapping
            .text("ApiId")
            .and_then(|text| model.named("AWS::ApiGatewayV2::Api", text));
        let protocol = api.and_then(|api| api.known("ProtocolType"));
        if let (false, Some("HTTP"), Some(domain)) =
            (ours.contains(mapping.id), protocol, mapping.text("DomainName"))
        {
            others.insert(domain, *mapping);
        }
    }
    for (_, mapping) in mappings(model) {
        let Some(other) = mapping.text("DomainName").and_then(|domain| others.get(domain)) else {
            continue;
        };
        let message = format!(
            "API Gateway refuses one of the mappings: `{}` leads the domain to an HTTP API",
            other.id
        );
        let finding = Finding::new(mapping, message)
            .property("DomainName")
            .related(other);
        found.add(finding.hint("give the WebSocket API a domain of its own"));
    }
}

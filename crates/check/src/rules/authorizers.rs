//! Authorizers: their type, and what of the handshake they ask for.

use std::collections::HashSet;

use crate::{Api, Finding, Found, Link, Model, Resource, Rule, Stage, is_known, items, rule};

pub(super) const RULES: &[Rule] = &[
    rule!(
        "GW214",
        Error,
        "An authorizer of a type that WebSocket APIs do not have",
        types
    ),
    rule!(
        "GW215",
        Error,
        "An identity source that WebSocket APIs do not understand",
        foreign_sources
    ),
    rule!(
        "GW216",
        Error,
        "An identity source that is never there",
        absent_sources
    ),
    rule!(
        "GW217",
        Info,
        "IdentityValidationExpression has no effect",
        validation
    ),
    rule!("GW218", Info, "An authorizer that no route asks", unused),
];

const HEADER: &str = "route.request.header.";
const QUERY: &str = "route.request.querystring.";
const STAGE_VARIABLE: &str = "stageVariables.";
const CONTEXT: &str = "context.";

fn types(model: &Model<'_>, found: &mut Found) {
    for authorizer in model.apis.iter().flat_map(|api| &api.authorizers) {
        if let Some(kind) = authorizer
            .known("AuthorizerType")
            .filter(|kind| *kind != "REQUEST")
        {
            let message = format!(
                "API Gateway refuses the authorizer: a WebSocket API takes REQUEST authorizers, not {kind}"
            );
            let finding = Finding::new(authorizer, message).property("AuthorizerType");
            found
                .add(finding.hint("write `AuthorizerType: REQUEST`; its function verifies the token itself"));
        }
    }
}

/// A source, where it stands, and the name of what it reads; no name where the source is no source.
struct Source<'a> {
    path: String,
    text: &'a str,
    name: Option<&'a str>,
}

/// The sources of an authorizer that are known.
fn sources<'a>(authorizer: &'a Resource<'_>) -> impl Iterator<Item = Source<'a>> {
    let listed = authorizer.get("IdentitySource").map_or(&[][..], items);
    let texts = listed
        .iter()
        .enumerate()
        .filter_map(|(index, source)| Some((index, source.as_str()?)));
    texts.filter(|(_, text)| is_known(text)).map(|(index, text)| {
        let kinds = [HEADER, QUERY, STAGE_VARIABLE, CONTEXT];
        Source {
            path: format!("IdentitySource[{index}]"),
            text,
            name: kinds
                .into_iter()
                .find_map(|kind| text.strip_prefix(kind))
                .filter(|name| !name.contains([',', ' ', '$'])),
        }
    })
}

fn foreign_sources(model: &Model<'_>, found: &mut Found) {
    for authorizer in model.apis.iter().flat_map(|api| &api.authorizers) {
        for source in sources(authorizer).filter(|source| source.name.is_none()) {
            let message = format!(
                "API Gateway refuses the authorizer: `{}` is no identity source of a WebSocket API",
                source.text
            );
            let finding = Finding::new(authorizer, message).property(&source.path);
            found.add(finding.hint(match translated(source.text) {
                Some(meant) => format!("write `{meant}`"),
                None => format!("write `{HEADER}Name`, `{QUERY}name`, `{STAGE_VARIABLE}name` or `{CONTEXT}name`, one per item"),
            }));
        }
    }
}

/// A source of an HTTP or REST API as a WebSocket API writes it.
fn translated(text: &str) -> Option<String> {
    const SPELLINGS: [(&str, &str); 6] = [
        ("$request.header.", HEADER),
        ("$request.querystring.", QUERY),
        ("method.request.header.", HEADER),
        ("method.request.querystring.", QUERY),
        ("$stageVariables.", STAGE_VARIABLE),
        ("$context.", CONTEXT),
    ];
    SPELLINGS.into_iter().find_map(|(foreign, own)| {
        let name = text.strip_prefix(foreign)?;
        (!name.is_empty() && !name.contains([',', ' ', '$'])).then(|| format!("{own}{name}"))
    })
}

fn absent_sources(model: &Model<'_>, found: &mut Found) {
    for api in &model.apis {
        for authorizer in &api.authorizers {
            for source in sources(authorizer) {
                if let Some(who) = source.name.and_then(|name| kept_out(api, source.text, name)) {
                    let message = format!(
                        "{who}: the identity source `{}` is never there, and that is a 401",
                        source.text
                    );
                    let finding = Finding::new(authorizer, message).property(&source.path);
                    found.add(
                        finding
                            .hint("name what every client sends, such as `route.request.querystring.token`"),
                    );
                }
            }
        }
    }
}

/// Who cannot connect because a source is never there.
fn kept_out(api: &Api<'_>, text: &str, name: &str) -> Option<String> {
    if name.is_empty() || matches!(text, "context.eventType" | "context.messageDirection") {
        return Some("nobody can connect".to_owned());
    }
    let variable = text.strip_prefix(STAGE_VARIABLE)?;
    let lacks = |stage: &&Stage<'_>| match stage.resource.get("StageVariables") {
        None => true,
        Some(variables) => variables
            .as_map()
            .is_some_and(|variables| !variables.contains_key(variable)),
    };
    let stage = api.stages.iter().find(lacks)?;
    Some(format!("nobody can connect to the stage `{}`", stage.resource.id))
}

fn validation(model: &Model<'_>, found: &mut Found) {
    for authorizer in model.apis.iter().flat_map(|api| &api.authorizers) {
        if authorizer.get("IdentityValidationExpression").is_some() {
            let message = "API Gateway stores the expression and never applies it on a WebSocket API";
            let finding = Finding::new(authorizer, message).property("IdentityValidationExpression");
            found.add(finding.hint("let the authorizer's function refuse what does not fit"));
        }
    }
}

fn unused(model: &Model<'_>, found: &mut Found) {
    for api in model.apis.iter().filter(|_| !model.is_open()) {
        let links = || api.routes.iter().map(|route| route.authorizer);
        if links().any(|link| matches!(link, Link::Elsewhere)) {
            continue;
        }
        let asked: HashSet<&str> = links().filter_map(|link| Some(link.resource()?.id)).collect();
        for authorizer in api
            .authorizers
            .iter()
            .filter(|authorizer| !asked.contains(authorizer.id))
        {
            let message = format!(
                "nobody asks the authorizer: no route of `{}` names it",
                api.resource.id
            );
            let finding = Finding::new(authorizer, message).related(api.resource);
            found.add(finding.hint(
                "set `AuthorizationType: CUSTOM` and `AuthorizerId` on the route `$connect`, or remove it",
            ));
        }
    }
}

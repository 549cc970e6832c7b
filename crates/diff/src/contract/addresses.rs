//! Where the API is reached: its own address, its stages, its domains.

use std::collections::HashMap;

use check::{Api, Resource, Stage};

use super::Notices;
use crate::{Change, sides::Sides};

const DOMAIN: &str = "AWS::ApiGatewayV2::DomainName";

/// The addresses that the API has without a domain.
pub(super) fn compare(sides: &Sides<'_>, old: &Api<'_>, new: &Api<'_>, notices: &mut Notices) {
    let id = old.resource.id;
    if sides.change(id).is_some_and(Change::ends_the_old_one) {
        notices.add(id, "the API is made anew: the id in its address changes");
    }
    let closed = |api: &Api<'_>| api.resource.flag("DisableExecuteApiEndpoint").unwrap_or_default();
    if closed(new) && !closed(old) {
        notices.add(
            id,
            "the address of the service itself is closed; only custom domains remain",
        );
    }
    if is_dual(old.resource) && !is_dual(new.resource) {
        notices.add(id, "clients that have IPv6 alone do not reach it any more");
    }
    for stage in &old.stages {
        let id = stage.resource.id;
        if new
            .stages
            .iter()
            .any(|other| stage_name(other) == stage_name(stage))
        {
            continue;
        }
        let renamed = sides.successor(id).and_then(|it| it.text("StageName"));
        notices.add(
            id,
            match renamed {
                Some(name) => format!(
                    "the stage `{}` is called `{name}` now: its address changes",
                    stage_name(stage)
                ),
                None => format!(
                    "the stage `{}` is gone, and its address with it",
                    stage_name(stage)
                ),
            },
        );
    }
}

pub(super) fn stage_name<'m>(stage: &Stage<'m>) -> &'m str {
    stage.resource.text("StageName").unwrap_or_default()
}

fn is_dual(resource: &Resource<'_>) -> bool {
    resource.text("IpAddressType") == Some("dualstack")
}

/// The addresses on custom domains.
pub(super) fn domains(sides: &Sides<'_>, notices: &mut Notices) {
    let mappings = |apis: &'_ [Api<'_>]| -> Vec<Mapping> {
        apis.iter()
            .flat_map(|api| api.mappings.iter().map(|it| Mapping::of(api, it)))
            .collect()
    };
    let now = mappings(&sides.after.apis);
    let now: HashMap<&(String, String), &Mapping> = now.iter().map(|it| (&it.address, it)).collect();
    for was in mappings(&sides.before.apis) {
        let (domain, key) = &was.address;
        match now.get(&was.address) {
            None => notices.add(&was.id, format!("the address {domain}/{key} is gone")),
            Some(is) if !sides.is_same(&was.api, &is.api) => notices.add(
                &was.id,
                format!("the address {domain}/{key} leads to another API, `{}`", is.api),
            ),
            Some(is) if is.stage != was.stage => notices.add(
                &was.id,
                format!(
                    "the address {domain}/{key} leads to the stage `{}` instead of `{}`",
                    is.stage, was.stage
                ),
            ),
            Some(_) => {}
        }
    }
    for old in sides.before.of_type(DOMAIN) {
        let Some(new) = sides.successor(old.id) else {
            continue;
        };
        let mutual =
            |domain: &Resource<'_>| domain.at(&["MutualTlsAuthentication", "TruststoreUri"]).is_some();
        if mutual(new) && !mutual(old) {
            notices.add(
                old.id,
                "who connects has to bring a certificate of a client: the domain asks for mutual TLS",
            );
        }
    }
}

/// What an address on a domain leads to.
struct Mapping {
    /// The logical id of the mapping.
    id: String,
    /// The domain, and the key behind it.
    address: (String, String),
    /// The logical id of the API.
    api: String,
    /// The name of the stage.
    stage: String,
}

impl Mapping {
    fn of(api: &Api<'_>, mapping: &Resource<'_>) -> Self {
        let text = |property| mapping.text(property).unwrap_or_default().to_owned();
        Self {
            id: mapping.id.to_owned(),
            address: (text("DomainName"), text("ApiMappingKey")),
            api: api.resource.id.to_owned(),
            stage: text("Stage"),
        }
    }
}

//! Makes stacks ready to be deployed: who we are and where, what would stop the deployment, what must be uploaded.

use std::collections::BTreeMap;

use ::deploy::{
    Clients,
    bootstrap::Store,
    change_set::Body,
    preflight::{Finding, Planned},
    upload,
};
use cfn::{Severity, StackEntry, Template};
use futures_util::future::try_join_all;

use crate::{
    assets::Prepared,
    cli::Deploy,
    deploy::{
        self, Chosen,
        chosen::pack,
        job::{self, Job},
        shipment,
        timed::timed,
    },
    exit_code,
    project::Project,
    report::Failure,
    ui,
};

/// Why nothing is deployed; the findings have been shown.
#[derive(Debug, thiserror::Error)]
#[error("nothing is deployed: {0} would stop it in the middle")]
struct Stopped(String);

/// Makes the chosen stacks ready. Regions are looked at side by side; what takes long, building, comes after all that
/// may refuse.
pub(crate) async fn jobs<'a>(
    project: &Project,
    arguments: &Deploy,
    chosen: Vec<Chosen<'a>>,
) -> Result<Vec<Job<'a>>, Failure> {
    let stacks: Vec<(&StackEntry, &Template)> = chosen.iter().map(|one| (one.entry, &one.template)).collect();
    let mut given = job::given(&arguments.parameters, &stacks)?;
    let mut regions: BTreeMap<Option<String>, Vec<Chosen<'a>>> = BTreeMap::new();
    for one in chosen {
        regions.entry(one.entry.region.clone()).or_default().push(one);
    }
    let each = regions.into_values().map(|chosen| in_region(arguments, chosen));
    let ready = try_join_all(each).await?;
    refuse(ready.iter().flat_map(|region| &region.findings))?;
    let chosen = ready.iter().flat_map(|region| &region.chosen);
    let assets = pack(project, chosen.map(|(one, _)| one))?.prepared;
    let mut jobs = Vec::new();
    for region in ready {
        let named = |name: &str| region.chosen.iter().any(|(one, _)| one.entry.name == name);
        let of_region: Vec<&Prepared> = assets.iter().filter(|asset| named(&asset.stack)).collect();
        if let Some(store) = region.store.as_ref().filter(|_| !of_region.is_empty()) {
            shipment::ship(&region.clients, store, &of_region).await?;
        }
        for (one, text) in region.chosen {
            let name = &one.entry.name;
            let mut given = given.remove(name).unwrap_or_default();
            if let Some(store) = &region.store {
                let own = of_region.iter().filter(|asset| asset.stack == *name);
                shipment::tell(
                    &mut given,
                    &one.template,
                    store,
                    &own.copied().collect::<Vec<_>>(),
                );
            }
            jobs.push(Job {
                body: body(&region.clients, region.store.as_ref(), name, text).await?,
                given,
                entry: one.entry,
                template: one.template,
                clients: region.clients.clone(),
            });
        }
    }
    Ok(jobs)
}

/// The stacks of one region, and what was found there.
struct Region<'a> {
    clients: Clients,
    chosen: Vec<(Chosen<'a>, String)>,
    store: Option<Store>,
    findings: Vec<Finding>,
}

async fn in_region<'a>(arguments: &Deploy, chosen: Vec<Chosen<'a>>) -> Result<Region<'a>, Failure> {
    let chosen: Vec<(Chosen<'a>, String)> = chosen
        .into_iter()
        .map(|mut one| {
            let text = job::text(&one.template, std::mem::take(&mut one.written));
            (one, text)
        })
        .collect();
    // There is a stack of this region: that is why it is looked at.
    let Some((first, _)) = chosen.first() else {
        return Err(Failure::new("a region without stacks"));
    };
    let region = first
        .entry
        .region
        .clone()
        .unwrap_or_else(|| "the usual region".to_owned());
    let clients = deploy::connect(&arguments.deployed.account, first.entry).await?;
    let planned: Vec<Planned<'_>> = chosen
        .iter()
        .map(|(one, text)| Planned {
            entry: one.entry,
            template: &one.template,
            text,
        })
        .collect();
    let found = timed(
        &region,
        "look for what would stop it",
        Box::pin(clients.preflight(&planned)),
    )
    .await?;
    Ok(Region {
        clients,
        store: found.store,
        findings: found.findings,
        chosen,
    })
}

/// The template as CloudFormation gets it.
async fn body(clients: &Clients, store: Option<&Store>, stack: &str, text: String) -> Result<Body, Failure> {
    match store {
        Some(store) if upload::is_large(&text) => {
            Ok(Body::Url(clients.upload_template(store, stack, &text).await?))
        }
        _ => Ok(Body::Text(text)),
    }
}

/// Shows all findings; with errors among them, nothing begins.
fn refuse<'a>(findings: impl Iterator<Item = &'a Finding>) -> Result<(), Failure> {
    let (mut errors, mut code) = (0, exit_code::FAILED);
    for finding in findings {
        match finding.severity() {
            Severity::Error => {
                errors += 1;
                ui::say(format_args!("{} {finding}", ui::styled(ui::ERROR, "error:")));
                if matches!(
                    finding,
                    Finding::OtherAccount { .. } | Finding::OtherRegion { .. }
                ) {
                    code = exit_code::NO_ACCESS;
                }
            }
            Severity::Warning => ui::warning(finding),
            Severity::Info => ui::detail(finding),
        }
        if let Some(hint) = finding.hint().filter(|_| finding.severity() != Severity::Info) {
            ui::hint(hint);
        }
    }
    match errors {
        0 => Ok(()),
        1 => Err(Failure::new(Stopped("1 finding".to_owned())).code(code)),
        several => Err(Failure::new(Stopped(format!("{several} findings"))).code(code)),
    }
}

//! Code alone, directly to its functions: what `deploy --express` and `watch` do.

use ::deploy::{
    Clients, Situation, Stack,
    express::{Code, Shipped},
};
use cfn::{StackEntry, Template};

use crate::{
    assets::Prepared,
    cli::Account,
    deploy::{self, Chosen, shipment},
    difference, exit_code,
    report::Failure,
    ui,
};

/// The stages that no code goes to without a change set.
const PRODUCTION: [&str; 3] = ["prod", "production", "live"];

/// Why code does not go to its functions directly.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotDirectly {
    #[error("stack {stack:?} is for production: its code goes there by a change set alone")]
    Production { stack: String },
    #[error("stack {stack:?} belongs elsewhere than to account {account}, {region}")]
    Elsewhere {
        stack: String,
        account: String,
        region: String,
    },
    #[error("stack {stack:?} is not deployed: there are no functions that could take code")]
    NotDeployed { stack: String },
    #[error("stack {stack:?} is {status}: its functions may be changing")]
    NotReady { stack: String, status: String },
    #[error("stack {stack:?}: more changes than code: {what}")]
    Template { stack: String, what: String },
    #[error("stack {stack:?}: {function} is published in versions, and a version does not change")]
    Versions { stack: String, function: String },
    #[error("stack {stack:?}: not all functions run the new code")]
    Some { stack: String },
}

impl From<NotDirectly> for Failure {
    fn from(error: NotDirectly) -> Self {
        let (code, stack) = match &error {
            NotDirectly::Production { stack }
            | NotDirectly::Template { stack, .. }
            | NotDirectly::Versions { stack, .. } => (exit_code::NOT_APPROVED, stack),
            NotDirectly::Elsewhere { stack, .. } => (exit_code::NO_ACCESS, stack),
            NotDirectly::NotDeployed { stack }
            | NotDirectly::NotReady { stack, .. }
            | NotDirectly::Some { stack } => (exit_code::FAILED, stack),
        };
        let hint = match &error {
            NotDirectly::NotReady { .. } => format!("`{} events {stack} --follow`", ui::program()),
            NotDirectly::Elsewhere { .. } => {
                "the program says which account and region it is of: choose them by `--aws-profile` and `--region`".to_owned()
            }
            NotDirectly::Some { .. } => "the reasons are above; the others run the new code".to_owned(),
            _ => format!("`{} deploy {stack}` ships all of it", ui::program()),
        };
        Self::new(error).code(code).hint(hint)
    }
}

/// Gives the functions of these stacks their code. What is refused is refused before anything is built or shipped.
pub(crate) async fn express(
    account: &Account,
    chosen: &[Chosen<'_>],
    pack: impl FnOnce() -> Result<Vec<Prepared>, Failure>,
) -> Result<(), Failure> {
    let mut ready = Vec::new();
    for one in chosen {
        refuse_production(one.entry)?;
        refuse_versions(&one.template)?;
        let clients = deploy::connect(account, one.entry).await?;
        refuse_elsewhere(&clients, one.entry).await?;
        let stack = deployed(&clients, &one.template).await?;
        ready.push((clients, stack, one.entry));
    }
    let assets = pack()?;
    for (clients, stack, entry) in ready {
        let own: Vec<&Prepared> = assets.iter().filter(|asset| asset.stack == entry.name).collect();
        ship(&clients, &stack, &own).await?;
    }
    Ok(())
}

fn refuse_production(entry: &StackEntry) -> Result<(), NotDirectly> {
    if entry.termination_protection || PRODUCTION.contains(&entry.stage.as_str()) {
        let stack = entry.name.clone();
        return Err(NotDirectly::Production { stack });
    }
    Ok(())
}

/// The same stack may stand in other accounts and regions.
async fn refuse_elsewhere(clients: &Clients, entry: &StackEntry) -> Result<(), Failure> {
    let account = clients.identity().await?.account;
    let other_account = entry
        .account
        .as_ref()
        .is_some_and(|declared| *declared != account);
    let other_region = entry
        .region
        .as_deref()
        .is_some_and(|declared| declared != clients.region());
    if other_account || other_region {
        let (stack, region) = (entry.name.clone(), clients.region().to_owned());
        return Err(NotDirectly::Elsewhere {
            stack,
            account,
            region,
        }
        .into());
    }
    Ok(())
}

/// Code goes to a function's `$LATEST`, which nobody calls who calls a version or an alias.
fn refuse_versions(template: &Template) -> Result<(), NotDirectly> {
    let mut resources = template.resources();
    let version = resources.find(|(id, _)| {
        matches!(
            template.type_of(id),
            Some("AWS::Lambda::Version" | "AWS::Lambda::Alias")
        )
    });
    match version {
        Some((function, _)) => Err(NotDirectly::Versions {
            stack: template.name().to_owned(),
            function: function.to_owned(),
        }),
        None => Ok(()),
    }
}

/// The stack, if nothing but code differs from it.
async fn deployed(clients: &Clients, new: &Template) -> Result<Stack, Failure> {
    let stack = new.name().to_owned();
    let (found, template) = tokio::try_join!(clients.stack(&stack), clients.template(&stack))?;
    let Some(found) = found else {
        return Err(NotDirectly::NotDeployed { stack }.into());
    };
    if found.termination_protection {
        return Err(NotDirectly::Production { stack }.into());
    }
    if found.situation() != Situation::Ready {
        let status = found.status.to_string();
        return Err(NotDirectly::NotReady { stack, status }.into());
    }
    let old = Template::read(&stack, &template.unwrap_or_default()).map_err(Failure::new)?;
    let difference = diff::between(&old, new);
    if difference.is_empty() {
        return Ok(found);
    }
    let what = difference::changes(&difference);
    Err(NotDirectly::Template { stack, what }.into())
}

async fn ship(clients: &Clients, stack: &Stack, assets: &[&Prepared]) -> Result<(), Failure> {
    if assets.is_empty() {
        ui::note(format_args!("{}: no function has code of its own", stack.name));
        return Ok(());
    }
    let identity = clients.identity().await?;
    let store = clients.store(&identity.account).await?;
    shipment::ship(clients, &store, assets).await?;
    let codes: Vec<Code> = assets
        .iter()
        .filter_map(|asset| Code::at(&asset.asset.resource, &asset.packed.key()))
        .collect();
    tell(
        &stack.name,
        clients.ship(&stack.name, &store.bucket, &codes).await?,
    )
}

/// Says what became of each function.
pub(crate) fn tell(
    stack: &str,
    shipped: Vec<(String, Result<Shipped, ::deploy::Error>)>,
) -> Result<(), Failure> {
    let (mut updated, mut failed) = (0, false);
    for (function, shipped) in shipped {
        match shipped {
            Ok(Shipped::Updated) => {
                updated += 1;
                ui::note(format_args!("{stack}: {function} took its code over"));
            }
            Ok(Shipped::Same) => ui::detail(format_args!("{stack}: {function} has this code already")),
            Err(error) => {
                failed = true;
                ui::warning(format_args!("{stack}: {function} keeps its code: {error}"));
            }
        }
    }
    if failed {
        let stack = stack.to_owned();
        return Err(NotDirectly::Some { stack }.into());
    }
    if updated == 0 {
        ui::note(format_args!("{stack}: all functions have this code already"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(stage: &str, protected: bool) -> StackEntry {
        StackEntry {
            name: format!("chat-{stage}"),
            stage: stage.to_owned(),
            termination_protection: protected,
            ..StackEntry::default()
        }
    }

    #[test]
    fn production_takes_code_by_change_sets_alone() {
        assert!(refuse_production(&entry("staging", false)).is_ok());
        assert!(refuse_production(&entry("staging", true)).is_err());
        let error = refuse_production(&entry("prod", false)).unwrap_err();
        assert_eq!(Failure::from(error).exit_code(), exit_code::NOT_APPROVED);
    }

    #[test]
    fn code_that_is_published_in_versions_is_refused() {
        let with = |kind: &str| {
            let json = format!(r#"{{"Resources": {{"Live": {{"Type": "{kind}"}}}}}}"#);
            refuse_versions(&Template::from_json("chat-dev", &json).unwrap())
        };
        assert!(with("AWS::Lambda::Function").is_ok());
        let error = with("AWS::Lambda::Alias").unwrap_err().to_string();
        assert!(error.contains("Live is published in versions"), "{error}");
    }
}

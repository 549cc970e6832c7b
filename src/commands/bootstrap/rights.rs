//! What the program's stacks need.

use std::collections::BTreeSet;

use ::deploy::{
    Identity,
    bootstrap::Store,
    rights::{MANAGED_POLICY_LIMIT, Place, Rights, of_deployer, of_resources},
};
use cfn::StackEntry;

use crate::{
    assembly::{Assembly, stacks_of},
    cli::Bootstrap,
    commands::OutputError,
    report::Failure,
    ui,
};

/// No stack of the program belongs here.
#[derive(Debug, thiserror::Error)]
#[error("no stack of the program belongs to region {region} of account {account}")]
struct NoStacks {
    region: String,
    account: String,
}

/// Prints what somebody needs who deploys the stacks, wherever they belong.
pub(super) fn print(assembly: &Assembly, arguments: &Bootstrap) -> Result<(), Failure> {
    let anywhere = "*".to_owned();
    let mut rights = Rights::default();
    for entry in stacks_of(assembly.manifest(), arguments.stage.as_deref())? {
        let region = arguments.account.region.as_ref().or(entry.region.as_ref());
        let account = entry.account.as_ref().unwrap_or(&anywhere);
        let place = Place::new(region.unwrap_or(&anywhere), account).key(arguments.key_arn.clone());
        let place = match &arguments.bucket_name {
            Some(name) => place.bucket(name),
            None => place,
        };
        let (deployer, resources) = of_stack(assembly, entry, &place)?;
        rights = rights.and(deployer).and(resources);
    }
    let length = rights.len();
    if length > MANAGED_POLICY_LIMIT {
        ui::note(format_args!(
            "{length} characters, and a managed policy takes {MANAGED_POLICY_LIMIT}: divide the statements, or let \
             `{} bootstrap --trust ARN` make a role with them",
            ui::program()
        ));
    }
    Ok(ui::data(&rights.to_json()).map_err(OutputError::Stdout)?)
}

/// What the pipeline and CloudFormation need for the stacks that belong to this account and region.
pub(super) fn here(
    assembly: &Assembly,
    arguments: &Bootstrap,
    region: &str,
    identity: &Identity,
    store: &Store,
) -> Result<(Rights, Rights), Failure> {
    let place = Place::new(region, &identity.account)
        .bucket(&store.bucket)
        .key(store.key.clone());
    let belongs = |entry: &&StackEntry| {
        entry.region.as_deref().is_none_or(|own| own == region)
            && entry.account.as_ref().is_none_or(|own| *own == identity.account)
    };
    let entries = stacks_of(assembly.manifest(), arguments.stage.as_deref())?;
    let (mut deployer, mut resources) = (Rights::default(), Rights::default());
    for entry in entries.into_iter().filter(belongs) {
        let (of_deployer, of_resources) = of_stack(assembly, entry, &place)?;
        deployer = deployer.and(of_deployer);
        resources = resources.and(of_resources);
    }
    if deployer.is_empty() {
        return Err(Failure::new(NoStacks {
            region: region.to_owned(),
            account: identity.account.clone(),
        }));
    }
    Ok((deployer, resources))
}

fn of_stack(assembly: &Assembly, entry: &StackEntry, place: &Place) -> Result<(Rights, Rights), Failure> {
    let template = assembly.template(entry)?;
    let needed = of_resources(&[&template], place);
    warn(&entry.name, &needed.unknown);
    Ok((of_deployer(&[&template], place), needed.rights))
}

fn warn(stack: &str, unknown: &BTreeSet<String>) {
    for cfn_type in unknown {
        ui::warning(format_args!(
            "{stack}: what {cfn_type} needs is not known here; add its actions yourself"
        ));
    }
}

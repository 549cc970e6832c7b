//! `gatewright bootstrap`: the bucket for code, and the roles that deploy.

mod rights;
mod run;

use ::deploy::{
    Clients, Identity, Target,
    bootstrap::{self, STACK, Store, Trust, Wanted, roles_stack, roles_template},
};

use self::run::{Change, carry_out};
use crate::{
    assembly::Assembly,
    cli::{Bootstrap, Build},
    commands::OutputError,
    deploy,
    project::Project,
    report::Failure,
    ui,
};

/// Roles that nobody may take.
#[derive(Debug, thiserror::Error)]
#[error("nobody is trusted with the role that deploys {0}")]
struct NobodyTrusted(String);

pub(super) fn run(build: &Build, arguments: &Bootstrap) -> Result<(), Failure> {
    if arguments.print_template {
        let template = bootstrap::template().map_err(Failure::new)?;
        return Ok(ui::data(&template.to_yaml()).map_err(OutputError::Stdout)?);
    }
    if arguments.print_policy {
        let assembly = Assembly::synthesize(&Project::open(build)?)?;
        return rights::print(&assembly, arguments);
    }
    let with_roles = arguments.roles || !arguments.trust.is_empty() || !arguments.oidc_subject.is_empty();
    // A program that does not compile is found before anything is made.
    let assembly = with_roles
        .then(|| Ok::<_, Failure>(Assembly::synthesize(&Project::open(build)?)?))
        .transpose()?;
    deploy::wait(async {
        let target = Target {
            profile: arguments.account.aws_profile.clone(),
            region: arguments.account.region.clone(),
        };
        let clients = Clients::connect(&target).await?;
        let identity = clients.identity().await?;
        ui::note(format_args!(
            "account {}, region {}, as {}",
            identity.account,
            clients.region(),
            identity.arn
        ));
        let store = make_bucket(&clients, &identity, arguments).await?;
        match &assembly {
            Some(assembly) => make_roles(&clients, &identity, &store, assembly, arguments).await,
            None => Ok(()),
        }
    })
}

async fn make_bucket(
    clients: &Clients,
    identity: &Identity,
    arguments: &Bootstrap,
) -> Result<Store, Failure> {
    let wanted = Wanted {
        bucket_name: arguments.bucket_name.clone(),
        key_arn: arguments.key_arn.clone(),
    };
    let made = clients.plan_bootstrap(&identity.account, &wanted).await?;
    let change = Change {
        stack: STACK,
        question: "Make or update the bucket?",
        yes: arguments.yes,
    };
    if carry_out(clients, made, &change).await? {
        clients.protect(STACK, true).await?;
    }
    Ok(clients.store(&identity.account).await?)
}

async fn make_roles(
    clients: &Clients,
    identity: &Identity,
    store: &Store,
    assembly: &Assembly,
    arguments: &Bootstrap,
) -> Result<(), Failure> {
    let app = &assembly.manifest().app;
    let name = roles_stack(app);
    let trust = match clients.stack(&name).await? {
        Some(stack) if arguments.trust.is_empty() && arguments.oidc_subject.is_empty() => Trust::of(&stack),
        _ => Trust {
            principals: arguments.trust.clone(),
            provider: arguments.oidc_provider.clone(),
            subjects: arguments.oidc_subject.clone(),
        },
    };
    if trust.is_empty() {
        return Err(Failure::new(NobodyTrusted(app.clone())).hint(
            "`--trust ARN` names a user or role, `--oidc-subject 'repo:OWNER/NAME:*'` the pipelines of a repository",
        ));
    }
    let (deployer, resources) = rights::here(assembly, arguments, clients.region(), identity, store)?;
    let template = roles_template(app, &trust, &deployer, &resources).map_err(Failure::new)?;
    let made = clients.plan_roles(store, &template).await?;
    let change = Change {
        stack: &name,
        question: "Make or update the roles?",
        yes: arguments.yes,
    };
    carry_out(clients, made, &change).await?;
    Ok(())
}

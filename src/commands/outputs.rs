//! `gatewright outputs`: what deployed stacks tell.

use crate::{
    assembly::{Assembly, select_all},
    cli::{Build, Outputs},
    commands::OutputError,
    deploy,
    project::Project,
    report::Failure,
    ui,
};

pub(super) fn run(build: &Build, arguments: &Outputs) -> Result<(), Failure> {
    let project = Project::open(build)?;
    let manifest = Assembly::list(&project)?;
    let deployed = &arguments.deployed;
    let stage = deployed.stage.as_deref();
    let entries = select_all(&manifest, &deployed.stacks, stage, &project.stage)?;
    let told = deploy::wait(async {
        let mut told = deploy::Told::new();
        for entry in entries {
            let clients = deploy::connect(&deployed.account, entry).await?;
            let stack = deploy::deployed(&clients, entry).await?;
            told.insert(stack.name, stack.outputs);
        }
        Ok(told)
    })?;
    let text = if arguments.json {
        serde_json::to_string_pretty(&told).map_err(Failure::new)? + "\n"
    } else {
        deploy::table(&told)
    };
    Ok(ui::data(&text).map_err(OutputError::Stdout)?)
}

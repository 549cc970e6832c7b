//! `gatewright outputs`: what deployed stacks tell.

use std::collections::BTreeMap;

use crate::{
    assembly::{Assembly, select_all},
    cli::{Build, Outputs},
    commands::OutputError,
    deploy,
    project::Project,
    report::Failure,
    ui,
};

type Told = BTreeMap<String, BTreeMap<String, String>>;

pub(super) fn run(build: &Build, arguments: &Outputs) -> Result<(), Failure> {
    let project = Project::open(build)?;
    let assembly = Assembly::synthesize(&project)?;
    let deployed = &arguments.deployed;
    let stage = deployed.stage.as_deref();
    let entries = select_all(assembly.manifest(), &deployed.stacks, stage, &project.stage)?;
    let told = deploy::wait(async {
        let mut told = Told::new();
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
        table(&told)
    };
    Ok(ui::data(&text).map_err(OutputError::Stdout)?)
}

/// One line per output, the values in one column.
fn table(told: &Told) -> String {
    let names = told
        .iter()
        .flat_map(|(stack, outputs)| outputs.keys().map(move |name| format!("{stack}.{name}")));
    let width = names.map(|name| name.chars().count()).max().unwrap_or_default();
    let lines = told.iter().flat_map(|(stack, outputs)| {
        outputs.iter().map(move |(name, value)| {
            let name = format!("{stack}.{name}");
            format!("{name:width$}  {value}\n")
        })
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_in_one_column() {
        let outputs = |pairs: &[(&str, &str)]| {
            let pairs = pairs.iter();
            pairs
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect()
        };
        let told = Told::from([
            ("a".to_owned(), outputs(&[("Url", "wss://x")])),
            ("chat-dev".to_owned(), outputs(&[("Table", "t")])),
        ]);
        assert_eq!(table(&told), "a.Url           wss://x\nchat-dev.Table  t\n");
    }
}

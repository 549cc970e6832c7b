//! `gatewright list`: the stacks of the assembly.

use serde::Serialize;

use cfn::{Asset, AssetSource};

use crate::{
    assembly::{Assembly, AssemblyError},
    cli::{Build, List},
    commands::OutputError,
    project::Project,
    report::Failure,
    table::columns,
    ui,
};

/// What is told of a stack.
#[derive(Debug, Serialize)]
struct Row {
    name: String,
    stage: String,
    template: String,
    resources: usize,
    assets: Vec<Asset>,
}

pub(super) fn run(build: &Build, arguments: &List) -> Result<(), Failure> {
    let assembly = Assembly::synthesize(&Project::open(build)?)?;
    let rows = rows(&assembly)?;
    let text = if arguments.json {
        serde_json::to_string_pretty(&rows).map_err(Failure::new)? + "\n"
    } else {
        table(&rows)
    };
    Ok(ui::data(&text).map_err(OutputError::Stdout)?)
}

fn rows(assembly: &Assembly) -> Result<Vec<Row>, AssemblyError> {
    let row = |stack: &cfn::StackEntry| {
        Ok(Row {
            name: stack.name.clone(),
            stage: stack.stage.clone(),
            template: assembly.template_path(stack).display().to_string(),
            resources: assembly.template(stack)?.resources().count(),
            assets: stack.assets.clone(),
        })
    };
    assembly.manifest().stacks.iter().map(row).collect()
}

fn table(rows: &[Row]) -> String {
    let mut cells = vec![["STACK", "STAGE", "RESOURCES", "ASSETS", "TEMPLATE"].map(str::to_owned)];
    cells.extend(rows.iter().map(|row| {
        [
            row.name.clone(),
            row.stage.clone(),
            row.resources.to_string(),
            assets(&row.assets),
            row.template.clone(),
        ]
    }));
    columns(&cells)
}

fn assets(assets: &[Asset]) -> String {
    let names: Vec<&str> = assets
        .iter()
        .map(|asset| match &asset.source {
            AssetSource::Rust { binary, .. } => binary.as_str(),
            AssetSource::Path { path } => path.as_str(),
        })
        .collect();
    if names.is_empty() {
        "-".to_owned()
    } else {
        names.join(",")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_and_lines_have_no_blanks_at_their_end() {
        let row = |name: &str, resources| Row {
            name: name.to_owned(),
            stage: "dev".to_owned(),
            template: "chat.json".to_owned(),
            resources,
            assets: Vec::new(),
        };
        insta::assert_snapshot!(table(&[row("chat-dev", 7), row("b", 120)]), @r"
        STACK     STAGE  RESOURCES  ASSETS  TEMPLATE
        chat-dev  dev    7          -       chat.json
        b         dev    120        -       chat.json
        ");
    }
}

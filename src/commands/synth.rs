//! `gatewright synth`: prints a stack's template.

use crate::{
    assembly::{Assembly, Selection, select},
    cli::{Build, Format, Synth},
    commands::{OutputError, write_whole},
    project::Project,
    report::Failure,
    ui,
};

pub(super) fn run(build: &Build, arguments: &Synth) -> Result<(), Failure> {
    let project = Project::open(build)?;
    let assembly = Assembly::synthesize(&project)?;
    let selection = select(
        assembly.manifest(),
        arguments.stack.as_deref(),
        arguments.stage.as_deref(),
        &project.stage,
    )?;
    let template = assembly.template(selection.stack)?;
    let text = match arguments.format {
        Format::Yaml => template.to_yaml(),
        Format::Json => template.to_json(),
    };
    tell(&selection, assembly.manifest());
    let findings = selection.stack.findings.clone();
    check::suppress::not_accepted(&template, findings)
        .iter()
        .for_each(ui::say);
    match &arguments.out {
        Some(path) => Ok(write_whole(path, &text)?),
        None => Ok(ui::data(&text).map_err(OutputError::Stdout)?),
    }
}

/// Names the stage when nobody chose it.
fn tell(selection: &Selection<'_>, manifest: &cfn::Manifest) {
    let stack = selection.stack;
    let others: Vec<&str> = manifest
        .stacks
        .iter()
        .map(|other| other.stage.as_str())
        .filter(|stage| *stage != stack.stage)
        .collect();
    if selection.by_default && !others.is_empty() {
        ui::note(format_args!(
            "stack {} of stage {}; `--stage` chooses another: {}",
            stack.name,
            stack.stage,
            others.join(", ")
        ));
    }
}

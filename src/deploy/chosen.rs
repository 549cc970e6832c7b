//! The stacks that were chosen, and what they need beside their templates.

use std::fs;

use cfn::{StackEntry, Template};

use crate::{
    assembly::{Assembly, AssemblyError},
    assets::{self, Progress, Ready},
    project::Project,
    report::Failure,
    ui,
};

/// A stack that was chosen: what the assembly says of it, its template, and the template as it is written.
#[derive(Debug)]
pub(crate) struct Chosen<'a> {
    pub(crate) entry: &'a StackEntry,
    pub(crate) template: Template,
    pub(crate) written: String,
}

impl<'a> Chosen<'a> {
    /// Reads what the assembly has of these stacks.
    pub(crate) fn read(assembly: &Assembly, entries: &[&'a StackEntry]) -> Result<Vec<Self>, AssemblyError> {
        let read = |entry: &&'a StackEntry| {
            let path = assembly.template_path(entry);
            let written =
                fs::read_to_string(&path).map_err(|source| AssemblyError::Unreadable { path, source })?;
            Ok(Self {
                entry,
                template: assembly.template(entry)?.of_stack(entry),
                written,
            })
        };
        entries.iter().map(read).collect()
    }
}

/// Builds and packs what the stacks need beside their templates.
pub(crate) fn pack<'c, 'a: 'c>(
    project: &Project,
    chosen: impl Iterator<Item = &'c Chosen<'a>>,
) -> Result<Ready, Failure> {
    let stacks: Vec<_> = chosen.map(|one| (one.entry, &one.template)).collect();
    assets::prepare(project, &stacks, &mut |progress| match progress {
        Progress::Building {
            architecture,
            tool,
            binaries,
        } => ui::note(format_args!(
            "building {} programs for {architecture} by {tool}",
            binaries.len()
        )),
        Progress::Packed {
            name,
            packed,
            done,
            all,
        } => ui::detail(format_args!(
            "{done} of {all} packed: {name}, {} KB",
            packed.size.div_ceil(1024)
        )),
    })
}

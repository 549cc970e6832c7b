//! `gatewright diff`: what a change does on AWS.

use std::path::Path;

use cfn::{StackEntry, Template};
use diff::Topic;

use crate::{
    assembly::{Assembly, SelectionError, select, stacks_of},
    cli::{Build, Diff, DiffFormat, Refusal},
    commands::OutputError,
    difference::{Compared, json, markdown, text},
    exit_code,
    project::Project,
    report::Failure,
    revision, template_file, ui,
};

/// Why a command that worked does not end with success: what it showed is what `--fail-on` names.
#[derive(Debug, thiserror::Error)]
#[error("there are differences that `--fail-on {0}` refuses")]
struct Refused(&'static str);

pub(super) fn run(build: &Build, arguments: &Diff) -> Result<(), Failure> {
    let project = Project::open(build)?;
    let all = match (&arguments.against, &arguments.against_rev) {
        (Some(file), _) => vec![against_file(&project, arguments, file)?],
        (None, Some(revision)) => against_revision(&project, arguments, revision)?,
        // The parser asks for one of the two.
        (None, None) => Vec::new(),
    };
    match arguments.format {
        DiffFormat::Text => ui::coloured_data(&text::write(&all)),
        DiffFormat::Json => ui::data(&json::write(&all)),
        DiffFormat::Markdown => ui::data(&markdown::write(&all)),
    }
    .map_err(OutputError::Stdout)?;
    verdict(&all, &arguments.fail_on)
}

fn against_file(project: &Project, arguments: &Diff, file: &Path) -> Result<Compared, Failure> {
    let assembly = Assembly::synthesize(project)?;
    let (stack, stage) = (arguments.stack.as_deref(), arguments.stage.as_deref());
    let entry = select(assembly.manifest(), stack, stage, &project.stage)?.stack;
    let old = template_file::template(file, Some(&entry.name)).map_err(|error| {
        Failure::new(error).hint("`--against` takes a template, JSON or YAML, as `synth --out` writes it")
    })?;
    Ok(Compared {
        difference: diff::between(&old, &assembly.template(entry)?),
        stack: entry.name.clone(),
    })
}

/// Every stack of both, or those that are named. A stack that comes or goes is compared with an empty one.
fn against_revision(project: &Project, arguments: &Diff, revision: &str) -> Result<Vec<Compared>, Failure> {
    let after = templates(project, arguments, |error| Err(error.into()))?;
    let revision = revision::checked_out(project, revision)?;
    // A stage that is new has no stacks there.
    let before = templates(&revision, arguments, |_| Ok(Vec::new()))?;
    let names: Vec<String> = before
        .iter()
        .chain(&after)
        .map(|template| template.name().to_owned())
        .collect();
    let find = |templates: &[Template], name: &str| {
        templates.iter().find(|template| template.name() == name).cloned()
    };
    let empty = |name: &str| Template::from_tree(name, cfn::Tree::map());
    let mut all: Vec<Compared> = Vec::new();
    for name in names {
        if all.iter().any(|one| one.stack == name) {
            continue;
        }
        let old = find(&before, &name).unwrap_or_else(|| empty(&name));
        let new = find(&after, &name).unwrap_or_else(|| empty(&name));
        all.push(Compared {
            difference: diff::between(&old, &new),
            stack: name,
        });
    }
    Ok(all)
}

fn templates(
    project: &Project,
    arguments: &Diff,
    unknown: fn(SelectionError) -> Result<Vec<&'static StackEntry>, Failure>,
) -> Result<Vec<Template>, Failure> {
    let assembly = Assembly::synthesize(project)?;
    let named = |entry: &&StackEntry| arguments.stack.as_ref().is_none_or(|name| *name == entry.name);
    let entries = stacks_of(assembly.manifest(), arguments.stage.as_deref()).or_else(unknown)?;
    entries
        .into_iter()
        .filter(named)
        .map(|entry| Ok(assembly.template(entry)?))
        .collect()
}

/// The gravest of what is refused decides on the exit code.
fn verdict(all: &[Compared], refused: &[Refusal]) -> Result<(), Failure> {
    let has = |topic| {
        let mut verdicts = all.iter().flat_map(|one| &one.difference.verdicts);
        verdicts.any(|verdict| verdict.topic == topic)
    };
    let gravest_first = [
        (
            Refusal::Destructive,
            has(Topic::Data),
            exit_code::DESTRUCTIVE,
            "destructive",
        ),
        (
            Refusal::Contract,
            has(Topic::Contract),
            exit_code::BREAKING,
            "contract",
        ),
        (
            Refusal::Any,
            all.iter().any(|one| !one.difference.is_empty()),
            exit_code::DIFFERENT,
            "any",
        ),
    ];
    for (refusal, found, code, word) in gravest_first {
        if found && refused.contains(&refusal) {
            return Err(Failure::new(Refused(word)).code(code));
        }
    }
    Ok(())
}

//! `gatewright diff`: what a change does on AWS.

use std::path::Path;

use ::deploy::Situation;
use ::diff::{Difference, Topic};
use cfn::{StackEntry, Template, read::ReadError};

use crate::{
    assembly::{Assembly, AssemblyError, SelectionError, is_called, select, select_all, stacks_of},
    cli::{Build, Diff, DiffFormat, Refusal},
    commands::OutputError,
    deploy,
    difference::{Compared, json, markdown, text},
    exit_code,
    project::Project,
    report::Failure,
    revision, template_file, ui,
};

/// A stack's template in the account that nobody can read here.
#[derive(Debug, thiserror::Error)]
#[error("what is deployed as {stack:?} is no template")]
struct Deployed {
    stack: String,
    source: ReadError,
}

/// A name that no stack has, on neither side.
#[derive(Debug, thiserror::Error)]
#[error("there is no stack {stack:?}, neither here nor in {revision:?}")]
struct NoStack {
    stack: String,
    revision: String,
}

/// Why a command that worked does not end with success: what it showed is what `--fail-on` names.
#[derive(Debug, thiserror::Error)]
#[error("there are differences that `--fail-on {0}` refuses")]
struct Refused(&'static str);

pub(super) fn run(build: &Build, arguments: &Diff) -> Result<(), Failure> {
    let project = Project::open(build)?;
    let all = match (&arguments.against, &arguments.against_rev) {
        (Some(file), _) => vec![against_file(&project, arguments, file)?],
        (None, Some(revision)) => against_revision(&project, arguments, revision)?,
        (None, None) => against_deployed(&project, arguments)?,
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
    Ok(Compared::new(&entry.name, &old, &template(&assembly, entry)?))
}

/// The chosen stacks with what they are in the account; one that is not there is compared with an empty one.
fn against_deployed(project: &Project, arguments: &Diff) -> Result<Vec<Compared>, Failure> {
    let assembly = Assembly::synthesize(project)?;
    let names: Vec<String> = arguments.stack.iter().cloned().collect();
    let entries = select_all(
        assembly.manifest(),
        &names,
        arguments.stage.as_deref(),
        &project.stage,
    )?;
    deploy::wait(async {
        let mut all = Vec::new();
        for entry in entries {
            let clients = deploy::connect(&arguments.account, entry).await?;
            let stack = clients.stack(&entry.name).await?;
            // A change set that would make the stack and was never executed has made nothing.
            let made = stack.filter(|stack| stack.situation() != Situation::Review);
            let text = match made {
                Some(stack) => clients.template(&stack.id).await?,
                None => None,
            };
            let old = match text {
                Some(text) => read_deployed(entry, &text)?,
                None => empty(&entry.name),
            };
            all.push(Compared::new(&entry.name, &old, &template(&assembly, entry)?));
        }
        Ok(all)
    })
}

/// What CloudFormation has is what somebody gave it, and may be from another time or tool.
fn read_deployed(entry: &StackEntry, text: &str) -> Result<Template, Failure> {
    Template::read(&entry.name, text).map_err(|source| {
        Failure::new(Deployed {
            stack: entry.name.clone(),
            source,
        })
        .hint(format!(
            "`aws cloudformation get-template --stack-name {}` shows it",
            entry.name
        ))
    })
}

/// Every stack of both, or those that are named. A stack that comes or goes is compared with an empty one.
fn against_revision(project: &Project, arguments: &Diff, revision: &str) -> Result<Vec<Compared>, Failure> {
    let after = templates(project, arguments, |error| Err(error.into()))?;
    let then = revision::checked_out(project, revision)?;
    // A stage that is new has no stacks there.
    let before = templates(&then, arguments, |_| Ok(Vec::new()))?;
    if let Some(stack) = arguments
        .stack
        .clone()
        .filter(|_| before.is_empty() && after.is_empty())
    {
        let revision = revision.to_owned();
        return Err(
            Failure::new(NoStack { stack, revision }).hint("`gatewright list` shows stacks and stages")
        );
    }
    let find = |templates: &[Template], name: &str| {
        let found = templates.iter().find(|template| template.name() == name);
        found.cloned().unwrap_or_else(|| empty(name))
    };
    let mut names: Vec<&str> = Vec::new();
    for template in before.iter().chain(&after) {
        if !names.contains(&template.name()) {
            names.push(template.name());
        }
    }
    let compared = |name: &&str| Compared::new(name, &find(&before, name), &find(&after, name));
    Ok(names.iter().map(compared).collect())
}

fn empty(name: &str) -> Template {
    Template::from_tree(name, cfn::Tree::map())
}

/// A stack's template, with the places that its program declares things at.
fn template(assembly: &Assembly, entry: &StackEntry) -> Result<Template, AssemblyError> {
    Ok(assembly.template(entry)?.of_stack(entry))
}

fn templates(
    project: &Project,
    arguments: &Diff,
    unknown: fn(SelectionError) -> Result<Vec<&'static StackEntry>, Failure>,
) -> Result<Vec<Template>, Failure> {
    let assembly = Assembly::synthesize(project)?;
    let named = |entry: &&StackEntry| arguments.stack.as_ref().is_none_or(|name| is_called(entry, name));
    let entries = stacks_of(assembly.manifest(), arguments.stage.as_deref()).or_else(unknown)?;
    entries
        .into_iter()
        .filter(named)
        .map(|entry| Ok(template(&assembly, entry)?))
        .collect()
}

/// The gravest of what is refused decides on the exit code: what is lost stays lost, what somebody has seen stays seen,
/// what clients cannot do any more comes back with the next deployment.
fn verdict(all: &[Compared], refused: &[Refusal]) -> Result<(), Failure> {
    let mut differences = all.iter().map(|one| &one.difference);
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
            Refusal::Broadening,
            differences.clone().any(Difference::broadens),
            exit_code::BROADENING,
            "broadening",
        ),
        (
            Refusal::Contract,
            has(Topic::Contract),
            exit_code::BREAKING,
            "contract",
        ),
        (
            Refusal::Any,
            differences.any(|difference| !difference.is_empty()),
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

//! A project and what it synthesizes: `new`, `synth`, `list`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::new::Template;

/// Makes a project that builds, tests and runs.
///
/// Stacks, functions, tests, and a workflow that shows in each pull request what it changes on AWS.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  gatewright new orders                      one function that sends back what it is sent
  gatewright new work/orders --template chat the reference chat, in another folder")]
pub(crate) struct New {
    /// The project's folder; its last part names project, stacks and API
    #[arg(value_name = "NAME")]
    pub(crate) name: PathBuf,
    /// What it begins as
    #[arg(long, short, value_enum, default_value_t = Template::Echo)]
    pub(crate) template: Template,
    /// A checkout of Gatewright to depend on [default: the one that this program was built in, or the registry]
    #[arg(long, value_name = "DIR")]
    pub(crate) library: Option<PathBuf>,
}

/// Prints a stack's CloudFormation template.
///
/// Builds and runs the workspace's stacks program when something changed. Standard output carries the template only.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  gatewright synth                                   the stack of stage dev, as YAML
  gatewright synth --stage staging --format json     another stage, as JSON
  gatewright synth chat-prod --out prod.yaml         a stack by its name, into a file")]
pub(crate) struct Synth {
    /// The stack's name, with or without its stage [default: the only one of the stage]
    pub(crate) stack: Option<String>,
    /// The stage [default: `stage` in gatewright.toml, or dev]
    #[arg(long, short, value_name = "STAGE")]
    pub(crate) stage: Option<String>,
    /// How the template is written
    #[arg(long, short, value_enum, default_value_t = Format::Yaml)]
    pub(crate) format: Format,
    /// Write to this file, whole or not at all, and print nothing
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

/// How a template is written.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Format {
    /// For eyes: short tags, block scalars
    Yaml,
    /// For machines
    Json,
}

/// Lists the stacks with their stages, templates, resources and assets.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  gatewright list
  gatewright list --json | jq -r '.[].name'")]
pub(crate) struct List {
    /// One JSON list, for machines
    #[arg(long)]
    pub(crate) json: bool,
}

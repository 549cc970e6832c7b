//! What can be typed: types and help text only.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// A CDK for real-time APIs: typed Rust builders, CloudFormation templates, and the same template on your own machine.
#[derive(Debug, Parser)]
#[command(
    version,
    max_term_width = 100,
    subcommand_required = true,
    arg_required_else_help = true
)]
#[command(after_help = "\
Examples:
  gatewright synth --stage staging     print the template of a stage
  gatewright dev                       run the template on this machine
  gatewright client --name Ada         chat with it

Exit codes:
  0    it worked
  1    it did not work; the message says why
  2    the command line is wrong
  3    the stacks program or a function does not compile; the compiler's error was shown
  4    the stacks program refused its stacks; its findings were shown
  5    a WebSocket handshake was refused; status and body were shown
  6    a client script expected a frame that did not come
  70   a defect of this program
  130  ended by Ctrl-C or a signal before it was done")]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) build: Build,
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

/// Where the sources are and how they are built.
#[derive(Clone, Debug, Args)]
pub(crate) struct Build {
    /// The workspace's folder, or one below it [default: the current folder]
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "GATEWRIGHT_MANIFEST_DIR",
        hide_env_values = true
    )]
    pub(crate) manifest_dir: Option<PathBuf>,
    /// The cargo profile that the stacks program and the functions are built with
    #[arg(long, global = true, value_name = "NAME", default_value = "dev")]
    pub(crate) profile: String,
    /// Say why cargo is called
    #[arg(long, short, global = true)]
    pub(crate) verbose: bool,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    Synth(Synth),
    List(List),
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
    /// The stage [default: dev]
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

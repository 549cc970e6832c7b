//! What a template does, and what a change of it does: `check`, `explain`, `diff`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::deploy::Account;

/// Finds what AWS would refuse, or accept and then not do as meant.
///
/// Takes any CloudFormation or SAM template, JSON or YAML, from CDK, SAM, osls or a person; without a file, the stacks of
/// the workspace. Standard output carries the findings, all at once. Nothing is sent anywhere.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  gatewright check                                     all stacks of the workspace
  gatewright check --stage prod --fail-on warning      those of one stage, strictly
  gatewright check template.yaml cdk.out/*.template.json
  sam build && gatewright check - < template.yaml      from standard input
  gatewright check --format sarif > check.sarif        for code hosts and editors

A finding that is right where it stands is suppressed with a reason, in the metadata of the resource or template:
  Metadata: {Gatewright: {Suppress: [{Code: GW203, Reason: the client does not wait for an answer}]}}")]
pub(crate) struct Check {
    /// Templates; `-` is standard input [default: the stacks of the workspace]
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Only the stacks of this stage [default: all]
    #[arg(long, short, value_name = "STAGE", conflicts_with = "files")]
    pub(crate) stage: Option<String>,
    /// How the findings are written
    #[arg(long, short, value_enum, default_value_t = ReportFormat::Text)]
    pub(crate) format: ReportFormat,
    /// What ends with exit code 7
    #[arg(long, value_enum, default_value_t = Level::Error)]
    pub(crate) fail_on: Level,
}

/// How findings are written.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For people
    Text,
    /// One list, one object per finding
    Json,
    /// SARIF 2.1.0
    Sarif,
    /// Annotations of GitHub Actions
    Github,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Level {
    /// What AWS refuses, or what is broken when it runs
    Error,
    /// Also what can hardly be meant
    Warning,
}

/// Explains a code: what happens on AWS, a wrong and a right example, the source.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  gatewright explain GW203
  gatewright explain            all codes")]
pub(crate) struct Explain {
    /// The code, such as GW203 [default: a list of all]
    pub(crate) code: Option<String>,
}

/// Shows what a change does on AWS: to resources, data, access and clients.
///
/// Compares the stacks of the workspace with what is deployed, with a template in a file, or with what they were in a
/// revision of git. Nothing is asked of AWS for the latter two.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("old").args(["against", "against_rev"]))]
#[command(after_help = "\
Examples:
  gatewright diff --stage prod                        with what is deployed
  gatewright diff --against-rev main                  every stack, as it was on main
  gatewright diff --stage prod --against prod.json    one stack with a template
  gatewright diff --against-rev origin/main --format markdown --fail-on destructive,broadening
                                                      for a pull request")]
pub(crate) struct Diff {
    /// The stack's name, with or without its stage [default: all of the stage; with a file, the only one of it]
    pub(crate) stack: Option<String>,
    /// The stage [default: `stage` in gatewright.toml, or dev; with a revision, every stage]
    #[arg(long, short, value_name = "STAGE")]
    pub(crate) stage: Option<String>,
    /// Compare with this template, JSON or YAML
    #[arg(long, value_name = "FILE")]
    pub(crate) against: Option<PathBuf>,
    /// Compare with what the stacks were in this revision of git
    #[arg(long, value_name = "REV")]
    pub(crate) against_rev: Option<String>,
    /// How it is written
    #[arg(long, short, value_enum, default_value_t = DiffFormat::Text)]
    pub(crate) format: DiffFormat,
    /// End with an exit code of its own when there is such a difference; of several, the gravest counts:
    /// destructive, broadening, contract, any
    #[arg(long, value_enum, value_name = "KIND", value_delimiter = ',')]
    pub(crate) fail_on: Vec<Refusal>,
    #[command(flatten)]
    pub(crate) account: Account,
}

/// How a difference is written.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum DiffFormat {
    /// For eyes
    Text,
    /// For machines
    Json,
    /// For a comment on a pull request
    Markdown,
}

/// A difference that a pipeline does not take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Refusal {
    /// Anything at all: exit code 9
    Any,
    /// Clients notice: exit code 10
    Contract,
    /// Data is lost or protected less: exit code 11
    Destructive,
    /// Somebody may do more than before, or nobody can say that they may not: exit code 12
    Broadening,
}

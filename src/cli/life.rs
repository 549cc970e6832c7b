//! How deployed stacks are: `status`, `drift`, `outputs`.

use clap::Args;

use super::deploy::Deployed;

/// Shows how the stacks stand on AWS, one line each.
///
/// Their state in CloudFormation, whether the program says something else than what is deployed, what the last `drift`
/// found, when they were last deployed, and their endpoint. Code that differs under the same template is not compared.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  gatewright status                       the stacks of the usual stage
  gatewright status --all                 every stage
  gatewright status --json | jq -r '.[] | select(.changes) | .stack'")]
pub(crate) struct Status {
    #[command(flatten)]
    pub(crate) deployed: Deployed,
    /// The stacks of every stage
    #[arg(long, conflicts_with_all = ["stage", "stacks"])]
    pub(crate) all: bool,
    /// One JSON list, one object per stack
    #[arg(long)]
    pub(crate) json: bool,
}

/// Ships code to its functions whenever it changes.
///
/// As `deploy --express` does, past `CloudFormation` and in seconds, and not in production. A change of more than code is
/// shown and left to `deploy`. Ctrl-C ends it.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  gatewright watch                        the stacks of the usual stage
  gatewright watch chat --stage staging   one stack of another")]
pub(crate) struct Watch {
    #[command(flatten)]
    pub(crate) deployed: Deployed,
}

/// Finds what was changed on AWS past the templates.
///
/// Has CloudFormation compare each resource with the deployed template, and shows property by property what differs,
/// with the Rust line that declared the resource. Types that CloudFormation does not look at are named. Ends with
/// exit code 17 when something differs.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  gatewright drift --stage prod           every stack of the stage
  gatewright drift chat --json            for machines")]
pub(crate) struct Drift {
    #[command(flatten)]
    pub(crate) deployed: Deployed,
    /// One JSON list, one object per stack
    #[arg(long)]
    pub(crate) json: bool,
}

/// Shows what the deployed stacks tell: addresses, names of tables.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  gatewright outputs --stage staging                             a table
  gatewright outputs --json | jq -r '.[\"chat-dev\"].WebSocketUrl'   one address")]
pub(crate) struct Outputs {
    #[command(flatten)]
    pub(crate) deployed: Deployed,
    /// One JSON object: stack, then output
    #[arg(long)]
    pub(crate) json: bool,
}

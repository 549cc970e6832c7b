//! What deployed stacks did and do.

use clap::Args;

use super::deploy::{Account, Deployed};
use crate::deploy::time::Since;

/// Shows what CloudFormation did with the deployed stacks, and why it failed.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  gatewright events --stage staging             the last operation on each stack of a stage
  gatewright events chat-prod --follow          until the operation that runs has ended
  gatewright events --since 2d --json | jq -r 'select(.status | endswith(\"_FAILED\")).reason'")]
pub(crate) struct Events {
    #[command(flatten)]
    pub(crate) deployed: Deployed,
    /// Go on until the operation has ended
    #[arg(long, short)]
    pub(crate) follow: bool,
    /// All events since then, such as 90s, 10m, 2h, 3d or 2026-11-21T14:00:00Z [default: those of the last
    /// operation]
    #[arg(long, value_name = "WHEN", conflicts_with = "follow")]
    pub(crate) since: Option<Since>,
    /// One JSON object per line
    #[arg(long)]
    pub(crate) json: bool,
}

/// Shows what functions and API log, in the order of time.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  gatewright logs --stage staging --follow             all functions and the API
  gatewright logs Message Greeter --since 2h           two functions
  gatewright logs --filter '?ERROR ?panicked' --json   lines that a pattern of CloudWatch Logs finds")]
pub(crate) struct Logs {
    /// Functions and stages, as the template names them [default: all]
    #[arg(value_name = "FUNCTION")]
    pub(crate) functions: Vec<String>,
    /// The stack's name, with or without its stage; may be repeated [default: all of the stage]
    #[arg(long = "stack", value_name = "STACK")]
    pub(crate) stacks: Vec<String>,
    /// The stage [default: `stage` in gatewright.toml, or dev]
    #[arg(long, short, value_name = "STAGE")]
    pub(crate) stage: Option<String>,
    #[command(flatten)]
    pub(crate) account: Account,
    /// Go on with new lines
    #[arg(long, short)]
    pub(crate) follow: bool,
    /// Since when, such as 90s, 10m, 2h, 3d or 2026-11-21T14:00:00Z
    #[arg(long, value_name = "WHEN", default_value = "10m")]
    pub(crate) since: Since,
    /// A filter pattern of CloudWatch Logs
    #[arg(long, value_name = "PATTERN")]
    pub(crate) filter: Option<String>,
    /// One JSON object per line, with the message as it was written
    #[arg(long)]
    pub(crate) json: bool,
}

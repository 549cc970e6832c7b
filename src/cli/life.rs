//! The life of a stack after its deployment.

use clap::Args;

use super::deploy::Deployed;

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

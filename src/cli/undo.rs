//! Back, and away: `rollback`, `destroy`.

use clap::Args;

use super::deploy::{Account, Deployed};

/// Takes a stack back to where it stood before a change.
///
/// An update under way is cancelled, a change that failed and was left so is undone, a rollback that failed goes on.
/// CloudFormation's state decides which of them it is.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  gatewright rollback chat --stage staging
  gatewright rollback chat --skip ChatRooms     go on without a resource that cannot be rolled back")]
pub(crate) struct Rollback {
    /// The stack's name, with or without its stage [default: the only one of the stage]
    #[arg(value_name = "STACK")]
    pub(crate) stack: Option<String>,
    /// The stage [default: `stage` in gatewright.toml, or dev]
    #[arg(long, short, value_name = "STAGE")]
    pub(crate) stage: Option<String>,
    #[command(flatten)]
    pub(crate) account: Account,
    /// Leave this resource as it is, and count it as rolled back; only one that failed to, and can be given several
    /// times
    #[arg(long, value_name = "RESOURCE")]
    pub(crate) skip: Vec<String>,
    /// Do not ask
    #[arg(long, short)]
    pub(crate) yes: bool,
}

/// Deletes stacks, and says what goes with them and what stays.
///
/// Shows everything before anything happens, and asks for each stack's name. Stored data goes only when it is named.
/// Stacks that others import from go last. A stack that is not deployed is no failure.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  gatewright destroy --stage pr-12                                    shows, asks, deletes
  gatewright destroy chat --stage pr-12 --confirm chat-pr-12 --allow-data-loss ChatRooms
                                                                      for a pipeline
  gatewright destroy chat --retain ChatFiles                          leave what does not go in the account")]
pub(crate) struct Destroy {
    #[command(flatten)]
    pub(crate) deployed: Deployed,
    /// The full name of a stack to delete, instead of typing it; can be given several times
    #[arg(long, value_name = "STACK")]
    pub(crate) confirm: Vec<String>,
    /// What this resource holds may be lost; with several stacks STACK.RESOURCE
    #[arg(long, value_name = "RESOURCE")]
    pub(crate) allow_data_loss: Vec<String>,
    /// Leave this resource in the account when it does not go; can be given several times
    #[arg(long, value_name = "RESOURCE")]
    pub(crate) retain: Vec<String>,
}

//! Resources that change hands: `import`, `orphan`.

use clap::Args;

use super::deploy::Account;

/// Takes resources of the account into a stack, without touching them.
///
/// The program declares them already, and the stack does not have them yet. A change set imports them and does nothing
/// else; what their properties differ in shows `drift` afterwards. Each must be kept by its deletion policy: one that
/// says nothing gets Retain.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  gatewright import chat-prod ChatRooms=rooms-2019
  gatewright import chat-prod 'PingRoute=a1b2c3|d4e5f6'    several identifiers, in CloudFormation's order")]
pub(crate) struct Import {
    /// The stack's name, with or without its stage
    #[arg(value_name = "STACK")]
    pub(crate) stack: String,
    /// The logical id in the program, and the resource's name in the account
    #[arg(value_name = "RESOURCE=PHYSICAL-ID", required = true, value_parser = import)]
    pub(crate) resources: Vec<(String, String)>,
    #[command(flatten)]
    pub(crate) place: Place,
}

/// Lets resources go from a stack into the account, without touching them.
///
/// In two steps, each a change set of its own: first the template keeps the resources when they leave, then they leave
/// it. What else is deployed stays as it is. Other resources may not refer to them.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  gatewright orphan chat-prod ChatRooms")]
pub(crate) struct Orphan {
    /// The stack's name, with or without its stage
    #[arg(value_name = "STACK")]
    pub(crate) stack: String,
    /// The logical ids in the deployed stack
    #[arg(value_name = "RESOURCE", required = true)]
    pub(crate) resources: Vec<String>,
    #[command(flatten)]
    pub(crate) place: Place,
}

/// Where the stack is, and whether to ask.
#[derive(Clone, Debug, Args)]
pub(crate) struct Place {
    /// The stage [default: `stage` in gatewright.toml, or dev]
    #[arg(long, short, value_name = "STAGE")]
    pub(crate) stage: Option<String>,
    #[command(flatten)]
    pub(crate) account: Account,
    /// Do not ask before each step
    #[arg(long, short)]
    pub(crate) yes: bool,
}

fn import(text: &str) -> Result<(String, String), String> {
    let pair = text
        .split_once('=')
        .filter(|(id, name)| !id.is_empty() && !name.is_empty());
    let (id, name) = pair.ok_or("it is written RESOURCE=PHYSICAL-ID")?;
    Ok((id.to_owned(), name.to_owned()))
}

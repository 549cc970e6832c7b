//! On AWS: what every verb that goes there takes.

use clap::Args;

/// Which stacks, as whom, and where.
#[derive(Clone, Debug, Args)]
pub(crate) struct Deployed {
    /// The stacks' names, with or without their stage [default: all of the stage]
    #[arg(value_name = "STACK")]
    pub(crate) stacks: Vec<String>,
    /// The stage [default: `stage` in gatewright.toml, or dev]
    #[arg(long, short, value_name = "STAGE")]
    pub(crate) stage: Option<String>,
    #[command(flatten)]
    pub(crate) account: Account,
}

/// As whom, and where.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Account {
    /// The profile of ~/.aws/config [default: `AWS_PROFILE`, or default]
    #[arg(long, value_name = "NAME")]
    pub(crate) aws_profile: Option<String>,
    /// The region [default: the stack's, then `AWS_REGION`, then the profile's]
    #[arg(long, value_name = "REGION")]
    pub(crate) region: Option<String>,
}

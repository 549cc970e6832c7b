//! On AWS: what every verb that goes there takes, and `deploy`.

use std::{path::PathBuf, str::FromStr};

use clap::{Args, ValueEnum};

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

/// Makes or updates stacks, and follows until they stand.
///
/// Shows what would change and asks, then lets CloudFormation do it. An operation that runs already is followed first,
/// whoever began it. Standard output carries the outputs.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  gatewright deploy --stage staging                    all stacks of a stage, in their order
  gatewright deploy chat --parameters LogLevel=debug   one stack, with a parameter
  gatewright deploy --stage prod --yes --require-approval never --outputs-file outputs.json
                                                       in a pipeline
  gatewright deploy --express                          code alone, in seconds
  gatewright deploy --no-execute                       leaves a change set to be looked at
  gatewright deploy --allow-data-loss Rooms            the table Rooms may be replaced or deleted")]
#[expect(clippy::struct_excessive_bools, reason = "they are flags of a command line")]
pub(crate) struct Deploy {
    #[command(flatten)]
    pub(crate) deployed: Deployed,
    /// Answer every question with yes
    #[arg(long, short)]
    pub(crate) yes: bool,
    /// What has to be approved
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = Approval::Any)]
    pub(crate) require_approval: Approval,
    /// This resource, by its logical id, may be replaced or deleted with what it holds; with several stacks STACK.RESOURCE
    #[arg(long, value_name = "RESOURCE")]
    pub(crate) allow_data_loss: Vec<String>,
    /// A parameter of the template; STACK.NAME=VALUE is for one stack [default: what the stack has, or the template's]
    #[arg(long, value_name = "NAME=VALUE")]
    pub(crate) parameters: Vec<ParameterValue>,
    /// A tag for the stacks, besides those that the program gives them
    #[arg(long, value_name = "KEY=VALUE")]
    pub(crate) tags: Vec<TagValue>,
    /// The role that `CloudFormation` takes, from now on
    #[arg(long, value_name = "ARN")]
    pub(crate) role_arn: Option<String>,
    /// Turn the update back when an alarm of the stack goes off; it takes those that are deployed already
    #[arg(long)]
    pub(crate) rollback_triggers: bool,
    /// Give functions their code directly, past `CloudFormation`; for code alone, and not in production
    #[arg(long, conflicts_with_all = ["parameters", "tags", "role_arn", "no_execute", "rollback_triggers"])]
    pub(crate) express: bool,
    /// Make the change sets and leave them
    #[arg(long)]
    pub(crate) no_execute: bool,
    /// The name of the change sets [default: a new one each time]
    #[arg(long, value_name = "NAME")]
    pub(crate) change_set_name: Option<String>,
    /// Write the outputs to this file, as JSON: stack, then output
    #[arg(long, value_name = "FILE")]
    pub(crate) outputs_file: Option<PathBuf>,
    /// Print the outputs as one JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

/// What has to be approved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Approval {
    /// Nothing
    Never,
    /// What lets somebody do more than before
    Broadening,
    /// Every change
    Any,
}

/// A parameter's value: `NAME=VALUE`, or `STACK.NAME=VALUE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ParameterValue {
    /// The only stack that it is for.
    pub(crate) stack: Option<String>,
    pub(crate) name: String,
    pub(crate) value: String,
}

/// A tag: `KEY=VALUE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TagValue {
    pub(crate) key: String,
    pub(crate) value: String,
}

/// Text without an equals sign, or with nothing before it.
#[derive(Debug, thiserror::Error)]
#[error("write it as {0}")]
pub(crate) struct NoPair(&'static str);

impl FromStr for ParameterValue {
    type Err = NoPair;

    fn from_str(text: &str) -> Result<Self, NoPair> {
        let (name, value) = pair(text).ok_or(NoPair("NAME=VALUE or STACK.NAME=VALUE"))?;
        // Neither names of stacks nor of parameters have dots.
        let (stack, name) = match name.split_once('.') {
            Some((stack, name)) => (Some(stack.to_owned()), name),
            None => (None, name),
        };
        Ok(Self {
            stack,
            name: name.to_owned(),
            value: value.to_owned(),
        })
    }
}

impl FromStr for TagValue {
    type Err = NoPair;

    fn from_str(text: &str) -> Result<Self, NoPair> {
        let (key, value) = pair(text).ok_or(NoPair("KEY=VALUE"))?;
        Ok(Self {
            key: key.to_owned(),
            value: value.to_owned(),
        })
    }
}

fn pair(text: &str) -> Option<(&str, &str)> {
    text.split_once('=').filter(|(key, _)| !key.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_may_name_its_stack_and_a_value_may_hold_anything() {
        let parse = |text: &str| text.parse::<ParameterValue>().map_err(|error| error.to_string());
        let value = |stack: Option<&str>, name: &str, value: &str| ParameterValue {
            stack: stack.map(str::to_owned),
            name: name.to_owned(),
            value: value.to_owned(),
        };
        assert_eq!(parse("Level=debug"), Ok(value(None, "Level", "debug")));
        assert_eq!(
            parse("chat-dev.Level=a.b=c"),
            Ok(value(Some("chat-dev"), "Level", "a.b=c"))
        );
        assert_eq!(parse("Level="), Ok(value(None, "Level", "")));
        for wrong in ["Level", "=x", ""] {
            assert_eq!(
                parse(wrong),
                Err("write it as NAME=VALUE or STACK.NAME=VALUE".to_owned())
            );
        }
    }
}

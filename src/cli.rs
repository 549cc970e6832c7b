//! What can be typed: types and help text only. One file per family of verbs.

mod account;
mod compare;
mod deploy;
mod life;
mod local;
mod observe;
mod project;
mod shell;
mod transfer;
mod undo;

use std::{path::PathBuf, str::FromStr as _};

use clap::{Args, Parser, Subcommand};

pub(crate) use account::{Bootstrap, Doctor};
pub(crate) use compare::{Check, Diff, DiffFormat, Explain, Level, Refusal, ReportFormat};
pub(crate) use deploy::{Account, Approval, Deploy, Deployed, ParameterValue};
pub(crate) use life::{Drift, Outputs, Status, Watch};
pub(crate) use local::{Client, Dev};
pub(crate) use observe::{Events, Logs};
pub(crate) use project::{Format, List, New, Synth};
pub(crate) use shell::{Completions, Man};
pub(crate) use transfer::{Import, Orphan};
pub(crate) use undo::{Destroy, Rollback};

use crate::project::App;

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
  gatewright new orders                begin a project
  gatewright synth --stage staging     print the template of a stage
  gatewright check template.yaml       find what AWS would refuse, or not do as meant
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
  7    check found something as bad as --fail-on says, or worse
  8    check could not read a template; the place was shown
  9    diff: something differs, and --fail-on says any
  10   diff: clients notice, and --fail-on says contract
  11   diff: data is lost or protected less, and --fail-on says destructive
  12   diff: somebody may do more than before, and --fail-on says broadening
  13   deploy, bootstrap: a stack could not be made or updated; the first failure was shown
  14   deploy, bootstrap: the change was not approved, or would lose data that nobody gave up
  15   AWS was not reached as somebody who may: credentials, region, or a missing permission
  16   a stack is in a state that a person has to lead it out of; the commands were shown
  17   drift: something was changed on AWS past the template
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
    /// What writes the assembly: a package of the workspace, PACKAGE:BINARY, or a folder that holds an
    /// assembly already, written with a slash [default: `app` in gatewright.toml, or stacks]
    #[arg(long, global = true, value_name = "APP", value_parser = App::from_str)]
    pub(crate) app: Option<App>,
    /// The cargo profile that the stacks program and the functions are built with [default: `profile` in
    /// gatewright.toml, or dev]
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) profile: Option<String>,
    /// Say why cargo is called
    #[arg(long, short, global = true)]
    pub(crate) verbose: bool,
    /// Say nothing but warnings, errors and what to do next
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    New(New),
    Synth(Synth),
    List(List),
    Check(Check),
    Explain(Explain),
    Diff(Diff),
    Bootstrap(Bootstrap),
    Doctor(Doctor),
    Deploy(Deploy),
    Watch(Watch),
    Outputs(Outputs),
    Status(Status),
    Drift(Drift),
    Rollback(Rollback),
    Destroy(Destroy),
    Import(Import),
    Orphan(Orphan),
    Events(Events),
    Logs(Logs),
    Dev(Dev),
    Client(Client),
    Completions(Completions),
    Man(Man),
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn every_verb_has_examples() {
        let command = Cli::command();
        command.clone().debug_assert();
        for verb in command.get_subcommands() {
            let help = verb.get_after_help().map(ToString::to_string).unwrap_or_default();
            let example = format!("  gatewright {}", verb.get_name());
            assert!(help.starts_with("Examples:\n"), "{}", verb.get_name());
            assert!(help.contains(&example), "{}", verb.get_name());
        }
    }
}

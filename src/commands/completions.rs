//! `gatewright completions`: what makes a shell complete verbs and options.

use clap::CommandFactory as _;
use clap_complete::{Shell, generate};

use crate::{
    cli::{Cli, Completions},
    commands::OutputError,
    report::Failure,
    ui,
};

pub(super) fn run(arguments: &Completions) -> Result<(), Failure> {
    Ok(ui::data(&script(arguments.shell)).map_err(OutputError::Stdout)?)
}

fn script(shell: Shell) -> String {
    let mut script = Vec::new();
    generate(shell, &mut Cli::command(), "gatewright", &mut script);
    String::from_utf8_lossy(&script).into_owned()
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum as _;

    use super::*;

    #[test]
    fn every_shell_completes_every_verb() {
        for shell in Shell::value_variants() {
            let script = script(*shell);
            for verb in Cli::command().get_subcommands() {
                assert!(script.contains(verb.get_name()), "{shell}: {}", verb.get_name());
            }
        }
    }
}

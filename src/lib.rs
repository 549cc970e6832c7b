//! The command line of Gatewright, as a library that tests can call.
//!
//! It is generic: it knows no stack. It builds and runs the workspace's stacks program and reads what that wrote.
//!
//! | room | holds |
//! |---|---|
//! | `cli` | what can be typed: types and help text only |
//! | `commands` | one file per verb |
//! | `dev` | the local runtime from outside: build, run, watch, reload |
//! | `client` | the terminal client |
//! | `deploy` | the way to AWS: which stacks, as whom and where |
//! | `new` | the files of a new project |
//! | `project`, `workspace`, `assembly` | what is worked on; where the sources are; build and run the stacks program, read the folder it wrote |
//! | `assets` | what stacks need beside their templates: built, examined and packed |
//! | `template_file` | a template in a file that somebody names |
//! | `cargo` | the call of cargo, and the stamp that spares it |
//! | `findings` | what a check found, as text, JSON, SARIF and annotations |
//! | `difference`, `revision` | what a comparison found, as text, JSON and Markdown; the project as git had it |
//! | `ui`, `table`, `report`, [`exit_code`] | colours by meaning; error, causes, hints; how the program ends |

mod assembly;
mod assets;
mod cargo;
mod cli;
mod client;
mod commands;
mod deploy;
mod dev;
mod difference;
pub mod exit_code;
mod findings;
mod new;
mod project;
mod report;
mod revision;
mod table;
mod template_file;
mod ui;
mod watch;
mod workspace;

use std::{panic, process::ExitCode};

use clap::Parser as _;

/// Parses the command line, runs the verb, and says what went wrong and what to do next.
pub fn main() -> ExitCode {
    let arguments = cli::Cli::parse();
    // The panic has been shown when it happened.
    match panic::catch_unwind(|| commands::run(arguments)) {
        Ok(Ok(())) => ExitCode::from(exit_code::OK),
        Ok(Err(failure)) => failure.show(),
        Err(_) => {
            ui::hint("this is a defect of gatewright: please report it with the lines above");
            ExitCode::from(exit_code::INTERNAL)
        }
    }
}

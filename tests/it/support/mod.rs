//! Throw-away workspaces and the program run in them.

pub(crate) mod account;
pub(crate) mod dev;
pub(crate) mod project;
pub(crate) mod socket;

use std::{env, process::Command};

/// The program, in an environment without what a surrounding `cargo test`, a terminal or
/// an account of AWS says.
pub(crate) fn gatewright() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gatewright"));
    for variable in [
        "CARGO_TARGET_DIR",
        "CLICOLOR_FORCE",
        "GATEWRIGHT_MANIFEST_DIR",
        "RUSTFLAGS",
    ] {
        command.env_remove(variable);
    }
    for (variable, _) in env::vars().filter(|(variable, _)| variable.starts_with("AWS_")) {
        command.env_remove(variable);
    }
    command
}

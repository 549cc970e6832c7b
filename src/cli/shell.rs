//! For the shell and its reader: `completions`, `man`.

use std::path::PathBuf;

use clap::Args;
use clap_complete::Shell;

/// Prints what makes a shell complete verbs and options.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  gatewright completions bash > ~/.local/share/bash-completion/completions/gatewright
  gatewright completions zsh > ~/.zfunc/_gatewright        with ~/.zfunc in fpath
  gatewright completions fish > ~/.config/fish/completions/gatewright.fish")]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: Shell,
}

/// Prints the manual page, or writes one page per verb.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  gatewright man | man -l -                          reads it
  gatewright man --out ~/.local/share/man/man1       installs all pages")]
pub(crate) struct Man {
    /// Write a page per verb into this folder, and print nothing
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}

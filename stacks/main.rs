//! Writes the assembly: `stacks [FOLDER]`, into `target/assembly` where no folder is named.

use std::process::ExitCode;

fn main() -> ExitCode {
    stacks::run(std::env::args_os().nth(1))
}

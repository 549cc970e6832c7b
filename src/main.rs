//! The `gatewright` program: parse, run, exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    gatewright::main()
}

//! `gatewright doctor`: what is ready on this machine and in the account, and what to do about the rest.

mod account;
mod line;
mod machine;

use self::line::{Line, State};
use crate::{
    cli::{Build, Doctor},
    commands::OutputError,
    deploy,
    report::Failure,
    ui,
};

/// Something is not as it must be; the lines say what.
#[derive(Debug, thiserror::Error)]
#[error("{0} of {1} lines say what to do first")]
struct Unwell(usize, usize);

pub(super) fn run(build: &Build, arguments: &Doctor) -> Result<(), Failure> {
    let mut lines = machine::examine(build);
    lines.extend(deploy::wait(async {
        Ok(account::examine(&arguments.account).await)
    })?);
    let text = if arguments.json {
        serde_json::to_string_pretty(&lines).map_err(Failure::new)? + "\n"
    } else {
        line::table(&lines)
    };
    ui::coloured_data(&text).map_err(OutputError::Stdout)?;
    match lines.iter().filter(|line| line.state == State::Failed).count() {
        0 => Ok(()),
        failed => Err(Failure::new(Unwell(failed, lines.len()))),
    }
}

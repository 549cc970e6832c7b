//! `gatewright explain`: the page of a code.

use check::catalogue;

use crate::{cli::Explain, commands::OutputError, report::Failure, ui};

/// There is no such code.
#[derive(Debug, thiserror::Error)]
#[error("there is no code {0:?}")]
struct Unknown(String);

pub(super) fn run(arguments: &Explain) -> Result<(), Failure> {
    let Some(code) = &arguments.code else {
        let lines = catalogue::pages()
            .into_iter()
            .map(|page| format!("{}  {}\n", page.code, page.title()));
        return Ok(ui::data(&lines.collect::<String>()).map_err(OutputError::Stdout)?);
    };
    let Some(page) = catalogue::page(code) else {
        let failure = Failure::new(Unknown(code.clone()));
        return Err(failure.hint(format_args!("`{} explain` lists all codes", ui::program())));
    };
    Ok(ui::data(page.text).map_err(OutputError::Stdout)?)
}

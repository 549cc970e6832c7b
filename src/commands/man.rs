//! `gatewright man`: the manual page, and one per verb.

use std::{fs, io};

use clap::{Command, CommandFactory as _};

use crate::{
    cli::{Cli, Man},
    commands::{OutputError, write_whole},
    report::Failure,
    ui,
};

pub(super) fn run(arguments: &Man) -> Result<(), Failure> {
    let command = complete();
    let Some(folder) = &arguments.out else {
        let page = page(command).map_err(OutputError::Stdout)?;
        return Ok(ui::data(&page).map_err(OutputError::Stdout)?);
    };
    fs::create_dir_all(folder).map_err(|source| OutputError::File {
        path: folder.clone(),
        source,
    })?;
    for command in pages(command) {
        let path = folder.join(format!("{}.1", name(&command)));
        let text = page(command).map_err(OutputError::Stdout)?;
        write_whole(&path, &text)?;
    }
    ui::note(format_args!("the pages are in {}", folder.display()));
    Ok(())
}

/// The command with all that clap adds to it, such as the global options of its verbs.
fn complete() -> Command {
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    command
}

/// The command, and each of its verbs.
fn pages(command: Command) -> Vec<Command> {
    let verbs: Vec<Command> = command.get_subcommands().cloned().collect();
    std::iter::once(command).chain(verbs).collect()
}

/// `gatewright-synth` for the verb `synth`: what `man` finds for `man gatewright synth`.
fn name(command: &Command) -> String {
    command
        .get_display_name()
        .unwrap_or_else(|| command.get_name())
        .to_owned()
}

fn page(command: Command) -> io::Result<String> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verb_has_a_page_and_the_first_one_names_it() {
        let [first, verbs @ ..] = &pages(complete())[..] else {
            panic!("no pages")
        };
        let overview = page(first.clone()).unwrap();
        assert_eq!(name(first), "gatewright");
        for verb in verbs {
            let named = name(verb);
            assert!(named.starts_with("gatewright-"), "{named}");
            assert!(overview.contains(&named.replace('-', "\\-")), "{named}");
            let page = page(verb.clone()).unwrap();
            assert!(page.contains("Examples:"), "{named}");
        }
    }

    #[test]
    fn the_pages_are_written_into_a_folder() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("man1");
        run(&Man {
            out: Some(out.clone()),
        })
        .unwrap();
        let count = fs::read_dir(&out).unwrap().count();
        assert_eq!(count, Cli::command().get_subcommands().count() + 1);
        assert!(
            fs::read_to_string(out.join("gatewright-synth.1"))
                .unwrap()
                .contains(".TH")
        );
    }
}

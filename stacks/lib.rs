//! What to deploy: one file per stack, and the settings of its stages.
//!
//! This is a program like any other. It writes the assembly folder and nothing to stdout; the command line builds and
//! runs it. It links neither the AWS SDK nor tokio, so that an edit shows its template at once.

mod chat;
mod settings;

use std::{
    ffi::OsString,
    io::{self, Write as _},
    process::ExitCode,
};

use constructs::{App, AppError};

pub use chat::chat;
pub use settings::{Logging, Settings};

/// All stacks: the chat, once per stage.
pub fn app() -> Result<App, AppError> {
    let mut app = App::new("chat");
    for settings in Settings::ALL {
        app.stack(settings.stage, chat(&settings)?);
    }
    Ok(app)
}

/// Writes the assembly. Findings go to stderr, all at once, and the exit code is 1.
pub fn run(folder: Option<OsString>) -> ExitCode {
    let folder = folder.unwrap_or_else(|| "target/assembly".into());
    let Err(error) = app().and_then(|app| app.write(&folder)) else {
        return ExitCode::SUCCESS;
    };
    // Where stderr is closed, the exit code says it all.
    let _ = writeln!(io::stderr(), "{error}");
    ExitCode::FAILURE
}

#[cfg(test)]
mod tests {
    use std::process::ExitCode;

    #[test]
    fn the_exit_code_says_whether_there_is_an_assembly() {
        let folder = std::env::temp_dir().join(format!("gatewright-stacks-{}", std::process::id()));
        assert_eq!(super::run(Some(folder.clone().into())), ExitCode::SUCCESS);
        let inside_a_file = folder.join("manifest.json").join("assembly");
        assert_eq!(super::run(Some(inside_a_file.into())), ExitCode::FAILURE);
        std::fs::remove_dir_all(folder).unwrap();
    }
}

/// The stack in the README compiles.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

//! `gatewright client`: a terminal client.

use std::{
    io::{self, IsTerminal as _},
    path::{Path, PathBuf},
    time::Duration,
};

use protocol::handshake;

use crate::{
    cli::Client,
    client::{
        address, input,
        screen::Screen,
        session::{Script, Session},
    },
    commands::runtime,
    exit_code,
    report::Failure,
};

/// Why there is nobody to talk.
#[derive(Debug, thiserror::Error)]
enum InputError {
    #[error("cannot read the script {}", path.display())]
    Script { path: PathBuf, source: io::Error },
    #[error("cannot read from the terminal")]
    Terminal(#[source] rustyline::error::ReadlineError),
}

pub(super) fn run(arguments: &Client) -> Result<(), Failure> {
    let address = address::with_parameters(&arguments.url, &parameters(arguments))
        .map_err(|error| Failure::new(error).code(exit_code::USAGE))?;
    // Two TLS libraries may be linked; this one is meant.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let scripted = arguments.script.is_some() || !io::stdin().is_terminal();
    let (inputs, screen, _restore) = if scripted || arguments.json || !io::stdout().is_terminal() {
        let path = arguments.script.as_deref().unwrap_or(Path::new("-"));
        let inputs = input::script(path).map_err(|source| {
            Failure::new(InputError::Script {
                path: path.to_owned(),
                source,
            })
        })?;
        let screen = if arguments.json {
            Screen::Json
        } else {
            Screen::Lines
        };
        (inputs, screen, None)
    } else {
        let (inputs, printer, restore) =
            input::keyboard().map_err(|error| Failure::new(InputError::Terminal(error)))?;
        (inputs, Screen::Keyboard(printer), Some(restore))
    };
    let script = scripted.then(|| Script::new(Duration::from_secs(arguments.patience)));
    runtime(tokio::runtime::Builder::new_current_thread())?
        .block_on(Session::new(address, inputs, screen, script).run())
}

/// The parameters of the handshake, in the order of the help text.
fn parameters(arguments: &Client) -> Vec<(String, String)> {
    let named = [
        (handshake::USER_ID, &arguments.user),
        (handshake::USERNAME, &arguments.name),
        (handshake::ROOM_ID, &arguments.room),
        (handshake::TOKEN, &arguments.token),
    ];
    let named = named
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value.clone()?)));
    named.chain(arguments.query.iter().cloned()).collect()
}

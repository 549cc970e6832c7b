//! The conversation: what is typed goes out, what comes in is shown, and a lost connection is made again.

use std::{collections::VecDeque, io, time::Duration};

use futures_util::{SinkExt as _, StreamExt as _};
use protocol::{CorrelationId, Inbound, Request};
use tokio::time::{Instant, sleep_until};
use tokio_tungstenite::tungstenite::{
    self, Message,
    protocol::{CloseFrame, frame::coding::CloseCode},
};

use super::{
    command::{self, Command, CommandError},
    input::{Input, Inputs},
    link::{self, Backoff, LinkError, Socket},
    outstanding::Outstanding,
    screen::Screen,
    script::{Expectation, Inbox},
};
use crate::{
    exit_code,
    report::Failure,
    ui::{self, harmless},
};

/// The service ends a connection that is idle for ten minutes. Frames of the WebSocket protocol do not count as
/// traffic there, so this is a message; not all clients send it at the same moment.
const PING_AFTER: Duration = Duration::from_mins(4);
/// The random part of it.
const PING_JITTER: Duration = Duration::from_mins(1);
/// How long people wait for what they said last to be answered before they are gone.
const PATIENCE: Duration = Duration::from_secs(5);

/// A conversation.
pub(crate) struct Session {
    address: String,
    inputs: Inputs,
    screen: Screen,
    script: Option<Script>,
    /// Typed while there was no connection.
    unsent: VecDeque<Message>,
    outstanding: Outstanding,
}

/// What a script has that people have not.
pub(crate) struct Script {
    patience: Duration,
    inbox: Inbox,
    waiting: Option<(Expectation, Instant)>,
}

impl Script {
    /// A script that waits so long for each frame that it expects.
    pub(crate) fn new(patience: Duration) -> Self {
        Self {
            patience,
            inbox: Inbox::default(),
            waiting: None,
        }
    }
}

/// Why a conversation cannot go on.
#[derive(Debug, thiserror::Error)]
enum SessionError {
    #[error("line {line}: {wrong}")]
    Command { line: usize, wrong: CommandError },
    #[error("line {line} of the script cannot be read: {why}")]
    Unreadable { line: usize, why: String },
    #[error("expected {expectation} within {} s; there was {there}", patience.as_secs_f64())]
    Unmet {
        expectation: Expectation,
        patience: Duration,
        there: String,
    },
    #[error("{count} of the messages had no answer within {} s", patience.as_secs_f64())]
    Unanswered { count: usize, patience: Duration },
    #[error("cannot write to standard output")]
    Output(#[source] io::Error),
    #[error(transparent)]
    Link(LinkError),
    #[error("interrupted")]
    Interrupted,
}

impl From<SessionError> for Failure {
    fn from(error: SessionError) -> Self {
        match error {
            SessionError::Link(error) => error.into(),
            SessionError::Command { .. } => Failure::new(error).code(exit_code::USAGE),
            SessionError::Unmet { .. } | SessionError::Unanswered { .. } => Failure::new(error)
                .code(exit_code::UNMET)
                .hint("`--patience SECONDS` waits longer"),
            SessionError::Interrupted => Failure::new(error).code(exit_code::INTERRUPTED),
            SessionError::Unreadable { .. } | SessionError::Output(_) => Failure::new(error),
        }
    }
}

impl From<io::Error> for SessionError {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// How a connection ended.
enum End {
    /// Nobody has anything more to say.
    Quit,
    /// The server closed it on purpose.
    Dismissed(String),
    /// It broke, or the server asks to connect again.
    Lost(String),
}

impl Session {
    /// A conversation that is about to begin.
    pub(crate) fn new(address: String, inputs: Inputs, screen: Screen, script: Option<Script>) -> Self {
        Self {
            address,
            inputs,
            screen,
            script,
            unsent: VecDeque::new(),
            outstanding: Outstanding::default(),
        }
    }

    /// Talks until somebody ends it.
    pub(crate) async fn run(mut self) -> Result<(), Failure> {
        match self.talk().await {
            // Whoever read standard output has seen enough.
            Err(SessionError::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            result => result.map_err(Failure::from),
        }
    }

    async fn talk(&mut self) -> Result<(), SessionError> {
        let mut socket = link::open(&self.address).await.map_err(SessionError::Link)?;
        loop {
            match self.converse(&mut socket).await? {
                End::Quit => {
                    self.settle(&mut socket).await?;
                    link::close(socket).await;
                    return Ok(());
                }
                End::Dismissed(why) => {
                    // Not through the screen: it may end before the editor has printed.
                    ui::note(format_args!("the server closed the connection: {why}"));
                    return Ok(());
                }
                End::Lost(why) => {
                    self.outstanding.forget();
                    self.screen
                        .note(&format!("the connection is lost ({why}); connecting again"))?;
                    match self.connect_again().await? {
                        Some(again) => socket = again,
                        None => return Ok(()),
                    }
                }
            }
        }
    }

    /// One connection, from its handshake to its end.
    async fn converse(&mut self, socket: &mut Socket) -> Result<End, SessionError> {
        while let Some(message) = self.unsent.pop_front() {
            if let Err(error) = socket.send(message).await {
                return Ok(End::Lost(error.to_string()));
            }
        }
        let mut ping_at = next_ping();
        loop {
            let deadline = self.deadline();
            tokio::select! {
                frame = socket.next() => if let Some(end) = self.received(frame)? {
                    return Ok(end);
                },
                input = self.inputs.next(), if deadline.is_none() => match self.understood(input)? {
                    Typed::Nothing => {}
                    Typed::Quit => return Ok(End::Quit),
                    Typed::Message(message) => if let Err(error) = socket.send(message).await {
                        return Ok(End::Lost(error.to_string()));
                    },
                },
                () = sleep_until(ping_at) => {
                    ping_at = next_ping();
                    if let Err(error) = socket.send(keep_alive()).await {
                        return Ok(End::Lost(error.to_string()));
                    }
                }
                () = sleep_until(deadline.unwrap_or(ping_at)), if deadline.is_some() => return Err(self.unmet()),
                _ = tokio::signal::ctrl_c() => return Err(SessionError::Interrupted),
            }
        }
    }

    /// Waits for what was sent last to be answered; a connection that closes earlier may take it back.
    async fn settle(&mut self, socket: &mut Socket) -> Result<(), SessionError> {
        let patience = self.script.as_ref().map_or(PATIENCE, |script| script.patience);
        let deadline = Instant::now() + patience;
        while self.outstanding.len() > 0 {
            tokio::select! {
                frame = socket.next() => if self.received(frame)?.is_some() {
                    break;
                },
                () = sleep_until(deadline) => break,
                _ = tokio::signal::ctrl_c() => return Err(SessionError::Interrupted),
            }
        }
        let count = self.outstanding.len();
        match &self.script {
            Some(_) if count > 0 => Err(SessionError::Unanswered { count, patience }),
            _ => Ok(()),
        }
    }

    /// Something came in; `Some` when it was the end.
    fn received(
        &mut self,
        frame: Option<Result<Message, tungstenite::Error>>,
    ) -> Result<Option<End>, SessionError> {
        match frame {
            Some(Ok(Message::Text(text))) => {
                self.screen.frame(&text)?;
                self.outstanding.received(&text);
                if let Some(script) = &mut self.script {
                    script.inbox.put(&text);
                }
                self.look_for_expected();
                Ok(None)
            }
            Some(Ok(Message::Close(frame))) => Ok(Some(closed(frame))),
            Some(Ok(_)) => Ok(None),
            Some(Err(error)) => Ok(Some(End::Lost(error.to_string()))),
            None => Ok(Some(End::Lost("closed without a word".to_owned()))),
        }
    }

    /// Something was typed.
    fn understood(&mut self, input: Option<Input>) -> Result<Typed, SessionError> {
        let (number, line) = match input {
            Some(Input::Line(number, line)) => (number, line),
            Some(Input::Unreadable(line, why)) => return Err(SessionError::Unreadable { line, why }),
            Some(Input::Interrupted) | None => return Ok(Typed::Quit),
        };
        let command = match (command::parse(&line), &self.script) {
            (Ok(command), _) => command,
            (Err(wrong), Some(_)) => return Err(SessionError::Command { line: number, wrong }),
            (Err(error), None) => {
                self.screen.note(&error.to_string())?;
                return Ok(Typed::Nothing);
            }
        };
        Ok(match command {
            Command::Send(request) => {
                self.outstanding.sent(&request);
                Typed::Message(Message::text(Inbound::from(request).encode()))
            }
            Command::Raw(text) => Typed::Message(Message::text(text)),
            Command::Expect { kind, part } => {
                self.expect(Expectation { kind, part })?;
                Typed::Nothing
            }
            Command::Help => {
                self.screen.note(command::HELP)?;
                Typed::Nothing
            }
            Command::Quit => Typed::Quit,
            Command::Nothing => Typed::Nothing,
        })
    }

    fn expect(&mut self, expectation: Expectation) -> Result<(), SessionError> {
        match &mut self.script {
            Some(script) => {
                let deadline = Instant::now() + script.patience;
                script.waiting = Some((expectation, deadline));
                self.look_for_expected();
            }
            None => self.screen.note("/expect is for scripts: `--script FILE`")?,
        }
        Ok(())
    }

    fn look_for_expected(&mut self) {
        if let Some(Script { inbox, waiting, .. }) = &mut self.script
            && let Some((expectation, _)) = waiting
            && inbox.meets(expectation)
        {
            *waiting = None;
        }
    }

    /// When the script's patience ends, while it waits for a frame.
    fn deadline(&self) -> Option<Instant> {
        let (_, deadline) = self.script.as_ref()?.waiting.as_ref()?;
        Some(*deadline)
    }

    fn unmet(&mut self) -> SessionError {
        match self.script.take() {
            Some(Script {
                patience,
                inbox,
                waiting: Some((expectation, _)),
            }) => SessionError::Unmet {
                expectation,
                patience,
                there: inbox.kinds(),
            },
            _ => SessionError::Interrupted,
        }
    }

    /// Tries until it works or until it cannot work; `None` when somebody quits meanwhile.
    async fn connect_again(&mut self) -> Result<Option<Socket>, SessionError> {
        let mut backoff = Backoff::default();
        loop {
            let wait = Instant::now() + backoff.next(fastrand::f64());
            loop {
                let deadline = self.deadline();
                tokio::select! {
                    () = sleep_until(wait) => break,
                    input = self.inputs.next(), if deadline.is_none() => match self.understood(input)? {
                        Typed::Nothing => {}
                        Typed::Quit => return Ok(None),
                        Typed::Message(message) => {
                            self.unsent.push_back(message);
                            self.screen.note("not connected: it will be sent when we are")?;
                        }
                    },
                    () = sleep_until(deadline.unwrap_or(wait)), if deadline.is_some() => return Err(self.unmet()),
                    _ = tokio::signal::ctrl_c() => return Err(SessionError::Interrupted),
                }
            }
            match link::open(&self.address).await {
                Ok(socket) => {
                    self.screen.note("connected again")?;
                    return Ok(Some(socket));
                }
                Err(error) if error.may_pass() => {}
                Err(error) => return Err(SessionError::Link(error)),
            }
        }
    }
}

/// What a line came to.
enum Typed {
    Message(Message),
    Quit,
    Nothing,
}

/// A close frame: 1000 and 1008 mean that the client is not wanted back, every other code that it may come again.
fn closed(frame: Option<CloseFrame>) -> End {
    let Some(CloseFrame { code, reason }) = frame else {
        return End::Lost("closed without a code".to_owned());
    };
    let why = format!("{} {}", u16::from(code), harmless(&reason));
    match code {
        CloseCode::Normal | CloseCode::Policy => End::Dismissed(why.trim_end().to_owned()),
        _ => End::Lost(why.trim_end().to_owned()),
    }
}

fn next_ping() -> Instant {
    Instant::now() + PING_AFTER + PING_JITTER.mul_f64(fastrand::f64())
}

fn keep_alive() -> Message {
    let ping = Inbound {
        request: Request::Ping,
        id: CorrelationId::parse("keep-alive").ok(),
    };
    Message::text(ping.encode())
}

#[cfg(test)]
mod tests {
    use std::error::Error as _;

    use super::*;

    #[test]
    fn what_is_wrong_with_a_line_of_a_script_is_said_once() {
        let wrong = command::parse("/dance").unwrap_err();
        let error = SessionError::Command { line: 2, wrong };
        assert_eq!(
            error.to_string(),
            "line 2: there is no command /dance; /help lists them"
        );
        assert!(error.source().is_none(), "it would be shown again as the cause");
    }
}

//! What happens in a running runtime, for people to read.

use std::time::Duration;

use cfn::Diagnostic;

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A handshake was accepted.
    Connected {
        /// The connection's id.
        connection: String,
        /// The stage it came in on.
        stage: String,
        /// From the request's last byte to the 101.
        took: Duration,
    },
    /// A handshake was refused.
    Refused {
        /// The path that was asked for, without its query: a token may be in there.
        path: String,
        /// The HTTP status.
        status: u16,
        /// Why, in one sentence.
        reason: String,
        /// From the request's last byte to the answer.
        took: Duration,
    },
    /// A message ran through a route.
    Message {
        /// The connection it came from.
        connection: String,
        /// The route that was selected; `None` where no route matched.
        route: Option<String>,
        /// The message's length in bytes.
        bytes: usize,
        /// What became of it.
        outcome: Outcome,
        /// From the message's last byte until its integration was done.
        took: Duration,
    },
    /// A connection ended and its `$disconnect` route, if any, has run.
    Disconnected {
        /// The connection's id.
        connection: String,
        /// The close code, `disconnectStatusCode` of the event.
        code: u16,
        /// The close reason, `disconnectReason` of the event.
        reason: String,
        /// What became of the `$disconnect` route; `None` where there is none.
        outcome: Option<Outcome>,
        /// How long the connection lived.
        lived: Duration,
    },
    /// A call of the management API, `/@connections/{id}`.
    Management {
        /// `POST`, `GET` or `DELETE`.
        verb: String,
        /// The connection it names.
        connection: String,
        /// The HTTP status that it got.
        status: u16,
        /// The payload's length in bytes.
        bytes: usize,
    },
    /// A function wrote a line to its standard output or standard error.
    Log {
        /// The function's logical id.
        function: String,
        /// The line, without its end.
        line: String,
    },
    /// A batch of stream records went to a function.
    Batch {
        /// The table whose stream it is, as a logical id.
        source: String,
        /// The function's logical id.
        function: String,
        /// How many records it held.
        records: usize,
        /// What became of it.
        outcome: Outcome,
        /// How long the function took.
        took: Duration,
    },
    /// A binary was built.
    Built {
        /// The function's logical id.
        function: String,
        /// How long it took.
        took: Duration,
    },
    /// A new template or new binaries are in use; connections stayed open.
    Reloaded {
        /// How long the switch took.
        took: Duration,
    },
    /// Something that the developer should know.
    Notice(Diagnostic),
}

/// What became of an invocation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It worked, and nothing went back to the client.
    Done,
    /// It worked, and this many bytes went back to the client.
    Replied(usize),
    /// It failed; why, in one sentence.
    Failed(String),
}

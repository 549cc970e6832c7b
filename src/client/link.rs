//! The connection: handshake, refusals, and how long to wait before the next try.

use std::time::Duration;

use futures_util::StreamExt as _;
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async_with_config,
    tungstenite::{
        self,
        http::StatusCode,
        protocol::{CloseFrame, frame::coding::CloseCode},
    },
};

use crate::{exit_code, report::Failure, ui::harmless};

/// An open connection.
pub(super) type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// A handshake may take as long as the service lets it: an integration has 29 seconds.
const PATIENCE: Duration = Duration::from_secs(35);
/// How long a close handshake may take before the connection is dropped.
const GOODBYE: Duration = Duration::from_secs(1);

/// Why there is no connection.
#[derive(Debug, thiserror::Error)]
pub(super) enum LinkError {
    #[error("the handshake was refused with {status}: {}", harmless(body))]
    Refused { status: StatusCode, body: String },
    #[error("cannot connect to {authority}")]
    Unreachable {
        authority: String,
        source: Box<tungstenite::Error>,
    },
    #[error("{authority} did not answer within {} s", PATIENCE.as_secs())]
    TooSlow { authority: String },
}

impl LinkError {
    /// Whether the same handshake can succeed later: not one that the server understood and refused.
    pub(super) fn may_pass(&self) -> bool {
        match self {
            Self::Refused { status, .. } => {
                !status.is_client_error() || *status == StatusCode::TOO_MANY_REQUESTS
            }
            Self::Unreachable { .. } | Self::TooSlow { .. } => true,
        }
    }
}

impl From<LinkError> for Failure {
    fn from(error: LinkError) -> Self {
        let hint = match &error {
            LinkError::Refused { status, .. } if *status == StatusCode::UNAUTHORIZED => Some(format!(
                "name another token with `--token`; guest mode believes one that begins with {}",
                protocol::handshake::GUEST_TOKEN_PREFIX
            )),
            LinkError::Unreachable { authority, .. } if is_local(authority) => {
                Some("`gatewright dev` starts the API on this machine and prints its address".to_owned())
            }
            _ => None,
        };
        let code = match error {
            LinkError::Refused { .. } => exit_code::REFUSED,
            LinkError::Unreachable { .. } | LinkError::TooSlow { .. } => exit_code::FAILED,
        };
        let failure = Failure::new(error).code(code);
        match hint {
            Some(hint) => failure.hint(hint),
            None => failure,
        }
    }
}

fn is_local(authority: &str) -> bool {
    ["127.0.0.1", "localhost", "[::1]"]
        .iter()
        .any(|host| authority.starts_with(host))
}

/// Opens a connection.
pub(super) async fn open(address: &str) -> Result<Socket, LinkError> {
    // Parameters may carry a token: the error names the host only.
    let authority = || {
        let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
        rest.split(['/', '?']).next().unwrap_or_default().to_owned()
    };
    match timeout(PATIENCE, connect_async_with_config(address, None, true)).await {
        Ok(Ok((socket, _))) => Ok(socket),
        Ok(Err(tungstenite::Error::Http(response))) => {
            let status = response.status();
            let body = response.into_body().unwrap_or_default();
            Err(LinkError::Refused {
                status,
                body: String::from_utf8_lossy(&body).into_owned(),
            })
        }
        Ok(Err(error)) => Err(LinkError::Unreachable {
            authority: authority(),
            source: Box::new(error),
        }),
        Err(_) => Err(LinkError::TooSlow {
            authority: authority(),
        }),
    }
}

/// Says goodbye and waits for the answer.
pub(super) async fn close(mut socket: Socket) {
    let frame = CloseFrame {
        code: CloseCode::Normal,
        reason: "".into(),
    };
    // An end is an end, however it goes.
    let _ = timeout(GOODBYE, async {
        socket.close(Some(frame)).await?;
        while let Some(Ok(_)) = socket.next().await {}
        Ok::<(), tungstenite::Error>(())
    })
    .await;
}

/// The first wait is at most this long.
const FIRST: Duration = Duration::from_millis(500);
/// No wait is longer.
const LONGEST: Duration = Duration::from_secs(30);

/// Waiting times with full jitter: a random part of a limit that doubles. After a mass disconnect the clients come
/// back spread out, where equal waits would bring all of them at once, again and again.
#[derive(Debug, Default)]
pub(super) struct Backoff {
    attempts: u32,
}

impl Backoff {
    /// How long to wait before the next try; `chance` is a random number from 0 to 1.
    pub(super) fn next(&mut self, chance: f64) -> Duration {
        let limit = FIRST
            .saturating_mul(2u32.saturating_pow(self.attempts))
            .min(LONGEST);
        self.attempts += 1;
        limit.mul_f64(chance)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_wait_is_never_longer_than_the_longest(tries in 1..200usize, chance in 0.0..1.0f64) {
            let mut backoff = Backoff::default();
            for _ in 0..tries {
                prop_assert!(backoff.next(chance) <= LONGEST);
            }
        }
    }

    #[test]
    fn the_limit_doubles() {
        let mut backoff = Backoff::default();
        let limits: Vec<u128> = (0..8).map(|_| backoff.next(1.0).as_millis()).collect();
        assert_eq!(limits, [500, 1000, 2000, 4000, 8000, 16000, 30000, 30000]);
        assert_eq!(backoff.next(0.0), Duration::ZERO);
    }

    #[test]
    fn what_the_server_refused_is_not_asked_again() {
        let refused = |status| LinkError::Refused {
            status,
            body: String::new(),
        };
        assert!(!refused(StatusCode::UNAUTHORIZED).may_pass());
        assert!(!refused(StatusCode::FORBIDDEN).may_pass());
        assert!(refused(StatusCode::TOO_MANY_REQUESTS).may_pass());
        assert!(refused(StatusCode::BAD_GATEWAY).may_pass());
    }
}

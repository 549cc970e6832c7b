//! The @connections side of a gateway: takes posts, and refuses them as it is told.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard},
};

use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::post,
};
use protocol::Outbound;
use tokio::net::TcpListener;

/// How posts to a connection are answered.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) enum Answer {
    #[default]
    Take,
    /// 410, as often as said, then taken.
    GoneFor(usize),
    Gone,
    /// 429, as often as said, then taken.
    ThrottledFor(usize),
    Fail,
    /// No answer at all.
    Hang,
}

#[derive(Default)]
struct Connection {
    answer: Answer,
    attempts: usize,
    received: Vec<Outbound>,
}

type Connections = Arc<Mutex<HashMap<String, Connection>>>;

/// The gateway.
pub(crate) struct Gateway {
    pub endpoint: String,
    connections: Connections,
}

impl Gateway {
    pub(crate) async fn serve() -> Self {
        let connections = Connections::default();
        let app = Router::new()
            .route("/dev/@connections/{id}", post(take))
            .with_state(connections.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = format!("http://{}/dev", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self {
            endpoint,
            connections,
        }
    }

    pub(crate) fn answer(&self, connection_id: &str, answer: Answer) {
        self.lock().entry(connection_id.to_owned()).or_default().answer = answer;
    }

    /// How many posts have come for a connection, whatever became of them.
    pub(crate) fn attempts(&self, connection_id: &str) -> usize {
        self.lock()
            .get(connection_id)
            .map_or(0, |connection| connection.attempts)
    }

    pub(crate) fn take(&self, connection_id: &str) -> Vec<Outbound> {
        self.lock()
            .get_mut(connection_id)
            .map(|connection| std::mem::take(&mut connection.received))
            .unwrap_or_default()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Connection>> {
        self.connections.lock().unwrap()
    }
}

async fn take(State(connections): State<Connections>, Path(id): Path<String>, body: String) -> Response {
    let answer = {
        let mut connections = connections.lock().unwrap();
        let connection = connections.entry(id).or_default();
        let before = connection.attempts;
        connection.attempts += 1;
        match connection.answer {
            Answer::GoneFor(times) if before < times => Answer::Gone,
            Answer::ThrottledFor(times) if before < times => Answer::ThrottledFor(times),
            Answer::Take | Answer::GoneFor(_) | Answer::ThrottledFor(_) => {
                connection.received.push(Outbound::decode(&body).unwrap());
                Answer::Take
            }
            other => other,
        }
    };
    match answer {
        Answer::Take => StatusCode::OK.into_response(),
        // As on AWS: the code is in the header, and the body is empty.
        Answer::Gone | Answer::GoneFor(_) => {
            (StatusCode::GONE, [("x-amzn-ErrorType", "GoneException")]).into_response()
        }
        Answer::ThrottledFor(_) => (
            StatusCode::TOO_MANY_REQUESTS,
            [("x-amzn-ErrorType", "LimitExceededException")],
        )
            .into_response(),
        Answer::Fail => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        Answer::Hang => std::future::pending().await,
    }
}

//! The function `connect`: stores a connection and its first room, on `$connect`.
//!
//! The client waits meanwhile, so it writes and does nothing else. It cannot greet: until it has answered, the
//! connection does not exist for @connections (410). [`greeter`](crate::greeter) does that.
//!
//! | table | operations |
//! |---|---|
//! | `Rooms` | `PutItem` |
//! | `Connections` | `PutItem` (in a transaction); `DeleteItem` to take back a failed attempt |

use aws_lambda_events::{
    apigw::{ApiGatewayProxyResponse as Response, ApiGatewayWebsocketProxyRequest as Event},
    http::{HeaderValue, header::SEC_WEBSOCKET_PROTOCOL},
};
use protocol::{ErrorCode, RoomId, handshake, subprotocol};

use crate::{
    caller::Caller,
    clock::Moment,
    connections::Connections,
    environment, frames, process,
    reply::{self, Refusal, refuse},
    rooms::Rooms,
    store::StoreError,
};

/// Runs the function until Lambda ends it.
pub async fn run() -> Result<(), lambda_runtime::Error> {
    let environment = environment::of_this_process();
    let connect = Connect {
        connections: environment.connections()?,
        rooms: environment.rooms()?,
    };
    process::serve(|event, _| connect.handle(event)).await
}

pub(crate) struct Connect {
    pub connections: Connections,
    pub rooms: Rooms,
}

impl Connect {
    pub(crate) async fn handle(&self, event: Event) -> Response {
        match self.admit(&event).await {
            Ok(()) => accept(&event),
            Err(Refusal(error)) => {
                let status = match error.code {
                    ErrorCode::Unauthorized => 401,
                    ErrorCode::Internal | ErrorCode::Busy => 500,
                    _ => 400,
                };
                reply::frame(status, &frames::error(error, event.request_context.request_id))
            }
        }
    }

    async fn admit(&self, event: &Event) -> Result<(), Refusal> {
        let caller = Caller::read(&event.request_context).ok_or_else(|| {
            tracing::error!(
                hint = "attach the authorizer to $connect",
                "no authorizer has said who connects"
            );
            refuse(ErrorCode::Unauthorized, "nobody has vouched for this connection")
        })?;
        let room = first_room(event)?;
        self.store(&caller, &room).await?;
        tracing::info!(
            connection_id = caller.key.connection_id,
            user_id = %caller.identity.user_id,
            guest = caller.identity.guest,
            %room,
            "connected"
        );
        Ok(())
    }

    async fn store(&self, caller: &Caller, room: &RoomId) -> Result<(), StoreError> {
        self.rooms
            .ensure(room, Some(&caller.identity.user_id), Moment::now())
            .await?;
        let Err(error) = self.connections.open(caller, room).await else {
            return Ok(());
        };
        // A call that timed out may have written. No $disconnect follows a refusal, so nobody else would clean up.
        if let Err(error) = self.connections.abandon(&caller.key, room).await {
            tracing::error!(%error, "the rows of a refused connection may remain until they expire");
        }
        Err(error)
    }
}

fn first_room(event: &Event) -> Result<RoomId, Refusal> {
    let room = event
        .query_string_parameters
        .first(handshake::ROOM_ID)
        .unwrap_or(handshake::DEFAULT_ROOM);
    Ok(RoomId::parse(room).map_err(|reason| refuse(ErrorCode::BadField, format!("`roomId` {reason}")))?)
}

/// Accepts, and chooses the subprotocol if the client offers it. A client that offers others alone is let in all the same:
/// a browser closes the connection by itself.
fn accept(event: &Event) -> Response {
    let mut response = reply::empty(200);
    let offers = event.headers.get_all(SEC_WEBSOCKET_PROTOCOL);
    let offers = offers.iter().filter_map(|value| value.to_str().ok());
    if let Some(chosen) = subprotocol::choose(offers, &[handshake::SUBPROTOCOL]) {
        response
            .headers
            .insert(SEC_WEBSOCKET_PROTOCOL, HeaderValue::from_static(chosen));
    }
    response
}

#[cfg(test)]
mod tests;

//! The function `message`: serves every message of a client.
//!
//! The gateway's choice of the route decides what runs, and the message must be of that type. Two-way routes answer
//! with the response body; the others post, their refusals included, so that no message is met with silence.
//!
//! | table | operations |
//! |---|---|
//! | `Connections` | `Query`; `PutItem`, `UpdateItem`, `DeleteItem` (also in transactions); `Query` on `RoomIndex`, `UserIndex` |
//! | `Rooms` | `GetItem`, `PutItem`; `UpdateItem` (in a transaction); `Query` on `DirectoryIndex` |
//! | `Messages` | `GetItem`; `PutItem` (in a transaction) |
//! | @connections | POST |

mod chat;
mod list;
mod membership;
mod private;

use aws_lambda_events::apigw::{
    ApiGatewayProxyResponse as Response, ApiGatewayWebsocketProxyRequest as Event,
};
use protocol::{CorrelationId, ErrorCode, Inbound, Outbound, ProtocolError, Request, Route, decode};

use crate::{
    audience::Audience,
    caller::{Caller, ConnectionKey},
    clock::{Deadline, Moment},
    connections::Presence,
    environment, frames,
    messages::Messages,
    post::Outcome,
    process,
    reply::{self, Refusal, refuse},
    rooms::Rooms,
};

/// Runs the function until Lambda ends it.
pub async fn run() -> Result<(), lambda_runtime::Error> {
    let environment = environment::of_this_process();
    let chat = ChatServer {
        audience: environment.audience()?,
        rooms: environment.rooms()?,
        messages: environment.messages()?,
    };
    process::serve(|event, deadline| chat.handle(event, deadline)).await
}

pub(crate) struct ChatServer {
    pub audience: Audience,
    pub rooms: Rooms,
    pub messages: Messages,
}

impl ChatServer {
    pub(crate) async fn handle(&self, event: Event, deadline: Deadline) -> Response {
        let context = &event.request_context;
        let route = context.route_key.as_deref().and_then(Route::parse);
        let frame = match self.serve(route, &event, deadline).await {
            Ok(None) => return reply::empty(200),
            Ok(Some(frame)) => frame,
            Err(refusal) => {
                tracing::info!(code = %refusal.code, route = context.route_key, "refused");
                frames::error(refusal, context.request_id.clone())
            }
        };
        // `$default`, which is no custom route, answers too.
        if route.is_none_or(Route::answers) {
            return reply::frame(200, &frame);
        }
        self.post_to_sender(&event, &frame).await;
        reply::empty(200)
    }

    /// Serves a message; the frame is for the sender.
    async fn serve(
        &self,
        route: Option<Route>,
        event: &Event,
        deadline: Deadline,
    ) -> Result<Option<Outbound>, ProtocolError> {
        let inbound = decode(event.body.as_deref().unwrap_or_default())?;
        let id = inbound.id.clone();
        let served = match agree(route, &inbound) {
            Ok(()) => self.fulfil(event, inbound, deadline).await,
            Err(refusal) => Err(refusal),
        };
        served.map_err(|Refusal(error)| ProtocolError { id, ..error })
    }

    /// Every request has its arm: a route without a handler does not compile.
    async fn fulfil(
        &self,
        event: &Event,
        Inbound { request, id }: Inbound,
        deadline: Deadline,
    ) -> Result<Option<Outbound>, Refusal> {
        let caller = || {
            let unknown = || refuse(ErrorCode::Unauthorized, "nobody has vouched for this connection");
            Caller::read(&event.request_context).ok_or_else(unknown)
        };
        match request {
            Request::Chat {
                message,
                room_id,
                client_msg_id,
            } => {
                self.chat(caller()?, message, room_id, client_msg_id, deadline)
                    .await
            }
            Request::JoinRoom { room_id } => self.join(caller()?, room_id, deadline).await,
            Request::LeaveRoom { room_id } => self.leave(caller()?, room_id, deadline).await,
            Request::PrivateMessage {
                target_user_id,
                message,
            } => {
                self.private_message(caller()?, target_user_id, message, deadline)
                    .await
            }
            Request::RoomList => self.room_list(id).await.map(Some),
            Request::Hello => self.hello(caller()?, id).await.map(Some),
            // Neither table nor post: what it takes is what the way here and back takes.
            Request::Ping => Ok(Some(frames::pong(id, Moment::now()))),
        }
    }

    async fn hello(&self, caller: Caller, id: Option<CorrelationId>) -> Result<Outbound, Refusal> {
        let now = Moment::now();
        let presence = self.presence(&caller, now).await?;
        Ok(frames::welcome(
            &caller.key,
            &caller.identity,
            presence.current_room(),
            id,
            now,
        ))
    }

    /// The caller's rows; without the connection's own, there is nobody to serve.
    async fn presence(&self, caller: &Caller, now: Moment) -> Result<Presence, Refusal> {
        let presence = self.audience.connections.load(&caller.key, now).await?;
        presence.connection.as_ref().ok_or_else(not_connected)?;
        Ok(presence)
    }

    async fn post_to_sender(&self, event: &Event, frame: &Outbound) {
        let Some(key) = ConnectionKey::read(&event.request_context) else {
            tracing::error!("the event is of no connection");
            return;
        };
        if self.audience.post.one(&key, frame).await == Outcome::Gone {
            tracing::info!(connection_id = key.connection_id, "gone before its answer");
        }
    }
}

/// The message must be what the gateway took it for: it reads the `type` by rules of its own.
fn agree(route: Option<Route>, inbound: &Inbound) -> Result<(), Refusal> {
    let wanted = inbound.request.route();
    if route == Some(wanted) {
        return Ok(());
    }
    let message = format!(
        "the gateway did not take this for `{}`: send `type` once, as plain text",
        wanted.key()
    );
    Err(refuse(ErrorCode::TypeMismatch, message).into())
}

fn not_connected() -> Refusal {
    refuse(ErrorCode::NotConnected, "this connection is over; connect again").into()
}

fn not_a_member() -> Refusal {
    refuse(ErrorCode::NotAMember, "you are not in this room; join it first").into()
}

#[cfg(test)]
mod tests;

//! The function `disconnect`: removes a connection's rows and tells its rooms, on `$disconnect`.
//!
//! The gateway runs it after the end, perhaps late, twice or never. So it can be repeated, and nothing depends on
//! it: rows expire, and whoever posts to a connection that is gone removes them too.
//!
//! | table | operations |
//! |---|---|
//! | `Connections` | `Query`, `DeleteItem`; `Query` on `RoomIndex` |
//! | @connections | POST |

use aws_lambda_events::apigw::{
    ApiGatewayProxyResponse as Response, ApiGatewayWebsocketProxyRequest as Event,
};

use crate::{audience::Audience, caller::ConnectionKey, clock::Deadline, environment, process, reply};

/// Runs the function until Lambda ends it.
pub async fn run() -> Result<(), lambda_runtime::Error> {
    let environment = environment::of_this_process();
    let disconnect = Disconnect {
        audience: environment.audience()?,
    };
    process::serve(|event, deadline| disconnect.handle(event, deadline)).await
}

pub(crate) struct Disconnect {
    pub audience: Audience,
}

impl Disconnect {
    pub(crate) async fn handle(&self, event: Event, deadline: Deadline) -> Response {
        let context = &event.request_context;
        let Some(key) = ConnectionKey::read(context) else {
            tracing::error!("the event is of no connection");
            return reply::empty(200);
        };
        tracing::info!(
            connection_id = key.connection_id,
            code = context.disconnect_status_code,
            reason = context.disconnect_reason,
            "disconnected"
        );
        self.audience.sweep(vec![key], deadline).await;
        reply::empty(200)
    }
}

#[cfg(test)]
mod tests;

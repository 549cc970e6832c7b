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
    ApiGatewayProxyResponse as Response, ApiGatewayWebsocketProxyRequest as Request,
};
use lambda_runtime::{LambdaEvent, service_fn};

use crate::{audience::Audience, caller::ConnectionKey, clock::Deadline, environment, reply, telemetry};

/// Runs the function.
pub async fn run() -> Result<(), lambda_runtime::Error> {
    telemetry::init();
    let environment = environment::process();
    let disconnect = Disconnect {
        audience: environment.audience()?,
    };
    lambda_runtime::run(service_fn(async |event: LambdaEvent<Request>| {
        let deadline = Deadline::of(&event.context);
        Ok::<_, lambda_runtime::Error>(disconnect.handle(&event.payload, deadline).await)
    }))
    .await
}

pub(crate) struct Disconnect {
    pub audience: Audience,
}

impl Disconnect {
    pub(crate) async fn handle(&self, event: &Request, deadline: Deadline) -> Response {
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

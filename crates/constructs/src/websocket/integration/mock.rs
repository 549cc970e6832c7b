//! No backend at all.

use super::{IntegrationResponse, MappedIntegration, mapped::Backend};
use crate::websocket::MappingTemplate;

/// An answer without a backend: the gateway gives it, no function runs and nothing is paid for one.
///
/// [`Route::answer`](crate::websocket::Route::answer) makes the whole route.
///
/// ```
/// use constructs::prelude::*;
/// let mut stack = Stack::new("demo");
/// let api = stack.add("Api", WebSocketApi::new("chat", RouteSelection::body("type")));
/// let pong = Json::object().with("type", "pong");
/// stack.add("Deployment", Routes::of(&api.stage("dev")).route(route_key!("ping"), Route::answer(pong)));
/// # stack.synth()?;
/// # Ok::<(), cfn::Findings>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Mock {
    answer: MappingTemplate,
}

impl Mock {
    /// Always gives this answer.
    pub fn answer(answer: impl Into<MappingTemplate>) -> Self {
        Self {
            answer: answer.into(),
        }
    }
}

impl From<Mock> for MappedIntegration {
    fn from(mock: Mock) -> Self {
        // A mock wants its own status from the request's template, or it answers with an error.
        let fine = MappingTemplate::vtl(r#"{"statusCode":200}"#);
        Self::new(Backend::Mock, fine).response(IntegrationResponse::otherwise().template(mock.answer))
    }
}

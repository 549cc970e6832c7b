//! Events for a bus.

use aws::events::EventBus;

use super::{Address, MappedIntegration, ServiceCall};
use crate::{
    Grant, action, source,
    websocket::{Json, MappingTemplate, Payload},
};

/// Puts what the client says onto an event bus.
///
/// ```
/// use constructs::{aws::events::EventBus, prelude::*, websocket::PutEvents};
/// let mut stack = Stack::new("demo");
/// let bus = stack.add("Bus", EventBus::new("orders"));
/// let route = Route::to(PutEvents::onto(&bus, "shop.websocket", source!("context.routeKey")));
/// ```
///
/// The detail is `{"connectionId":…,"routeKey":…,"requestId":…,"sentAt":…,"message":…}` unless told otherwise.
#[derive(Clone, Debug)]
#[must_use]
pub struct PutEvents {
    bus: Address<EventBus>,
    source: Json,
    detail_type: Json,
    detail: Payload,
}

impl PutEvents {
    /// Puts events from this source with this type of detail onto the bus; each is a text, or a
    /// [`Source`](crate::websocket::Source). A source may not begin with `aws.`.
    pub fn onto(
        bus: impl Into<Address<EventBus>>,
        source: impl Into<Json>,
        detail_type: impl Into<Json>,
    ) -> Self {
        Self {
            bus: bus.into(),
            source: source.into(),
            detail_type: detail_type.into(),
            detail: Payload::envelope(),
        }
    }

    /// The detail (default: [the message and who sent it](Payload::envelope)): a JSON object, or the bus refuses it.
    pub fn detail(mut self, detail: impl Into<Payload>) -> Self {
        self.detail = detail.into();
        self
    }
}

impl From<PutEvents> for MappedIntegration {
    fn from(put: PutEvents) -> Self {
        let template = put.detail.before(|detail| {
            let entry = Json::object()
                .with("EventBusName", put.bus.name())
                .with("Source", put.source.clone())
                .with("DetailType", put.detail_type.clone())
                .with("Detail", Json::text_of(detail));
            MappingTemplate::from(Json::object().with("Entries", Json::array([entry])))
        });
        let grant = Grant::new([action!("events:PutEvents")], [put.bus.arn()]);
        ServiceCall::action("events", "PutEvents", grant, template)
            .header("Content-Type", source!("'application/x-amz-json-1.1'"))
            .header("X-Amz-Target", source!("'AWSEvents.PutEvents'"))
            .into()
    }
}

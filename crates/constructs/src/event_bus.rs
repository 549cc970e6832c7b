//! Event buses.

use aws::events;
use cfn::{Arn, Construct, Handle, IntoProperty, Pseudo, Scope, Tree, Value, sub};

use crate::{Grant, action, arn, place::Place, raw::Raw};

mod rule;

pub use rule::EventPattern;
pub(crate) use rule::{Ruled, target};

/// A bus of your own: who puts an event does not know who wants it.
///
/// Functions, queues and state machines say themselves which events they want, with
/// [`Function::on_event`](crate::Function::on_event) and the like.
///
/// ```
/// use constructs::prelude::*;
/// let mut stack = Stack::new("demo");
/// let orders = stack.add("Orders", EventBus::new());
/// stack.add("Shop", Function::rust("lambdas", "shop").env("BUS", &orders).allow(orders.put_events()));
/// let placed = EventPattern::of("OrderPlaced").field("detail.country", ["de", "at"]);
/// stack.add("Mailer", Function::rust("lambdas", "mailer").on_event(&orders, placed));
/// # stack.synth()?;
/// # Ok::<(), cfn::Findings>(())
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct EventBus {
    description: Option<String>,
    raw: Raw,
}

/// An event bus, of the stack, [imported](EventBusRef::imported), or the [account's own](EventBusRef::of_account).
#[derive(Clone, Debug)]
pub struct EventBusRef {
    place: Place<events::EventBus>,
}

impl EventBus {
    /// A bus that is named after the stack and its own id.
    pub fn new() -> Self {
        Self::default()
    }

    /// What the bus is for, at most 512 characters.
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// Sets a property that this construct does not know, or overrides one that it does.
    pub fn raw_property(mut self, name: &str, value: impl Into<Tree>) -> Self {
        self.raw.set(name, value);
        self
    }
}

impl Construct for EventBus {
    type Output = EventBusRef;

    fn build(self, scope: &mut Scope<'_>, id: &str) -> EventBusRef {
        let mut bus = events::EventBus::new(sub!("{}-{}", Pseudo::StackName, id));
        if let Some(text) = self.description {
            bus = bus.description(text);
        }
        EventBusRef {
            place: Place::made(scope.add(id, self.raw.onto(bus))),
        }
    }
}

impl EventBusRef {
    /// A bus that stands already. Logical ids in this stack begin with `name`.
    pub fn imported(name: impl Into<String>, arn: impl IntoProperty<Value<Arn<events::EventBus>>>) -> Self {
        Self {
            place: Place::imported(name, arn, arn::after_slash),
        }
    }

    /// The bus `default`, which every account has: the events of AWS's own services are on it.
    pub fn of_account() -> Self {
        let arn = sub!(
            "arn:{}:events:{}:{}:event-bus/default",
            Pseudo::Partition,
            Pseudo::Region,
            Pseudo::AccountId
        );
        Self {
            place: Place::imported("Account", arn::tagged(arn), |_| "default".into()),
        }
    }

    /// The resource, where this stack makes it.
    pub fn handle(&self) -> Option<&Handle<events::EventBus>> {
        self.place.handle()
    }

    /// Its name, which whoever puts events needs.
    pub fn name(&self) -> Value<String> {
        self.place.id_text()
    }

    /// Its ARN.
    pub fn arn(&self) -> Value<Arn<events::EventBus>> {
        self.place.arn()
    }

    /// Putting events.
    pub fn put_events(&self) -> Grant {
        Grant::new([action!("events:PutEvents")], [self.place.arn_text()])
    }
}

impl From<&EventBusRef> for Value<String> {
    fn from(bus: &EventBusRef) -> Self {
        bus.name()
    }
}

#[cfg(test)]
mod tests;

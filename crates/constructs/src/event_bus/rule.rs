//! Rules: which events of a bus reach whom.

use aws::{
    events::{Rule, Target},
    lambda::Permission,
};
use cfn::{Dict, Handle, Scope, Tree, Value};

use super::EventBusRef;
use crate::{FunctionRef, Grant, Pattern, source::Source, text};

/// Which events of a bus are wanted: those of one detail type, or of one source, whose fields fit.
///
/// ```
/// use constructs::prelude::*;
/// let large = EventPattern::of("OrderPlaced")
///     .from_source("shop")
///     .matching("detail.total", cfn::Tree::single("numeric", [cfn::Tree::from(">"), 1000.into()]));
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct EventPattern {
    name: String,
    pattern: Pattern,
}

impl EventPattern {
    /// Events of this detail type, such as `OrderPlaced` or `Object Created`.
    pub fn of(detail_type: &str) -> Self {
        Self {
            name: text::pascal(detail_type),
            pattern: Pattern::new().field("detail-type", [detail_type]),
        }
    }

    /// All events of this source, such as `shop`; those of AWS's own services begin with `aws.`.
    pub fn all_of_source(source: &str) -> Self {
        Self {
            name: text::pascal(source),
            pattern: Pattern::new().field("source", [source]),
        }
    }

    /// The readable part of the rule's logical id (default: the detail type's or the source's). Two rules for one target need
    /// it where they want the same detail type, from two buses for example.
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Of these, events of this source.
    pub fn from_source(self, source: &str) -> Self {
        self.field("source", [source])
    }

    /// Of these, events whose field has one of these values. What the event is about stands under `detail`; dots lead
    /// deeper.
    pub fn field<V: Into<Tree>>(mut self, path: &str, values: impl IntoIterator<Item = V>) -> Self {
        self.pattern = self.pattern.field(path, values);
        self
    }

    /// Of these, events whose field a matcher of the language fits.
    pub fn matching(mut self, path: &str, matcher: impl Into<Tree>) -> Self {
        self.pattern = self.pattern.matching(path, matcher);
        self
    }

    pub(crate) fn on(self, bus: &EventBusRef) -> Ruled {
        Ruled {
            bus: bus.clone(),
            wanted: self,
        }
    }
}

/// A bus, with what of it is wanted.
#[derive(Clone, Debug)]
pub(crate) struct Ruled {
    bus: EventBusRef,
    wanted: EventPattern,
}

impl Ruled {
    /// The rule's logical id, after that of who wants the events.
    pub(crate) fn id(&self, wanting: &str) -> String {
        format!("{wanting}{}Rule", self.wanted.name)
    }

    /// Adds the rule. Who gets the events lets the rule in, or has a role in the target.
    pub(crate) fn add(&self, scope: &mut Scope<'_>, wanting: &str, target: Target) -> Handle<Rule> {
        let pattern: Dict<Tree> = self.wanted.pattern.fields().clone().into_iter().collect();
        let rule = Rule::new()
            .event_bus_name(self.bus.name())
            .event_pattern(pattern)
            .targets([target]);
        scope.add(&self.id(wanting), rule)
    }
}

/// A target with the name that rules with one target need as well.
pub(crate) fn target(arn: impl Into<Value<String>>) -> Target {
    Target::new(arn.into(), "Target")
}

impl Source for Ruled {
    fn grants(&self) -> Vec<Grant> {
        Vec::new()
    }

    fn attach(&self, scope: &mut Scope<'_>, function: &FunctionRef) {
        let rule = self.add(scope, function.id(), target(function.arn()));
        let invoke = Permission::new(
            "lambda:InvokeFunction",
            function.invoked(),
            "events.amazonaws.com",
        )
        .source_arn(rule.arn());
        scope.add(&format!("{}Permission", self.id(function.id())), invoke);
    }
}

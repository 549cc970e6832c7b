//! What others may know of a state machine, and do with it.

use std::marker::PhantomData;

use aws::stepfunctions;
use cfn::{Arn, Handle, IntoProperty, Value};

use crate::{Express, Grant, Standard, action, arn, place::Place};

/// A state machine, of the stack or [imported](StateMachineRef::imported).
#[derive(Clone, Debug)]
pub struct StateMachineRef<K = Standard> {
    place: Place<stepfunctions::StateMachine>,
    kind: PhantomData<K>,
}

/// The part of a state machine's ARN that is its name.
const NAME: usize = 6;

impl StateMachineRef {
    /// A standard state machine that stands already. Logical ids in this stack begin with `name`.
    pub fn imported(
        name: impl Into<String>,
        arn: impl IntoProperty<Value<Arn<stepfunctions::StateMachine>>>,
    ) -> Self {
        Self::of(Place::imported(name, arn, Value::clone))
    }
}

impl StateMachineRef<Express> {
    /// An express state machine that stands already.
    pub fn imported_express(
        name: impl Into<String>,
        arn: impl IntoProperty<Value<Arn<stepfunctions::StateMachine>>>,
    ) -> Self {
        Self::of(Place::imported(name, arn, Value::clone))
    }

    /// Starting it and waiting for its end.
    ///
    /// ```compile_fail
    /// # use constructs::prelude::*;
    /// fn wait(order: &StateMachineRef) -> Grant {
    ///     order.start_sync() // nobody waits for a year
    /// }
    /// ```
    pub fn start_sync(&self) -> Grant {
        Grant::new([action!("states:StartSyncExecution")], [self.place.arn_text()])
    }
}

impl<K> StateMachineRef<K> {
    pub(super) fn of(place: Place<stepfunctions::StateMachine>) -> Self {
        Self {
            place,
            kind: PhantomData,
        }
    }

    /// The resource, where this stack makes it.
    pub fn handle(&self) -> Option<&Handle<stepfunctions::StateMachine>> {
        self.place.handle()
    }

    /// Its name.
    pub fn name(&self) -> Value<String> {
        let outside = |machine: &Value<String>| arn::part(machine, NAME);
        self.place.get(stepfunctions::StateMachine::NAME, outside)
    }

    /// Its ARN, which whoever starts it needs.
    pub fn arn(&self) -> Value<Arn<stepfunctions::StateMachine>> {
        self.place.arn()
    }

    /// Starting it without waiting.
    pub fn start(&self) -> Grant {
        Grant::new([action!("states:StartExecution")], [self.place.arn_text()])
    }
}

impl<K> From<&StateMachineRef<K>> for Value<String> {
    fn from(machine: &StateMachineRef<K>) -> Self {
        machine.place.arn_text()
    }
}

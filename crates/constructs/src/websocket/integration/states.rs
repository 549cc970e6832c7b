//! Executions of state machines.

use aws::stepfunctions::StateMachine;

use super::{Address, MappedIntegration, ServiceCall};
use crate::{
    Action, Express, Grant, StateMachineRef, action,
    websocket::{Json, MappingTemplate, Payload},
};

/// Starts an execution of a state machine and does not wait for it: the machine posts to the connection when it has
/// something to say. Its input tells it which one.
///
/// ```
/// use constructs::{StateMachineRef, prelude::*, websocket::StartExecution};
/// # fn route(orders: &StateMachineRef) -> Route {
/// Route::to(StartExecution::of(orders))
/// # }
/// ```
///
/// The input is `{"connectionId":…,"routeKey":…,"requestId":…,"sentAt":…,"message":…}` unless told otherwise.
#[derive(Clone, Debug)]
#[must_use]
pub struct StartExecution {
    machine: Address<StateMachine>,
    input: Payload,
}

/// Runs an express state machine and answers with what comes of it; on a two-way route the client gets the whole
/// answer, or what a response makes of it. A machine that takes more than 29 seconds is an error.
///
/// ```
/// use constructs::{Express, StateMachineRef, prelude::*, websocket::StartSyncExecution};
/// # fn route(quote: &StateMachineRef<Express>) -> Route {
/// let run = MappedIntegration::from(StartSyncExecution::of(quote));
/// let output = IntegrationResponse::otherwise().template(MappingTemplate::vtl("$input.path('$.output')"));
/// Route::to(run.response(output)).two_way()
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct StartSyncExecution {
    machine: Address<StateMachine>,
    input: Payload,
}

impl StartExecution {
    /// Starts this machine, standard or express.
    pub fn of(machine: impl Into<Address<StateMachine>>) -> Self {
        Self {
            machine: machine.into(),
            input: Payload::envelope(),
        }
    }

    /// The input (default: [the message and who sent it](Payload::envelope)): JSON, or nothing starts.
    pub fn input(mut self, input: impl Into<Payload>) -> Self {
        self.input = input.into();
        self
    }
}

impl StartSyncExecution {
    /// Runs this machine, an express one.
    pub fn of(machine: &StateMachineRef<Express>) -> Self {
        Self::at(machine)
    }

    /// Runs the machine at this address; one that is not express is refused when a message comes.
    pub fn at(machine: impl Into<Address<StateMachine>>) -> Self {
        Self {
            machine: machine.into(),
            input: Payload::envelope(),
        }
    }

    /// The input (default: [the message and who sent it](Payload::envelope)): JSON, or nothing starts.
    pub fn input(mut self, input: impl Into<Payload>) -> Self {
        self.input = input.into();
        self
    }
}

fn call(action: Action, machine: &Address<StateMachine>, input: &Payload) -> MappedIntegration {
    let template = input.before(|input| {
        let request = Json::object()
            .with("stateMachineArn", machine.arn())
            .with("input", Json::text_of(input));
        MappingTemplate::from(request)
    });
    let name = action.as_str().trim_start_matches("states:");
    ServiceCall::action("states", name, Grant::new([action], [machine.arn()]), template).into()
}

impl From<StartExecution> for MappedIntegration {
    fn from(start: StartExecution) -> Self {
        call(action!("states:StartExecution"), &start.machine, &start.input)
    }
}

impl From<StartSyncExecution> for MappedIntegration {
    fn from(start: StartSyncExecution) -> Self {
        call(action!("states:StartSyncExecution"), &start.machine, &start.input)
    }
}

//! State machines.

use std::marker::PhantomData;

use aws::stepfunctions::{
    self, CloudWatchLogsLogGroup, LogDestination, LogLevel, LoggingConfiguration, StateMachineType,
    TracingConfiguration,
};
use cfn::{Construct, Handle, Scope, Tree, Value};

use crate::{
    EventBusRef, EventPattern, Express, Grant, LogGroup, LogGroupRef, Standard, action, event_bus::Ruled,
    place::Place, raw::Raw, role::granted_role,
};

mod definition;
mod inflow;
mod reference;

pub use definition::Definition;
pub use reference::StateMachineRef;

/// A state machine with a role and a log group of its own.
///
/// The role may do what is [allowed](StateMachine::allow). Failures are logged, without the data that failed.
///
/// ```
/// use constructs::prelude::*;
/// let mut stack = Stack::new("demo");
/// let pack = stack.add("Pack", Function::rust("lambdas", "pack"));
/// let definition = Definition::text(
///     r#"{ "StartAt": "Pack", "States": { "Pack": { "Type": "Task", "Resource": "${Pack}", "End": true } } }"#,
/// );
/// let order = StateMachine::standard(definition.substitute("Pack", pack.arn())).allow(pack.invoke());
/// let order = stack.add("Order", order);
/// stack.add("Shop", Function::rust("lambdas", "shop").env("ORDER", &order).allow(order.start()));
/// # stack.synth()?;
/// # Ok::<(), cfn::Findings>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct StateMachine<K = Standard> {
    settings: Settings,
    kind: PhantomData<K>,
}

#[derive(Clone, Debug)]
struct Settings {
    machine_type: StateMachineType,
    definition: Definition,
    grants: Vec<Grant>,
    logs: LogGroup,
    log_level: LogLevel,
    tracing: bool,
    events: Vec<Ruled>,
    raw: Raw,
}

impl StateMachine {
    /// One that runs for up to a year, does each step once, and is paid by step.
    pub fn standard(definition: impl Into<Definition>) -> Self {
        Self::of_kind(StateMachineType::Standard, definition.into())
    }

    /// One that runs for up to five minutes, is paid by time, and can be [waited for](StateMachineRef::start_sync). Steps
    /// may be done twice.
    pub fn express(definition: impl Into<Definition>) -> StateMachine<Express> {
        StateMachine::of_kind(StateMachineType::Express, definition.into())
    }
}

impl<K> StateMachine<K> {
    fn of_kind(machine_type: StateMachineType, definition: Definition) -> Self {
        let settings = Settings {
            machine_type,
            definition,
            grants: Vec::new(),
            logs: LogGroup::new(),
            log_level: LogLevel::Error,
            tracing: false,
            events: Vec::new(),
            raw: Raw::default(),
        };
        Self {
            settings,
            kind: PhantomData,
        }
    }

    /// Lets its steps do this.
    pub fn allow(mut self, grant: Grant) -> Self {
        self.settings.grants.push(grant);
        self
    }

    /// How its log group keeps what it is given (default: two weeks, outlives the stack).
    pub fn logs(mut self, logs: LogGroup) -> Self {
        self.settings.logs = logs;
        self
    }

    /// Logs every step (default: failures), which for express ones is the only history there is.
    pub fn log_everything(mut self) -> Self {
        self.settings.log_level = LogLevel::All;
        self
    }

    /// Traces executions with X-Ray; IAM knows no resource for that, so the role gets it on `*`.
    pub fn tracing(mut self) -> Self {
        self.settings.tracing = true;
        self
    }

    /// Starts with each event of a bus that fits.
    pub fn on_event(mut self, bus: &EventBusRef, pattern: EventPattern) -> Self {
        self.settings.events.push(pattern.on(bus));
        self
    }

    /// Sets a property that this construct does not know, or overrides one that it does.
    pub fn raw_property(mut self, name: &str, value: impl Into<Tree>) -> Self {
        self.settings.raw.set(name, value);
        self
    }
}

impl<K> Construct for StateMachine<K> {
    type Output = StateMachineRef<K>;

    fn build(self, scope: &mut Scope<'_>, id: &str) -> StateMachineRef<K> {
        StateMachineRef::of(Place::made(self.settings.build(scope, id)))
    }
}

impl Settings {
    fn build(mut self, scope: &mut Scope<'_>, id: &str) -> Handle<stepfunctions::StateMachine> {
        for finding in self.definition.findings(id) {
            scope.report(finding);
        }
        let logs = scope.add(&format!("{id}Logs"), self.logs);
        self.grants.push(log_delivery());
        if self.tracing {
            self.grants.push(trace());
        }
        let role = granted_role("states.amazonaws.com", &self.grants);
        let role = scope.add(&format!("{id}Role"), role);

        let machine = stepfunctions::StateMachine::new(&role)
            .logging_configuration(logging(&logs, self.log_level))
            .state_machine_type(self.machine_type);
        let mut machine = self.definition.onto(machine);
        if self.tracing {
            machine = machine.tracing_configuration(TracingConfiguration::new().enabled(true));
        }
        let handle = scope.add(id, self.raw.onto(machine));
        inflow::start(scope, &handle, &self.events);
        handle
    }
}

fn logging(logs: &LogGroupRef, level: LogLevel) -> LoggingConfiguration {
    let group: Value<String> = logs.handle().arn().into();
    let group = CloudWatchLogsLogGroup::new().log_group_arn(group);
    let destination = LogDestination::new().cloud_watch_logs_log_group(group);
    LoggingConfiguration::new()
        .destinations([destination])
        .level(level)
}

/// Having its logs delivered: on everything, because IAM knows no resource for a delivery (Step Functions guide, "Using
/// CloudWatch Logs to log execution history").
fn log_delivery() -> Grant {
    Grant::unscoped([
        action!("logs:CreateLogDelivery"),
        action!("logs:DeleteLogDelivery"),
        action!("logs:DescribeLogGroups"),
        action!("logs:DescribeResourcePolicies"),
        action!("logs:GetLogDelivery"),
        action!("logs:ListLogDeliveries"),
        action!("logs:PutResourcePolicy"),
        action!("logs:UpdateLogDelivery"),
    ])
}

fn trace() -> Grant {
    Grant::unscoped([
        action!("xray:GetSamplingRules"),
        action!("xray:GetSamplingTargets"),
        action!("xray:PutTelemetryRecords"),
        action!("xray:PutTraceSegments"),
    ])
}

#[cfg(test)]
mod tests;

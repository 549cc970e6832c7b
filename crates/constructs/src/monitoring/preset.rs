//! The preset: what anybody who runs a real-time API wants to know.

use aws::{apigatewayv2, cloudwatch::TreatMissingData};
use cfn::{Construct, Handle, Scope, Tree};

use super::{Alarm, AlarmRef, AlarmTopic, Dashboard, DashboardRef, Metric};
use crate::{
    FunctionRef, QueueRef, TableRef,
    websocket::{StageName, StageRef},
};

/// Alarms for a stage and what is behind it, and a dashboard with all of it.
///
/// | alarm | goes off at |
/// |---|---|
/// | `…ConnectErrors` | 5 failed integrations of `$connect` in 5 minutes; only with detailed metrics of the stage or the route |
/// | `…IntegrationErrors` | 5 failed integrations in 5 minutes |
/// | `…ExecutionErrors` | 1 integration that could not be called: a permission or a target is wrong |
/// | `…ClientErrors` | 100 requests that were refused in 5 minutes; throttled messages count here, there is no metric of their own |
/// | `…Latency` | p99 of an integration over 3 seconds, in 3 of 5 periods |
/// | `…{Function}Errors`, `…Throttles` | the first one |
/// | `…{Function}Duration` | 80 % of its timeout |
/// | `…{Queue}DeadLetters` | the first message |
/// | `…{Table}Throttles` | the first throttled read or write |
///
/// An alarm without data stays quiet: nobody was there.
///
/// ```
/// use constructs::prelude::*;
/// # fn monitoring(stack: &mut Stack, stage: &StageRef, message: &FunctionRef, jobs: &QueueRef) {
/// let operators = stack.add("Operators", Topic::new().email("chat@example.com"));
/// stack.add(
///     "Monitoring",
///     Monitoring::of(stage)
///         .function(message)
///         .queue(jobs)
///         .integration_errors(20)
///         .latency_ms(1_000)
///         .notify(&operators),
/// );
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Monitoring {
    stage: StageName,
    resource: Handle<apigatewayv2::Stage>,
    limits: Limits,
    functions: Vec<FunctionRef>,
    dead_letters: Vec<(String, Metric)>,
    tables: Vec<(String, [Metric; 2])>,
    topics: Vec<AlarmTopic>,
    dashboard: bool,
}

#[derive(Clone, Copy, Debug)]
struct Limits {
    connect_errors: u32,
    integration_errors: u32,
    execution_errors: u32,
    client_errors: u32,
    latency_ms: u32,
    duration_percent: u32,
}

/// What the preset made.
#[derive(Clone, Debug)]
pub struct MonitoringRef {
    alarms: Vec<AlarmRef>,
    dashboard: Option<DashboardRef>,
}

impl Monitoring {
    /// Alarms and a dashboard for a stage.
    pub fn of(stage: &StageRef) -> Self {
        Self {
            stage: (**stage).clone(),
            resource: stage.handle().clone(),
            limits: Limits {
                connect_errors: 5,
                integration_errors: 5,
                execution_errors: 1,
                client_errors: 100,
                latency_ms: 3_000,
                duration_percent: 80,
            },
            functions: Vec::new(),
            dead_letters: Vec::new(),
            tables: Vec::new(),
            topics: Vec::new(),
            dashboard: true,
        }
    }

    /// Watches errors, throttles and duration of a function.
    pub fn function(mut self, function: &FunctionRef) -> Self {
        self.functions.push(function.clone());
        self
    }

    /// Watches how many messages nobody could handle; a queue without dead letters has none.
    pub fn queue<K>(mut self, queue: &QueueRef<K>) -> Self {
        if let Some(letters) = queue.dead_letters() {
            let id = letters.logical_id().as_str().to_owned();
            let depth = queue.dead_letter_metric("ApproximateNumberOfMessagesVisible");
            self.dead_letters.extend(depth.map(|depth| (id, depth.maximum())));
        }
        self
    }

    /// Watches throttled reads and writes of a table, without its indexes.
    pub fn table<const INDEXES: usize, S>(mut self, table: &TableRef<INDEXES, S>) -> Self {
        let id = table.label().to_owned();
        let metric = |name| table.metric(name).label(format!("{id} {name}"));
        let metrics = ["ReadThrottleEvents", "WriteThrottleEvents"].map(metric);
        self.tables.push((id, metrics));
        self
    }

    /// Failed integrations of `$connect` in five minutes (default 5).
    pub fn connect_errors(mut self, errors: u32) -> Self {
        self.limits.connect_errors = errors;
        self
    }

    /// Failed integrations in five minutes (default 5).
    pub fn integration_errors(mut self, errors: u32) -> Self {
        self.limits.integration_errors = errors;
        self
    }

    /// Integrations that could not be called in five minutes (default 1).
    pub fn execution_errors(mut self, errors: u32) -> Self {
        self.limits.execution_errors = errors;
        self
    }

    /// Requests that were refused in five minutes (default 100).
    pub fn client_errors(mut self, errors: u32) -> Self {
        self.limits.client_errors = errors;
        self
    }

    /// The 99th percentile of what an integration takes, in milliseconds (default 3,000).
    pub fn latency_ms(mut self, milliseconds: u32) -> Self {
        self.limits.latency_ms = milliseconds;
        self
    }

    /// The part of its timeout that a function may take, in percent (default 80).
    pub fn duration_percent<const PERCENT: u32>(mut self) -> Self {
        const {
            crate::range::demand(
                1 <= PERCENT && PERCENT <= 100,
                "a part of a timeout is 1 to 100 percent",
            );
        };
        self.limits.duration_percent = PERCENT;
        self
    }

    /// Tells this topic when an alarm goes off, and when it is over.
    pub fn notify(mut self, topic: impl Into<AlarmTopic>) -> Self {
        self.topics.push(topic.into());
        self
    }

    /// Makes the alarms only.
    pub fn without_dashboard(mut self) -> Self {
        self.dashboard = false;
        self
    }

    /// What goes off, and its part of the logical id.
    fn alarms(&self, connects: bool) -> Vec<(String, Alarm)> {
        let Limits {
            connect_errors,
            integration_errors,
            execution_errors,
            client_errors,
            latency_ms,
            ..
        } = self.limits;
        let stage = &self.stage;
        let mut alarms: Vec<(String, Alarm)> = Vec::new();
        if connects {
            let connects = stage.route_metric("$connect", "IntegrationError");
            alarms.push((
                "ConnectErrors".to_owned(),
                Alarm::at_least(connects, connect_errors)
                    .description("Clients cannot connect: the $connect route fails"),
            ));
        }
        let integration = Alarm::at_least(stage.metric("IntegrationError"), integration_errors);
        let execution = Alarm::at_least(stage.metric("ExecutionError"), execution_errors);
        let client = Alarm::at_least(stage.metric("ClientError"), client_errors);
        let slow = stage.metric("IntegrationLatency").percentile::<99>();
        let slow = Alarm::at_least(slow, latency_ms).lasting::<3, 5>();
        for (id, alarm, text) in [
            (
                "IntegrationErrors",
                integration,
                "What is behind the routes fails",
            ),
            (
                "ExecutionErrors",
                execution,
                "The gateway cannot call what is behind a route: a permission or a target is wrong",
            ),
            (
                "ClientErrors",
                client,
                "The gateway refuses requests: wrong messages, missing routes or throttles",
            ),
            ("Latency", slow, "What is behind the routes is slow"),
        ] {
            alarms.push((id.to_owned(), alarm.description(text)));
        }
        alarms.extend(
            self.functions
                .iter()
                .flat_map(|function| self.function_alarms(function)),
        );
        for (id, depth) in &self.dead_letters {
            let alarm = Alarm::at_least(depth.clone(), 1).missing_data(TreatMissingData::NotBreaching);
            alarms.push((
                id.clone(),
                alarm.description("Messages wait that nobody could handle"),
            ));
        }
        for (id, metrics) in &self.tables {
            for (way, metric) in ["Read", "Write"].into_iter().zip(metrics) {
                let alarm = Alarm::at_least(metric.clone(), 1)
                    .description("The table refuses requests: its limit is reached");
                alarms.push((format!("{id}{way}Throttles"), alarm));
            }
        }
        alarms
    }

    fn function_alarms(&self, function: &FunctionRef) -> [(String, Alarm); 3] {
        let id = function.id();
        let errors = Alarm::at_least(function.metric("Errors"), 1);
        let throttles = Alarm::at_least(function.metric("Throttles"), 1);
        // The limit in milliseconds: a timeout has at most 900 seconds, so that the product fits.
        let longest = function.timeout().as_secs() * 10 * self.limits.duration_percent;
        let duration = Alarm::at_least(function.metric("Duration").maximum(), longest);
        [
            (format!("{id}Errors"), errors.description(format!("{id} fails"))),
            (
                format!("{id}Throttles"),
                throttles.description(format!("{id} is refused: too many run at once")),
            ),
            (
                format!("{id}Duration"),
                duration.description(format!("{id} comes close to its timeout")),
            ),
        ]
    }

    fn graphs(&self) -> Dashboard {
        let stage = |name: &str| self.stage.metric(name).period_secs::<60>();
        let latency = ["p50", "p99"].map(|label| {
            let metric = stage("IntegrationLatency").label(label);
            if label == "p50" {
                metric.percentile::<50>()
            } else {
                metric.percentile::<99>()
            }
        });
        let errors = ["IntegrationError", "ExecutionError", "ClientError"].map(stage);
        let dashboard = Dashboard::new().row([
            ("Connects", vec![stage("ConnectCount")]),
            ("Messages, both ways", vec![stage("MessageCount")]),
            ("Errors", errors.to_vec()),
            ("Integration latency", latency.to_vec()),
        ]);
        let functions = |name: &str| {
            let metrics = self
                .functions
                .iter()
                .map(|function| function.metric(name).period_secs::<60>());
            metrics.collect::<Vec<_>>()
        };
        let behind = [
            ("Invocations", functions("Invocations")),
            ("Function errors", functions("Errors")),
            ("Function throttles", functions("Throttles")),
            (
                "Longest duration",
                functions("Duration").into_iter().map(Metric::maximum).collect(),
            ),
            (
                "Dead letters",
                self.dead_letters.iter().map(|(_, depth)| depth.clone()).collect(),
            ),
            (
                "Table throttles",
                self.tables
                    .iter()
                    .flat_map(|(_, metrics)| metrics.clone())
                    .collect(),
            ),
        ];
        dashboard.row(behind.into_iter().filter(|(_, metrics)| !metrics.is_empty()))
    }

    /// Whether the stage measures `$connect`, alone or with all routes.
    fn measures_connects(&self, scope: &Scope<'_>) -> bool {
        const FLAG: &str = "DetailedMetricsEnabled";
        let stage = self.resource.logical_id().as_str();
        let flags = [
            ["DefaultRouteSettings", FLAG].as_slice(),
            &["RouteSettings", "$connect", FLAG],
        ];
        let resource = scope.resources().find(|(id, ..)| *id == stage);
        let settings = resource.and_then(|(_, _, body)| body.get("Properties"));
        settings.is_some_and(|settings| {
            flags
                .iter()
                .any(|flag| settings.at(flag) == Some(&Tree::Bool(true)))
        })
    }
}

impl Construct for Monitoring {
    type Output = MonitoringRef;

    fn build(self, scope: &mut Scope<'_>, id: &str) -> MonitoringRef {
        let alarms = self.alarms(self.measures_connects(scope));
        // Once for all of them.
        for finding in self.topics.iter().filter_map(AlarmTopic::finding) {
            scope.report(finding);
        }
        let alarms: Vec<AlarmRef> = alarms
            .into_iter()
            .map(|(part, alarm)| scope.add(&format!("{id}{part}"), alarm.notify_all(&self.topics)))
            .collect();
        let dashboard = self
            .dashboard
            .then(|| scope.add(&format!("{id}Dashboard"), self.graphs().alarms(&alarms)));
        MonitoringRef { alarms, dashboard }
    }
}

impl MonitoringRef {
    /// The alarms, in the order of the table at [`Monitoring`].
    pub fn alarms(&self) -> &[AlarmRef] {
        &self.alarms
    }

    /// The dashboard, if there is one.
    pub fn dashboard(&self) -> Option<&DashboardRef> {
        self.dashboard.as_ref()
    }
}

#[cfg(test)]
mod tests;

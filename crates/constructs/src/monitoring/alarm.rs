//! Alarms: a metric, and from where on somebody wants to know.

use aws::cloudwatch::{self, ComparisonOperator, TreatMissingData};
use cfn::{Construct, Diagnostic, Handle, Scope, Value};

use super::{AlarmTopic, Metric};
use crate::range;

/// An alarm over one metric.
///
/// Nothing measured means that nothing happened: an alarm over too much stays quiet without data. One over too little, such
/// as a heartbeat, goes off.
///
/// ```
/// use constructs::prelude::*;
/// # fn alarm(stack: &mut Stack, worker: &FunctionRef, operators: &TopicRef) {
/// stack.add("WorkerErrors", Alarm::at_least(worker.metric("Errors"), 5).lasting::<2, 3>().notify(operators));
/// # }
/// ```
///
/// emits
///
/// ```yaml
/// WorkerErrors:
///   Type: AWS::CloudWatch::Alarm
///   Properties:
///     AlarmActions: [!Ref Operators]
///     AlarmDescription: sum of Errors is at least 5
///     ComparisonOperator: GreaterThanOrEqualToThreshold
///     DatapointsToAlarm: 2
///     Dimensions: [{ Name: FunctionName, Value: !Ref Worker }]
///     EvaluationPeriods: 3
///     MetricName: Errors
///     Namespace: AWS/Lambda
///     OKActions: [!Ref Operators]
///     Period: 300
///     Statistic: Sum
///     Threshold: 5
///     TreatMissingData: notBreaching
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Alarm {
    metric: Metric,
    beyond: ComparisonOperator,
    threshold: u32,
    datapoints: u32,
    periods: u32,
    missing: TreatMissingData,
    description: Option<String>,
    topics: Vec<AlarmTopic>,
}

/// An alarm of the stack.
#[derive(Clone, Debug)]
pub struct AlarmRef {
    handle: Handle<cloudwatch::Alarm>,
}

impl Alarm {
    /// Goes off where the metric reaches the threshold.
    pub fn at_least(metric: Metric, threshold: u32) -> Self {
        let beyond = ComparisonOperator::GreaterThanOrEqualToThreshold;
        Self::new(metric, beyond, threshold, TreatMissingData::NotBreaching)
    }

    /// Goes off where the metric is below the threshold, or where there is none.
    pub fn below(metric: Metric, threshold: u32) -> Self {
        let beyond = ComparisonOperator::LessThanThreshold;
        Self::new(metric, beyond, threshold, TreatMissingData::Breaching)
    }

    fn new(metric: Metric, beyond: ComparisonOperator, threshold: u32, missing: TreatMissingData) -> Self {
        Self {
            metric,
            beyond,
            threshold,
            datapoints: 1,
            periods: 1,
            missing,
            description: None,
            topics: Vec::new(),
        }
    }

    /// Goes off after so many bad periods of the last so many (default one of one).
    pub fn lasting<const BAD: u32, const PERIODS: u32>(mut self) -> Self {
        const {
            range::demand(
                1 <= BAD && BAD <= PERIODS,
                "an alarm needs 1 bad period or more, and no more than it looks at",
            );
        };
        (self.datapoints, self.periods) = (BAD, PERIODS);
        self
    }

    /// What no data means.
    pub fn missing_data(mut self, missing: TreatMissingData) -> Self {
        self.missing = missing;
        self
    }

    /// What it means, for whoever is woken by it.
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// Tells this topic when it goes off, and when it is over.
    pub fn notify(mut self, topic: impl Into<AlarmTopic>) -> Self {
        self.topics.push(topic.into());
        self
    }

    /// Tells these, of which the findings are known.
    pub(super) fn notify_all(mut self, topics: &[AlarmTopic]) -> Self {
        self.topics.extend(topics.iter().map(|topic| topic.arn().into()));
        self
    }

    /// A window longer than the service keeps in view (`PutMetricAlarm`: a day, a week for periods of an hour or more).
    fn finding(&self, id: &str) -> Option<Diagnostic> {
        let period = self.metric.period();
        let (most, words) = if period < 3600 {
            (86_400, "a day")
        } else {
            (604_800, "a week")
        };
        let seconds = u64::from(period) * u64::from(self.periods);
        let message =
            format!("`{id}` looks back {seconds} seconds; CloudWatch takes {words} with its period");
        (seconds > most).then(|| {
            Diagnostic::error("GW175", message)
                .on(id)
                .hint("look at fewer periods, or at longer ones")
        })
    }
}

impl Construct for Alarm {
    type Output = AlarmRef;

    fn build(self, scope: &mut Scope<'_>, id: &str) -> AlarmRef {
        let of_topics = self.topics.iter().filter_map(AlarmTopic::finding);
        for finding in self.finding(id).into_iter().chain(of_topics) {
            scope.report(finding);
        }
        let is = match self.beyond {
            ComparisonOperator::LessThanThreshold => "below",
            _ => "at least",
        };
        let words = || format!("{} is {is} {}", self.metric.words(), self.threshold);
        let alarm = cloudwatch::Alarm::new()
            .alarm_description(self.description.clone().unwrap_or_else(words))
            .comparison_operator(self.beyond)
            .datapoints_to_alarm(self.datapoints)
            .evaluation_periods(self.periods)
            .threshold(f64::from(self.threshold))
            .treat_missing_data(self.missing);
        let mut alarm = self.metric.watched_by(alarm);
        if !self.topics.is_empty() {
            let topics: Vec<Value<String>> = self.topics.iter().map(|topic| topic.arn().into()).collect();
            alarm = alarm.alarm_actions(topics.clone()).ok_actions(topics);
        }
        AlarmRef {
            handle: scope.add(id, alarm),
        }
    }
}

impl AlarmRef {
    /// The resource.
    pub fn handle(&self) -> &Handle<cloudwatch::Alarm> {
        &self.handle
    }
}

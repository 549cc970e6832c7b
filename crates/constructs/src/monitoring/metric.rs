//! Metrics: what is measured, and how it is counted.

use aws::cloudwatch::{self, Statistic};
use cfn::{Emit, Map, Tree, Value};

use crate::range;

/// A metric of CloudWatch: a name, the dimensions that select it, and how values of one period become one.
///
/// Dimensions are matched exactly: a metric with one dimension too many, or too few, is another metric without data.
///
/// ```
/// use constructs::prelude::*;
/// let slow = Metric::new("AWS/ApiGateway", "IntegrationLatency")
///     .dimension("ApiId", "a1b2c3")
///     .dimension("Stage", "prod")
///     .percentile::<99>()
///     .period_secs::<60>();
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Metric {
    namespace: String,
    name: String,
    dimensions: Vec<(String, Value<String>)>,
    count: Count,
    period_seconds: u32,
    label: Option<String>,
}

#[derive(Clone, Copy, Debug)]
enum Count {
    Of(Statistic),
    Percentile(u8),
}

impl Metric {
    /// The sum of a metric over five minutes, such as `Errors` of `AWS/Lambda`.
    pub fn new(namespace: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            namespace: namespace.into(),
            name: name.into(),
            dimensions: Vec::new(),
            count: Count::Of(Statistic::Sum),
            period_seconds: 300,
            label: None,
        }
    }

    /// Selects by a dimension, such as the name of a function.
    pub fn dimension(mut self, name: impl Into<String>, value: impl Into<Value<String>>) -> Self {
        self.dimensions.push((name.into(), value.into()));
        self
    }

    /// The name of its line on a dashboard.
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.label = Some(text.into());
        self
    }

    /// The average of the period.
    pub fn average(self) -> Self {
        self.counted(Count::Of(Statistic::Average))
    }

    /// The largest value of the period.
    pub fn maximum(self) -> Self {
        self.counted(Count::Of(Statistic::Maximum))
    }

    /// The smallest value of the period.
    pub fn minimum(self) -> Self {
        self.counted(Count::Of(Statistic::Minimum))
    }

    /// The sum of the period.
    pub fn sum(self) -> Self {
        self.counted(Count::Of(Statistic::Sum))
    }

    /// The value below which this percentage of the period's values is.
    pub fn percentile<const PERCENT: u8>(self) -> Self {
        const {
            range::demand(
                1 <= PERCENT && PERCENT <= 99,
                "a percentile is 1 to 99; for 100 take the maximum",
            );
        };
        self.counted(Count::Percentile(PERCENT))
    }

    /// How long a period is: 60 seconds or a multiple, or 10, 20 or 30 for metrics of high resolution.
    pub fn period_secs<const SECONDS: u32>(mut self) -> Self {
        const {
            range::demand(
                SECONDS == 10
                    || SECONDS == 20
                    || SECONDS == 30
                    || (SECONDS > 0 && SECONDS.is_multiple_of(60) && SECONDS <= 86_400),
                "a period is 10, 20, 30 or a multiple of 60 seconds, a day at most",
            );
        };
        self.period_seconds = SECONDS;
        self
    }

    fn counted(mut self, count: Count) -> Self {
        self.count = count;
        self
    }

    /// The seconds of a period.
    pub(super) fn period(&self) -> u32 {
        self.period_seconds
    }

    /// What it measures, in a sentence's words.
    pub(super) fn words(&self) -> String {
        let count = match self.count {
            Count::Of(statistic) => statistic.as_str().to_lowercase(),
            Count::Percentile(percent) => format!("p{percent}"),
        };
        format!("{} of {}", count, self.name)
    }

    /// Puts the metric into an alarm.
    pub(super) fn watched_by(&self, alarm: cloudwatch::Alarm) -> cloudwatch::Alarm {
        let dimensions = self.dimensions.iter();
        let dimensions = dimensions.map(|(name, value)| cloudwatch::Dimension::new(name, value));
        let alarm = alarm
            .namespace(&self.namespace)
            .metric_name(&self.name)
            .dimensions(dimensions.collect::<Vec<_>>())
            .period(self.period_seconds);
        match self.count {
            Count::Of(statistic) => alarm.statistic(statistic),
            Count::Percentile(percent) => alarm
                .extended_statistic(format!("p{percent}"))
                .evaluate_low_sample_count_percentile(cloudwatch::LowSampleCount::Ignore),
        }
    }

    /// A line of a dashboard's graph: namespace, name, dimensions, and how it is counted.
    pub(super) fn line(&self) -> Tree {
        let mut line: Vec<Tree> = vec![self.namespace.as_str().into(), self.name.as_str().into()];
        for (name, value) in &self.dimensions {
            line.extend([name.as_str().into(), value.emit()]);
        }
        let count = match self.count {
            Count::Of(statistic) => statistic.as_str().to_owned(),
            Count::Percentile(percent) => format!("p{percent}"),
        };
        let mut options = Map::new();
        options.insert("stat".to_owned(), count.into());
        options.insert("period".to_owned(), i64::from(self.period_seconds).into());
        if let Some(label) = &self.label {
            options.insert("label".to_owned(), label.as_str().into());
        }
        line.push(options.into());
        line.into()
    }
}

//! `AWS::CloudWatch`: alarms and dashboards.

mod alarm;
mod composite_alarm;
mod dashboard;
mod metric;

pub use alarm::{
    Alarm, AlarmPromQlCriteria, ComparisonOperator, EvaluationCriteria, EvaluationWindow, LowSampleCount,
    TreatMissingData, WallClockWindow, WarmUpConfiguration,
};
pub use composite_alarm::{ActionConfiguration, AlarmTagsPropagation, CompositeAlarm};
pub use dashboard::Dashboard;
pub use metric::{Dimension, Metric, MetricDataQuery, MetricStat, Statistic, Unit};

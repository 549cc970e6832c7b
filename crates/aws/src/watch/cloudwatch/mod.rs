//! `AWS::CloudWatch`: alarms and dashboards.
//!
//! ```
//! use aws::{cloudwatch::{Alarm, ComparisonOperator, Dimension, Statistic, TreatMissingData}, sns::Topic};
//! use cfn::Stack;
//!
//! let mut stack = Stack::new("demo");
//! let news = stack.add("News", Topic::new());
//! let dimensions = [Dimension::new("ApiId", "a1b2c3"), Dimension::new("Stage", "live")];
//! let alarm = Alarm::new()
//!     .namespace("AWS/ApiGateway")
//!     .metric_name("IntegrationError")
//!     .dimensions(dimensions)
//!     .statistic(Statistic::Sum)
//!     .period(60)
//!     .evaluation_periods(5)
//!     .threshold(1.0)
//!     .comparison_operator(ComparisonOperator::GreaterThanOrEqualToThreshold)
//!     .treat_missing_data(TreatMissingData::NotBreaching)
//!     .alarm_actions([news.id_text()]);
//! stack.add("Errors", alarm);
//! assert!(stack.synth().is_ok());
//! ```

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

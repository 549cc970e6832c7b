//! `AWS::Logs`: log groups, and what reads them.

mod log_group;
mod metric_filter;
mod query_definition;
mod subscription_filter;

pub use log_group::{LogGroup, LogGroupClass, Retention};
pub use metric_filter::{Dimension, MetricFilter, MetricTransformation};
pub use query_definition::{QueryDefinition, QueryLanguage, QueryParameter};
pub use subscription_filter::{Distribution, SubscriptionFilter};

//! Monitoring: metrics, alarms, dashboards, and a preset of all three for real-time APIs.

mod alarm;
mod alarm_topic;
mod dashboard;
mod metric;
mod preset;
mod source;

pub use alarm::{Alarm, AlarmRef};
pub use alarm_topic::AlarmTopic;
pub use dashboard::{Dashboard, DashboardRef};
pub use metric::Metric;
pub use preset::{Monitoring, MonitoringRef};

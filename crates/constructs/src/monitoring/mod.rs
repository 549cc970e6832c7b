//! Monitoring: metrics, alarms, dashboards, and a preset of all three for real-time APIs.

mod alarm;
mod dashboard;
mod metric;
mod preset;
mod source;

pub use alarm::{Alarm, AlarmRef};
pub use dashboard::{Dashboard, DashboardRef};
pub use metric::Metric;
pub use preset::{Monitoring, MonitoringRef};

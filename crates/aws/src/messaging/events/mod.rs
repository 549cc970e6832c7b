//! `AWS::Events`: event buses, rules, and what rules start.

mod event_bus;
mod rule;
mod target;

pub use event_bus::{EventBus, IncludeDetail, LogConfig, LogLevel};
pub use rule::{Rule, RuleState};
pub use target::{
    DeadLetterConfig, HttpParameters, InputTransformer, KinesisParameters, RetryPolicy, SqsParameters, Target,
};

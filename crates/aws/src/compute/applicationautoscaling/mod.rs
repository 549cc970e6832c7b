//! `AWS::ApplicationAutoScaling`: capacity of tables and functions that follows use.

mod scalable_target;
mod scaling_policy;

pub use scalable_target::{
    ScalableDimension, ScalableTarget, ScalableTargetAction, ScheduledAction, ServiceNamespace,
    SuspendedState,
};
pub use scaling_policy::{
    AdjustmentType, MetricAggregationType, PolicyType, PredefinedMetricSpecification, PredefinedMetricType,
    ScalingPolicy, StepAdjustment, StepScalingPolicyConfiguration, TargetTrackingScalingPolicyConfiguration,
};

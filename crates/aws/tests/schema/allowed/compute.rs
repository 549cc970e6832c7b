//! Exceptions of the shelf `compute`.

use super::{Allowed, Kind};

pub(super) const ALLOWED: &[Allowed] = &[
    Allowed {
        place: "AWS::ApplicationAutoScaling::ScalingPolicy",
        kind: Kind::Untyped,
        names: &["PredictiveScalingPolicyConfiguration"],
        reason: "forecasts are for ECS; ten structures, taken as JSON",
    },
    Allowed {
        place: "AWS::ApplicationAutoScaling::ScalingPolicy.ScalableDimension",
        kind: Kind::WordUnknown,
        names: &["ec2:capacity-reservation:AvailableInstances"],
        reason: "targets take it, and a policy has a target: one enum serves both",
    },
    Allowed {
        place: "AWS::ApplicationAutoScaling::ScalingPolicy.TargetTrackingScalingPolicyConfiguration",
        kind: Kind::Untyped,
        names: &["CustomizedMetricSpecification"],
        reason: "the predefined metrics cover tables and functions; six structures, taken as JSON",
    },
    Allowed {
        place: "AWS::Lambda::EventSourceMapping",
        kind: Kind::Required,
        names: &["EventSourceArn"],
        reason: "only self-managed Kafka does without, and that is left out",
    },
    Allowed {
        place: "AWS::Lambda::EventSourceMapping.Tag",
        kind: Kind::Required,
        names: &["Value"],
        reason: "a tag without a value is a tag with the empty text",
    },
    Allowed {
        place: "AWS::Lambda::Function.Tag",
        kind: Kind::Required,
        names: &["Value"],
        reason: "a tag without a value is a tag with the empty text",
    },
];

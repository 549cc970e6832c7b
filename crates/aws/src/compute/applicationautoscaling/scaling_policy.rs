//! How it scales.

use cfn::{Arn, Id, List, Tree, Value, property, resource, string_enum};

use super::{ScalableDimension, ScalableTarget, ServiceNamespace};

string_enum! {
    /// The kind of a policy.
    PolicyType {
        /// Keeps a metric at a value; the one that tables take.
        TargetTrackingScaling = "TargetTrackingScaling",
        /// Steps by how far an alarm's metric is off.
        StepScaling = "StepScaling",
        /// Follows a forecast; for ECS.
        PredictiveScaling = "PredictiveScaling",
    }
}

string_enum! {
    /// A metric that a policy keeps at a value.
    PredefinedMetricType {
        /// Used reads of those provisioned, in percent.
        DynamoDbReadCapacityUtilization = "DynamoDBReadCapacityUtilization",
        /// Used writes of those provisioned, in percent.
        DynamoDbWriteCapacityUtilization = "DynamoDBWriteCapacityUtilization",
        /// Used environments of those kept started, 0 to 1.
        LambdaProvisionedConcurrencyUtilization = "LambdaProvisionedConcurrencyUtilization",
    }
    left_out {
        // Of services for which there are no tables.
        "ALBRequestCountPerTarget", "AppStreamAverageCapacityUtilization", "CassandraReadCapacityUtilization",
        "CassandraWriteCapacityUtilization", "ComprehendInferenceUtilization",
        "EC2SpotFleetRequestAverageCPUUtilization", "EC2SpotFleetRequestAverageNetworkIn",
        "EC2SpotFleetRequestAverageNetworkOut", "ECSServiceAverageCPUUtilization",
        "ECSServiceAverageCPUUtilizationHighResolution", "ECSServiceAverageMemoryUtilization",
        "ECSServiceAverageMemoryUtilizationHighResolution",
        "ElastiCacheDatabaseCapacityUsageCountedForEvictPercentage",
        "ElastiCacheDatabaseMemoryUsageCountedForEvictPercentage", "ElastiCacheDatabaseMemoryUsagePercentage",
        "ElastiCacheEngineCPUUtilization", "ElastiCachePrimaryEngineCPUUtilization",
        "ElastiCacheReplicaEngineCPUUtilization", "KafkaBrokerStorageUtilization",
        "NeptuneReaderAverageCPUUtilization", "RDSReaderAverageCPUUtilization",
        "RDSReaderAverageDatabaseConnections", "SageMakerInferenceComponentConcurrentRequestsPerCopyHighResolution",
        "SageMakerInferenceComponentInvocationsPerCopy", "SageMakerVariantConcurrentRequestsPerModelHighResolution",
        "SageMakerVariantInvocationsPerInstance", "SageMakerVariantProvisionedConcurrencyUtilization",
        "WorkSpacesAverageUserSessionsCapacityUtilization",
    }
}

string_enum! {
    /// What the number of a step means.
    AdjustmentType {
        /// It is added.
        ChangeInCapacity = "ChangeInCapacity",
        /// It is the new capacity.
        ExactCapacity = "ExactCapacity",
        /// That percentage is added.
        PercentChangeInCapacity = "PercentChangeInCapacity",
    }
}

string_enum! {
    /// Which value of a minute counts.
    MetricAggregationType {
        /// The mean; the default.
        Average = "Average",
        /// The highest.
        Maximum = "Maximum",
        /// The lowest.
        Minimum = "Minimum",
    }
}

property! {
    /// A metric that the service measures anyway.
    PredefinedMetricSpecification {
        required {
            /// Which.
            predefined_metric_type: Value<PredefinedMetricType> = "PredefinedMetricType",
        }
        optional {
            /// The target group, for metrics of load balancers.
            resource_label: Value<String> = "ResourceLabel",
        }
    }
}

property! {
    /// Keeps a metric at a value.
    TargetTrackingScalingPolicyConfiguration {
        required {
            /// The value, in the metric's unit: 20 to 90 percent for tables, 0.1 to 0.9 for functions.
            target_value: Value<f64> = "TargetValue",
        }
        optional {
            /// A metric of your own instead of a predefined one.
            customized_metric_specification: Value<Tree> = "CustomizedMetricSpecification",
            /// Only ever makes the capacity larger (default false).
            disable_scale_in: Value<bool> = "DisableScaleIn",
            /// The metric.
            predefined_metric_specification: Value<PredefinedMetricSpecification> = "PredefinedMetricSpecification",
            /// Seconds between one reduction and the next (default 0 for tables and functions).
            scale_in_cooldown: Value<i64> = "ScaleInCooldown",
            /// Seconds between one growth and the next (default 0 for tables and functions).
            scale_out_cooldown: Value<i64> = "ScaleOutCooldown",
        }
    }
}

property! {
    /// What happens where the metric is this far off the alarm's threshold.
    StepAdjustment {
        required {
            /// The number.
            scaling_adjustment: Value<i64> = "ScalingAdjustment",
        }
        optional {
            /// From here (default: no end).
            metric_interval_lower_bound: Value<f64> = "MetricIntervalLowerBound",
            /// Up to here (default: no end).
            metric_interval_upper_bound: Value<f64> = "MetricIntervalUpperBound",
        }
    }
}

property! {
    /// Steps by how far an alarm's metric is off.
    StepScalingPolicyConfiguration {
        required {}
        optional {
            /// What the number of a step means.
            adjustment_type: Value<AdjustmentType> = "AdjustmentType",
            /// Seconds between one step and the next.
            cooldown: Value<i64> = "Cooldown",
            /// Which value of a minute counts (default `Average`).
            metric_aggregation_type: Value<MetricAggregationType> = "MetricAggregationType",
            /// The least that a step by percentage adds.
            min_adjustment_magnitude: Value<i64> = "MinAdjustmentMagnitude",
            /// The steps, without gaps between them.
            step_adjustments: List<StepAdjustment> = "StepAdjustments",
        }
    }
}

resource! {
    /// How a target scales; `Ref` yields its ARN.
    ///
    /// A new name or target replaces it. It needs the target's id, or its three parts.
    ScalingPolicy = "AWS::ApplicationAutoScaling::ScalingPolicy" {
        required {
            /// Its name, 1 to 256 characters.
            policy_name: Value<String> = "PolicyName",
            /// Its kind.
            policy_type: Value<PolicyType> = "PolicyType",
        }
        optional {
            /// A forecast, where the kind says so.
            predictive_scaling_policy_configuration: Value<Tree> = "PredictiveScalingPolicyConfiguration",
            /// What scales, where the target's id is not given.
            resource_id: Value<String> = "ResourceId",
            /// Which capacity of it.
            scalable_dimension: Value<ScalableDimension> = "ScalableDimension",
            /// The target.
            scaling_target_id: Value<Id<ScalableTarget>> = "ScalingTargetId",
            /// The service.
            service_namespace: Value<ServiceNamespace> = "ServiceNamespace",
            /// Steps, where the kind says so.
            step_scaling_policy_configuration: Value<StepScalingPolicyConfiguration> = "StepScalingPolicyConfiguration",
            /// A metric and its value, where the kind says so.
            target_tracking_scaling_policy_configuration: Value<TargetTrackingScalingPolicyConfiguration> = "TargetTrackingScalingPolicyConfiguration",
        }
        attributes { ARN: Arn<ScalingPolicy> = "Arn" }
        arn = Ref
        replaces_on { "PolicyName", "ResourceId", "ScalableDimension", "ScalingTargetId", "ServiceNamespace" }
    }
}

//! What scales.

use cfn::{Arn, List, Value, property, resource, string_enum};

use crate::{Tag, iam::Role};

string_enum! {
    /// The service whose capacity scales.
    ServiceNamespace {
        /// Tables and indexes.
        DynamoDb = "dynamodb",
        /// Aliases of functions.
        Lambda = "lambda",
    }
    left_out {
        // Fleets, clusters and brokers, for which there are no tables.
        "appstream", "cassandra", "comprehend", "custom-resource", "ec2", "ecs", "elasticache", "elasticmapreduce",
        "kafka", "neptune", "rds", "sagemaker", "workspaces",
    }
}

string_enum! {
    /// The capacity that scales.
    ScalableDimension {
        /// Reads of a table.
        TableRead = "dynamodb:table:ReadCapacityUnits",
        /// Writes of a table.
        TableWrite = "dynamodb:table:WriteCapacityUnits",
        /// Reads of an index.
        IndexRead = "dynamodb:index:ReadCapacityUnits",
        /// Writes of an index.
        IndexWrite = "dynamodb:index:WriteCapacityUnits",
        /// Environments of a function's alias that are kept started.
        ProvisionedConcurrency = "lambda:function:ProvisionedConcurrency",
    }
    left_out {
        // As with the services.
        "appstream:fleet:DesiredCapacity", "cassandra:table:ReadCapacityUnits", "cassandra:table:WriteCapacityUnits",
        "comprehend:document-classifier-endpoint:DesiredInferenceUnits",
        "comprehend:entity-recognizer-endpoint:DesiredInferenceUnits", "custom-resource:ResourceType:Property",
        "ec2:capacity-reservation:AvailableInstances", "ec2:spot-fleet-request:TargetCapacity",
        "ecs:service:DesiredCount", "elasticache:cache-cluster:Nodes", "elasticache:replication-group:NodeGroups",
        "elasticache:replication-group:Replicas", "elasticmapreduce:instancegroup:InstanceCount",
        "kafka:broker-storage:VolumeSize", "neptune:cluster:ReadReplicaCount", "rds:cluster:ReadReplicaCount",
        "sagemaker:inference-component:DesiredCopyCount", "sagemaker:variant:DesiredInstanceCount",
        "sagemaker:variant:DesiredProvisionedConcurrency", "workspaces:workspacespool:DesiredUserSessions",
    }
}

property! {
    /// New limits.
    ScalableTargetAction {
        required {}
        optional {
            /// The most.
            max_capacity: Value<i64> = "MaxCapacity",
            /// The least.
            min_capacity: Value<i64> = "MinCapacity",
        }
    }
}

property! {
    /// New limits at a time.
    ScheduledAction {
        required {
            /// `at(2030-01-01T08:00:00)`, `rate(1 day)` or `cron(0 8 * * ? *)`.
            schedule: Value<String> = "Schedule",
            /// A name, unique among the target's actions.
            scheduled_action_name: Value<String> = "ScheduledActionName",
        }
        optional {
            /// The time of the last one.
            end_time: Value<String> = "EndTime",
            /// The limits.
            scalable_target_action: Value<ScalableTargetAction> = "ScalableTargetAction",
            /// The time of the first one.
            start_time: Value<String> = "StartTime",
            /// The time zone of the schedule, such as `Europe/Berlin` (default UTC).
            timezone: Value<String> = "Timezone",
        }
    }
}

property! {
    /// What does not happen for a while.
    SuspendedState {
        required {}
        optional {
            /// No policy makes the capacity smaller (default false).
            dynamic_scaling_in_suspended: Value<bool> = "DynamicScalingInSuspended",
            /// No policy makes it larger (default false).
            dynamic_scaling_out_suspended: Value<bool> = "DynamicScalingOutSuspended",
            /// No scheduled action takes place (default false).
            scheduled_scaling_suspended: Value<bool> = "ScheduledScalingSuspended",
        }
    }
}

resource! {
    /// A capacity that scales between two limits; `Ref` yields `{resource}|{dimension}|{service}`, what policies ask for.
    ///
    /// A new resource, dimension or service replaces it. A scaled table no longer has the capacity of its template.
    ScalableTarget = "AWS::ApplicationAutoScaling::ScalableTarget" {
        required {
            /// The most.
            max_capacity: Value<i64> = "MaxCapacity",
            /// The least.
            min_capacity: Value<i64> = "MinCapacity",
            /// What: `table/{name}`, `table/{name}/index/{index}` or `function:{name}:{alias}`.
            resource_id: Value<String> = "ResourceId",
            /// Which capacity of it.
            scalable_dimension: Value<ScalableDimension> = "ScalableDimension",
            /// The service.
            service_namespace: Value<ServiceNamespace> = "ServiceNamespace",
        }
        optional {
            /// The role that scales (default: one that the service makes and links).
            role_arn: Value<Arn<Role>> = "RoleARN",
            /// Limits that change at times.
            scheduled_actions: List<ScheduledAction> = "ScheduledActions",
            /// What does not happen for a while.
            suspended_state: Value<SuspendedState> = "SuspendedState",
            /// Tags, at most 50.
            tags: List<Tag> = "Tags",
        }
        attributes { ID: String = "Id" }
        replaces_on { "ResourceId", "ScalableDimension", "ServiceNamespace" }
    }
}

//! `AWS::Scheduler`: what starts at a time.

use cfn::{Arn, Id, List, Tree, Value, property, resource, string_enum};

use crate::{
    Tag,
    events::{DeadLetterConfig, RetryPolicy, SqsParameters},
    iam::Role,
};

string_enum! {
    /// Whether a start has to be at its time.
    FlexibleTimeWindowMode {
        /// It has.
        Off = "OFF",
        /// It may come later, so that not all start at once.
        Flexible = "FLEXIBLE",
    }
}

string_enum! {
    /// Whether a schedule works.
    ScheduleState {
        /// It does; the default.
        Enabled = "ENABLED",
        /// It does not.
        Disabled = "DISABLED",
    }
}

property! {
    /// How late a start may come.
    FlexibleTimeWindow {
        required {
            /// Whether it may.
            mode: Value<FlexibleTimeWindowMode> = "Mode",
        }
        optional {
            /// Minutes, 1 to 1,440, where the mode is `FLEXIBLE`.
            maximum_window_in_minutes: Value<i64> = "MaximumWindowInMinutes",
        }
    }
}

property! {
    /// What an event on a bus says besides the input.
    EventBridgeParameters {
        required {
            /// Its kind, at most 128 characters.
            detail_type: Value<String> = "DetailType",
            /// Where it comes from; not `aws.…`.
            source: Value<String> = "Source",
        }
        optional {}
    }
}

property! {
    /// How a record finds its shard.
    KinesisParameters {
        required {
            /// The partition key.
            partition_key: Value<String> = "PartitionKey",
        }
        optional {}
    }
}

property! {
    /// What a schedule starts.
    ScheduleTarget {
        required {
            /// Its ARN: a function, queue, topic, bus and more, or `arn:aws:scheduler:::aws-sdk:{service}:{action}` for any call.
            arn: Value<String> = "Arn",
            /// The role that starts it: it trusts `scheduler.amazonaws.com`.
            role_arn: Value<Arn<Role>> = "RoleArn",
        }
        optional {
            /// Where a start goes that failed for good (default: nowhere).
            dead_letter_config: Value<DeadLetterConfig> = "DeadLetterConfig",
            /// A task of ECS.
            ecs_parameters: Value<Tree> = "EcsParameters",
            /// What an event on a bus says besides.
            event_bridge_parameters: Value<EventBridgeParameters> = "EventBridgeParameters",
            /// What the target gets; JSON text for most, with `<aws.scheduler.scheduled-time>` and the like in it.
            input: Value<String> = "Input",
            /// How a record finds its shard.
            kinesis_parameters: Value<KinesisParameters> = "KinesisParameters",
            /// How often the target is tried (default: 185 times in 24 hours).
            retry_policy: Value<RetryPolicy> = "RetryPolicy",
            /// A pipeline of SageMaker.
            sage_maker_pipeline_parameters: Value<Tree> = "SageMakerPipelineParameters",
            /// What a FIFO queue needs besides.
            sqs_parameters: Value<SqsParameters> = "SqsParameters",
        }
    }
}

resource! {
    /// Starts one target at a time or times; `Ref` yields its name.
    ///
    /// A new name replaces it. A start may come twice. Schedules that are over stay, and count, until they are deleted.
    Schedule = "AWS::Scheduler::Schedule" {
        required {
            /// How late a start may come.
            flexible_time_window: Value<FlexibleTimeWindow> = "FlexibleTimeWindow",
            /// `at(2030-01-01T08:00:00)`, `rate(5 minutes)` or `cron(0 12 * * ? *)`.
            schedule_expression: Value<String> = "ScheduleExpression",
            /// What starts.
            target: Value<ScheduleTarget> = "Target",
        }
        optional {
            /// What the schedule is for, at most 512 characters.
            description: Value<String> = "Description",
            /// The time of the last start, such as `2030-01-01T08:00:00Z`; for times that repeat.
            end_date: Value<String> = "EndDate",
            /// The group (default `default`).
            group_name: Value<Id<ScheduleGroup>> = "GroupName",
            /// The ARN of the key that the input is encrypted with.
            kms_key_arn: Value<String> = "KmsKeyArn",
            /// A name of your own, 1 to 64 characters; a named schedule cannot be replaced while it stands.
            name: Value<String> = "Name",
            /// The time zone of the expression, such as `Europe/Berlin` (default `UTC`).
            schedule_expression_timezone: Value<String> = "ScheduleExpressionTimezone",
            /// The time of the first start; for times that repeat.
            start_date: Value<String> = "StartDate",
            /// Whether it works (default `ENABLED`).
            state: Value<ScheduleState> = "State",
        }
        attributes { ARN: Arn<Schedule> = "Arn" }
        arn = "Arn"
        replaces_on { "Name" }
    }
}

resource! {
    /// A group of schedules, which carries their tags; `Ref` yields its name.
    ///
    /// Deleting it deletes its schedules. A new name replaces it.
    ScheduleGroup = "AWS::Scheduler::ScheduleGroup" {
        required {}
        optional {
            /// A name of your own, 1 to 64 characters.
            name: Value<String> = "Name",
            /// Tags, at most 50.
            tags: List<Tag> = "Tags",
        }
        attributes {
            ARN: Arn<ScheduleGroup> = "Arn",
            /// The time of creation.
            CREATION_DATE: String = "CreationDate",
            /// The time of the last change.
            LAST_MODIFICATION_DATE: String = "LastModificationDate",
            /// `ACTIVE` or `DELETING`.
            STATE: String = "State",
        }
        arn = "Arn"
        replaces_on { "Name" }
    }
}

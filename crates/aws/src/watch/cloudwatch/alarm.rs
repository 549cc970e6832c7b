//! Alarms over metrics.

use cfn::{Arn, List, Tree, Value, property, resource, string_enum};

use super::{ActionConfiguration, Dimension, MetricDataQuery, Statistic, Unit};
use crate::Tag;

string_enum! {
    /// When a number is bad. The words with `Lower` or `Upper` are for anomaly detection and no others.
    ComparisonOperator {
        /// At the threshold or above.
        GreaterThanOrEqualToThreshold = "GreaterThanOrEqualToThreshold",
        /// Above the threshold.
        GreaterThanThreshold = "GreaterThanThreshold",
        /// Above the band.
        GreaterThanUpperThreshold = "GreaterThanUpperThreshold",
        /// Outside of the band.
        LessThanLowerOrGreaterThanUpperThreshold = "LessThanLowerOrGreaterThanUpperThreshold",
        /// Below the band.
        LessThanLowerThreshold = "LessThanLowerThreshold",
        /// At the threshold or below.
        LessThanOrEqualToThreshold = "LessThanOrEqualToThreshold",
        /// Below the threshold.
        LessThanThreshold = "LessThanThreshold",
    }
}

string_enum! {
    /// What a period without samples counts as.
    TreatMissingData {
        /// Bad.
        Breaching = "breaching",
        /// Nothing: the state stays.
        Ignore = "ignore",
        /// Unknown: with all periods missing the alarm has insufficient data; the default.
        Missing = "missing",
        /// Good; right for errors, which are written only when they happen.
        NotBreaching = "notBreaching",
    }
}

string_enum! {
    /// What an alarm on a percentile does with few samples.
    LowSampleCount {
        /// Compares all the same; the default.
        Evaluate = "evaluate",
        /// Stays as it is.
        Ignore = "ignore",
    }
}

property! {
    /// A query in `PromQL` instead of a metric.
    AlarmPromQlCriteria {
        required {}
        optional {
            /// Seconds that a series must stay bad before it alarms, at most 86,400 (default none).
            pending_period: Value<i64> = "PendingPeriod",
            /// The query, at most 10,000 characters: each series of the vector that it yields is bad.
            query: Value<String> = "Query",
            /// Seconds that a series must stay good before its alarm ends, at most 86,400 (default none).
            recovery_period: Value<i64> = "RecoveryPeriod",
        }
    }
}

property! {
    /// What is looked at, where it is no metric.
    EvaluationCriteria {
        required {}
        optional {
            /// A query.
            prom_ql_criteria: Value<AlarmPromQlCriteria> = "PromQLCriteria",
        }
    }
}

property! {
    /// Periods that begin with the clock's: the hour, the day, the week.
    WallClockWindow {
        required {}
        optional {
            /// The time zone of the clock.
            timezone: Value<String> = "Timezone",
        }
    }
}

property! {
    /// Where periods begin: one of the two, not both (default: sliding).
    EvaluationWindow {
        required {}
        optional {
            /// Back from now; an empty object.
            sliding_window: Value<Tree> = "SlidingWindow",
            /// With the clock.
            wall_clock_window: Value<WallClockWindow> = "WallClockWindow",
        }
    }
}

property! {
    /// A time after each change in which the alarm has insufficient data and does not act.
    WarmUpConfiguration {
        required {}
        optional {
            /// Waits until the end, even if data is complete before (default false).
            only_start_evaluating_after_warm_up_period_ends: Value<bool> = "OnlyStartEvaluatingAfterWarmUpPeriodEnds",
            /// Minutes, 1 to 2,880.
            warm_up_period_duration_in_minutes: Value<i64> = "WarmUpPeriodDurationInMinutes",
        }
    }
}

resource! {
    /// An alarm over a metric, over arithmetic of metrics, or over a query; `Ref` yields its name.
    ///
    /// A new name replaces it. One metric stands in the alarm itself (`metric_name`, `namespace`, `statistic`,
    /// `period`), several in `metrics`; both at once are refused. All but a query needs `comparison_operator`,
    /// `evaluation_periods` and a threshold.
    Alarm = "AWS::CloudWatch::Alarm" {
        required {}
        optional {
            /// What its actions are told.
            action_configuration: Value<ActionConfiguration> = "ActionConfiguration",
            /// Acts at all (default true).
            actions_enabled: Value<bool> = "ActionsEnabled",
            /// ARNs of what runs on alarm, at most 5; a topic's policy must let `cloudwatch.amazonaws.com` publish.
            alarm_actions: List<String> = "AlarmActions",
            /// What it means and what to do, at most 1,024 characters.
            alarm_description: Value<String> = "AlarmDescription",
            /// A name of your own, at most 255 characters; a named alarm cannot be replaced while it stands.
            alarm_name: Value<String> = "AlarmName",
            /// When a number is bad.
            comparison_operator: Value<ComparisonOperator> = "ComparisonOperator",
            /// How many of the last periods must be bad (default: all of them).
            datapoints_to_alarm: Value<i64> = "DatapointsToAlarm",
            /// The dimensions of the metric, at most 30: exactly those that it is written with.
            dimensions: List<Dimension> = "Dimensions",
            /// What a percentile of few samples means (default `evaluate`).
            evaluate_low_sample_count_percentile: Value<LowSampleCount> = "EvaluateLowSampleCountPercentile",
            /// A query instead of metrics.
            evaluation_criteria: Value<EvaluationCriteria> = "EvaluationCriteria",
            /// Seconds between two runs of the query, 10 to 3,600.
            evaluation_interval: Value<i64> = "EvaluationInterval",
            /// How many periods are looked at; periods times their length is a day at most, a week where periods last an hour or more.
            evaluation_periods: Value<i64> = "EvaluationPeriods",
            /// Where periods begin (default: sliding).
            evaluation_window: Value<EvaluationWindow> = "EvaluationWindow",
            /// A percentile such as `p99`, or another extended statistic; excludes `statistic`.
            extended_statistic: Value<String> = "ExtendedStatistic",
            /// ARNs of what runs when data is missing, at most 5.
            insufficient_data_actions: List<String> = "InsufficientDataActions",
            /// The metric's name, at most 255 characters.
            metric_name: Value<String> = "MetricName",
            /// Metrics and arithmetic over them, at most 20 lines; exactly one returns data.
            metrics: List<MetricDataQuery> = "Metrics",
            /// The metric's namespace, such as `AWS/ApiGateway`.
            namespace: Value<String> = "Namespace",
            /// ARNs of what runs when all is well again, at most 5.
            ok_actions: List<String> = "OKActions",
            /// Seconds of one number: 10, 20, 30 or a multiple of 60; below 60 for metrics written that often, at a higher price.
            period: Value<i64> = "Period",
            /// How the samples of a period become one number; excludes `extended_statistic`.
            statistic: Value<Statistic> = "Statistic",
            /// Tags, at most 50.
            tags: List<Tag> = "Tags",
            /// What the number is compared with.
            threshold: Value<f64> = "Threshold",
            /// The id of the line of `metrics` that is the band of an anomaly detection; instead of a threshold.
            threshold_metric_id: Value<String> = "ThresholdMetricId",
            /// What a period without samples counts as (default `missing`).
            treat_missing_data: Value<TreatMissingData> = "TreatMissingData",
            /// Takes only samples written with this unit; the wrong one finds none.
            unit: Value<Unit> = "Unit",
            /// A time after each change in which it does not act.
            warm_up_configuration: Value<WarmUpConfiguration> = "WarmUpConfiguration",
        }
        attributes { ARN: Arn<Alarm> = "Arn" }
        arn = "Arn"
        replaces_on { "AlarmName" }
    }
}

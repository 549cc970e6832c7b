//! Metrics: what alarms look at.

use cfn::{List, Value, property, string_enum};

string_enum! {
    /// How the samples of a period become one number.
    Statistic {
        /// The sum over the number of samples.
        Average = "Average",
        /// The largest.
        Maximum = "Maximum",
        /// The smallest.
        Minimum = "Minimum",
        /// How many there are.
        SampleCount = "SampleCount",
        /// All together.
        Sum = "Sum",
    }
}

string_enum! {
    /// The unit of a metric.
    Unit {
        /// Seconds.
        Seconds = "Seconds",
        /// Millionths of a second.
        Microseconds = "Microseconds",
        /// Thousandths of a second.
        Milliseconds = "Milliseconds",
        /// Bytes.
        Bytes = "Bytes",
        /// 1,024 bytes.
        Kilobytes = "Kilobytes",
        /// 1,024 kilobytes.
        Megabytes = "Megabytes",
        /// 1,024 megabytes.
        Gigabytes = "Gigabytes",
        /// 1,024 gigabytes.
        Terabytes = "Terabytes",
        /// Bits.
        Bits = "Bits",
        /// Thousands of bits.
        Kilobits = "Kilobits",
        /// Millions of bits.
        Megabits = "Megabits",
        /// Thousands of megabits.
        Gigabits = "Gigabits",
        /// Thousands of gigabits.
        Terabits = "Terabits",
        /// Hundredths.
        Percent = "Percent",
        /// Things.
        Count = "Count",
        /// Bytes per second.
        BytesPerSecond = "Bytes/Second",
        /// Kilobytes per second.
        KilobytesPerSecond = "Kilobytes/Second",
        /// Megabytes per second.
        MegabytesPerSecond = "Megabytes/Second",
        /// Gigabytes per second.
        GigabytesPerSecond = "Gigabytes/Second",
        /// Terabytes per second.
        TerabytesPerSecond = "Terabytes/Second",
        /// Bits per second.
        BitsPerSecond = "Bits/Second",
        /// Kilobits per second.
        KilobitsPerSecond = "Kilobits/Second",
        /// Megabits per second.
        MegabitsPerSecond = "Megabits/Second",
        /// Gigabits per second.
        GigabitsPerSecond = "Gigabits/Second",
        /// Terabits per second.
        TerabitsPerSecond = "Terabits/Second",
        /// Things per second.
        CountPerSecond = "Count/Second",
        /// No unit.
        None = "None",
    }
}

property! {
    /// A name and a value that tell one metric from its siblings.
    Dimension {
        required {
            /// The name, at most 255 characters, such as `ApiId`.
            name: Value<String> = "Name",
            /// The value, at most 1,024 characters.
            value: Value<String> = "Value",
        }
        optional {}
    }
}

property! {
    /// A metric. All three together name it: an alarm on a name that nothing writes never has data.
    Metric {
        required {}
        optional {
            /// The dimensions, at most 30: exactly those that it is written with.
            dimensions: List<Dimension> = "Dimensions",
            /// The name, at most 255 characters.
            metric_name: Value<String> = "MetricName",
            /// The namespace, such as `AWS/ApiGateway`; those of AWS begin with `AWS/`.
            namespace: Value<String> = "Namespace",
        }
    }
}

property! {
    /// A metric and how its samples become numbers.
    MetricStat {
        required {
            /// The metric.
            metric: Value<Metric> = "Metric",
            /// Seconds of one number: 10, 20, 30 or a multiple of 60.
            period: Value<i64> = "Period",
            /// A statistic such as `Sum`, or a percentile such as `p99`.
            stat: Value<String> = "Stat",
        }
        optional {
            /// Takes only samples written with this unit; the wrong one finds none.
            unit: Value<Unit> = "Unit",
        }
    }
}

property! {
    /// A metric or an expression over others: one line of an alarm's arithmetic.
    MetricDataQuery {
        required {
            /// The name for expressions: a small letter first, then letters, digits and `_`.
            id: Value<String> = "Id",
        }
        optional {
            /// The account that has the metric, where it is another one.
            account_id: Value<String> = "AccountId",
            /// Arithmetic over other ids, such as `errors / requests`, at most 2,048 characters; excludes a metric.
            expression: Value<String> = "Expression",
            /// The name that graphs show.
            label: Value<String> = "Label",
            /// The metric; excludes an expression.
            metric_stat: Value<MetricStat> = "MetricStat",
            /// Seconds of one number of the expression.
            period: Value<i64> = "Period",
            /// Whether the alarm compares this one (default true): say `false` for all but one.
            return_data: Value<bool> = "ReturnData",
        }
    }
}

//! Usage plans: which keys open which stages, how often and how fast.

use cfn::{Dict, Id, List, Value, property, resource, string_enum};

use super::ApiKey;
use crate::Tag;

string_enum! {
    /// After which time a quota begins anew.
    QuotaPeriod {
        /// A day.
        Day = "DAY",
        /// A week.
        Week = "WEEK",
        /// A month.
        Month = "MONTH",
    }
}

string_enum! {
    /// What joins a usage plan.
    KeyType {
        /// An API key: the service knows nothing else.
        ApiKey = "API_KEY",
    }
}

property! {
    /// Limits of one key. They are a best effort: what is over may still pass.
    ThrottleSettings {
        required {}
        optional {
            /// Requests at once, the size of the token bucket.
            burst_limit: Value<i64> = "BurstLimit",
            /// Requests per second.
            rate_limit: Value<f64> = "RateLimit",
        }
    }
}

property! {
    /// How many requests a key has in a period.
    QuotaSettings {
        required {}
        optional {
            /// Requests per period.
            limit: Value<i64> = "Limit",
            /// Requests that count as used in the first period.
            offset: Value<i64> = "Offset",
            /// The period.
            period: Value<QuotaPeriod> = "Period",
        }
    }
}

property! {
    /// A stage that the plan's keys open.
    ApiStage {
        required {}
        optional {
            /// The id of the API.
            api_id: Value<String> = "ApiId",
            /// The stage's name; the stage must stand before the plan.
            stage: Value<String> = "Stage",
            /// Limits by resource path and method, for REST APIs.
            throttle: Dict<ThrottleSettings> = "Throttle",
        }
    }
}

resource! {
    /// Which stages the plan's keys open, how often and how fast; `Ref` yields its id.
    ///
    /// At most 300 per account and region. A key may join several plans, but one only for each stage.
    UsagePlan = "AWS::ApiGateway::UsagePlan" {
        required {}
        optional {
            /// The stages.
            api_stages: List<ApiStage> = "ApiStages",
            /// What the plan is for.
            description: Value<String> = "Description",
            /// Requests of each key per period (default: no end).
            quota: Value<QuotaSettings> = "Quota",
            /// Tags, at most 50.
            tags: List<Tag> = "Tags",
            /// Requests of each key per second (default: the stage's limits).
            throttle: Value<ThrottleSettings> = "Throttle",
            /// A name of your own.
            usage_plan_name: Value<String> = "UsagePlanName",
        }
        attributes { ID: String = "Id" }
        replaces_on {}
    }
}

resource! {
    /// A key's place in a usage plan; `Ref` yields its id.
    ///
    /// Every change replaces it.
    UsagePlanKey = "AWS::ApiGateway::UsagePlanKey" {
        required {
            /// The key.
            key_id: Value<Id<ApiKey>> = "KeyId",
            /// What kind of key it is.
            key_type: Value<KeyType> = "KeyType",
            /// The plan.
            usage_plan_id: Value<Id<UsagePlan>> = "UsagePlanId",
        }
        optional {}
        attributes { ID: String = "Id" }
        replaces_on { "KeyId", "KeyType", "UsagePlanId" }
    }
}

//! API keys: they tell callers apart, they do not prove who calls.

use cfn::{List, Value, property, resource};

use crate::Tag;

property! {
    /// A stage of a REST API that takes the key without a usage plan; an old way.
    StageKey {
        required {}
        optional {
            /// The id of the REST API.
            rest_api_id: Value<String> = "RestApiId",
            /// The stage's name.
            stage_name: Value<String> = "StageName",
        }
    }
}

resource! {
    /// A key that callers send with a connect request; `Ref` yields its id, not the key's value.
    ///
    /// A key opens nothing before a usage plan joins it with a stage. A new name or value replaces it. At most 10,000 per
    /// account and region.
    ApiKey = "AWS::ApiGateway::ApiKey" {
        required {}
        optional {
            /// An id of your own for the customer, as AWS Marketplace uses it.
            customer_id: Value<String> = "CustomerId",
            /// What the key is for.
            description: Value<String> = "Description",
            /// Lets the key work (default false: a key that nobody enabled is refused).
            enabled: Value<bool> = "Enabled",
            /// Gives the key an id that differs from its value.
            generate_distinct_id: Value<bool> = "GenerateDistinctId",
            /// A name of your own; a named key cannot be replaced while it stands.
            name: Value<String> = "Name",
            /// Stages of REST APIs that take the key without a usage plan.
            stage_keys: List<StageKey> = "StageKeys",
            /// Tags, at most 50.
            tags: List<Tag> = "Tags",
            /// The key itself, 20 to 128 characters, readable in the template; without it the service makes one up.
            value: Value<String> = "Value",
        }
        attributes { API_KEY_ID: String = "APIKeyId" }
        replaces_on { "GenerateDistinctId", "Name", "Value" }
    }
}

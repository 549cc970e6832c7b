//! Secondary indexes.

use cfn::{List, Value, property, string_enum};

use super::{
    ContributorInsightsSpecification, KeySchema, OnDemandThroughput, ProvisionedThroughput, WarmThroughput,
};

string_enum! {
    /// What an index holds besides its own key and the table's.
    ProjectionType {
        /// Every attribute: what is written twice is paid twice.
        All = "ALL",
        /// The attributes that are named.
        Include = "INCLUDE",
        /// Nothing.
        KeysOnly = "KEYS_ONLY",
    }
}

property! {
    /// What an index holds besides its own key and the table's. To change it, the index must be made anew.
    Projection {
        required {}
        optional {
            /// The attributes, where the type is `INCLUDE`; at most 100 over all indexes of a table.
            non_key_attributes: List<String> = "NonKeyAttributes",
            /// Whether all, some or none; the service wants it said.
            projection_type: Value<ProjectionType> = "ProjectionType",
        }
    }
}

property! {
    /// An index over the whole table with a key of its own; always eventually consistent.
    ///
    /// At most 20 per table unless the quota is raised. One update of a stack may create or delete one index of a table.
    GlobalSecondaryIndex {
        required {
            /// Its name, 3 to 255 characters from `A-Za-z0-9_.-`.
            index_name: Value<String> = "IndexName",
            /// Its key; items without these attributes are not in the index.
            key_schema: List<KeySchema> = "KeySchema",
            /// What it holds.
            projection: Value<Projection> = "Projection",
        }
        optional {
            /// Reports the keys that are used most.
            contributor_insights_specification: Value<ContributorInsightsSpecification> = "ContributorInsightsSpecification",
            /// A ceiling for on-demand requests.
            on_demand_throughput: Value<OnDemandThroughput> = "OnDemandThroughput",
            /// Capacity; needed where the table is provisioned, refused where it is on demand.
            provisioned_throughput: Value<ProvisionedThroughput> = "ProvisionedThroughput",
            /// What it can take at once without a warm-up.
            warm_throughput: Value<WarmThroughput> = "WarmThroughput",
        }
    }
}

property! {
    /// An index with the table's partition key and another sort key.
    ///
    /// At most 5 per table, made with the table or never; with one, items that share a partition key hold 10 GB at most.
    LocalSecondaryIndex {
        required {
            /// Its name, 3 to 255 characters from `A-Za-z0-9_.-`.
            index_name: Value<String> = "IndexName",
            /// Its key: the table's partition key and another sort key.
            key_schema: List<KeySchema> = "KeySchema",
            /// What it holds.
            projection: Value<Projection> = "Projection",
        }
        optional {}
    }
}

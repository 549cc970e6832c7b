//! Dashboards.

use cfn::{List, Value, resource};

use crate::Tag;

resource! {
    /// A page of graphs and texts; `Ref` yields its name.
    ///
    /// A new name replaces it. Each dashboard beyond the third of the account costs about 3 USD a month.
    Dashboard = "AWS::CloudWatch::Dashboard" {
        required {
            /// The widgets, at most 500: JSON as text, not an object. CloudFormation does not look inside.
            dashboard_body: Value<String> = "DashboardBody",
        }
        optional {
            /// A name of your own, 1 to 255 characters from `A-Za-z0-9_-`; global, so two regions cannot use one name.
            dashboard_name: Value<String> = "DashboardName",
            /// Tags, at most 50.
            tags: List<Tag> = "Tags",
        }
        attributes {}
        replaces_on { "DashboardName" }
    }
}

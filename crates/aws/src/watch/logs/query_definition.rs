//! Saved queries.

use cfn::{Id, List, Value, property, resource, string_enum};

use super::LogGroup;

string_enum! {
    /// The language of a query.
    QueryLanguage {
        /// The service's own; the default.
        Cwli = "CWLI",
        /// SQL, which names its groups itself.
        Sql = "SQL",
        /// The Piped Processing Language of `OpenSearch`.
        Ppl = "PPL",
    }
}

property! {
    /// A blank in the query, written `{{name}}`, that whoever runs it fills in; for `CWLI` only.
    QueryParameter {
        required {
            /// The name: a letter or `_`, then letters, digits and `_`; at most 128 characters.
            name: Value<String> = "Name",
        }
        optional {
            /// What stands there unless told otherwise, at most 1,024 characters.
            default_value: Value<String> = "DefaultValue",
            /// What it is for, at most 512 characters.
            description: Value<String> = "Description",
        }
    }
}

resource! {
    /// A saved query of Logs Insights; `Ref` yields its id.
    QueryDefinition = "AWS::Logs::QueryDefinition" {
        required {
            /// The name, at most 255 characters; each `/` makes a folder in the console.
            name: Value<String> = "Name",
            /// The query, at most 10,000 characters.
            query_string: Value<String> = "QueryString",
        }
        optional {
            /// The groups to look at (default: whoever runs it chooses); not for SQL.
            log_group_names: List<Id<LogGroup>> = "LogGroupNames",
            /// The blanks, at most 20.
            parameters: List<QueryParameter> = "Parameters",
            /// The language (default `CWLI`).
            query_language: Value<QueryLanguage> = "QueryLanguage",
        }
        attributes { QUERY_DEFINITION_ID: String = "QueryDefinitionId" }
        replaces_on {}
    }
}

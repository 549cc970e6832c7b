//! Another format than the records have.

use cfn::{Arn, Dict, List, Tree, Value, property};

use crate::iam::Role;

property! {
    /// The reader of Hive.
    HiveJsonSerDe {
        required {}
        optional {
            /// Formats of times in records, as Joda-Time writes them.
            timestamp_formats: List<String> = "TimestampFormats",
        }
    }
}

property! {
    /// The reader of OpenX.
    OpenXJsonSerDe {
        required {}
        optional {
            /// Makes keys lower-case (default true).
            case_insensitive: Value<bool> = "CaseInsensitive",
            /// Columns whose key in records has another name.
            column_to_json_key_mappings: Dict<String> = "ColumnToJsonKeyMappings",
            /// Turns dots in keys into `_` (default false).
            convert_dots_in_json_keys_to_underscores: Value<bool> = "ConvertDotsInJsonKeysToUnderscores",
        }
    }
}

property! {
    /// What reads JSON: one of the two.
    Deserializer {
        required {}
        optional {
            /// The reader of Hive.
            hive_json_ser_de: Value<HiveJsonSerDe> = "HiveJsonSerDe",
            /// The reader of OpenX.
            open_x_json_ser_de: Value<OpenXJsonSerDe> = "OpenXJsonSerDe",
        }
    }
}

property! {
    /// The format that records have.
    InputFormatConfiguration {
        required {}
        optional {
            /// What reads it.
            deserializer: Value<Deserializer> = "Deserializer",
        }
    }
}

property! {
    /// The format that objects get.
    OutputFormatConfiguration {
        required {}
        optional {
            /// What writes it: `{"ParquetSerDe": {}}` or `{"OrcSerDe": {}}`.
            serializer: Value<Tree> = "Serializer",
        }
    }
}

property! {
    /// The table of Glue that says what columns there are.
    SchemaConfiguration {
        required {}
        optional {
            /// The account of the catalogue (default: this one).
            catalog_id: Value<String> = "CatalogId",
            /// The database.
            database_name: Value<String> = "DatabaseName",
            /// The region (default: this one).
            region: Value<String> = "Region",
            /// The role that reads the catalogue.
            role_arn: Value<Arn<Role>> = "RoleARN",
            /// The table.
            table_name: Value<String> = "TableName",
            /// Its version (default `LATEST`).
            version_id: Value<String> = "VersionId",
        }
    }
}

property! {
    /// Another format than the records have; all three parts are needed.
    DataFormatConversionConfiguration {
        required {}
        optional {
            /// It is wanted (default true).
            enabled: Value<bool> = "Enabled",
            /// The format that records have.
            input_format_configuration: Value<InputFormatConfiguration> = "InputFormatConfiguration",
            /// The format that objects get.
            output_format_configuration: Value<OutputFormatConfiguration> = "OutputFormatConfiguration",
            /// The columns.
            schema_configuration: Value<SchemaConfiguration> = "SchemaConfiguration",
        }
    }
}

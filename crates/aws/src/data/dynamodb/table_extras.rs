//! Settings of a table that few tables need.

use cfn::{Arn, List, Value, property, string_enum};

use super::Projection;
use crate::kinesis::Stream;

string_enum! {
    /// The precision of a record's time.
    ApproximateCreationDateTimePrecision {
        /// Milliseconds; the default.
        Millisecond = "MILLISECOND",
        /// Microseconds.
        Microsecond = "MICROSECOND",
    }
}

string_enum! {
    /// The format of files that a table is filled from.
    InputFormat {
        /// Lines with values.
        Csv = "CSV",
        /// Items as DynamoDB writes them in JSON.
        DynamoDbJson = "DYNAMODB_JSON",
        /// Items in Ion.
        Ion = "ION",
    }
}

string_enum! {
    /// How files that a table is filled from are compressed.
    InputCompressionType {
        /// With gzip.
        Gzip = "GZIP",
        /// With Zstandard.
        Zstd = "ZSTD",
        /// Not at all; the default.
        None = "NONE",
    }
}

string_enum! {
    /// How near two vectors are.
    DistanceFunction {
        /// By their angle.
        Cosine = "COSINE",
        /// By their product.
        DotProduct = "DOT_PRODUCT",
        /// By the way between them.
        Euclidean = "EUCLIDEAN",
    }
}

string_enum! {
    /// The part that an attribute plays in a search.
    SearchSchemaElementType {
        /// It parts the index.
        Hash = "HASH",
        /// It can be filtered by.
        InlineFilter = "INLINE_FILTER",
    }
}

property! {
    /// A stream of Kinesis that gets every change; records may come twice and out of order.
    KinesisStreamSpecification {
        required {
            /// The stream.
            stream_arn: Value<Arn<Stream>> = "StreamArn",
        }
        optional {
            /// The precision of a record's time (default `MILLISECOND`).
            approximate_creation_date_time_precision: Value<ApproximateCreationDateTimePrecision> =
                "ApproximateCreationDateTimePrecision",
        }
    }
}

property! {
    /// How lines are read.
    Csv {
        required {}
        optional {
            /// What stands between values (default a comma).
            delimiter: Value<String> = "Delimiter",
            /// The names of the columns (default: the first line).
            header_list: List<String> = "HeaderList",
        }
    }
}

property! {
    /// Details of the format.
    InputFormatOptions {
        required {}
        optional {
            /// How lines are read.
            csv: Value<Csv> = "Csv",
        }
    }
}

property! {
    /// Files in a bucket.
    S3BucketSource {
        required {
            /// The bucket.
            s3_bucket: Value<String> = "S3Bucket",
        }
        optional {
            /// The account that it belongs to.
            s3_bucket_owner: Value<String> = "S3BucketOwner",
            /// How the keys of the files begin (default: all files).
            s3_key_prefix: Value<String> = "S3KeyPrefix",
        }
    }
}

property! {
    /// Files that a new table is filled from, once.
    ImportSourceSpecification {
        required {
            /// Their format.
            input_format: Value<InputFormat> = "InputFormat",
            /// Where they are.
            s3_bucket_source: Value<S3BucketSource> = "S3BucketSource",
        }
        optional {
            /// How they are compressed (default `NONE`).
            input_compression_type: Value<InputCompressionType> = "InputCompressionType",
            /// Details of the format.
            input_format_options: Value<InputFormatOptions> = "InputFormatOptions",
        }
    }
}

property! {
    /// The attribute with the vector.
    VectorAttribute {
        required {
            /// Its name, 1 to 255 characters.
            attribute_name: Value<String> = "AttributeName",
        }
        optional {}
    }
}

property! {
    /// An attribute that takes part in a search.
    SearchSchemaElement {
        required {
            /// Its name.
            attribute_name: Value<String> = "AttributeName",
            /// Its part.
            search_schema_element_type: Value<SearchSchemaElementType> = "SearchSchemaElementType",
        }
        optional {}
    }
}

property! {
    /// An index that finds the nearest vectors.
    VectorIndex {
        required {
            /// The numbers of a vector, 1 to 4,096.
            dimensions: Value<i64> = "Dimensions",
            /// How near two vectors are.
            distance_function: Value<DistanceFunction> = "DistanceFunction",
            /// Its name, 3 to 255 characters.
            index_name: Value<String> = "IndexName",
            /// What it holds.
            projection: Value<Projection> = "Projection",
            /// The attribute with the vector.
            vector_attribute: Value<VectorAttribute> = "VectorAttribute",
        }
        optional {
            /// Attributes that take part in a search.
            search_schema: List<SearchSchemaElement> = "SearchSchema",
        }
    }
}

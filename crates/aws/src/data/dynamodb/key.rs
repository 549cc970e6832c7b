//! Keys and the attributes they are made of.

use cfn::{Value, property, string_enum};

string_enum! {
    /// The type of a key attribute.
    AttributeType {
        /// Text, at most 2,048 bytes as a partition key, 1,024 as a sort key.
        S = "S",
        /// A number.
        N = "N",
        /// Bytes.
        B = "B",
    }
}

string_enum! {
    /// The part that an attribute plays in a key.
    KeyType {
        /// The partition key: it says where an item lies.
        Hash = "HASH",
        /// The sort key: the order of items that lie together.
        Range = "RANGE",
    }
}

property! {
    /// The type of an attribute that some key is made of; attributes in no key are not declared.
    AttributeDefinition {
        required {
            /// The attribute, 1 to 255 characters.
            attribute_name: Value<String> = "AttributeName",
            /// Its type.
            attribute_type: Value<AttributeType> = "AttributeType",
        }
        optional {}
    }
}

property! {
    /// One attribute of a key.
    KeySchema {
        required {
            /// The attribute, 1 to 255 characters.
            attribute_name: Value<String> = "AttributeName",
            /// Its part; the partition key comes first.
            key_type: Value<KeyType> = "KeyType",
        }
        optional {}
    }
}

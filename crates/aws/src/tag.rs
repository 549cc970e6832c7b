//! Tags, for the types that take them as a list; the others take a [`Dict`](cfn::Dict) of texts.

use cfn::{Value, property};

property! {
    /// A tag. A resource takes 50 at most; keys that begin with `aws:` are reserved.
    ///
    /// ```
    /// use aws::{Tag, sqs::Queue};
    /// let queue = Queue::new().tags([Tag::new("stage", "dev")]);
    /// ```
    Tag {
        required {
            /// The key, 1 to 128 characters, case-sensitive.
            key: Value<String> = "Key",
            /// The value, at most 256 characters.
            value: Value<String> = "Value",
        }
        optional {}
    }
}

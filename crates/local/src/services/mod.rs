//! What functions use, and what calls them by itself.
//!
//! | room | holds |
//! |---|---|
//! | [`dynamodb`] | the embedded DynamoDB with the template's tables |
//! | [`streams`] | the mappings that hand a table's changes to a function |
//! | [`filter`] | the patterns that choose which of them |

pub mod dynamodb;
pub mod filter;
pub mod streams;

pub use dynamodb::DynamoDb;
pub use streams::Mappings;

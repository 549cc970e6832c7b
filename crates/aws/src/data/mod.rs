//! What keeps data.

pub mod dynamodb;

//! What keeps data.

pub mod dynamodb;
pub mod s3;

//! What carries messages between parts.

pub mod kinesis;
pub mod sns;
pub mod sqs;

//! What carries messages between parts.

pub mod events;
pub mod firehose;
pub mod kinesis;
pub mod pipes;
pub mod scheduler;
pub mod sns;
pub mod sqs;

//! What carries messages between parts.

pub mod sqs;

//! What shows how things are.

pub mod cloudwatch;
pub mod logs;
pub mod xray;

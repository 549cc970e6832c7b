//! What runs code.

pub mod applicationautoscaling;
pub mod lambda;
pub mod stepfunctions;

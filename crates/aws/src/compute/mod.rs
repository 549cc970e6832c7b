//! What runs code.

pub mod lambda;
pub mod stepfunctions;

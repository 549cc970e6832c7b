//! What runs code.

pub mod lambda;

//! What shows how things are.

pub mod logs;

//! The services that functions use.

pub mod filter;

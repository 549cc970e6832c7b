//! Who may do what.

pub mod iam;

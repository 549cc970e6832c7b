//! The stacks.

//! The page of the book, whose examples run with the documentation's tests.

#[doc = include_str!("../../../docs/testing.md")]
mod testing {}

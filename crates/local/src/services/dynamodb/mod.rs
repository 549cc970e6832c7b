//! The embedded DynamoDB: in memory, reached over HTTP as the real one is.
//!
//! | file | holds |
//! |---|---|
//! | `database` | [`DynamoDb`]: the tables, and what a reload makes of them |
//! | `schema` | the requests that make a table what the template says |
//! | `front` | the HTTP server that functions reach |
//! | [`records`] | reading a table's stream |

mod database;
mod front;
pub mod records;
mod schema;

pub use database::{DynamoDb, StartError};

#[cfg(test)]
pub(crate) mod tests;

//! DynamoDB without a function: one type per operation.
//!
//! Each takes a role that may do this operation on this table (or index) and nothing else, and writes the request's
//! template. A refusal of DynamoDB is no error of the route: on a one-way route nobody hears of it, on a two-way route
//! the client sees the answer.
//!
//! ```
//! use constructs::{prelude::*, websocket::dynamodb::{Attribute, PutItem}};
//! let mut stack = Stack::new("demo");
//! let people = stack.add("People", Table::new(Key::string("connectionId")).ttl("expiresAt"));
//! let connect = ConnectRoute::to(
//!     PutItem::into(&people)
//!         .attribute("connectionId", Source::CONNECTION_ID)
//!         .attribute("name", source!("route.request.querystring.name"))
//!         .attribute("expiresAt", Attribute::seconds_from_now(7_800)),
//! );
//! ```

mod attribute;
mod call;
mod delete;
mod expression;
mod get;
mod put;
mod query;
mod update;

pub use attribute::Attribute;
pub use delete::DeleteItem;
pub use get::GetItem;
pub use put::PutItem;
pub use query::Query;
pub use update::UpdateItem;

#[cfg(test)]
mod tests;

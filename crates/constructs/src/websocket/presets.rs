//! Whole routes in one line.

use aws::{dynamodb::Table, sqs::Queue};

use super::{
    Address, ConnectRoute, DisconnectRoute, MappingTemplate, Mock, Route, SendMessage, Source,
    dynamodb::{Attribute, DeleteItem, PutItem},
};
use crate::source;

/// How long a row of a connection stays: the two hours that the gateway gives a connection, and ten minutes more.
const ROW_SECONDS: u32 = 2 * 3600 + 600;

impl Route {
    /// A route that the gateway answers by itself, without a function: see [`Mock`].
    ///
    /// ```
    /// use constructs::prelude::*;
    /// let ping = Route::answer(Json::object().with("type", "pong"));
    /// ```
    pub fn answer(answer: impl Into<MappingTemplate>) -> Self {
        Self::to(Mock::answer(answer)).two_way()
    }
}

impl ConnectRoute {
    /// Writes each connection into a table, without a function: the string `connectionId`, which is the table's key, the
    /// number `connectedAt` in milliseconds, the string `sourceIp`, and the number `expiresAt` in **seconds**, for the
    /// table's TTL.
    ///
    /// ```
    /// use constructs::prelude::*;
    /// let mut stack = Stack::new("demo");
    /// let online = stack.add("Online", Table::new(Key::string("connectionId")).ttl("expiresAt"));
    /// let connect = ConnectRoute::stored_in(&online);
    /// let disconnect = DisconnectRoute::removed_from(&online);
    /// ```
    pub fn stored_in(table: impl Into<Address<Table>>) -> Self {
        Self::to(
            PutItem::into(table)
                .attribute("connectionId", Source::CONNECTION_ID)
                .attribute("connectedAt", Attribute::number(source!("context.connectedAt")))
                .attribute("sourceIp", source!("context.identity.sourceIp"))
                .attribute("expiresAt", Attribute::seconds_from_now(ROW_SECONDS)),
        )
    }
}

impl DisconnectRoute {
    /// Deletes what [`ConnectRoute::stored_in`] wrote. The gateway tells of an end as well as it can, not always: the TTL is
    /// for the rest.
    pub fn removed_from(table: impl Into<Address<Table>>) -> Self {
        Self::to(DeleteItem::of(table).key("connectionId", Source::CONNECTION_ID))
    }

    /// Tells a queue who is gone, so that nothing is lost when many leave at once and a function cannot keep up: see
    /// [`SendMessage::disconnected`].
    ///
    /// ```
    /// use constructs::prelude::*;
    /// let mut stack = Stack::new("demo");
    /// let gone = stack.add("Gone", Queue::new());
    /// let disconnect = DisconnectRoute::through(&gone);
    /// ```
    pub fn through(queue: impl Into<Address<Queue>>) -> Self {
        Self::to(SendMessage::disconnected(queue))
    }
}

//! The service's limits. Tests shrink them; a running gateway has [`Limits::default`].

use std::{fmt, time::Duration};

/// Sizes, times and rates of the gateway (reference 8.1).
#[derive(Clone, Debug, PartialEq)]
pub struct Limits {
    /// The longest frame from a client, in bytes: 32 KB.
    pub frame: usize,
    /// The longest message from a client or payload from a function, in bytes: 128 KB.
    pub message: usize,
    /// All headers of a request together, in bytes: 10,240.
    pub headers: usize,
    /// How long a connection may rest without a message in either direction: 10 minutes. Pings do not count.
    pub idle: Duration,
    /// How long a connection may live: 2 hours.
    pub lifetime: Duration,
    /// The longest an integration or authorizer may take: 29 seconds.
    pub integration: Duration,
    /// Requests of all kinds together, per second: 10,000, with a burst of 5,000.
    pub requests: Rate,
    /// New connections per second: 500.
    pub connections: Rate,
    /// Messages of one connection that are in work at a time; further ones wait in the socket. A local bound.
    pub in_flight: usize,
    /// Bytes that wait for one slow client before a post is refused with 429. A local bound.
    pub send_buffer: usize,
    /// How long a peer has to answer a close frame before its socket is dropped. A local bound.
    pub close_grace: Duration,
}

/// A token bucket's size and refill.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rate {
    /// Tokens that come back per second.
    pub per_second: f64,
    /// Tokens that the bucket holds.
    pub burst: f64,
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} per second, {} at once", self.per_second, self.burst)
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            frame: 32 * 1024,
            message: 128 * 1024,
            headers: 10_240,
            idle: Duration::from_mins(10),
            lifetime: Duration::from_hours(2),
            integration: Duration::from_secs(29),
            requests: Rate {
                per_second: 10_000.0,
                burst: 5_000.0,
            },
            connections: Rate {
                per_second: 500.0,
                burst: 500.0,
            },
            in_flight: 64,
            send_buffer: 1024 * 1024,
            close_grace: Duration::from_secs(1),
        }
    }
}

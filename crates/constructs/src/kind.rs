//! Kinds of resources that can do different things, as types.

/// The kind of a queue or topic that delivers at least once, in no order, and of a state machine that runs for up to a year.
#[derive(Clone, Copy, Debug)]
pub struct Standard;

/// The kind of a queue or topic that keeps order and drops duplicates.
#[derive(Clone, Copy, Debug)]
pub struct Fifo;

/// The kind of a state machine that runs for five minutes at most, and whose end a caller can wait for.
#[derive(Clone, Copy, Debug)]
pub struct Express;

//! Kinds of resources that can do different things, as types.

/// The kind of a queue that delivers at least once, in no order: what suits almost everybody.
#[derive(Clone, Copy, Debug)]
pub struct Standard;

/// The kind of a queue that keeps order and drops duplicates.
#[derive(Clone, Copy, Debug)]
pub struct Fifo;

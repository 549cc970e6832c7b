//! What the functions and the API of a stack log.
//!
//! | room | holds |
//! |---|---|
//! | [`groups`] | which log groups are a stack's |
//! | [`source`] | where lines come from, a page at a time |
//! | [`tail`] | the lines of several groups in the order of time, and those that follow |

pub mod groups;
pub mod source;
pub mod tail;

pub use self::{
    groups::{LogGroup, Writer},
    source::{Line, LinePage, Lines, Query},
    tail::Tail,
};

//! A stack on its way from where it stands to where it is to be.
//!
//! Nothing is remembered between two runs: where a stack stands is asked each time, so a deployment that was killed is
//! picked up by whoever comes next.
//!
//! ```text
//!            +-- Busy: attach, follow ------------------+
//!            |                                          v
//! standing --+-- MustBeDeleted: consent, delete, follow --> standing
//!            +-- Absent, Review, Ready: change set --> [caller decides] --> start, follow --> ending
//!            +-- RollbackFailed, DeleteFailed: a person
//! ```
//!
//! | room | holds |
//! |---|---|
//! | [`standing`] | where a stack stands, and what can be done next |
//! | `operation` | begins an operation, and says how one can be followed |
//! | [`ending`] | how an operation ended |
//! | [`order`] | which stack comes before which |
//! | [`trigger`] | alarms that turn an update back |

pub mod ending;
mod operation;
pub mod order;
pub mod standing;
pub mod trigger;

pub use ending::Ending;
pub use order::{Order, OrderError};
pub use standing::{Next, Standing};
pub use trigger::Trigger;

#[cfg(test)]
mod tests;

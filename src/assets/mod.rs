//! What stacks need beside their templates: built, examined and packed, ready to be uploaded.
//!
//! | room | holds |
//! |---|---|
//! | `prepare` | the one door: stacks in, [`Prepared`] zip files out |
//! | `job` | what is to be made, each thing once however many functions use it |
//! | `program` | which file of an asset Lambda starts, and whether it can |
//! | `problem` | why assets cannot be deployed, and what to do |

mod job;
mod prepare;
mod problem;
mod program;

pub(crate) use prepare::{Prepared, Progress, Ready, prepare};

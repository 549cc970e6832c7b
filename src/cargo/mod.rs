//! Binaries of the workspace, built by cargo; cargo is spared when a stamp proves that nothing changed.
//!
//! | room | holds |
//! |---|---|
//! | `build` | the one door: [`Request`] in, [`Executable`]s out |
//! | `invoke` | the call of cargo and what it said |
//! | `inputs` | everything that can influence a build |
//! | `stamp` | what those inputs were when cargo last built, and what changed since |
//! | `dep_info`, `environment` | cargo's dep-info files; the variables that a build may read |

mod build;
mod dep_info;
mod environment;
mod inputs;
mod invoke;
mod stamp;

pub(crate) use build::build;
pub(crate) use invoke::{CargoError, Executable, Request};

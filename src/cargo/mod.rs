//! Binaries of the workspace, built by cargo; cargo is spared when a stamp proves that nothing changed.
//!
//! | room | holds |
//! |---|---|
//! | `build` | the one door: [`Request`] in, [`Built`] out |
//! | `request`, `platform` | what to build; for which machine, and by which tool |
//! | `invoke`, `error` | the call of cargo and what it said; why there is no binary |
//! | `members` | what the workspace has |
//! | `inputs` | everything that can influence a build |
//! | `stamp` | what those inputs were when cargo last built, and what changed since |
//! | `children` | the processes that are waited for, to be ended with this program |
//! | `dep_info`, `environment` | cargo's dep-info files; the variables that a build may read |

mod build;
mod children;
mod dep_info;
mod environment;
mod error;
mod inputs;
mod invoke;
mod members;
mod platform;
mod request;
mod stamp;

pub(crate) use build::{Built, build};
pub(crate) use children::Children;
pub(crate) use error::CargoError;
pub(crate) use invoke::program;
pub(crate) use platform::{Platform, Tool};
pub(crate) use request::{Binary, Executable, Request};
pub(crate) use stamp::{Kind, Probe, entries};

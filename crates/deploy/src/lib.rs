//! Ships a synthesized template, and follows a stack through the rest of its life on AWS.
//!
//! Beside the handlers, the only crate that links the AWS SDK. It asks services and waits for them; it prints nothing
//! and asks nobody. What it finds are values, and an [`Error`] says what failed, why, and what to do next.
//!
//! | room | holds |
//! |---|---|
//! | [`account`] | what the account gives: the role for logs, quotas |
//! | [`bootstrap`] | the bucket that assets go through, and the stack that it lives in |
//! | [`capability`] | which capabilities a template asks for |
//! | [`cause`] | why an operation failed, and what is known to help |
//! | [`change_set`] | what CloudFormation would do, asked before it does it |
//! | [`client`] | the services, as one profile in one region reaches them |
//! | [`console`] | where a person finds a stack in the AWS console |
//! | [`deployment`] | a stack on its way from where it stands to where it is to be |
//! | [`destroy`] | the end of a stack: what goes, what stays, what stands in the way |
//! | [`drift`] | what differs between a stack's resources and its template |
//! | [`error`] | what a service or the way to it refused, and what to do next |
//! | [`event`] | what CloudFormation tells of its work on a stack, and how to follow it |
//! | [`express`] | code that goes to its functions directly, and functions whose code is not what their stack says |
//! | [`guard`] | what a change set replaces or deletes that holds data |
//! | [`history`] | what a stack's earlier operations took |
//! | [`logs`] | what the functions and the API of a stack log |
//! | `pace` | how often a service is asked whether it has finished |
//! | [`parameters`] | the values of a template's parameters |
//! | [`preflight`] | what would stop a deployment, found before anything is sent |
//! | [`progress`] | how far an operation is, as a value |
//! | [`rhythm`] | how often a service is asked |
//! | [`rights`] | what a deployer must be allowed to do, found from the templates |
//! | [`rollback`] | the way back, for a stack that stopped in the middle of a change |
//! | [`stack`] | a stack as it stands, and what may be done with it in that state |
//! | [`transfer`] | resources that a stack takes over from the account, or lets go into it |
//! | [`upload`] | assets and large templates, brought there once |

pub mod account;
#[cfg(test)]
mod answers;
pub mod bootstrap;
pub mod capability;
pub mod cause;
pub mod change_set;
pub mod client;
pub mod console;
pub mod deployment;
pub mod destroy;
pub mod drift;
pub mod error;
pub mod event;
pub mod express;
pub mod guard;
pub mod history;
pub mod logs;
mod pace;
pub mod parameters;
pub mod preflight;
pub mod progress;
pub mod rhythm;
pub mod rights;
pub mod rollback;
#[cfg(test)]
mod scripted;
pub mod stack;
pub mod transfer;
pub mod upload;

pub use capability::Capability;
pub use cause::{Cause, Known, causes};
pub use change_set::ChangeSet;
pub use client::{Clients, Identity, Target};
pub use deployment::{Ending, Next, Standing};
pub use destroy::Held;
pub use drift::Drift;
pub use error::{Error, Kind};
pub use event::{Event, Follower, Outcome, Start, Status};
pub use history::History;
pub use logs::{LogGroup, Tail};
pub use progress::{Action, Phase, Planned, Progress};
pub use rhythm::Limiter;
pub use rollback::WayBack;
pub use stack::{Resource, Situation, Stack};

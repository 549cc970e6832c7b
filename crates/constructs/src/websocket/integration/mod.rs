//! Integrations: what routes run.
//!
//! One file per kind. A proxy passes the message and the answer on as they are; everything else is a
//! [`MappedIntegration`], with templates for both directions. Helpers for services write role, address, parameters and
//! template, and the role may do that one action on that one resource.

mod access;
mod address;
pub mod dynamodb;
mod events;
mod form;
mod http;
mod lambda;
mod mapped;
mod mock;
mod parameters;
mod response;
mod s3;
mod service;
mod sns;
mod sqs;
mod states;
mod streams;
mod target;
mod timeout;

pub use address::Address;
pub use events::PutEvents;
pub use http::{Http, HttpMethod, HttpProxy};
pub use lambda::MappedLambda;
pub use mapped::MappedIntegration;
pub use mock::Mock;
pub use response::IntegrationResponse;
pub use s3::PutObject;
pub use service::ServiceCall;
pub use sns::Publish;
pub use sqs::SendMessage;
pub use states::{StartExecution, StartSyncExecution};
pub use streams::{DeliverRecord, PutRecord};
pub use target::Integration;
pub use timeout::IntegrationTimeout;

pub(super) use lambda::invocation_uri;

#[cfg(test)]
mod tests;

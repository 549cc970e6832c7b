//! Integrations: what routes run.
//!
//! One file per kind. A proxy passes the message and the answer on as they are; everything else is a
//! [`MappedIntegration`], with templates for both directions. Helpers for services write role, address, parameters and
//! template, and the role may do that one action on that one resource.

mod access;
mod address;
pub mod dynamodb;
mod http;
mod lambda;
mod mapped;
mod mock;
mod parameters;
mod response;
mod service;
mod sqs;
mod target;
mod timeout;

pub use address::Address;
pub use http::{Http, HttpMethod, HttpProxy};
pub use lambda::MappedLambda;
pub use mapped::MappedIntegration;
pub use mock::Mock;
pub use response::IntegrationResponse;
pub use service::ServiceCall;
pub use sqs::SendMessage;
pub use target::Integration;
pub use timeout::IntegrationTimeout;

pub(super) use lambda::invocation_uri;

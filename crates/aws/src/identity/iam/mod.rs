//! `AWS::IAM`: roles, and the policy documents that other services take too.

mod document;
mod policy;
mod role;

pub use document::{Effect, PolicyDocument, Principal, Statement};
pub use policy::{AttachedPolicy, ManagedPolicy};
pub use role::{Policy, Role};

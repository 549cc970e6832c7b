//! `AWS::IAM`: roles, and the policy documents that other services take too.

mod document;
mod role;

pub use document::{Effect, PolicyDocument, Principal, Statement};
pub use role::{Policy, Role};

//! IAM policies: what they say about one request, and how their patterns relate.
//!
//! The one evaluator of the project: what tests assert, what checks find and what the local runtime lets through is
//! decided here. No I/O, no clock, no panics on input; time and memory grow with the product of what is compared.
//!
//! ```
//! use policy::{Policy, Request, evaluate};
//!
//! let policy = Policy::from_json("Grants", r#"{"Version": "2012-10-17", "Statement": [
//!     {"Effect": "Allow", "Action": "dynamodb:*Item", "Resource": "arn:aws:dynamodb:*:*:table/${aws:PrincipalTag/team}-*"},
//!     {"Effect": "Deny", "Action": "dynamodb:DeleteItem", "Resource": "*",
//!      "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "false"}}}
//! ]}"#)?;
//! let table = "arn:aws:dynamodb:us-east-1:111122223333:table/chat-rooms";
//! let request = |action| Request::new(action, table).with("aws:PrincipalTag/team", "chat");
//!
//! let put = request("dynamodb:PutItem");
//! assert_eq!(evaluate([&policy], &put).to_string(), "allowed by statement 1 of `Grants`");
//! let delete = request("dynamodb:DeleteItem").with("aws:MultiFactorAuthPresent", "false");
//! assert_eq!(evaluate([&policy], &delete).to_string(), "denied by statement 2 of `Grants`");
//! assert!(!evaluate([&policy], &request("dynamodb:Scan")).is_allowed());
//! # Ok::<(), policy::PolicyErrors>(())
//! ```
//!
//! | room | holds |
//! |---|---|
//! | [`document`] | a policy, its statements and what they match |
//! | [`mod@read`], [`error`] | from trees and JSON, with every mistake and its path |
//! | [`condition`] | operators, and how they compare |
//! | [`principal`] | who a statement is about, and who asks |
//! | [`text`], [`pattern`], [`arn`] | policy variables; wildcards, and which pattern includes which; ARNs by segments |
//! | [`request`], [`mod@evaluate`] | the question and the answer |
//! | [`contain`] | whether one set of policies allows more than another, proved or with a witness |
//! | [`invoke`] | invoke permissions of functions, as the policies that Lambda makes of them |
//!
//! # Where it is not IAM
//!
//! It knows neither which actions exist nor which resources an action takes, and merges no accounts: a decision is that
//! of the policies it is given. A permissions boundary is a second decision, see [`Decision::within`]. A policy
//! variable that the request does not set and that has no default makes its pattern match nothing.

pub mod arn;
pub mod condition;
pub mod contain;
pub mod document;
pub mod error;
pub mod evaluate;
pub mod invoke;
pub mod pattern;
pub mod principal;
pub mod read;
pub mod request;
pub mod text;

pub use condition::Condition;
pub use document::{Effect, Matching, Policy, Statement};
pub use error::{PolicyError, PolicyErrors, PolicyProblem};
pub use evaluate::{Decision, Reason, evaluate};
pub use pattern::Pattern;
pub use principal::{Principal, Principals};
pub use request::{Conditions, Request};
pub use text::Text;

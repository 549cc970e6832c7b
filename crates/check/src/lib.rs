//! Finds what CloudFormation and API Gateway would refuse, or accept and then not do as meant.
//!
//! [`template`] takes any template, from a program of this workspace, from CDK, SAM or a person. No I/O, and no panic
//! whatever the template holds.
//!
//! | room | holds |
//! |---|---|
//! | [`mod@check`] | runs everything |
//! | [`mod@rule`], [`rules`] | what a rule is; all of them, one file per topic |
//! | [`scenario`] | the ways in which a template may be deployed |
//! | [`concrete`], [`resource`] | the template in one of them: functions evaluated, names readable |
//! | [`model`] | what belongs together: an API with its routes, a role with its policies |
//! | `shapes` | the properties of a resource, each with the shape that the table of its type gives it |
//! | [`arn`] | ARNs, taken apart |
//! | `once` | what a construct has found is not said again by a rule |
//! | `sam` | what the transform of SAM makes of a template |
//! | [`suppress`], [`mod@place`] | what somebody accepted, with a reason; line and column in a file |
//! | [`catalogue`] | one page per code |
//!
//! # Adding a rule
//!
//! 1. Take a free code of the topic's range: 200-259 APIs, routes, authorizers, stages, deployments, quotas; 260-299
//!    integrations, mapping templates, responses, models; 300-349 permissions and policies; 350-399 functions, tables,
//!    queues, sizes; 400-449 properties, types, references of the wrong kind.
//! 2. Write a function over [`Model`] in `rules/<topic>.rs`, and a line for it in the topic's table `RULES`:
//!    `rule!("GW205", Error, "Authorization on a route other than $connect", outside_connect)`. A new topic is one
//!    file, with a line in `rules.rs`. `rules/authorization.rs` is a good one to copy.
//! 3. Write `docs/checks/GW205.md`: the heading `# GW205: <the rule's title>`, then [`catalogue::HEADINGS`]. Renew the
//!    index with `UPDATE_CHECKS=1 cargo test -p gatewright-check --test catalogue`.
//! 4. Write `tests/corpus/GW205-<what>.yaml`, a minimal mutation of a clean template that the rule finds (further codes
//!    that it cannot avoid go to the first line: `# also: GW203`), and `tests/corpus/near/GW205-<what>.yaml`, the near
//!    miss in which it must not find anything. `cargo test -p gatewright-check --test corpus` says what is missing.
//!
//! What a rule can rely on:
//!
//! - The model shows *one deployment*: conditions are decided, functions evaluated, and only resources that exist are
//!   there. A rule never sees `Fn::If`. [`scenario`] says which deployments are tried.
//! - What only AWS knows is a token, `‹Api›`. Use [`Resource::known`] to judge a text, [`Resource::text`] to compare
//!   one. What leads out of the template is [`Link::Elsewhere`]: unknown, never wrong.
//! - ARNs are in account 111122223333, region us-east-1. A template may have another place written out: compare with
//!   [`arn::here`].
//! - HTTP APIs are not in [`Model::apis`], nor is anything that belongs to them.
//! - A rule is linear in the template: use the model's indexes, build a map where two things are compared.
//! - Where a construct finds the same when a stack is built, the pair of codes stands in `once.rs`.
//! - The message says in one sentence what happens on AWS; the hint says what to write instead. Severity `Error` is
//!   for what AWS refuses or what is broken when it runs, `Warning` for what hardly can be meant, `Info` for advice.

pub mod arn;
pub mod catalogue;
pub mod check;
pub mod concrete;
pub mod model;
mod once;
pub mod place;
pub mod resource;
pub mod rule;
pub mod rules;
mod sam;
pub mod scenario;
mod shapes;
pub mod suppress;

pub use arn::Arn;
pub use cfn::is_known;
pub use check::template;
pub use concrete::Concrete;
pub use model::{
    Api, Function, Integration, Link, Mention, Model, Policy, Role, Route, Stage, Statement, mentions,
};
pub use place::locate;
pub use resource::{Resource, flag, int, items, number};
pub use rule::{Finding, Found, Rule};

//! CloudFormation resource types as Rust tables, one per type.
//!
//! The public path is the type's namespace: `AWS::ApiGatewayV2::Route` is [`apigatewayv2::Route`]. `new` takes what the
//! service cannot do without, a setter exists for each other property, and a property that points to one known resource
//! type says so: it takes a handle of that type and nothing else. What no table knows is reached with
//! [`raw_property`](cfn::IntoEntry::raw_property) or [`RawResource`](cfn::RawResource).
//!
//! ```
//! use aws::apigatewayv2::{Api, ProtocolType, Route};
//! use cfn::Stack;
//!
//! let mut stack = Stack::new("demo");
//! let api = stack.add("Api", Api::new("demo", ProtocolType::WebSocket, "$request.body.type"));
//! stack.add("ConnectRoute", Route::new(&api, "$connect"));
//! assert!(stack.synth().is_ok());
//! ```
//!
//! The folders are shelves (`front`, `compute`, `data`, `messaging`, `identity`, `watch`) and no part of the path.
//! [`registry`] lists the facts of every table: checks, diffs and the schema test read them.
//!
//! # Adding a resource type
//!
//! A ten-minute job. The test `schema` (`cargo test -p gatewright-aws --test schema`) says what is still missing after
//! each step.
//!
//! 1. Choose the shelf, and there the file of the namespace; a file above 400 lines becomes a folder.
//! 2. Write the table with [`resource!`](cfn::resource!). In `required` stands what the service cannot do without, more
//!    than three properties only where it must be; the rest is optional, in alphabetical order. One doc line per row, in
//!    your own words: the meaning, the unit, the limit, the default, and the trap if there is one. The type's own docs
//!    say what `Ref` yields and what replaces it; `arn` says how a template reaches the ARN, `arn = Ref` where `Ref`
//!    yields it.
//! 3. Choose the types. [`Value`](cfn::Value) for one, [`List`](cfn::List) for several, [`Dict`](cfn::Dict) for a map
//!    of free names. `Id<R>` or `Arn<R>` where only an `R` makes sense, an enum where the service takes some words only
//!    ([`string_enum!`](cfn::string_enum!)), a property type where it takes an object ([`property!`](cfn::property!)).
//!    Tools read these types as [`Shape`](cfn::Shape)s.
//! 4. Re-export the names in the namespace's `mod.rs`, and add one line to [`registry::TYPES`].
//! 5. What the schema has and the table leaves out on purpose stands under `left_out` in the table or enum, with a
//!    comment that says why; what has no reason gets a row. Where the schema itself is wrong, `tests/schema/allowed`
//!    says so.

mod compute;
mod data;
mod front;
mod identity;
mod messaging;
pub mod registry;
mod tag;
mod watch;

pub use compute::{applicationautoscaling, lambda, stepfunctions};
pub use data::{dynamodb, s3};
pub use front::{apigateway, apigatewayv2, certificatemanager, cloudfront, route53, wafv2};
pub use identity::{cognito, iam, kms, secretsmanager, ssm};
pub use messaging::{events, firehose, kinesis, pipes, scheduler, sns, sqs};
pub use tag::Tag;
pub use watch::{cloudwatch, logs, xray};

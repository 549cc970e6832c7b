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

mod compute;
mod data;
mod front;
mod identity;
mod messaging;
mod watch;

pub use compute::lambda;
pub use data::dynamodb;
pub use front::{apigateway, apigatewayv2};
pub use identity::iam;
pub use messaging::sqs;
pub use watch::logs;

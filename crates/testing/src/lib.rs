//! What tests of a stack ask: which resources it has, what its roles may do, what its mapping templates write.
//!
//! Everything is asked of the synthesized template, the one thing that is deployed. A test that fails says what was
//! wanted, what is there, and what comes nearest.
//!
//! ```
//! use aws::dynamodb::Table;
//! use cfn::{RawResource, Stack, Tree};
//! use testing::{Synthesized, any, object, text};
//!
//! let mut stack = Stack::new("demo");
//! # let rooms = Tree::from_json(r#"{"TableName": "rooms-dev", "BillingMode": "PAY_PER_REQUEST",
//! #     "KeySchema": [{"AttributeName": "roomId", "KeyType": "HASH"}]}"#)?;
//! # let role = Tree::from_json(r#"{"Policies": [{"PolicyName": "Grants", "PolicyDocument": {"Version": "2012-10-17",
//! #     "Statement": {"Effect": "Allow", "Action": "dynamodb:PutItem", "Resource": {"Fn::GetAtt": "Rooms.Arn"}}}}]}"#)?;
//! stack.add("Rooms", RawResource::new("AWS::DynamoDB::Table", rooms));
//! stack.add("ConnectRole", RawResource::new("AWS::IAM::Role", role));
//! // … more of the stack
//! let template = Synthesized::of(stack);
//!
//! template
//!     .all::<Table>()
//!     .with("BillingMode", "PAY_PER_REQUEST")
//!     .with("TableName", text("rooms-*"))
//!     .with("KeySchema[0]", object().with("KeyType", "HASH").with("AttributeName", any()))
//!     .one();
//! let role = template.role_of("ConnectRole");
//! role.assert_allowed("dynamodb:PutItem", "Rooms");
//! role.assert_denied("dynamodb:DeleteItem", "Rooms");
//! # Ok::<(), cfn::read::ReadError>(())
//! ```
//!
//! | room | holds |
//! |---|---|
//! | [`synthesized`] | the template under test: resources, outputs, parameters |
//! | [`found`] | resources of a type, and those among them with some properties |
//! | [`matcher`] | what a property should be |
//! | [`role`] | what a role may do, by all of its policies |
//! | [`route`] | invoke permissions and mapping templates of a route |
//! | `snapshot` | [`assert_template!`], the whole template under review |

#[cfg(doctest)]
mod book;
mod fail;
pub mod found;
pub mod matcher;
pub mod role;
pub mod route;
mod snapshot;
pub mod synthesized;

pub use found::{Found, Resource};
pub use matcher::{Matcher, absent, any, attribute, contains, exactly, items, object, reference, text};
pub use policy;
pub use role::Role;
pub use route::Mapping;
pub use synthesized::Synthesized;
pub use vtl;

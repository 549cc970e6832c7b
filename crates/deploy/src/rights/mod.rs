//! What a deployer must be allowed to do, found from the templates of the app.
//!
//! Two parties act: this program, and CloudFormation, which makes the resources as whoever called it, or as a role that
//! it is given. [`of_deployer`] and [`of_resources`] are what each needs; [`Rights::and`] is what somebody needs who
//! deploys without such a role. All of it is about stacks, resources and a bucket by name: resources that CloudFormation
//! names begin with the stack's name. Where a service makes up ids (APIs, event source mappings), no policy can tell ours
//! from others.
//!
//! ```
//! use cfn::{StackEntry, Template};
//! use deploy::rights::{Place, of_resources};
//!
//! let template = Template::from_json("chat-dev", r#"{"Resources": {"Jobs": {"Type": "AWS::SQS::Queue"}}}"#)?;
//! let place = Place::new("eu-west-1", "111122223333");
//! let needed = of_resources(&[&template], &place);
//! let text = needed.rights.to_json();
//! assert!(text.contains("sqs:CreateQueue") && text.contains("arn:aws:sqs:eu-west-1:111122223333:chat-dev-*"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | room | holds |
//! |---|---|
//! | [`place`] | account, region, partition and bucket |
//! | [`statement`] | actions on resources, merged |
//! | [`deployer`] | what this program calls |
//! | [`resources`] | what CloudFormation calls, from the templates |
//! | `names` | which ARNs the resources of a stack will have |
//! | `table` | resource type to actions |

pub mod deployer;
mod names;
pub mod place;
pub mod resources;
pub mod statement;
mod table;

pub use deployer::of_deployer;
pub use place::Place;
pub use resources::{Needed, of_resources};
pub use statement::{MANAGED_POLICY_LIMIT, Rights};

#[cfg(test)]
mod tests;

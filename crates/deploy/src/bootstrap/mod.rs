//! The bucket that assets and large templates go through, and the stack that it lives in.
//!
//! One bucket serves all programs of an account and region. It is a stack of its own, [`STACK`], because it is there
//! before the first deployment and stays after the last one.
//!
//! | room | holds |
//! |---|---|
//! | [`mod@template`] | the stack's template |
//! | [`plan`] | what making or updating it would do |
//! | [`roles`] | who deploys an app, and what CloudFormation may do for it |
//! | [`store`] | the bucket as it stands, and whether this program can work with it |

pub mod plan;
pub mod roles;
pub mod store;
pub mod template;

pub use plan::{BootstrapError, Wanted};
pub use roles::{DEPLOY_ROLE, GITHUB, SERVICE_ROLE, Trust, roles_stack, roles_template};
pub use store::{Store, Unusable};
pub use template::template;

/// The name of the stack.
pub const STACK: &str = "gatewright-bootstrap";

/// The version of the stack that this program makes.
///
/// It grows whenever the template changes. A stack of an older version is updated by `gatewright bootstrap`; one of a
/// newer version is left alone.
pub const VERSION: u32 = 1;

/// The oldest version that this program deploys through.
pub const OLDEST: u32 = 1;

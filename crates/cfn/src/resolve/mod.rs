//! Evaluates intrinsic functions against values that are known locally.
//!
//! CloudFormation does this when it deploys; the local runtime does it here, with the same outcome.
//!
//! ```
//! use cfn::{Lookup, Environment, Tree, resolve, sub, Emit, Pseudo};
//!
//! struct NoResources;
//! impl Lookup for NoResources {
//!     fn reference(&self, _id: &str) -> Option<Tree> { None }
//!     fn attribute(&self, _id: &str, _attribute: &str) -> Option<Tree> { None }
//! }
//!
//! let environment = Environment { region: "eu-central-1".to_owned(), ..Environment::default() };
//! let host = sub!("api.{}.{}", Pseudo::Region, Pseudo::UrlSuffix).emit();
//! let resolved = resolve(&host, &environment, &NoResources)?;
//! assert_eq!(resolved.as_str(), Some("api.eu-central-1.amazonaws.com"));
//! # Ok::<(), cfn::ResolveError>(())
//! ```

mod base64;
mod choices;
mod concrete;
mod condition;
mod environment;
mod error;
mod functions;
mod site;

pub use choices::choices;
pub use concrete::{Concrete, concrete, concrete_in, is_known, placeholders};
pub use environment::{Environment, ParameterError};
pub use error::{ResolveError, ResolveProblem};
pub use functions::{Lookup, resolve};

#[cfg(test)]
mod tests;

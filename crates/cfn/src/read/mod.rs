//! Reads templates: JSON always, YAML with the feature `yaml`.
//!
//! Whatever a file uses, the tree has it in one form: short tags (`!Ref Api`, `!GetAtt Api.Arn`) are expanded to the
//! functions they stand for. Keys keep their order, and a key that stands twice in a map is refused, where most
//! readers silently keep the last.
//!
//! | bound | value | why |
//! |---|---|---|
//! | [`MAX_BYTES`] | 2 MiB of text | CloudFormation takes 1 MB; more is no template |
//! | [`MAX_EXPANSION`] | 4 Mi nodes and bytes after expansion | YAML aliases can multiply a small text without end |
//! | nesting | 128 levels, the bound of both parsers | a deeper tree would exhaust the stack |
//! | [`MAX_OPEN`] | 4,096 brackets open at once in YAML | the parser's time grows with their square |
//!
//! YAML is read by the 1.2 rules, CloudFormation documents 1.1: an unquoted `yes`, `no`, `on` or `off` is text here
//! and a truth value there, and merge keys (`<<`) are plain keys in both. Quote the first, avoid the second.

mod error;
mod json;
#[cfg(feature = "yaml")]
mod places;
mod visitor;
#[cfg(feature = "yaml")]
mod yaml;

pub use error::{Place, ReadError, ReadProblem};
#[cfg(feature = "yaml")]
pub use places::Places;
pub use visitor::MAX_EXPANSION;

/// The longest text that is read, in bytes.
pub const MAX_BYTES: usize = 2 * 1024 * 1024;

/// The most brackets that may stand open at one place of a YAML text, wherever they stand, quoted ones included.
pub const MAX_OPEN: usize = 4096;

#[cfg(test)]
mod tests;

//! Assets and large templates, brought to the bucket once.
//!
//! An asset's key says what is in it, so an object that is there needs no second upload, whoever made the first. S3
//! compares what arrives with the SHA-256 that we announce, and every request names the account that must own the
//! bucket: names of buckets can be guessed, and taken by others before us.
//!
//! | room | holds |
//! |---|---|
//! | [`object`] | files, by content hash, several at a time |
//! | [`mod@template`] | templates that are too large for a request |
//! | [`error`] | why something did not arrive |

pub mod error;
pub mod object;
pub mod template;

pub use error::UploadError;
pub use object::{Object, Step, Uploaded};
pub use template::{LARGEST_TEMPLATE, fits, is_large};

/// What the keys of templates begin with.
pub const TEMPLATES: &str = "templates/";

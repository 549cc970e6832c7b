//! Mapping templates: what a backend gets, and what a client gets back.

mod json;
mod payload;
mod piece;
mod template;

pub use json::Json;
pub use payload::Payload;
pub use template::MappingTemplate;

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

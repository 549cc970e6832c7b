//! What a template asks to run.
//!
//! | room | holds |
//! |---|---|
//! | [`read`] | the plan as a whole |
//! | [`names`] | what `Ref` and `Fn::GetAtt` yield |
//! | [`properties`], [`report`] | reading a resource so that nothing is passed over in silence |
//! | [`api`] | the WebSocket APIs |
//! | [`functions`], [`tables`], [`event_sources`] | what the APIs call, what keeps data, what calls functions by itself |

pub mod api;
pub mod event_sources;
pub mod functions;
pub mod names;
pub mod properties;
pub mod read;
pub mod report;
pub mod tables;

pub use event_sources::{EventSource, Retry, StartingPosition};
pub use functions::Function;
pub use names::Names;
pub use properties::Properties;
pub use read::Plan;
pub use report::Report;
pub use tables::{Index, Key, Stream, StreamView, Table};

#[cfg(test)]
mod tests;

//! What a template asks to run.
//!
//! | room | holds |
//! |---|---|
//! | [`api`] | the WebSocket APIs |

pub mod api;

//! The terminal client: for people who type, and for scripts.
//!
//! | room | holds |
//! |---|---|
//! | `session` | the conversation: what is typed goes out, what comes in is shown, a lost connection is made again |
//! | `link` | the connection: handshake, refusals, waiting times |
//! | `address` | the URL with its parameters |
//! | `command` | what can be typed |
//! | `input` | where lines come from: the keyboard, a file, a pipe |
//! | `screen`, `view` | where frames go; a frame as a line for people |
//! | `outstanding` | what was sent and has not been answered |
//! | `script` | frames that a script expects |

pub(crate) mod address;
mod command;
pub(crate) mod input;
mod link;
mod outstanding;
pub(crate) mod screen;
mod script;
pub(crate) mod session;
mod view;

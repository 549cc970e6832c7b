//! The local runtime from outside: what it runs, when that changes, and what it says.
//!
//! | room | holds |
//! |---|---|
//! | `source` | where template and binaries come from, and the version that is there now |
//! | `supervisor` | runs one version, shows what happens, switches to the next |

pub(crate) mod source;
pub(crate) mod supervisor;

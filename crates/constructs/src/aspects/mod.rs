//! Aspects that many stacks want; write your own as a closure, see [`Stack::aspect`](cfn::Stack::aspect).
//!
//! ```
//! use constructs::{aspects, prelude::*};
//! let mut stack = Stack::new("demo");
//! stack.add("Rooms", Table::new(Key::string("roomId")));
//! stack.aspect(aspects::durability(Durability::Disposable));
//! stack.aspect(aspects::encryption_required());
//! stack.aspect(|resource: &mut ResourceView<'_>| {
//!     if resource.is::<constructs::aws::dynamodb::Table>() {
//!         resource.tag("backup", "daily");
//!     }
//! });
//! # stack.synth()?;
//! # Ok::<(), cfn::Findings>(())
//! ```

mod durability;
mod encryption;
mod name_prefix;

pub use durability::durability;
pub use encryption::encryption_required;
pub use name_prefix::name_prefix;

//! The part of `JSONPath` that `$input.path` and `$input.json` take.
//!
//! | step | meaning |
//! |---|---|
//! | `$` | the body |
//! | `.name`, `['name']`, `["name"]` | the member of a map |
//! | `[0]`, `[-1]` | the element of a list, from its start or end |
//! | `.*`, `[*]` | every member or element |
//! | `..name`, `..*`, `..[0]` | the same at every depth |
//! | `[0,2]`, `['a','b']` | several |
//! | `[1:3]`, `[:2]`, `[-2:]` | a slice |
//! | `[?(@.a == 'x')]`, `[?(@.n > 1)]`, `[?(@.a)]` | the elements for which one comparison, or presence, holds |
//!
//! A path of names and single indices yields a value or nothing; every other one yields a list, which may be empty.
//! Functions (`length()`), scripts (`[(@.length-1)]`), `&&`, `||` and `=~` in filters are errors.

mod parse;
mod select;

pub(crate) use parse::Path;
pub use parse::PathError;

#[cfg(test)]
mod tests;

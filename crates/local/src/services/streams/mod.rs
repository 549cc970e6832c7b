//! Event source mappings: they hand a table's changes to a function.
//!
//! | file | holds |
//! |---|---|
//! | `mapping` | [`Mappings`]: reads the streams and cuts them into batches |
//! | `delivery` | calls the function with a batch until it worked or is given up |
//! | `answer` | what a function's answer says about the records of its batch |

mod answer;
mod delivery;
mod mapping;

pub use mapping::Mappings;

#[cfg(test)]
mod tests;

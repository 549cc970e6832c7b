//! Writes templates: JSON for deployments, YAML for eyes.
//!
//! Both are canonical: the same tree gives the same bytes, keys in the tree's order, two blanks per level, a newline
//! at the end. What is written reads back as the same tree, provided it nests no deeper than the readers go (128
//! levels) and holds its numbers as [`Tree::from`](crate::Tree) makes them.

mod json;
mod scalar;
mod yaml;

#[cfg(test)]
mod tests;

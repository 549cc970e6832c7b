//! Deployments, and every state that a stack may be in before, in the middle and after.

mod access;
mod consent;
mod express;
mod left;
mod several;
mod states;

//! The tests that need more than one room of the house, in one binary.

#![expect(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod assets;
mod aws;
mod bootstrap;
mod check;
mod cli;
mod client;
mod deploy;
mod dev;
mod diff;
mod docs;
mod freshness;
mod life;
mod new;
mod observe;
mod project;
mod pull_requests;
mod support;
mod synth;

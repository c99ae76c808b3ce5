//! The write side: runs commands on aggregates, and turns events into further commands.
//!
//! Engines are reached through the traits in [`ports`] only.

pub mod cutter;
pub mod datasets;
pub mod executor;
pub mod inputs;
pub mod jobs;
pub mod keys;
pub mod ports;
pub mod reactors;
pub mod results;

pub use executor::{CommandContext, ExecuteError, Executor};

//! The write side: runs commands on aggregates, and turns events into further commands.
//!
//! Engines are reached through the traits in [`ports`] only.

pub mod accounts;
pub mod audit;
pub mod coalesce;
pub mod cutter;
pub mod datasets;
pub mod dispatch;
pub mod executor;
pub mod external;
pub mod idempotency;
pub mod inputs;
pub mod jobs;
pub mod keys;
pub mod limits;
pub mod ports;
pub mod queues;
pub mod reactors;
mod registry;
pub mod reporting;
pub mod results;

pub use executor::{CommandContext, ExecuteError, Executor};

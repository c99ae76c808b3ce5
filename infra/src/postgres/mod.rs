//! The event store, one PostgreSQL database a shard, which knows nothing of jobs; and the vault of accounts beside its
//! directory.

mod append;
mod claim;
mod config;
mod cqrs;
mod database;
mod directory;
mod follow;
mod history;
mod live;
mod log;
mod migrate;
mod page;
mod parked;
mod placement;
mod queue;
mod rows;
mod scan;
mod session;
mod shard;
mod snapshots;
pub mod stats;
mod usage;
mod validate;
mod vault;
mod writer;
mod writing;

use std::error::Error;

use commands::ports::EngineError;

pub(crate) use claim::{Claim, Consumer};
pub use config::{PostgresConfig, ShardConfig};
pub use cqrs::{CqrsStore, StoreContext};
pub use database::{create_database, drop_database};
pub use directory::{Placement, place_tenant, placements};
pub use follow::{Follower, Subscription};
pub use live::LiveJobsOfLog;
pub use log::PostgresLog;
pub use migrate::{MigrateError, migrate, missing_migrations, register};
pub use parked::Parked;
pub use scan::{Filter, Order, Page, Scan};
pub use shard::Shard;
pub use vault::PostgresVault;

/// The largest event, in bytes of its payload. What the log takes, the relay must be able to publish.
pub const MAX_EVENT_BYTES: usize = 8 << 20;

/// What can be said of an address in an error: passwords stay out of it.
fn without_password(address: &str) -> String {
    let parts = address.split_whitespace().filter(|part| !part.starts_with("password"));
    parts.collect::<Vec<_>>().join(" ")
}

/// An error with what led to it.
fn engine_error(error: impl Into<Box<dyn Error + Send + Sync>>) -> EngineError {
    let error = error.into();
    let mut message = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        // Some errors repeat their cause themselves.
        if !message.contains(&cause.to_string()) {
            message = format!("{message}: {cause}");
        }
        source = cause.source();
    }
    if message.contains("role \"thousandfold_") && message.contains("does not exist") {
        message += "; run `thousandfold migrate`";
    }
    EngineError { engine: "postgres", message }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_in_an_error_has_no_password() {
        assert_eq!(without_password("host=h password=secret dbname=d"), "host=h dbname=d");
    }
}

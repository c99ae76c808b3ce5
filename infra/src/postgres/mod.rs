//! The event store: one PostgreSQL database a shard. It knows nothing of jobs.

mod append;
mod cqrs;
mod database;
mod log;
mod migrate;
mod read;
mod rows;
mod writer;

use serde::Deserialize;

pub use cqrs::{CqrsStore, StoreContext};
pub use database::{create_database, drop_database};
pub use log::PostgresLog;
pub use migrate::{MigrateError, migrate};
pub use read::{Follower, Shard};

/// The largest event, in bytes of its payload. What the log takes, the relay must be able to publish.
pub const MAX_EVENT_BYTES: usize = 8 << 20;

/// Where the shards are.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PostgresConfig {
    /// A libpq connection string for each shard. Number and order are part of the data: they decide where a
    /// stream lives, and stay as they are once there are events.
    pub shards: Vec<String>,
    /// The most connections for reading, a shard and process.
    #[serde(default = "default_readers")]
    pub readers: usize,
}

fn default_readers() -> usize {
    8
}

/// What can be said of an address in an error: passwords stay out of it.
fn without_password(address: &str) -> String {
    let parts = address.split_whitespace().filter(|part| !part.starts_with("password"));
    parts.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_in_an_error_has_no_password() {
        assert_eq!(without_password("host=h password=secret dbname=d"), "host=h dbname=d");
    }
}

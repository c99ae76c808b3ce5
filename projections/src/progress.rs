//! How far projections have come, for people, and for queries that wait for what was written.

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use crate::queries::QueryError;

/// A read model that follows the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Projection {
    /// Summaries and lists of jobs, and what tenants used, in Redis.
    Redis,
    /// The analyst's tables, in ClickHouse.
    ClickHouse,
}

impl Projection {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Redis, Self::ClickHouse];

    /// Its name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Redis => "redis",
            Self::ClickHouse => "clickhouse",
        }
    }
}

/// How far a projection has come with a shard's log, as it was known at most a second ago.
#[derive(Debug, Clone, PartialEq)]
pub struct Progress {
    /// Which one.
    pub projection: Projection,
    /// The shard.
    pub shard: u16,
    /// The last position that it has.
    pub position: u64,
    /// The last position that there is.
    pub head: u64,
    /// For how long the first event that it lacks has been in the log, in seconds; 0 if it lacks none.
    pub lag_seconds: f64,
    /// When whoever keeps it up to date was last heard of; none if nobody ever was.
    pub heard_of_at: Option<DateTime<Utc>>,
}

impl Progress {
    /// How many events it lacks.
    #[must_use]
    pub fn lag_events(&self) -> u64 {
        self.head.saturating_sub(self.position)
    }
}

/// Knows how far projections have come.
#[async_trait]
pub trait ProjectionProgress: Send + Sync {
    /// The last position of a shard's log that a projection has, and that a query sees.
    async fn reached(&self, projection: Projection, shard: u16) -> Result<u64, QueryError>;

    /// The last position of a shard's log; none if there is no such shard.
    async fn head(&self, shard: u16) -> Result<Option<u64>, QueryError>;

    /// All projections with all shards that they follow here.
    async fn all(&self) -> Result<Vec<Progress>, QueryError>;
}

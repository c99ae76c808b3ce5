//! What a shard can say of itself without reading its events.

use chrono::{DateTime, Utc};
use commands::ports::EngineError;
use serde::Serialize;
use tokio_postgres::{NoTls, Row};

use super::engine_error;
use super::session::{Role, config};
use super::shard::Shard;

/// An event's place and time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// The position.
    pub position: u64,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
}

/// A partition of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Partition {
    /// Its first position.
    pub first: u64,
    /// The last position that it has room for.
    pub last: u64,
    /// When the versions of its streams were written down, after it was full.
    pub sealed_at: Option<DateTime<Utc>>,
    /// What it takes on disk, with its indexes.
    pub bytes: u64,
}

/// A table with all that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// What it takes on disk, with its indexes and partitions.
    pub bytes: u64,
}

/// How far a consumer of the log has come.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Checkpoint {
    /// The consumer: `relay`.
    pub consumer: String,
    /// The last position that it is done with.
    pub position: u64,
    /// How many have been the active one, with the one that is.
    pub generation: u64,
    /// When it was last heard of.
    pub updated_at: DateTime<Utc>,
    /// How many events it has still to take.
    pub lag_events: u64,
    /// How old the first of these is, in seconds.
    pub lag_seconds: f64,
}

/// What a shard says of itself.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ShardStats {
    /// The first event that is there.
    pub first: Option<Mark>,
    /// The last one.
    pub last: Option<Mark>,
    /// The partitions, in order.
    pub partitions: Vec<Partition>,
    /// The tables, in order of size.
    pub tables: Vec<Table>,
    /// The consumers.
    pub checkpoints: Vec<Checkpoint>,
    /// How many snapshots of aggregates there are.
    pub snapshots: u64,
}

impl Shard {
    /// What the shard says of itself. All of it is quick, however long the log is.
    ///
    /// # Errors
    /// The shard cannot be reached, or lacks migrations.
    pub async fn stats(&self) -> Result<ShardStats, EngineError> {
        let snapshots = self.snapshots().await?;
        let mut session = self.log_session().await?;
        let mark =
            |order| format!("SELECT position, recorded_at FROM events ORDER BY position {order} LIMIT 1");
        let (first, last) = (session.rows(&mark("ASC"), &[]).await?, session.rows(&mark("DESC"), &[]).await?);
        let (partitions, tables) = (session.rows(PARTITIONS, &[]).await?, session.rows(TABLES, &[]).await?);
        let last = last.first().map(to_mark).transpose()?;
        Ok(ShardStats {
            first: first.first().map(to_mark).transpose()?,
            last,
            partitions: partitions.iter().map(to_partition).collect::<Result<_, _>>()?,
            tables: tables.iter().map(to_table).collect::<Result<_, _>>()?,
            checkpoints: self.checkpoints().await?,
            snapshots,
        })
    }

    /// How far each consumer has come.
    ///
    /// # Errors
    /// As [`Shard::stats`].
    pub async fn checkpoints(&self) -> Result<Vec<Checkpoint>, EngineError> {
        self.log_session().await?.rows(CHECKPOINTS, &[]).await?.iter().map(to_checkpoint).collect()
    }

    /// The last position that a consumer is done with; 0 if it has not begun.
    pub(crate) async fn checkpoint(&self, consumer: &str) -> Result<u64, EngineError> {
        let query = "SELECT position FROM checkpoints WHERE consumer = $1";
        let rows = self.log_session().await?.rows(query, &[&consumer]).await?;
        rows.first().map_or(Ok(0), |row| number(row, 0))
    }

    /// Who reads the log does not see snapshots: they are the writer's.
    async fn snapshots(&self) -> Result<u64, EngineError> {
        let config = config(self.address(), Role::Writer).map_err(engine_error)?;
        let (client, connection) = config.connect(NoTls).await.map_err(engine_error)?;
        tokio::spawn(connection);
        number(&client.query_one("SELECT count(*) FROM snapshots", &[]).await.map_err(engine_error)?, 0)
    }
}

const PARTITIONS: &str = "SELECT first, last, sealed_at, \
         coalesce(pg_total_relation_size(to_regclass('events_' || first)), 0) \
     FROM log_partitions ORDER BY first";

/// A partitioned table has nothing on disk itself, and its partitions are not among those that are named.
const TABLES: &str = "SELECT name, pg_total_relation_size(to_regclass(name)) + coalesce(( \
         SELECT sum(pg_total_relation_size(relid)) FROM pg_partition_tree(to_regclass(name)) WHERE level > 0), 0)::bigint \
     FROM unnest(ARRAY['events', 'stream_heads', 'snapshots', 'checkpoints']) AS name ORDER BY 2 DESC, 1";

const CHECKPOINTS: &str = "SELECT c.consumer, c.position, c.generation, c.updated_at, \
         coalesce(greatest(extract(epoch FROM clock_timestamp() - e.recorded_at), 0), 0)::float8, \
         greatest((SELECT coalesce(max(position), 0) FROM events) - c.position, 0) \
     FROM checkpoints c LEFT JOIN events e ON e.position = c.position + 1 ORDER BY c.consumer";

fn to_mark(row: &Row) -> Result<Mark, EngineError> {
    Ok(Mark { position: number(row, 0)?, recorded_at: row.try_get(1).map_err(engine_error)? })
}

fn to_partition(row: &Row) -> Result<Partition, EngineError> {
    Ok(Partition {
        first: number(row, 0)?,
        last: number(row, 1)?,
        sealed_at: row.try_get(2).map_err(engine_error)?,
        bytes: number(row, 3)?,
    })
}

fn to_table(row: &Row) -> Result<Table, EngineError> {
    Ok(Table { name: row.try_get(0).map_err(engine_error)?, bytes: number(row, 1)? })
}

fn to_checkpoint(row: &Row) -> Result<Checkpoint, EngineError> {
    Ok(Checkpoint {
        consumer: row.try_get(0).map_err(engine_error)?,
        position: number(row, 1)?,
        generation: number(row, 2)?,
        updated_at: row.try_get(3).map_err(engine_error)?,
        lag_events: number(row, 5)?,
        lag_seconds: row.try_get(4).map_err(engine_error)?,
    })
}

/// A count, which is never negative.
fn number(row: &Row, column: usize) -> Result<u64, EngineError> {
    Ok(u64::try_from(row.try_get::<_, i64>(column).map_err(engine_error)?).unwrap_or(0))
}

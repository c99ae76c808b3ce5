//! Writes the analyst's tables, each event once. A chunk's bounds are committed before it is written, beside the log, and are its
//! deduplication token: after a crash the very same chunk is sent again, and ClickHouse drops what it has.

use ::clickhouse::{Client, RowOwned, RowWrite};
use async_trait::async_trait;
use domain::RecordedEvent;
use futures::try_join;
use projections::analytics::{Rows, rows};
use projections::runner::{Chunk, Committed, Poison, Resume, RunnerError, Sink};

use super::audit::Audit;
use super::rows::{Attempt, Event, Job};

/// The projection of events, attempts and jobs.
pub struct AnalyticsSink {
    client: Client,
}

impl AnalyticsSink {
    /// Writes through `client`.
    #[must_use]
    pub fn new(client: Client) -> Self {
        Self { client }
    }

    /// How many events of a shard the table of events has, and the last position of them.
    async fn extent(&self, shard: u16) -> Result<(u64, u64), RunnerError> {
        let query =
            self.client.query("SELECT count(), max(position) FROM events WHERE shard = ?").bind(shard);
        query.fetch_one().await.map_err(away)
    }

    /// Writes the rows of an event that could not be read before. The event itself is in the table of events.
    ///
    /// # Errors
    /// It still cannot be read, or ClickHouse is away.
    pub async fn retry(&self, event: &RecordedEvent) -> Result<(), RunnerError> {
        let rows = rows(event).map_err(|error| RunnerError::Away(error.to_string()))?;
        let token = format!("parked {}:{}", event.shard, event.position);
        self.write_rows(&token, vec![rows]).await
    }

    /// Writes the rows that events add to the tables.
    async fn write_rows(&self, token: &str, all: Vec<Rows>) -> Result<(), RunnerError> {
        let (mut attempts, mut jobs, mut audit) = (vec![], vec![], vec![]);
        for rows in all {
            attempts.extend(rows.attempts.into_iter().map(Attempt::from));
            jobs.extend(rows.jobs.into_iter().map(Job::from));
            audit.extend(rows.audit.into_iter().map(Audit::from));
        }
        let attempts = self.insert("task_attempts", token, &attempts);
        let (jobs, audit) = (self.insert("jobs", token, &jobs), self.insert("audit", token, &audit));
        try_join!(attempts, jobs, audit).map(drop)
    }

    async fn insert<T>(&self, table: &str, token: &str, rows: &[T]) -> Result<(), RunnerError>
    where
        T: RowOwned + RowWrite,
    {
        if rows.is_empty() {
            return Ok(());
        }
        let mut insert = self.client.insert::<T>(table).await.map_err(away)?;
        insert = insert.with_setting("insert_deduplication_token", token);
        // A block that the table has may be one that a view lacks: each is asked on its own.
        insert = insert.with_setting("deduplicate_blocks_in_dependent_materialized_views", "1");
        for row in rows {
            insert.write(row).await.map_err(away)?;
        }
        insert.end().await.map_err(away)
    }
}

fn away(error: ::clickhouse::error::Error) -> RunnerError {
    RunnerError::Away(format!("clickhouse: {error}"))
}

#[async_trait]
impl Sink for AnalyticsSink {
    fn name(&self) -> &'static str {
        "clickhouse"
    }

    async fn resume(&self, shard: u16, committed: Committed) -> Result<Resume, RunnerError> {
        if let Some(after) = committed.position {
            return Ok(Resume { after, chunk_end: committed.note.parse().ok() });
        }
        match self.extent(shard).await? {
            (events, last) if events == last => Ok(Resume { after: last, chunk_end: None }),
            (events, last) => Err(RunnerError::Away(format!(
                "clickhouse has {events} events of shard {shard}, up to position {last}, and it is not known how they came there: \
                 drop the database and run `thousandfold migrate`"
            ))),
        }
    }

    fn intent(&self, chunk: &Chunk) -> Option<String> {
        Some(chunk.through.to_string())
    }

    async fn is_at(&self, _: u16, _: u64) -> Result<bool, RunnerError> {
        // ClickHouse's data is on disk and replicated; what was committed is there.
        Ok(true)
    }

    async fn write(&self, chunk: &Chunk) -> Result<Vec<Poison>, RunnerError> {
        let mut poisons = vec![];
        let (mut events, mut all) = (vec![], vec![]);
        for (index, event) in chunk.events.iter().enumerate() {
            events.push(Event::from(event.clone()));
            match rows(event) {
                Ok(rows) => all.push(rows),
                Err(error) => poisons.push(Poison { index, reason: error.to_string() }),
            }
        }
        let token = format!("shard {}: {}-{}", chunk.shard, chunk.after, chunk.through);
        self.write_rows(&token, all).await?;
        self.insert("events", &token, &events).await?;
        Ok(poisons)
    }
}

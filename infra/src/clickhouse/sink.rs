//! Writes the analyst's tables, each event once. A chunk's bounds are committed to Kafka before it is
//! written, and are its deduplication token: after a crash the very same chunk is sent again, and
//! ClickHouse drops what it has. Events that the relay published twice are told by their position.

use std::collections::{BTreeMap, HashMap};
use std::sync::Mutex;

use ::clickhouse::{Client, RowOwned, RowWrite};
use async_trait::async_trait;
use domain::RecordedEvent;
use projections::analytics::rows;
use projections::runner::{Chunk, Committed, Poison, Resume, RunnerError, Sink};
use serde::{Deserialize, Serialize};

use super::audit::Audit;
use super::rows::{Attempt, Event, Job};

/// The last position of each shard.
type Seen = BTreeMap<u16, u64>;

/// What is committed with a chunk's start before it is written.
#[derive(Serialize, Deserialize)]
struct Intent {
    /// Where the chunk ends.
    end: i64,
    /// The positions before it.
    seen: Seen,
}

/// The projection of events, attempts and jobs.
pub struct AnalyticsSink {
    client: Client,
    /// For each partition, the positions that are written.
    seen: Mutex<HashMap<i32, Seen>>,
}

impl AnalyticsSink {
    /// Writes through `client`.
    #[must_use]
    pub fn new(client: Client) -> Self {
        Self { client, seen: Mutex::default() }
    }

    fn seen(&self, partition: i32) -> Seen {
        let seen = self.seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        seen.get(&partition).cloned().unwrap_or_default()
    }

    fn set_seen(&self, partition: i32, positions: Seen) {
        let mut seen = self.seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        seen.insert(partition, positions);
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

    async fn resume(&self, partition: i32, committed: Committed) -> Result<Resume, RunnerError> {
        let intent: Option<Intent> = serde_json::from_str(&committed.note).ok();
        let (chunk_end, seen) = intent.map_or((None, Seen::new()), |intent| (Some(intent.end), intent.seen));
        self.set_seen(partition, seen);
        Ok(Resume { offset: committed.offset.unwrap_or(0), chunk_end })
    }

    fn intent(&self, chunk: &Chunk) -> Option<String> {
        serde_json::to_string(&Intent { end: chunk.end, seen: self.seen(chunk.partition) }).ok()
    }

    async fn is_at(&self, _: i32, _: i64) -> Result<bool, RunnerError> {
        // ClickHouse's data is on disk and replicated; what was committed is there.
        Ok(true)
    }

    async fn write(&self, chunk: &Chunk) -> Result<Vec<Poison>, RunnerError> {
        let (mut seen, mut poisons) = (self.seen(chunk.partition), vec![]);
        let (mut events, mut attempts, mut jobs, mut audit) = (vec![], vec![], vec![], vec![]);
        for (index, event) in chunk.events.iter().enumerate().filter(|(_, event)| is_new(&mut seen, event)) {
            events.push(Event::from(event.clone()));
            match rows(event) {
                Ok(rows) => {
                    attempts.extend(rows.attempts.into_iter().map(Attempt::from));
                    jobs.extend(rows.jobs.into_iter().map(Job::from));
                    audit.extend(rows.audit.into_iter().map(Audit::from));
                }
                Err(error) => poisons.push(Poison { index, reason: error.to_string() }),
            }
        }
        let token = format!("{}:{}-{}", chunk.partition, chunk.start, chunk.end);
        self.insert("task_attempts", &token, &attempts).await?;
        self.insert("jobs", &token, &jobs).await?;
        self.insert("audit", &token, &audit).await?;
        self.insert("events", &token, &events).await?;
        self.set_seen(chunk.partition, seen);
        Ok(poisons)
    }
}

/// Whether an event comes for the first time. A partition has a shard's events in order of position.
fn is_new(seen: &mut Seen, event: &RecordedEvent) -> bool {
    let last = seen.entry(event.shard).or_insert(0);
    let new = event.position > *last;
    *last = event.position.max(*last);
    new
}

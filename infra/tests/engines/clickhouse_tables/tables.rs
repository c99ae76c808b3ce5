//! What the tables hold, and what they should hold.

use std::sync::Arc;

use ::clickhouse::Row;
use domain::RecordedEvent;
use futures::future::join_all;
use infra::clickhouse::{AnalyticsSink, Client, client};
use infra::postgres::PostgresLog;
use projections::analytics::rows;
use projections::runner::{Chunk, Committed, Sink as _};
use serde::Deserialize;

use crate::support::{Place, Story, whole_log};

/// How many rows each table has, and how many different ones.
#[derive(Debug, PartialEq)]
pub(super) struct Counts {
    pub(super) events: (u64, u64),
    pub(super) attempts: (u64, u64),
    pub(super) jobs: (u64, u64),
    pub(super) by_minute: Sums,
}

/// What the minutes add up to.
#[derive(Debug, Default, PartialEq, Row, Deserialize)]
pub(super) struct Sums {
    attempts: u64,
    waited_ms: u64,
    ran_us: u64,
    bytes_in: u64,
    bytes_out: u64,
}

const SUMS: &str = "SELECT sum(attempts) AS attempts, sum(waited_ms) AS waited_ms, sum(ran_us) AS ran_us, \
     sum(bytes_in) AS bytes_in, sum(bytes_out) AS bytes_out FROM attempts_by_minute";

impl Counts {
    /// Each event's rows, once.
    pub(super) fn of(events: &[RecordedEvent]) -> Self {
        let rows: Vec<_> = events.iter().map(|event| rows(event).unwrap()).collect();
        let attempts = rows.iter().map(|rows| rows.attempts.len() as u64).sum();
        let jobs = rows.iter().flat_map(|rows| &rows.jobs).map(|row| &row.job);
        let jobs = jobs.collect::<std::collections::BTreeSet<_>>().len() as u64;
        let mut by_minute = Sums::default();
        for row in rows.iter().flat_map(|rows| &rows.attempts) {
            by_minute.attempts += 1;
            by_minute.waited_ms += row.queue_wait_ms;
            by_minute.ran_us += u64::from(row.duration_us);
            by_minute.bytes_in += row.bytes_in;
            by_minute.bytes_out += row.bytes_out;
        }
        let events = events.len() as u64;
        Self { events: (events, events), attempts: (attempts, attempts), jobs: (jobs, jobs), by_minute }
    }

    pub(super) async fn in_tables(client: &Client) -> Self {
        let count = async |table: &str, key: &str| {
            let query = format!("SELECT count(), uniqExact({key}) FROM {table}");
            client.query(&query).fetch_one::<(u64, u64)>().await.unwrap()
        };
        Self {
            events: count("events", "(shard, position)").await,
            attempts: count("task_attempts", "(job, task, attempt)").await,
            jobs: count("jobs FINAL", "job").await,
            by_minute: client.query(SUMS).fetch_one().await.unwrap(),
        }
    }
}

/// The whole story of some jobs, and tables to write it to.
pub(super) async fn some_jobs(count: usize) -> (Place, Client, Vec<RecordedEvent>) {
    let mut place = Place::new();
    let log = Arc::new(PostgresLog::new(&place.shards(1).await).unwrap());
    let story = Story::new(&log);
    join_all((0..count).map(|_| story.whole_job(2))).await;
    let tables = place.tables().await;
    (place, client(&tables), whole_log(&log.shards()[0]).await)
}

/// Consecutive events of shard 0.
pub(super) fn chunk(events: &[RecordedEvent]) -> Chunk {
    let [first, last] = [events.first(), events.last()].map(|event| event.unwrap().position);
    Chunk { shard: 0, after: first - 1, through: last, events: events.to_vec() }
}

/// The sink of a process that has just started, after this was committed.
pub(super) async fn sink(client: &Client, committed: &Committed) -> AnalyticsSink {
    let sink = AnalyticsSink::new(client.clone());
    sink.resume(0, committed.clone()).await.unwrap();
    sink
}

//! A projector that is killed goes on where it was, and counts nothing twice.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use infra::clickhouse::{AnalyticsSink, Client, client};
use infra::kafka::relay;
use infra::postgres::PostgresLog;
use projections::runner::{self, Chunk, Committed, Poison, Policy, Resume, RunnerError, Sink};

use super::tables::{Counts, some_jobs};
use crate::support::{Place, Running, Story, Tape, feed, until, whole_log};

const POLICY: Policy = Policy { events: 15, bytes: 1 << 20, age: Duration::from_millis(5) };

/// When a process dies.
#[derive(Clone, Copy, Debug)]
enum Dies {
    /// After a chunk was committed, and before it is written.
    Before,
    /// After it was written.
    After,
}

/// Writes one chunk, and dies at the next.
struct Mortal {
    sink: AnalyticsSink,
    dies: Dies,
    writes: Arc<AtomicUsize>,
}

#[async_trait]
impl Sink for Mortal {
    fn name(&self) -> &'static str {
        self.sink.name()
    }

    async fn resume(&self, shard: u16, committed: Committed) -> Result<Resume, RunnerError> {
        self.sink.resume(shard, committed).await
    }

    fn intent(&self, chunk: &Chunk) -> Option<String> {
        self.sink.intent(chunk)
    }

    async fn is_at(&self, shard: u16, position: u64) -> Result<bool, RunnerError> {
        self.sink.is_at(shard, position).await
    }

    async fn write(&self, chunk: &Chunk) -> Result<Vec<Poison>, RunnerError> {
        let last = self.writes.load(Ordering::Acquire) == 1;
        let poisons = match self.dies {
            Dies::Before if last => vec![],
            _ => self.sink.write(chunk).await?,
        };
        self.writes.fetch_add(1, Ordering::AcqRel);
        if last { std::future::pending().await } else { Ok(poisons) }
    }
}

/// Runs a process that dies at its second chunk.
async fn run_until_death(client: &Client, tape: &Tape, dies: Dies) {
    let writes = Arc::new(AtomicUsize::new(0));
    let sink = Mortal { sink: AnalyticsSink::new(client.clone()), dies, writes: Arc::clone(&writes) };
    let running = Running::start(runner::run(tape.reader(), sink, POLICY));
    until("it dies", async || (writes.load(Ordering::Acquire) == 2).then_some(())).await;
    running.stop().await;
}

async fn until_written(client: &Client, expected: &Counts) {
    until("all events are there", async || {
        (Counts::in_tables(client).await.events.1 == expected.events.1).then_some(())
    })
    .await;
    assert_eq!(Counts::in_tables(client).await, *expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_projector_that_dies_at_a_chunk_counts_nothing_twice() {
    let (_place, client, events) = some_jobs(6).await;
    let tape = Tape::default();
    // Each new process finds more events than the one before it had: left to itself, it would cut other chunks.
    let mut rest = &events[..];
    for dies in [Dies::After, Dies::Before, Dies::After, Dies::After] {
        let (few, more) = rest.split_at(22);
        tape.record(few);
        rest = more;
        run_until_death(&client, &tape, dies).await;
    }
    assert!(!rest.is_empty());
    tape.record(rest);

    let _running = Running::start(runner::run(tape.reader(), AnalyticsSink::new(client.clone()), POLICY));

    until_written(&client, &Counts::of(&events)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn projectors_that_are_killed_and_take_turns_count_nothing_twice() {
    let mut place = Place::new();
    let log = Arc::new(PostgresLog::new(&place.shards(1).await).unwrap());
    let topics = place.topics().await;
    let tables = client(&place.tables().await);
    let start = || {
        let source = feed("clickhouse", &log, &place.kafka(), &topics);
        Running::start(runner::run(source, AnalyticsSink::new(tables.clone()), POLICY))
    };
    let _relay = Running::start(relay(log.shards()[0].clone(), place.kafka(), topics.events.clone()));
    let story = Story::new(&log);

    for _ in 0..3 {
        let running = start();
        let before = Counts::in_tables(&tables).await.events.0;
        futures::future::join_all((0..3).map(|_| story.whole_job(2))).await;
        // It has written a part, and may be about to write more.
        until("it writes", async || (Counts::in_tables(&tables).await.events.0 > before).then_some(())).await;
        running.stop().await;
    }
    let _running = [start(), start()];
    story.whole_job(2).await;

    until_written(&tables, &Counts::of(&whole_log(&log.shards()[0]).await)).await;
}

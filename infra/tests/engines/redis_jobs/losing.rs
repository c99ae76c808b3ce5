//! What Redis forgets is built again, and is then as it was.

use std::sync::Arc;

use async_trait::async_trait;
use commands::ports::{Append, AppendError, Appended, EngineError, EventLog, StreamId};
use domain::{RecordedEvent, TenantId};
use infra::kafka::relay;
use infra::postgres::PostgresLog;
use infra::redis::{JobsSink, Redis};
use projections::runner;
use projections::usage::EVENT_TYPES;

use super::applying::{POLICY, fresh, is_followed, project, some_jobs, until_written};
use super::keys::{all_data, all_keys};
use crate::support::{Place, Running, Story, Tape, feed, until, whole_log};

#[tokio::test(flavor = "multi_thread")]
async fn what_redis_forgot_is_built_again_when_the_next_event_comes() {
    let mut place = Place::new();
    let (log, _) = some_jobs(&mut place, 4).await;
    let events = whole_log(&log.shards()[0]).await;
    let (before, after) = events.split_at(events.len() / 2);
    let tape = Tape::default();
    tape.record(before);
    let _running = project(&mut place, &tape, Arc::clone(&log) as Arc<dyn EventLog>);
    until_written(&place, &tape).await;

    place.redis().clear().await.unwrap();
    assert!(all_keys(&place).await.is_empty());
    tape.record(after);
    until_written(&place, &tape).await;

    let (once, _) = fresh(&log, &events).await;
    assert_eq!(all_keys(&place).await, all_keys(&once).await);
}

/// A log in whose first read Redis forgets everything.
struct ForgetsMeanwhile {
    log: Arc<PostgresLog>,
    redis: tokio::sync::Mutex<Option<Redis>>,
}

#[async_trait]
impl EventLog for ForgetsMeanwhile {
    async fn append(&self, append: Append) -> Result<Appended, AppendError> {
        self.log.append(append).await
    }

    async fn read_stream(
        &self,
        tenant: &TenantId,
        stream: &StreamId,
        after: u64,
    ) -> Result<Vec<RecordedEvent>, EngineError> {
        if let Some(redis) = self.redis.lock().await.take() {
            redis.clear().await?;
        }
        self.log.read_stream(tenant, stream, after).await
    }
}

/// Events without the first from `missing` on that will be missed, so that the projector reads the log while it writes.
/// The jobs of a test run side by side, so which event that is differs from run to run. What was used is not read from there.
async fn forget_while_writing(missing: usize) {
    let mut place = Place::new();
    let (log, _) = some_jobs(&mut place, 4).await;
    let events = whole_log(&log.shards()[0]).await;
    let is_missed = |index: &usize| {
        is_followed(&events, *index) && !EVENT_TYPES.contains(&events[*index].event_type.as_str())
    };
    let missing = (missing..events.len()).find(is_missed).unwrap();
    let tape = Tape::default();
    tape.record(&events[..missing]);
    tape.record(&events[missing + 1..]);
    let forgets =
        ForgetsMeanwhile { log: Arc::clone(&log), redis: tokio::sync::Mutex::new(Some(place.redis())) };

    let _running = project(&mut place, &tape, Arc::new(forgets));
    until_written(&place, &tape).await;

    let (once, _) = fresh(&log, &events).await;
    assert_eq!(all_data(&place).await, all_data(&once).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_redis_forgets_while_a_chunk_is_written_is_built_again() {
    forget_while_writing(40).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_redis_forgets_while_the_first_chunk_is_written_is_built_again() {
    forget_while_writing(1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_redis_forgot_is_built_again_also_when_nothing_happens() {
    let mut place = Place::new();
    let (log, _) = some_jobs(&mut place, 6).await;
    let topics = place.topics().await;
    let source = feed("redis", &log, &place.kafka(), &topics);
    let sink = JobsSink::new(place.redis(), Arc::clone(&log) as Arc<dyn EventLog>);
    let _relay = Running::start(relay(log.shards()[0].clone(), place.kafka(), topics.events.clone()));
    let _running = Running::start(runner::run(source, sink, POLICY));
    let (once, _) = fresh(&log, &whole_log(&log.shards()[0]).await).await;
    let expected = all_data(&once).await;
    until("all is written", async || (all_data(&place).await == expected).then_some(())).await;

    for _ in 0..2 {
        place.redis().clear().await.unwrap();
        until("all is written again", async || (all_data(&place).await == expected).then_some(())).await;
    }

    Story::new(&log).whole_job(3).await;
    let (once, _) = fresh(&log, &whole_log(&log.shards()[0]).await).await;
    let expected = all_data(&once).await;
    until("what came later is written", async || (all_data(&place).await == expected).then_some(())).await;
}

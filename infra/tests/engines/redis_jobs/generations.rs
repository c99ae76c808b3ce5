//! A read model that is built beside another is the same, and takes its place while events come.

use std::collections::BTreeMap;
use std::sync::Arc;

use commands::ports::EventLog;
use domain::RecordedEvent;
use infra::redis::{JobsBuilder, Redis, RedisViews};
use projections::job_list::JobListQuery;
use projections::queries::JobViews as _;
use projections::runner::{Chunk, RunnerError, Sink};

use super::applying::{chunk, fresh, project, some_jobs};
use super::keys::{FIRST, SECOND, all_keys};
use crate::support::{Place, Tape, tenant, until, whole_log};

/// Builds a generation from these events, writing each chunk twice.
async fn build(redis: &Redis, events: &[RecordedEvent]) -> u64 {
    let generation = redis.begin_generation().await.unwrap();
    let builder = JobsBuilder::new(redis.clone(), generation);
    for events in events.chunks(7) {
        let chunk = chunk(events);
        assert!(builder.write(&chunk).await.unwrap().is_empty());
        assert!(builder.write(&chunk).await.unwrap().is_empty());
    }
    generation
}

/// What a generation has, under the names that the first one gives it.
async fn content(place: &Place, prefix: &str) -> BTreeMap<String, Vec<String>> {
    let keys = all_keys(place).await.into_iter();
    keys.filter_map(|(key, value)| Some((key.strip_prefix(prefix)?.to_owned(), value))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_built_together_is_what_is_written_event_by_event() {
    let mut place = Place::new();
    let (log, _) = some_jobs(&mut place, 5).await;
    let events = whole_log(&log.shards()[0]).await;

    assert_eq!(build(&place.redis(), &events).await, 1);

    let (written, _) = fresh(&log, &events).await;
    assert_eq!(content(&place, SECOND).await, content(&written, FIRST).await);
}

/// What is known of jobs, without what a shard is the reason of.
async fn jobs_of(place: &Place, prefix: &str) -> BTreeMap<String, Vec<String>> {
    let mut jobs = content(place, prefix).await;
    jobs.retain(|key, _| key.contains("job") || key.contains("batches:"));
    jobs
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_left_of_batches_on_another_shard_whether_they_or_their_job_come_first() {
    let mut place = Place::new();
    let (log, _) = some_jobs(&mut place, 3).await;
    let events = whole_log(&log.shards()[0]).await;
    let (written, _) = fresh(&log, &events).await;
    let expected = jobs_of(&written, FIRST).await;
    assert!(!expected.is_empty());
    let (batches, others): (Vec<_>, Vec<_>) =
        events.into_iter().partition(|event| event.aggregate_type == "batch");
    let [batches, others] =
        [(1, batches), (0, others)].map(|(shard, events)| Chunk { shard, after: 0, ..chunk(&events) });
    for (first, second) in [(&batches, &others), (&others, &batches)] {
        let mut place = Place::new();
        let redis = place.redis();
        let builder = JobsBuilder::new(redis.clone(), redis.begin_generation().await.unwrap());
        // Both are made before either is written.
        for chunk in [second, first] {
            builder.prepare(chunk);
        }
        for chunk in [first, second] {
            assert!(builder.write(chunk).await.unwrap().is_empty());
        }
        assert_eq!(jobs_of(&place, SECOND).await, expected);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_generation_that_redis_has_lost_is_not_built_on() {
    let mut place = Place::new();
    let (log, _) = some_jobs(&mut place, 1).await;
    let events = whole_log(&log.shards()[0]).await;
    let redis = place.redis();
    let builder = JobsBuilder::new(redis.clone(), redis.begin_generation().await.unwrap());
    let (begin, rest) = events.split_at(events.len() / 2);
    builder.write(&chunk(begin)).await.unwrap();

    redis.clear().await.unwrap();

    let written = builder.write(&chunk(rest)).await;
    assert!(matches!(written, Err(RunnerError::Rewind(_))), "{written:?}");
    assert!(content(&place, &format!("{SECOND}position")).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_generation_takes_the_place_of_another_while_events_come() {
    let mut place = Place::new();
    let (log, jobs) = some_jobs(&mut place, 4).await;
    let events = whole_log(&log.shards()[0]).await;
    let (before, after) = events.split_at(events.len() / 2);
    let tape = Tape::default();
    tape.record(before);
    let _running = project(&mut place, &tape, Arc::clone(&log) as Arc<dyn EventLog>);
    let redis = place.redis();
    let position = async |key: &str| content(&place, "").await.remove(key);
    let last = vec![before.last().unwrap().position.to_string()];
    until("the first is written", async || {
        (position(&format!("{FIRST}position:0")).await.as_ref() == Some(&last)).then_some(())
    })
    .await;

    let generation = build(&redis, &before[..before.len() / 2]).await;
    redis.swap_in(generation).await.unwrap();
    tape.record(after);

    let last = vec![tape.last().to_string()];
    until("the other is", async || {
        (position(&format!("{SECOND}position:0")).await.as_ref() == Some(&last)).then_some(())
    })
    .await;
    let (written, _) = fresh(&log, &events).await;
    assert_eq!(content(&place, SECOND).await, content(&written, FIRST).await);
    let views = RedisViews::new(redis.clone());
    assert_eq!(views.jobs(&tenant(), &JobListQuery::newest(10)).await.unwrap().jobs.len(), jobs.len());

    assert_eq!(redis.idle_generations().await.unwrap(), [0]);
    assert!(redis.drop_generation(generation, &[0]).await.is_err(), "it is the one that is read");
    redis.drop_generation(0, &[0]).await.unwrap();
    assert_eq!(redis.idle_generations().await.unwrap(), [0_u64; 0]);
    assert!(content(&place, FIRST).await.is_empty());
    assert_eq!(views.jobs(&tenant(), &JobListQuery::newest(10)).await.unwrap().jobs.len(), jobs.len());
}

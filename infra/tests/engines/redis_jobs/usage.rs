//! What tenants used counts once, whatever is written again, by whom, and from what on.

use std::collections::BTreeMap;
use std::sync::Arc;

use commands::ports::EventLog;
use domain::{RecordedEvent, TenantId};
use infra::postgres::PostgresLog;
use infra::redis::{JobsBuilder, JobsSink, Redis, RedisUsage, usage_fields};
use projections::runner::{Chunk, Committed, RunnerError, Sink};
use projections::usage::{EVENT_TYPES, UsageView as _, UsedByDay, add};

use super::applying::{chunk, project, until_written};
use super::keys::{SECOND, all_keys};
use crate::support::{Place, Story, Tape, at, tenant, whole_log};

/// Jobs of two tenants on several days.
async fn a_log(place: &mut Place) -> (Arc<PostgresLog>, Vec<RecordedEvent>) {
    let log = Arc::new(PostgresLog::new(&place.shards(1).await).unwrap());
    for name in ["dev", "other"] {
        let story = Story { tenant: name.parse().unwrap(), ..Story::new(&log) };
        story.whole_job(2).await;
        for second in [86_399, 86_400, 200_000] {
            story.four_tasks(second).await;
        }
    }
    let events = whole_log(&log.shards()[0]).await;
    (log, events)
}

fn sink(place: &mut Place, log: &Arc<PostgresLog>) -> JobsSink {
    JobsSink::new(place.redis(), Arc::clone(log) as Arc<dyn EventLog>)
}

/// What is stored, as the events up to a tenant's last one say it.
fn expected(events: &[RecordedEvent], tenant: &TenantId) -> (u64, BTreeMap<String, String>) {
    let (mut days, mut last) = (UsedByDay::new(), 0);
    for event in events.iter().filter(|event| event.tenant == *tenant) {
        add(&mut days, event).unwrap();
        if EVENT_TYPES.contains(&event.event_type.as_str()) {
            last = event.position;
        }
    }
    (last, usage_fields(&days).into_iter().map(|(field, number)| (field, number.to_string())).collect())
}

async fn check(redis: &Redis, events: &[RecordedEvent]) {
    for name in ["dev", "other", "none"] {
        let tenant = name.parse().unwrap();
        assert_eq!(redis.stored_usage(&tenant, 0).await.unwrap(), expected(events, &tenant), "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_what_the_log_says_however_the_log_is_cut() {
    let mut place = Place::new();
    let (log, events) = a_log(&mut place).await;
    for size in [1, 3, 1_000] {
        let mut place = Place::new();
        let sink = sink(&mut place, &log);
        sink.resume(0, Committed::default()).await.unwrap();
        for (number, some) in events.chunks(size).enumerate() {
            for _ in 0..2 {
                assert!(sink.write(&chunk(some)).await.unwrap().is_empty());
            }
            check(&place.redis(), &events[..events.len().min((number + 1) * size)]).await;
        }
        // The whole log once more, as whoever begins again hands it on.
        let whole = Chunk { after: 0, ..chunk(&events) };
        sink.write(&whole).await.unwrap();
        check(&place.redis(), &events).await;
    }
    let days = [at(0), at(86_400)].map(|at| at.date_naive());
    let sink = sink(&mut place, &log);
    sink.resume(0, Committed::default()).await.unwrap();
    sink.write(&chunk(&events)).await.unwrap();
    let read = RedisUsage::new(place.redis(), vec![0, 1]).usage(&tenant(), days[0], days[1]).await.unwrap();
    assert_eq!(read.keys().collect::<Vec<_>>(), [&days[0]], "the end of the time is not in it");
    assert_eq!((read[&days[0]].jobs_submitted, read[&days[0]].tasks_succeeded), (4, 20));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_that_write_the_same_shard_count_each_event_once() {
    let mut place = Place::new();
    let (log, events) = a_log(&mut place).await;
    let tape = Tape::default();
    let _first = project(&mut place, &tape, Arc::clone(&log) as Arc<dyn EventLog>);
    let _second = project(&mut place, &tape, Arc::clone(&log) as Arc<dyn EventLog>);
    for some in events.chunks(9) {
        tape.record(some);
    }

    until_written(&place, &tape).await;

    check(&place.redis(), &events).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_was_paused_adds_nothing() {
    let mut place = Place::new();
    let (log, events) = a_log(&mut place).await;
    let sink = sink(&mut place, &log);
    sink.resume(0, Committed::default()).await.unwrap();
    let (before, after) = events.split_at(events.len() / 2);
    sink.write(&chunk(before)).await.unwrap();
    sink.write(&chunk(after)).await.unwrap();

    let paused = sink.write(&chunk(before)).await;

    assert!(matches!(paused, Err(RunnerError::Rewind(_))), "{paused:?}");
    check(&place.redis(), &events).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_could_not_be_read_is_counted_once_it_can() {
    let mut place = Place::new();
    let (log, events) = a_log(&mut place).await;
    // Summaries do not need it, so nothing else would notice it.
    let lost = events.iter().position(|event| event.event_type == "LeaseExpired").unwrap();
    let mut unreadable = events.clone();
    unreadable[lost].payload = r#"{"LeaseExpired":{"tasks":"of a later version"}}"#.to_owned();
    let sink = sink(&mut place, &log);
    sink.resume(0, Committed::default()).await.unwrap();

    for _ in 0..2 {
        let poisons = sink.write(&chunk(&unreadable)).await.unwrap();
        assert_eq!(poisons.iter().map(|poison| poison.index).collect::<Vec<_>>(), [lost]);
    }

    let (of, field) = (&events[lost].tenant, format!("left_out:{}", events[lost].position));
    let (_, stored) = place.redis().stored_usage(of, 0).await.unwrap();
    assert_eq!(stored.get(&field).map(String::as_str), Some("1"));
    assert!(sink.retry(&unreadable[lost]).await.is_err());
    for _ in 0..2 {
        sink.retry(&events[lost]).await.unwrap();
        check(&place.redis(), &events).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_generation_has_its_own_and_takes_it_along_when_it_is_dropped() {
    let mut place = Place::new();
    let (log, events) = a_log(&mut place).await;
    let sink = sink(&mut place, &log);
    sink.resume(0, Committed::default()).await.unwrap();
    sink.write(&chunk(&events)).await.unwrap();
    let redis = place.redis();
    let generation = redis.begin_generation().await.unwrap();
    let builder = JobsBuilder::new(redis.clone(), generation);
    let (first, rest) = events.split_at(events.len() / 3);
    builder.write(&chunk(first)).await.unwrap();
    redis.swap_in(generation).await.unwrap();
    check(&redis, first).await;
    for _ in 0..2 {
        builder.write(&chunk(rest)).await.unwrap();
        check(&redis, &events).await;
    }

    redis.drop_generation(0, &[0]).await.unwrap();

    let mut left: Vec<String> = all_keys(&place).await.into_keys().collect();
    left.retain(|key| !key.starts_with(SECOND) && !key.starts_with("generation"));
    assert!(left.is_empty(), "{left:?}");
    check(&redis, &events).await;
}

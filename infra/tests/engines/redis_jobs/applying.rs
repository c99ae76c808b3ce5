//! Each event is applied once, whatever the source does.

use std::sync::Arc;
use std::time::Duration;

use commands::ports::EventLog;
use domain::{JobId, RecordedEvent};
use futures::future::join_all;
use infra::postgres::PostgresLog;
use infra::redis::{JobsSink, RedisViews};
use projections::job_view::JobSummary;
use projections::queries::JobViews as _;
use projections::runner::{self, Chunk, Policy};

use super::keys::{all_data, all_keys, position};
use crate::support::{Place, Running, Story, Tape, tenant, until, whole_log};

pub(super) const POLICY: Policy = Policy { events: 7, bytes: 1 << 20, age: Duration::from_millis(5) };

/// A log with the whole story of some jobs, and the place that it is in.
pub(super) async fn some_jobs(place: &mut Place, count: usize) -> (Arc<PostgresLog>, Vec<JobId>) {
    let log = Arc::new(PostgresLog::new(&place.shards(1).await).unwrap());
    let story = Story::new(&log);
    let jobs = join_all((0..count).map(|_| story.whole_job(2))).await;
    (log, jobs)
}

pub(super) fn project(place: &mut Place, tape: &Tape, log: Arc<dyn EventLog>) -> Running {
    Running::start(runner::run(tape.reader(), JobsSink::new(place.redis(), log), POLICY))
}

pub(super) async fn until_written(place: &Place, tape: &Tape) {
    until("the tape is written", async || (position(place).await == Some(tape.last())).then_some(())).await;
}

/// Whether another event of the same stream comes later: only that one shows that this one is missing.
pub(super) fn is_followed(events: &[RecordedEvent], index: usize) -> bool {
    events[index + 1..].iter().any(|later| later.aggregate_id == events[index].aggregate_id)
}

/// These events, which follow each other in shard 0.
pub(super) fn chunk(events: &[RecordedEvent]) -> Chunk {
    let [first, last] = [events.first(), events.last()].map(|event| event.unwrap().position);
    Chunk { shard: 0, after: first - 1, through: last, events: events.to_vec() }
}

/// The read model of these events, written for the first time.
pub(super) async fn fresh(log: &Arc<PostgresLog>, events: &[RecordedEvent]) -> (Place, Tape) {
    let (mut place, tape) = (Place::new(), Tape::default());
    tape.record(events);
    let _running = project(&mut place, &tape, Arc::clone(log) as Arc<dyn EventLog>);
    until_written(&place, &tape).await;
    (place, tape)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_read_model_is_what_the_log_says() {
    let mut place = Place::new();
    let (log, jobs) = some_jobs(&mut place, 5).await;
    let events = whole_log(&log.shards()[0]).await;

    let (mut fresh, _) = fresh(&log, &events).await;

    let views = RedisViews::new(fresh.redis());
    let story = Story::new(&log);
    for job in &jobs {
        let state = story.executor.load::<domain::job::Job>(&tenant(), job).await.unwrap().state;
        let expected = JobSummary::of(*job, &state);
        assert_eq!((expected.as_ref().unwrap().succeeded, expected.as_ref().unwrap().failed), (18, 2));
        let known = views.job(&tenant(), *job).await.unwrap();
        assert_eq!(known.map(|(summary, _)| summary), expected);
    }
    let leases = all_data(&fresh).await.remove("{dev}:leases");
    assert_eq!(leases, None, "a lease is left");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_comes_twice_is_applied_once() {
    let mut place = Place::new();
    let (log, _) = some_jobs(&mut place, 3).await;
    let events = whole_log(&log.shards()[0]).await;
    let tape = Tape::default();
    // At once, and after a while, as a relay repeats itself that was killed.
    for few in events.chunks(5) {
        tape.record(few);
        tape.record(few);
    }
    tape.record(&events[events.len() / 2..]);
    tape.record(&events);

    let _running = project(&mut place, &tape, Arc::clone(&log) as Arc<dyn EventLog>);
    until_written(&place, &tape).await;

    let (once, _) = fresh(&log, &events).await;
    assert_eq!(all_data(&place).await, all_data(&once).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_never_comes_is_taken_from_the_log() {
    let mut place = Place::new();
    let (log, _) = some_jobs(&mut place, 3).await;
    let events = whole_log(&log.shards()[0]).await;
    let tape = Tape::default();
    // Of each three one is lost, but never the last of a stream: nothing would tell that it is missing.
    let kept = events.iter().enumerate().filter(|(index, _)| index % 3 != 1 || !is_followed(&events, *index));
    let kept: Vec<_> = kept.map(|(_, event)| event.clone()).collect();
    assert!(kept.len() < events.len());
    tape.record(&kept);

    let _running = project(&mut place, &tape, Arc::clone(&log) as Arc<dyn EventLog>);
    until_written(&place, &tape).await;

    let (once, _) = fresh(&log, &events).await;
    // Only jobs know that something of theirs is missing. What was used follows from the order of the shard, and there is none here.
    let of_jobs = async |place: &Place| {
        let mut data = all_data(place).await;
        data.retain(|key, _| !key.contains(":usage:"));
        data
    };
    assert_eq!(of_jobs(&place).await, of_jobs(&once).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_projector_that_is_killed_goes_on_where_it_was() {
    let mut place = Place::new();
    let (log, _) = some_jobs(&mut place, 6).await;
    let events = whole_log(&log.shards()[0]).await;
    let tape = Tape::default();
    for few in events.chunks(20) {
        tape.record(few);
        let running = project(&mut place, &tape, Arc::clone(&log) as Arc<dyn EventLog>);
        // It has written something, and may be about to write more.
        until("it has written", async || (position(&place).await > Some(tape.last() - 20)).then_some(()))
            .await;
        running.stop().await;
    }

    let _running = project(&mut place, &tape, Arc::clone(&log) as Arc<dyn EventLog>);
    until_written(&place, &tape).await;

    let (once, _) = fresh(&log, &events).await;
    assert_eq!(all_keys(&place).await, all_keys(&once).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_cannot_be_read_is_parked_and_other_streams_go_on() {
    let mut place = Place::new();
    let (log, jobs) = some_jobs(&mut place, 3).await;
    let mut events = whole_log(&log.shards()[0]).await;
    let poisoned = jobs[0].to_string();
    let first = events.iter_mut().find(|event| event.aggregate_id == poisoned).unwrap();
    first.payload = r#"{"JobSubmitted":{"spec":"of a later version"}}"#.to_owned();
    let tape = Tape::default();
    tape.record(&events);

    let _running = project(&mut place, &tape, Arc::clone(&log) as Arc<dyn EventLog>);
    until_written(&place, &tape).await;

    let parked = tape.parked();
    let [(event, reason)] = &parked[..] else { panic!("{parked:?}") };
    assert_eq!((&event.aggregate_id, event.sequence), (&poisoned, 1));
    assert!(reason.contains("JobSubmitted"), "{reason}");
    let views = RedisViews::new(place.redis());
    for job in &jobs[1..] {
        assert!(views.job(&tenant(), *job).await.unwrap().unwrap().0.ended_at.is_some());
    }
}

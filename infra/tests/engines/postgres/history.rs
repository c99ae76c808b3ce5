//! Jobs as they were at any moment of the log.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use commands::ports::StreamId;
use domain::{JobId, RecordedEvent, TenantId};
use infra::postgres::PostgresLog;
use projections::job_view::{JobRecord, JobSummary};
use projections::queries::{Cut, JobHistory as _, Moment};

use crate::support::{Place, Server, Story, new_job, tenant, whole_log};

/// What follows for a job from these events of all shards.
fn folded<'a>(job: JobId, events: impl Iterator<Item = &'a RecordedEvent>) -> Option<(JobSummary, u64)> {
    let mut record = JobRecord::default();
    let of_job = events.filter(|event| event.metadata.correlation == job.to_string());
    of_job.for_each(|event| record.add(event).unwrap());
    record.summary()
}

async fn job_at(
    log: &PostgresLog,
    tenant: &TenantId,
    job: JobId,
    moment: Moment,
) -> Option<(JobSummary, u64)> {
    let cut = log.cut(moment).await.unwrap().unwrap();
    log.job_at(tenant, job, &cut).await.unwrap()
}

/// The story of two jobs, whose batches are on several shards, and all that the shards have recorded.
async fn two_jobs(place: &mut Place) -> (Arc<PostgresLog>, [JobId; 2], Vec<RecordedEvent>) {
    let log = Arc::new(PostgresLog::new(&place.shards(3).await).unwrap());
    let story = Story::new(&log);
    let jobs = [story.whole_job(4).await, story.whole_job(3).await];
    let mut events = vec![];
    for shard in log.shards() {
        events.extend(whole_log(shard).await);
    }
    (log, jobs, events)
}

#[tokio::test]
async fn a_job_is_what_it_was_at_every_instant_and_position() {
    let mut place = Place::new();
    let (log, jobs, events) = two_jobs(&mut place).await;
    let shards: std::collections::BTreeSet<_> = events.iter().map(|event| event.shard).collect();
    assert!(shards.len() > 1, "everything is on one shard");

    for event in &events {
        let (shard, position, at) = (event.shard, event.position, event.recorded_at);
        let just_before = at - TimeDelta::microseconds(1);
        for job in jobs {
            for instant in [just_before, at] {
                let found = job_at(&log, &tenant(), job, Moment::Instant(instant)).await;
                let wanted = folded(job, events.iter().filter(|event| event.recorded_at <= instant));
                assert_eq!(found, wanted, "{instant}");
            }
            let found = job_at(&log, &tenant(), job, Moment::Position { shard, position }).await;
            let was = |event: &&RecordedEvent| {
                event.recorded_at <= at && (event.shard != shard || event.position <= position)
            };
            assert_eq!(found, folded(job, events.iter().filter(was)), "{shard}:{position}");
        }
    }
    let now = job_at(&log, &tenant(), jobs[0], Moment::Instant(Utc::now())).await.unwrap().0;
    assert_eq!((now.state.as_str(), now.succeeded, now.failed), ("completed", 36, 4));
}

#[tokio::test]
async fn a_job_that_was_not_there_is_not_found() {
    let mut place = Place::new();
    let (log, jobs, events) = two_jobs(&mut place).await;
    let now = Moment::Instant(Utc::now());

    let first = events.iter().map(|event| event.recorded_at).min().unwrap();
    let before = Moment::Instant(first - TimeDelta::microseconds(1));
    assert_eq!(job_at(&log, &tenant(), jobs[0], before).await, None);
    assert_eq!(job_at(&log, &tenant(), new_job(), now).await, None);
    for other in ["other", "unplaced"] {
        let other = other.parse().unwrap();
        assert_eq!(job_at(&log, &other, jobs[0], now).await, None);
    }
}

#[tokio::test]
async fn a_moment_that_has_not_come_is_not_found() {
    let mut place = Place::new();
    let (log, _, events) = two_jobs(&mut place).await;

    let event = &events[events.len() / 2];
    let at = Moment::Position { shard: event.shard, position: event.position };
    let cut = Cut { instant: event.recorded_at, exact: Some((event.shard, event.position)) };
    assert_eq!(log.cut(at).await.unwrap(), Some(cut));
    let past = Moment::Instant(DateTime::UNIX_EPOCH);
    let cut = Cut { instant: DateTime::UNIX_EPOCH, exact: None };
    assert_eq!(log.cut(past).await.unwrap(), Some(cut));
    let future = [
        Moment::Instant(Utc::now() + TimeDelta::days(1)),
        Moment::Position { shard: 0, position: 1_000_000 },
        Moment::Position { shard: 9, position: 1 },
    ];
    for moment in future {
        assert_eq!(log.cut(moment).await.unwrap(), None, "{moment:?}");
    }
}

#[tokio::test]
async fn an_event_that_was_taken_away_is_not_passed_over() {
    let mut place = Place::new();
    let config = place.shards(1).await;
    let log = Arc::new(PostgresLog::new(&config).unwrap());
    let job = Story::new(&log).whole_job(2).await;
    let batch = domain::BatchId { job, number: 1 };
    let stream = StreamId { aggregate_type: "batch", aggregate_id: batch.to_string() };
    let server = Server::connect(&config.shards[0].address).await;
    server.execute(&format!("DELETE FROM events WHERE aggregate_id = '{batch}' AND sequence = 4")).await;

    let now = Cut { instant: Utc::now(), exact: None };
    let found = log.job_at(&tenant(), job, &now).await;

    let error = found.unwrap_err().to_string();
    assert!(error.contains(&format!("the event 4 of {stream} is not there")), "{error}");
}

//! Who watches jobs: revisions that follow from the log, and hints of what has changed.

use std::sync::Arc;
use std::time::Duration;

use commands::ports::EventLog;
use domain::{JobId, RecordedEvent};
use futures::StreamExt as _;
use futures::stream::BoxStream;
use infra::postgres::PostgresLog;
use infra::redis::{JobsSink, Redis, RedisConfig, RedisViews};
use projections::live::{Hint, LiveJobs as _, Revised};
use projections::queries::JobViews as _;
use projections::runner::{Chunk, Sink as _};

use tokio::sync::{Notify, oneshot};

use super::applying::some_jobs;
use crate::support::{Place, Running, cuttable, tenant, whole_log};

const LIMIT: Duration = Duration::from_secs(60);

async fn next(hints: &mut BoxStream<'static, Hint>) -> Hint {
    tokio::time::timeout(LIMIT, hints.next()).await.expect("a hint comes").unwrap()
}

fn sink(place: &mut Place, log: &Arc<PostgresLog>) -> JobsSink {
    JobsSink::new(place.redis(), Arc::clone(log) as Arc<dyn EventLog>)
}

/// Writes the whole log in chunks of so many events.
async fn write(sink: &JobsSink, events: &[RecordedEvent], chunk: usize) {
    sink.resume(0, Default::default()).await.unwrap();
    let mut after = 0;
    for events in events.chunks(chunk) {
        let through = after + events.len() as u64;
        let chunk = Chunk { shard: 0, after, through, events: events.to_vec() };
        assert!(sink.write(&chunk).await.unwrap().is_empty());
        after = through;
    }
}

async fn current(place: &mut Place, jobs: &[JobId]) -> Vec<Revised> {
    let views = RedisViews::new(place.redis());
    views.current(&tenant(), jobs).await.unwrap().into_iter().map(Option::unwrap).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revision_is_the_same_however_often_the_read_model_is_built() {
    let mut place = Place::new();
    let (log, jobs) = some_jobs(&mut place, 3).await;
    let events = whole_log(&log.shards()[0]).await;
    let first = sink(&mut place, &log);
    write(&first, &events, 3).await;
    let known = current(&mut place, &jobs).await;
    // Twice, and half of it: what was applied is not applied again.
    sink(&mut place, &log)
        .write(&Chunk { shard: 0, after: 0, through: events.len() as u64, events: events.clone() })
        .await
        .unwrap();
    assert_eq!(current(&mut place, &jobs).await, known);

    let mut other = Place::new();
    write(&sink(&mut other, &log), &events, 1_000).await;

    assert_eq!(current(&mut other, &jobs).await, known);
    let views = RedisViews::new(other.redis());
    for revised in &known {
        let summary = views.job(&tenant(), revised.summary.id).await.unwrap().unwrap().0;
        assert_eq!(summary, revised.summary);
    }
    let before_an_end = events.iter().position(|event| event.event_type == "JobCompleted").unwrap();
    let (mut third, events) = (Place::new(), &events[..before_an_end]);
    write(&sink(&mut third, &log), events, 1_000).await;
    for open in current(&mut third, &jobs).await {
        let changes = events.iter().flat_map(|event| projections::job_view::changes(event).unwrap());
        assert_eq!(open.revision, changes.filter(|change| change.job == open.summary.id).count() as u64);
        let ended = known.iter().find(|revised| revised.summary.id == open.summary.id).unwrap();
        assert!(ended.revision > open.revision);
    }
    let newest = views.newest(&tenant(), None, 2).await.unwrap();
    let mut sorted = jobs.clone();
    sorted.sort_by(|a, b| b.cmp(a));
    assert_eq!(newest.iter().map(|job| job.summary.id).collect::<Vec<_>>(), sorted[..2]);
    assert_eq!(views.current(&"other".parse().unwrap(), &jobs[..1]).await.unwrap(), [None]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sink_says_which_jobs_have_changed_if_it_is_told_to() {
    let mut place = Place::new();
    let (log, jobs) = some_jobs(&mut place, 2).await;
    let events = whole_log(&log.shards()[0]).await;
    let mut hints = RedisViews::new(place.redis()).hints().await;

    // One that builds a read model beside the other is silent.
    write(&sink(&mut place, &log), &events, 1_000).await;
    place.redis().clear().await.unwrap();
    write(&sink(&mut place, &log).announcing(), &events, 1_000).await;

    let mut expected = jobs.clone();
    expected.sort();
    assert_eq!(next(&mut hints).await, Hint::Jobs(tenant(), expected));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_cut_off_hears_that_anything_may_have_changed() {
    let mut place = Place::new();
    let (log, _) = some_jobs(&mut place, 1).await;
    let events = whole_log(&log.shards()[0]).await;
    let address = place.redis_url().trim_start_matches("redis://").to_owned();
    let (cut, (send_port, port)) = (Arc::new(Notify::new()), oneshot::channel());
    let _way = Running::start(cuttable(address, Arc::clone(&cut), send_port));
    let config = RedisConfig::at(format!("redis://127.0.0.1:{}", port.await.unwrap()));
    let views = RedisViews::new(Redis::new(&config, &place.namespace).unwrap());
    let mut hints = views.hints().await;

    cut.notify_waiters();

    assert_eq!(next(&mut hints).await, Hint::All);
    write(&sink(&mut place, &log).announcing(), &events, 1_000).await;
    assert!(matches!(next(&mut hints).await, Hint::Jobs(..)));
}

//! What the dispatcher lost is told to it again out of the log alone.

use std::sync::Arc;
use std::time::Duration;

use commands::dispatch::Sweep;
use commands::ports::LiveJobs as _;
use commands::ports::dispatch::{Dispatch, Lane, Standing, Subject, Take};
use domain::BatchId;
use infra::postgres::{LiveJobsOfLog, PostgresLog};
use infra::redis::{DispatchConfig, RedisDispatch};

use crate::support::{
    Place, Story, at, executor, lease_tasks, new_job, new_lease, object_job, open, record_plan, submit,
    tenant,
};

#[tokio::test]
async fn jobs_are_live_until_they_are_over_and_only_what_is_new_is_read_again() {
    let mut place = Place::new();
    let log = Arc::new(PostgresLog::new(&place.shards(2).await).unwrap());
    let (story, live) = (Story::new(&log), LiveJobsOfLog::new(Arc::clone(&log)));
    story.whole_job(2).await;
    let first = story.begin(3).await.job;
    assert_eq!(live.live_jobs().await.unwrap(), [(tenant(), first)]);

    let second = story.begin(3).await.job;
    let mut both = live.live_jobs().await.unwrap();
    both.sort();
    assert_eq!(both, [(tenant(), first), (tenant(), second)]);
}

/// A job of three batches: one is over, of one some tasks are held, one waits.
async fn a_job(story: &Story) -> domain::JobId {
    let job = new_job();
    story.job(job, submit(object_job(30, 10))).await;
    for number in 0..3 {
        story.batch(BatchId { job, number }, open(number * 10, 10)).await;
    }
    story.job(job, record_plan(3, 30)).await;
    let done = new_lease();
    story.batch(BatchId { job, number: 0 }, lease_tasks(done, 1_000)).await;
    story.batch(BatchId { job, number: 0 }, crate::support::report(done, 0..10, &[])).await;
    story.job(job, crate::support::finish_batch(0, 10, 0)).await;
    story.batch(BatchId { job, number: 1 }, lease_tasks(new_lease(), 1_000)).await;
    job
}

#[tokio::test]
async fn a_dispatcher_that_lost_everything_hands_out_nothing_until_it_was_told_again() {
    let mut place = Place::new();
    let log = Arc::new(PostgresLog::new(&place.shards(2).await).unwrap());
    let story = Story::new(&log);
    let job = a_job(&story).await;
    let dispatch: Arc<dyn Dispatch> = Arc::new(RedisDispatch::new(place.redis(), DispatchConfig::default()));
    let sweep = Sweep {
        executor: Arc::new(executor(&log)),
        live: Arc::new(LiveJobsOfLog::new(Arc::clone(&log))),
        dispatch: Arc::clone(&dispatch),
        every: Duration::from_secs(300),
    };
    let take = || Take {
        lane: Lane::Jq,
        worker: "worker-1".to_owned(),
        leases: vec![new_lease(), new_lease()],
        tasks: 1_000,
        except: vec![],
        now: at(10),
    };
    sweep.tell_all(false).await.unwrap();
    let subject = || Subject::Job(tenant(), job);
    let before = dispatch.standing(subject(), at(10)).await.unwrap().unwrap();
    assert_eq!((before.waiting, before.in_flight), (10, 10));

    place.redis().clear().await.unwrap();
    assert!(!dispatch.is_known().await.unwrap());
    assert_eq!(dispatch.take(take()).await.unwrap(), []);
    sweep.tell_all(false).await.unwrap();

    let after = dispatch.standing(subject(), at(10)).await.unwrap().unwrap();
    assert_eq!(Standing { workers: 0, ..after.clone() }, Standing { workers: 0, ..before });
    let granted = dispatch.take(take()).await.unwrap();
    let granted: Vec<_> = granted.iter().map(|grant| (grant.batch, grant.tasks)).collect();
    assert_eq!(granted, [(BatchId { job, number: 2 }, 10)]);
}

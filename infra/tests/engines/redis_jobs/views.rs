//! What can be asked of the read model: lists by page and state, and the leases that are over.

use std::collections::BTreeSet;
use std::sync::Arc;

use commands::ports::{DueLease, EventLog, LeaseTimers as _};
use domain::{BatchId, JobId, LeaseId, TenantId};
use infra::postgres::PostgresLog;
use infra::redis::{JobsSink, RedisViews};
use projections::job_view::JobState;
use projections::queries::JobViews as _;
use projections::runner::{Chunk, Sink as _};

use crate::support::{
    Place, Story, at, expire, extend, lease_tasks, new_job, new_lease, object_job, record_plan, report,
    submit, tenant, whole_log,
};

/// Has Redis know all of the log.
async fn write(place: &mut Place, log: &Arc<PostgresLog>) -> RedisViews {
    let events = whole_log(&log.shards()[0]).await;
    let chunk = Chunk { partition: 0, start: 0, end: events.len().try_into().unwrap(), events };
    let sink = JobsSink::new(place.redis(), Arc::clone(log) as Arc<dyn EventLog>);
    place.redis().clear().await.unwrap();
    sink.resume(0, Default::default()).await.unwrap();
    assert!(sink.write(&chunk).await.unwrap().is_empty());
    RedisViews::new(place.redis())
}

async fn pages(views: &RedisViews, state: Option<JobState>, limit: usize) -> Vec<Vec<JobId>> {
    let (mut pages, mut before) = (vec![], None);
    loop {
        let page = views.jobs(&tenant(), before, state, limit).await.unwrap();
        let Some(last) = page.last() else { return pages };
        assert!(state.is_none_or(|state| page.iter().all(|job| job.state == state)));
        before = Some(last.id);
        pages.push(page.iter().map(|job| job.id).collect());
    }
}

#[tokio::test]
async fn jobs_are_listed_from_the_newest_by_page_and_by_state() {
    let mut place = Place::new();
    let log = Arc::new(PostgresLog::new(&place.shards(1).await).unwrap());
    let story = Story::new(&log);
    let mut jobs = vec![];
    for number in 0..9 {
        let job = match number % 3 {
            0 => story.whole_job(1).await,
            _ => new_job(),
        };
        if number % 3 > 0 {
            story.job(job, submit(object_job(20, 10))).await;
        }
        if number % 3 == 2 {
            story.job(job, record_plan(2, 20)).await;
        }
        jobs.insert(0, job);
    }
    let other = Story { tenant: "other".parse().unwrap(), ..Story::new(&log) };
    other.job(new_job(), submit(object_job(20, 10))).await;

    let views = write(&mut place, &log).await;

    assert_eq!(pages(&views, None, 4).await, [&jobs[..4], &jobs[4..8], &jobs[8..]]);
    assert_eq!(pages(&views, None, 100).await, [&jobs[..]]);
    let every_third = |first: usize| -> Vec<JobId> { jobs.iter().skip(first).step_by(3).copied().collect() };
    for (state, first) in [(JobState::Running, 0), (JobState::Planning, 1), (JobState::Completed, 2)] {
        let expected = every_third(first);
        assert_eq!(pages(&views, Some(state), 2).await, [&expected[..2], &expected[2..]], "{state:?}");
    }
    assert!(pages(&views, Some(JobState::Failed), 2).await.is_empty());
    assert_eq!(views.job(&other.tenant, jobs[0]).await.unwrap(), None, "it is another tenant's");
    assert_eq!(views.jobs(&other.tenant, None, None, 10).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_job_that_was_given_up_says_why() {
    let mut place = Place::new();
    let log = Arc::new(PostgresLog::new(&place.shards(1).await).unwrap());
    let (story, job) = (Story::new(&log), new_job());
    story.job(job, submit(object_job(20, 10))).await;
    let reason = "object \"items\" is not what was uploaded: é".to_owned();
    story.job(job, domain::job::JobCommand::Fail { reason: reason.clone(), at: at(7) }).await;

    let views = write(&mut place, &log).await;

    let summary = views.job(&tenant(), job).await.unwrap().unwrap();
    assert_eq!((summary.state, summary.reason), (JobState::Failed, Some(reason)));
    assert_eq!(summary.ended_at, Some(at(7)));
    assert_eq!(pages(&views, Some(JobState::Failed), 2).await, [[job]]);
    assert!(pages(&views, Some(JobState::Planning), 2).await.is_empty());
}

#[tokio::test]
async fn leases_that_are_over_are_due_until_they_are_extended_or_taken_back() {
    let mut place = Place::new();
    let log = Arc::new(PostgresLog::new(&place.shards(1).await).unwrap());
    let mine = Story::new(&log);
    let other = Story { tenant: "other".parse().unwrap(), ..Story::new(&log) };
    let mut held = vec![];
    for (story, until) in [(&mine, 10), (&mine, 30), (&mine, 20), (&other, 15), (&mine, 12), (&mine, 14)] {
        let (batch, lease) = (story.begin(3).await, new_lease());
        story.batch(batch, lease_tasks(lease, until)).await;
        held.push((&story.tenant, batch, lease));
    }
    let views = write(&mut place, &log).await;

    assert_eq!(due(&views, 9).await, of(&held, &[]));
    assert_eq!(due(&views, 13).await, of(&held, &[0, 4]));
    assert_eq!(due(&views, 25).await, of(&held, &[0, 2, 3, 4, 5]));
    // Of many, those that have waited longest come first.
    let first = views.due(at(25), 2).await.unwrap();
    let of_mine: Vec<_> = first.iter().filter(|due| due.tenant == tenant()).map(|due| due.lease).collect();
    assert_eq!(of_mine, [held[0].2, held[4].2]);

    mine.batch(held[0].1, expire(held[0].2, 11)).await;
    mine.batch(held[2].1, extend(held[2].2, 40)).await;
    other.batch(held[3].1, report(held[3].2, 0..3, &[])).await;
    mine.batch(held[4].1, report(held[4].2, 0..2, &[])).await;
    let views = write(&mut place, &log).await;

    assert_eq!(due(&views, 25).await, of(&held, &[4, 5]));
    assert_eq!(due(&views, 50).await, of(&held, &[1, 2, 4, 5]));
}

type Held<'a> = (&'a TenantId, BatchId, LeaseId);

async fn due(views: &RedisViews, second: i64) -> BTreeSet<(TenantId, BatchId, LeaseId)> {
    let due = views.due(at(second), 100).await.unwrap();
    due.into_iter().map(|DueLease { tenant, batch, lease }| (tenant, batch, lease)).collect()
}

fn of(held: &[Held<'_>], which: &[usize]) -> BTreeSet<(TenantId, BatchId, LeaseId)> {
    which.iter().map(|index| (held[*index].0.clone(), held[*index].1, held[*index].2)).collect()
}

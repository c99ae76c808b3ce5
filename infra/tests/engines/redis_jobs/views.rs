//! What can be asked of the read model: jobs, and lists by page and state.

use std::sync::Arc;

use commands::ports::EventLog;
use domain::JobId;
use infra::postgres::PostgresLog;
use infra::redis::{JobsSink, RedisViews};
use projections::job_list::{JobFilter, JobListQuery};
use projections::job_view::JobState;
use projections::queries::JobViews as _;
use projections::runner::{Chunk, Sink as _};

use crate::support::{Place, Story, at, new_job, object_job, record_plan, submit, tenant, whole_log};

/// Has Redis know all of the log.
async fn write(place: &mut Place, log: &Arc<PostgresLog>) -> RedisViews {
    let events = whole_log(&log.shards()[0]).await;
    let chunk = Chunk { shard: 0, after: 0, through: events.len() as u64, events };
    let sink = JobsSink::new(place.redis(), Arc::clone(log) as Arc<dyn EventLog>);
    place.redis().clear().await.unwrap();
    sink.resume(0, Default::default()).await.unwrap();
    assert!(sink.write(&chunk).await.unwrap().is_empty());
    RedisViews::new(place.redis())
}

async fn pages(views: &RedisViews, state: Option<JobState>, limit: usize) -> Vec<Vec<JobId>> {
    let filter = JobFilter { state, ..JobFilter::default() };
    let (mut pages, mut query) = (vec![], JobListQuery { filter, ..JobListQuery::newest(limit) });
    loop {
        let page = views.jobs(&tenant(), &query).await.unwrap();
        assert!(page.jobs.iter().all(|job| query.filter.takes(job)));
        if !page.jobs.is_empty() {
            pages.push(page.jobs.iter().map(|job| job.id).collect());
        }
        query.after = page.next;
        if query.after.is_none() {
            return pages;
        }
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
    assert_eq!(views.jobs(&other.tenant, &JobListQuery::newest(10)).await.unwrap().jobs.len(), 1);
}

#[tokio::test]
async fn a_job_that_was_given_up_says_why() {
    let mut place = Place::new();
    let log = Arc::new(PostgresLog::new(&place.shards(1).await).unwrap());
    let (story, job) = (Story::new(&log), new_job());
    story.job(job, submit(object_job(20, 10))).await;
    let reason = "object \"items\" is not what was uploaded: é".to_owned();
    story
        .job(
            job,
            domain::job::JobCommand::Fail {
                reason: reason.clone(),
                opened: domain::job::Plan { batches: 0, tasks: 0 },
                at: at(7),
            },
        )
        .await;

    let views = write(&mut place, &log).await;

    let (summary, _) = views.job(&tenant(), job).await.unwrap().unwrap();
    assert_eq!((summary.state, summary.reason), (JobState::Failed, Some(reason)));
    assert_eq!(summary.ended_at, Some(at(7)));
    assert_eq!(pages(&views, Some(JobState::Failed), 2).await, [[job]]);
    assert!(pages(&views, Some(JobState::Planning), 2).await.is_empty());
}

#[tokio::test]
async fn a_page_that_is_kept_has_what_was_written_since() {
    let mut place = Place::new();
    let log = Arc::new(PostgresLog::new(&place.shards(1).await).unwrap());
    let (story, sink) =
        (Story::new(&log), JobsSink::new(place.redis(), Arc::clone(&log) as Arc<dyn EventLog>));
    place.redis().clear().await.unwrap();
    sink.resume(0, Default::default()).await.unwrap();
    let views = RedisViews::new(place.redis()).keeping_pages(vec![0]);
    let (mut after, mut jobs) = (0, vec![]);
    for _ in 0..3 {
        jobs.insert(0, story.whole_job(1).await);
        let mut events = whole_log(&log.shards()[0]).await;
        let through = events.len() as u64;
        let events = events.split_off(usize::try_from(after).unwrap());
        sink.write(&Chunk { shard: 0, after, through, events }).await.unwrap();
        after = through;
        for _ in 0..2 {
            assert_eq!(pages(&views, None, 100).await, [&jobs[..]]);
        }
    }
    place.redis().let_go(&tenant(), &jobs.split_off(2)).await.unwrap();
    assert_eq!(pages(&views, None, 100).await, [&jobs[..]]);
    let other = place.redis().begin_generation().await.unwrap();
    place.redis().swap_in(other).await.unwrap();
    assert!(pages(&views, None, 100).await.is_empty());
}

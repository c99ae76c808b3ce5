//! Lists by what jobs are: the same as if every job was looked at, wherever jobs are kept.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{SubsecRound as _, TimeDelta, Utc};
use commands::ports::EventLog;
use domain::job::{JobCommand, JobSpec, Plan, StopCause};
use domain::options::{Options, Priority};
use domain::processor::{Processor, ProcessorKind};
use domain::{JobId, QueueName, RecordedEvent};
use infra::clickhouse::{AnalyticsSink, ClickHouseJobs, client};
use infra::postgres::PostgresLog;
use infra::redis::{JobsSink, Redis, RedisViews};
use infra::{JobLists, KeepJobs, let_go_of_old};
use projections::job_list::{JobFilter, JobListQuery, JobOrder, SortKey};
use projections::job_view::{JobState, JobSummary, JobsLedger};
use projections::queries::JobViews;
use projections::runner::{Chunk, Sink};

use crate::support::{
    Place, Story, complete, finish_batch, new_job, object_job, record_plan, tenant, whole_log,
};

/// Jobs of all kinds: names, tags, processors, queues, and every state.
async fn all_kinds(log: &Arc<PostgresLog>, count: usize) {
    let story = Story::new(log);
    for number in 0..count {
        let job = new_job();
        story.job(job, JobCommand::Submit { spec: spec(number), at: Utc::now() }).await;
        let (tasks, failed) = (10 * (1 + number as u64 % 4), number as u64 % 3);
        match number % 6 {
            0 => {}
            1 => story.job(job, record_plan(1, tasks)).await,
            2 => {
                story.job(job, record_plan(1, tasks)).await;
                let reason = number.is_multiple_of(4).then(|| "enough".to_owned());
                let cause = StopCause::Cancelled { reason };
                story.job(job, JobCommand::Stop { cause, at: Utc::now() }).await;
                story.job(job, finish_batch(0, 2, 1)).await;
                story.job(job, ended()).await;
            }
            3 => {
                let (reason, opened) = ("no items".to_owned(), Plan { batches: 0, tasks: 0 });
                story.job(job, JobCommand::Fail { reason, opened, at: Utc::now() }).await;
            }
            _ => {
                story.job(job, record_plan(1, tasks)).await;
                story.job(job, finish_batch(0, tasks - failed, failed)).await;
                story.job(job, ended()).await;
            }
        }
    }
}

fn ended() -> JobCommand {
    match complete() {
        JobCommand::Complete { manifest, .. } => JobCommand::Complete { manifest, at: Utc::now() },
        other => other,
    }
}

fn spec(number: usize) -> JobSpec {
    let name = ["Nightly import", "nightly export", "Ärger 100%", "x'); DROP"][number % 4];
    let tags =
        [(2, "even"), (5, "fifth"), (1, "all")].into_iter().filter(|(each, _)| number.is_multiple_of(*each));
    let spec = object_job(10 * (1 + number as u64 % 4), 100);
    JobSpec {
        name: (!number.is_multiple_of(7)).then(|| format!("{name} {number}")),
        processor: match number % 3 {
            0 => Processor::External { queue: ["gpu", "cpu"][number % 2].parse().unwrap() },
            _ => spec.processor.clone(),
        },
        options: Options {
            tags: tags.map(|(_, tag)| tag.to_owned()).collect(),
            priority: if number.is_multiple_of(4) { Priority::High } else { Priority::default() },
            ..spec.options.clone()
        },
        ..spec
    }
}

/// All that can be asked for, more or less.
fn filters(jobs: &[JobSummary]) -> Vec<JobFilter> {
    let none = JobFilter::default();
    let tags = |tags: &[&str]| tags.iter().map(|tag| (*tag).to_owned()).collect::<BTreeSet<_>>();
    let queue = |name: &str| Some(name.parse::<QueueName>().unwrap());
    let text = |text: &str| Some(text.to_owned());
    let middle = jobs[jobs.len() / 2].submitted_at;
    let mut filters = vec![
        none.clone(),
        JobFilter { tags: tags(&["even"]), ..none.clone() },
        JobFilter { tags: tags(&["even", "fifth", "all"]), ..none.clone() },
        JobFilter { tags: tags(&["nobody's"]), ..none.clone() },
        JobFilter { processor: Some(ProcessorKind::External), ..none.clone() },
        JobFilter { processor: Some(ProcessorKind::Http), ..none.clone() },
        JobFilter { queue: queue("gpu"), tags: tags(&["even"]), ..none.clone() },
        JobFilter { text: text("NIGHTLY"), ..none.clone() },
        JobFilter { text: text("Ärger 100%"), ..none.clone() },
        JobFilter { text: text("'); drop"), tags: tags(&["all"]), ..none.clone() },
        JobFilter { from: Some(middle), ..none.clone() },
        JobFilter { until: Some(middle), state: Some(JobState::Completed), ..none.clone() },
        JobFilter { from: Some(middle), until: Some(middle + TimeDelta::milliseconds(20)), ..none.clone() },
    ];
    filters.extend(JobState::ALL.map(|state| JobFilter { state: Some(state), ..none.clone() }));
    filters
}

fn value(key: SortKey, job: &JobSummary) -> Option<i64> {
    match key {
        SortKey::Submitted => Some(0),
        SortKey::Ended => job.ended_at.map(|at| at.timestamp_micros()),
        SortKey::Duration => {
            job.ended_at.map(|at| at.timestamp_micros() - job.submitted_at.timestamp_micros())
        }
        SortKey::Tasks => i64::try_from(job.tasks).ok(),
        SortKey::Failed => job.ended_at.and_then(|_| i64::try_from(job.failed).ok()),
    }
}

fn expected(jobs: &[JobSummary], filter: &JobFilter, order: JobOrder) -> Vec<JobId> {
    let taken = jobs.iter().filter(|job| filter.takes(job));
    let mut sorted: Vec<_> = taken.filter_map(|job| Some((value(order.key, job)?, job.id))).collect();
    sorted.sort_unstable();
    if order.descending {
        sorted.reverse();
    }
    sorted.into_iter().map(|(_, id)| id).collect()
}

/// All pages one after the other.
async fn all_pages(
    views: &impl JobViews,
    filter: &JobFilter,
    order: JobOrder,
    limit: usize,
) -> Vec<JobSummary> {
    let mut query = JobListQuery { filter: filter.clone(), order, after: None, limit };
    let mut all = vec![];
    loop {
        let page = views.jobs(&tenant(), &query).await.unwrap();
        assert!(page.jobs.len() <= limit);
        all.extend(page.jobs);
        let Some(next) = page.next else { return all };
        assert_ne!(query.after, Some(next), "it goes on");
        query.after = Some(next);
    }
}

async fn check(views: &impl JobViews, jobs: &[JobSummary], keys: &[SortKey]) {
    for key in keys {
        for descending in [true, false] {
            for filter in filters(jobs) {
                for limit in [4, 200] {
                    let order = JobOrder { key: *key, descending };
                    let listed = all_pages(views, &filter, order, limit).await;
                    let ids: Vec<JobId> = listed.iter().map(|job| job.id).collect();
                    assert_eq!(ids, expected(jobs, &filter, order), "{filter:?} {order:?} by {limit}");
                }
            }
        }
    }
}

async fn write(sink: &impl Sink, events: &[RecordedEvent]) {
    sink.resume(0, Default::default()).await.unwrap();
    let chunk = Chunk { shard: 0, after: 0, through: events.len() as u64, events: events.to_vec() };
    assert!(sink.write(&chunk).await.unwrap().is_empty());
}

/// Both engines with all kinds of jobs, and these as the log says they are, in order.
async fn both(
    place: &mut Place,
    count: usize,
) -> (Redis, ClickHouseJobs, Vec<JobSummary>, Vec<RecordedEvent>, Arc<PostgresLog>) {
    let log = Arc::new(PostgresLog::new(&place.shards(1).await).unwrap());
    all_kinds(&log, count).await;
    let events = whole_log(&log.shards()[0]).await;
    let mut ledger = JobsLedger::default();
    events.iter().for_each(|event| ledger.add(event).unwrap());
    let jobs = ledger.tenants.remove(&tenant()).unwrap().into_values();
    let jobs: Vec<_> = jobs.map(|job| job.record.summary().unwrap().0).collect();
    assert_eq!(jobs.len(), count);

    let (redis, tables) = (place.redis(), client(&place.tables().await));
    write(&JobsSink::new(redis.clone(), Arc::clone(&log) as Arc<dyn EventLog>), &events).await;
    write(&AnalyticsSink::new(tables.clone()), &events).await;
    (redis, ClickHouseJobs::new(tables), jobs, events, log)
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_are_as_if_every_job_was_looked_at() {
    let mut place = Place::new();
    let (redis, tables, jobs, ..) = both(&mut place, 60).await;
    let lists = JobLists::new(RedisViews::new(redis), tables);
    check(&lists, &jobs, &[SortKey::Submitted]).await;
    let few: Vec<_> = jobs.into_iter().take(60).collect();
    let all = JobFilter::default();
    for key in [SortKey::Ended, SortKey::Duration, SortKey::Tasks, SortKey::Failed] {
        for descending in [true, false] {
            let order = JobOrder { key, descending };
            for filter in filters(&few) {
                let ids: Vec<_> =
                    all_pages(&lists, &filter, order, 9).await.iter().map(|job| job.id).collect();
                assert_eq!(ids, expected(&few, &filter, order), "{filter:?} {order:?}");
            }
        }
    }
    let listed = all_pages(&lists, &all, JobOrder::default(), 200).await;
    assert!(listed.iter().rev().eq(few.iter()), "they are what the log says");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_lists_jobs_does_not_notice_that_redis_let_go_of_some() {
    let mut place = Place::new();
    let (redis, tables, jobs, events, log) = both(&mut place, 60).await;
    let lists = JobLists::new(RedisViews::new(redis.clone()), tables.clone());
    let keep = KeepJobs { jobs: 40, ..KeepJobs::default() };
    let mut other = Place::new();
    let nowhere = ClickHouseJobs::new(client(&other.tables().await));
    assert_eq!(
        let_go_of_old(&redis, &nowhere, &keep).await.unwrap(),
        0,
        "nothing is let go of that is nowhere else"
    );
    let more = KeepJobs { of: [(tenant(), 60)].into(), ..keep.clone() };
    assert_eq!(let_go_of_old(&redis, &tables, &more).await.unwrap(), 0);
    assert_eq!(let_go_of_old(&redis, &tables, &keep).await.unwrap(), 20);
    assert_eq!(let_go_of_old(&redis, &tables, &keep).await.unwrap(), 0);
    let views = RedisViews::new(redis.clone());
    assert!(views.job(&tenant(), jobs[3].id).await.unwrap().is_none(), "it has ended, and is old");
    assert!(views.job(&tenant(), jobs[0].id).await.unwrap().is_some(), "it goes on");

    check(&lists, &jobs, &[SortKey::Submitted]).await;
    let listed = all_pages(&lists, &JobFilter::default(), JobOrder::default(), 200).await;
    let micros = |job: &JobSummary| JobSummary {
        submitted_at: job.submitted_at.trunc_subsecs(6),
        ended_at: job.ended_at.map(|at| at.trunc_subsecs(6)),
        ..job.clone()
    };
    assert!(listed.iter().rev().map(micros).eq(jobs.iter().map(micros)), "they are what the log says");

    // What comes late of a job that is gone brings it back as it was.
    let sink = JobsSink::new(redis, Arc::clone(&log) as Arc<dyn EventLog>);
    let late = events.iter().rfind(|event| event.aggregate_id == jobs[4].id.to_string()).unwrap();
    sink.retry(late).await.unwrap();
    assert_eq!(views.job(&tenant(), jobs[4].id).await.unwrap().unwrap().0, jobs[4]);
    check(&lists, &jobs, &[SortKey::Submitted]).await;
}

//! Two processes work on one stream: what one has warm is behind what the other did.

use std::sync::Arc;

use commands::executor::{ExecuteError, Executed};
use commands::ports::EventLog as _;
use commands::{CommandContext, Executor};
use domain::BatchId;
use domain::batch::{Batch, BatchError};
use domain::job::{Job, JobError};
use futures::future::join_all;
use infra::postgres::PostgresLog;

use crate::support::{
    Place, batch_stream, context, executor, expire, job_stream, lease_tasks, new_job, new_lease, object_job,
    open, record_plan, report, submit, tenant, whole_log,
};

/// Two processes on one log, and a batch that both know as it was when it opened.
async fn two_processes(place: &mut Place) -> (Arc<PostgresLog>, [Executor; 2], BatchId) {
    let log = Arc::new(PostgresLog::new(&place.shards(1).await).unwrap());
    let both = [executor(&log), executor(&log)];
    let id = BatchId { job: new_job(), number: 0 };
    both[0].execute::<Batch>(&context(id.job), &id, open(0, 3)).await.unwrap();
    for process in &both {
        assert_eq!(process.load::<Batch>(&tenant(), &id).await.unwrap().version, 1);
    }
    (log, both, id)
}

async fn types(log: &PostgresLog, id: BatchId) -> Vec<String> {
    let events = log.read_stream(&tenant(), &batch_stream(id.job, id.number), 0).await.unwrap();
    events.into_iter().map(|event| event.event_type).collect()
}

#[tokio::test]
async fn a_decision_without_events_is_made_on_all_that_is_known() {
    let mut place = Place::new();
    let (log, [a, b], id) = two_processes(&mut place).await;
    let (context, lease) = (context(id.job), new_lease());
    b.execute::<Batch>(&context, &id, lease_tasks(lease, 10)).await.unwrap();

    // As A knows the batch there is no such lease, and so nothing to take back.
    let done = a.execute::<Batch>(&context, &id, expire(lease, 11)).await.unwrap();

    assert!(done.appended.is_some());
    assert_eq!(types(&log, id).await, ["BatchOpened", "TasksLeased", "LeaseExpired"]);
}

#[tokio::test]
async fn a_refusal_is_made_on_all_that_is_known() {
    let mut place = Place::new();
    let (log, [a, b], id) = two_processes(&mut place).await;
    let (context, lease) = (context(id.job), new_lease());
    b.execute::<Batch>(&context, &id, lease_tasks(lease, 10)).await.unwrap();

    // As A knows the batch, the lease is over.
    a.execute::<Batch>(&context, &id, report(lease, 0..3, &[])).await.unwrap();
    let late = b.execute::<Batch>(&context, &id, report(new_lease(), 0..2, &[])).await;

    assert!(matches!(late, Err(ExecuteError::Refused(BatchError::LeaseOver))), "{late:?}");
    assert_eq!(types(&log, id).await, ["BatchOpened", "TasksLeased", "TasksReported", "BatchCompleted"]);
}

#[tokio::test]
async fn a_decision_on_what_is_no_longer_so_is_made_again() {
    let mut place = Place::new();
    let (log, [a, b], id) = two_processes(&mut place).await;
    let context = context(id.job);
    b.execute::<Batch>(&context, &id, lease_tasks(new_lease(), 10)).await.unwrap();

    // As A knows the batch, its tasks wait for a worker.
    let second: Executed<Batch> =
        a.execute::<Batch>(&context, &id, lease_tasks(new_lease(), 10)).await.unwrap();

    assert!(second.appended.is_none());
    assert_eq!(second.aggregate.version, 2);
    assert_eq!(types(&log, id).await, ["BatchOpened", "TasksLeased"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn workers_that_want_one_batch_at_once_get_its_tasks_once() {
    let mut place = Place::new();
    let (log, [a, b], id) = two_processes(&mut place).await;
    let context = context(id.job);
    let lease = |process: usize| {
        let (process, context) = ([&a, &b][process % 2], &context);
        async move { process.execute::<Batch>(context, &id, lease_tasks(new_lease(), 10)).await }
    };

    let answers = join_all((0..20).map(lease)).await;

    let granted = answers.iter().filter(|answer| answer.as_ref().unwrap().appended.is_some()).count();
    assert_eq!(granted, 1);
    assert_eq!(types(&log, id).await, ["BatchOpened", "TasksLeased"]);
}

#[tokio::test]
async fn streams_that_begin_together_begin_once() {
    let mut place = Place::new();
    let log = Arc::new(PostgresLog::new(&place.shards(2).await).unwrap());
    let (executor, job) = (executor(&log), new_job());
    let first = BatchId { job, number: 0 };
    let context = context(job);
    let unit = || {
        let submitted = vec![submit(object_job(3, 10))];
        let (unit, _) = executor.begin(&context).create::<Job>(&job, submitted).unwrap();
        unit.create::<Batch>(&first, vec![open(0, 3)]).unwrap().0
    };
    unit().commit::<JobError>().await.unwrap();

    let again = unit().commit::<JobError>().await;

    assert!(matches!(again, Err(ExecuteError::Contended(stream)) if stream == job_stream(job)));
    assert_eq!(types(&log, first).await, ["BatchOpened"]);
    let lengths = join_all(log.shards().iter().map(whole_log)).await;
    assert_eq!(lengths.iter().map(Vec::len).sum::<usize>(), 2);
}

#[tokio::test]
async fn a_stream_is_its_tenants_alone() {
    let mut place = Place::new();
    let log = Arc::new(PostgresLog::new(&place.shards(1).await).unwrap());
    let (executor, job) = (executor(&log), new_job());
    executor.execute::<Job>(&context(job), &job, submit(object_job(3, 10))).await.unwrap();
    let other = CommandContext { tenant: "other".parse().unwrap(), ..context(job) };

    let unknown = executor.execute::<Job>(&other, &job, record_plan(1, 3)).await;
    let taken = executor.execute::<Job>(&other, &job, submit(object_job(3, 10))).await;

    assert!(matches!(unknown, Err(ExecuteError::Refused(JobError::NotFound))), "{unknown:?}");
    assert!(matches!(taken, Err(ExecuteError::Contended(_))), "{taken:?}");
    let events = whole_log(&log.shards()[0]).await;
    assert_eq!(events.iter().map(|event| &event.tenant).collect::<Vec<_>>(), [&tenant()]);
}

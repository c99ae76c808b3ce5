//! cqrs-es's own framework works on the streams that the project's executor works on.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use commands::ports::EventLog as _;
use cqrs_es::{AggregateError, CqrsFramework, EventEnvelope, EventStore as _, Query};
use domain::JobId;
use domain::job::{Job, JobError, JobEvent};
use futures::FutureExt as _;
use infra::postgres::{CqrsStore, PostgresLog};

use crate::support::{
    Place, complete, context, executor, finish_batch, job_stream, new_job, object_job, record_plan, submit,
    tenant,
};

/// What a query heard: of which aggregate, at which sequence, which event, by which command.
type Heard = Arc<Mutex<Vec<(String, usize, JobEvent, Option<String>)>>>;

struct Listener(Heard);

#[async_trait]
impl Query<Job> for Listener {
    async fn dispatch(&self, aggregate_id: &str, events: &[EventEnvelope<Job>]) {
        self.0.lock().unwrap().extend(events.iter().map(|event| {
            assert_eq!(event.aggregate_id, aggregate_id);
            let command = event.metadata.get("command").cloned();
            (aggregate_id.to_owned(), event.sequence, event.payload.clone(), command)
        }));
    }
}

fn framework(log: &Arc<PostgresLog>) -> (CqrsFramework<Job, CqrsStore<Job>>, Heard) {
    let heard = Heard::default();
    let framework = CqrsFramework::new(store(log), vec![Box::new(Listener(Arc::clone(&heard)))], ());
    (framework, heard)
}

fn store(log: &Arc<PostgresLog>) -> CqrsStore<Job> {
    CqrsStore::new(Arc::clone(log), tenant())
}

async fn types(log: &Arc<PostgresLog>, job: JobId) -> Vec<&'static str> {
    let events = store(log).load_events(&job.to_string()).await.unwrap();
    assert!((1..).zip(&events).all(|(sequence, event)| event.sequence == sequence));
    events.iter().map(|event| (&event.payload).into()).collect()
}

#[tokio::test]
async fn the_framework_runs_commands_and_tells_its_queries() {
    let mut place = Place::new();
    let log = Arc::new(PostgresLog::new(&place.shards(2).await).unwrap());
    let (framework, heard) = framework(&log);
    let job = new_job();
    let id = job.to_string();
    let metadata = [("command".to_owned(), "Submit".to_owned()), ("actor".to_owned(), "ann".to_owned())];

    framework.execute_with_metadata(&id, submit(object_job(20, 10)), metadata.into()).await.unwrap();
    framework.execute(&id, record_plan(2, 20)).await.unwrap();
    framework.execute(&id, record_plan(2, 20)).await.unwrap();
    let refused = framework.execute(&id, complete()).await;

    assert!(matches!(refused, Err(AggregateError::UserError(JobError::NotFinished))), "{refused:?}");
    assert_eq!(types(&log, job).await, ["JobSubmitted", "JobPlanned"]);
    // Queries hear what is recorded: the same events, once each.
    let heard = std::mem::take(&mut *heard.lock().unwrap());
    let recorded = log.read_stream(&tenant(), &job_stream(job), 0).await.unwrap();
    assert_eq!(heard.len(), recorded.len());
    for ((aggregate, sequence, event, command), recorded) in heard.iter().zip(&recorded) {
        assert_eq!((aggregate, *sequence as u64), (&recorded.aggregate_id, recorded.sequence));
        assert_eq!(*event, recorded.decode::<JobEvent>().unwrap());
        assert_eq!(command.as_deref().unwrap_or_default(), recorded.metadata.command);
    }
    assert_eq!((&*recorded[0].metadata.actor, &*recorded[0].metadata.correlation), ("ann", &*id));
}

#[tokio::test]
async fn a_commit_on_what_is_no_longer_so_is_a_conflict() {
    let mut place = Place::new();
    let log = Arc::new(PostgresLog::new(&place.shards(1).await).unwrap());
    let (framework, heard) = framework(&log);
    let job = new_job();
    let id = job.to_string();
    framework.execute(&id, submit(object_job(20, 10))).await.unwrap();
    let stale = store(&log).load_aggregate(&id).await.unwrap();
    framework.execute(&id, record_plan(2, 20)).await.unwrap();

    let failed = JobEvent::JobFailed {
        reason: "late".to_owned(),
        counts: domain::job::Counts::default(),
        manifest: None,
        failed_at: crate::support::at(3),
    };
    let conflict = store(&log).commit(vec![failed], stale, [].into()).await;

    assert!(matches!(conflict, Err(AggregateError::AggregateConflict)), "{:?}", conflict.map(|_| ()));
    assert_eq!(types(&log, job).await, ["JobSubmitted", "JobPlanned"]);
    assert_eq!(heard.lock().unwrap().len(), 2);
}

#[tokio::test]
async fn of_two_commands_at_once_one_is_in_conflict_and_its_query_hears_nothing() {
    let mut place = Place::new();
    let log = Arc::new(PostgresLog::new(&place.shards(1).await).unwrap());
    let (framework, heard) = framework(&log);
    let job = new_job();
    let id = job.to_string();
    framework.execute(&id, submit(object_job(20, 10))).await.unwrap();

    let both = [finish_batch(0, 10, 0), finish_batch(1, 10, 0)]
        .map(|command| framework.execute(&id, command).boxed());
    let answers = futures::future::join_all(both).await;

    // They may also have come one after the other.
    let conflicts =
        answers.iter().filter(|answer| matches!(answer, Err(AggregateError::AggregateConflict))).count();
    let done = answers.iter().filter(|answer| answer.is_ok()).count();
    assert_eq!(conflicts + done, 2, "{answers:?}");
    assert_eq!(types(&log, job).await.len(), 1 + done);
    assert_eq!(heard.lock().unwrap().len(), 1 + done);
}

#[tokio::test]
async fn the_executor_and_the_framework_take_turns_on_one_stream() {
    let mut place = Place::new();
    let log = Arc::new(PostgresLog::new(&place.shards(1).await).unwrap());
    let (framework, _) = framework(&log);
    let executor = executor(&log);
    let job = new_job();
    let (id, context) = (job.to_string(), context(job));

    framework.execute(&id, submit(object_job(20, 10))).await.unwrap();
    executor.execute::<Job>(&context, &job, record_plan(2, 20)).await.unwrap();
    framework.execute(&id, finish_batch(0, 9, 1)).await.unwrap();
    // What the executor has warm is behind by now.
    executor.execute::<Job>(&context, &job, finish_batch(0, 9, 1)).await.unwrap();
    executor.execute::<Job>(&context, &job, finish_batch(1, 10, 0)).await.unwrap();
    framework.execute(&id, complete()).await.unwrap();

    let story = ["JobSubmitted", "JobPlanned", "JobBatchFinished", "JobBatchFinished", "JobCompleted"];
    assert_eq!(types(&log, job).await, story);
    let known = executor.load_current::<Job>(&tenant(), &job).await.unwrap();
    let same = store(&log).load_aggregate(&id).await;
    assert_eq!(known.version, 5);
    assert_eq!(*known.state, *cqrs_es::AggregateContext::aggregate(&mut same.unwrap()));
    assert!(matches!(&*known.state, Job::Completed { progress, .. } if progress.counts.succeeded == 19));
}

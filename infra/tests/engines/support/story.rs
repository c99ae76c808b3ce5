//! What happens to jobs, told through the executor: events as the program makes them.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use commands::ports::EventLog;
use commands::{CommandContext, Executor};
use domain::batch::{Batch, BatchCommand, BatchSpec, Input, TasksReport};
use domain::dataset::Format;
use domain::job::{FinishedBatch, Job, JobCommand, JobError, JobSpec, Plan, Source};
use domain::manifest::ManifestRef;
use domain::options::Options;
use domain::processor::{Limits, Processor};
use domain::results::{Part, TaskFailure};
use domain::tasks::TaskSet;
use domain::{BatchId, JobId, LeaseId, TenantId};
use infra::postgres::PostgresLog;
use uuid::Uuid;

use super::{new_job, tenant};

/// The time, so many seconds after it began.
pub(crate) fn at(second: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000) + TimeDelta::seconds(second)
}

pub(crate) fn context(job: JobId) -> CommandContext {
    CommandContext::new(tenant(), "tester", job)
}

/// A process that runs commands, with aggregates that it keeps warm.
pub(crate) fn executor(log: &Arc<PostgresLog>) -> Executor {
    Executor::new(Arc::clone(log) as Arc<dyn EventLog>, 1 << 20, "test")
}

fn jq() -> Processor {
    Processor::Jq { filter: ".".into() }
}

/// A job over an object, which is cut into batches of `batch_size`.
pub(crate) fn object_job(items: u64, batch_size: u64) -> JobSpec {
    let (key, sha256) = ("items".to_owned(), "00".to_owned());
    let source =
        Source::Object { dataset: None, key, format: Format::Ndjson, items, sha256, bytes: 0, columns: None };
    JobSpec {
        name: Some("a job".to_owned()),
        source,
        processor: jq(),
        limits: Limits::default(),
        batch_size,
        options: Options::default(),
    }
}

pub(crate) fn submit(spec: JobSpec) -> JobCommand {
    JobCommand::Submit { spec, at: at(0) }
}

pub(crate) fn record_plan(batches: u64, tasks: u64) -> JobCommand {
    JobCommand::RecordPlan { plan: Plan { batches, tasks }, at: at(1) }
}

pub(crate) fn finish_batch(number: u64, succeeded: u64, failed: u64) -> JobCommand {
    let batch = FinishedBatch { succeeded, failed, ..FinishedBatch::default() };
    JobCommand::FinishBatches { batches: vec![(number, batch)], at: at(8) }
}

pub(crate) fn complete() -> JobCommand {
    JobCommand::Complete { manifest: ManifestRef { key: None, bytes: 0, sha256: String::new() }, at: at(9) }
}

pub(crate) fn open(first_task: u64, tasks: u64) -> BatchCommand {
    let spec = BatchSpec::of(&object_job(tasks, 1_000), first_task, tasks, Input::Items(vec![]));
    BatchCommand::Open { spec, at: at(1) }
}

pub(crate) fn new_lease() -> LeaseId {
    LeaseId(Uuid::now_v7())
}

/// A worker takes what waits, until the second `until`.
pub(crate) fn lease_tasks(lease: LeaseId, until: i64) -> BatchCommand {
    let worker = "worker-1".to_owned();
    BatchCommand::LeaseTasks { lease, worker, max: 1_000, reason: None, at: at(2), until: at(until) }
}

pub(crate) fn extend(lease: LeaseId, until: i64) -> BatchCommand {
    BatchCommand::ExtendLease { lease, until: at(until), progress: None }
}

pub(crate) fn expire(lease: LeaseId, second: i64) -> BatchCommand {
    BatchCommand::ExpireLease { lease, at: at(second) }
}

/// Tasks have ended, those in `failed` with an error. Task n took n milliseconds.
pub(crate) fn report(lease: LeaseId, tasks: std::ops::Range<u64>, failed: &[u64]) -> BatchCommand {
    let failures = failed.iter().map(|task| TaskFailure::new(*task, "filter_error", "it is no number"));
    let millis = tasks.clone().map(|task| u32::try_from(task * 1_000).unwrap());
    let tasks = TaskSet::range(tasks.start, tasks.end);
    let sha256 = format!("of {:?}", tasks.first());
    let report = TasksReport {
        part: Some(Part { tasks, bytes: 1, sha256, key: Some("results".to_owned()) }),
        micros: millis.collect(),
        failures: failures.collect(),
        ..TasksReport::default()
    };
    BatchCommand::ReportTasks { lease, report, at: at(5) }
}

/// Tells the story of jobs on one process.
pub(crate) struct Story {
    pub(crate) executor: Executor,
    pub(crate) tenant: TenantId,
}

impl Story {
    pub(crate) fn new(log: &Arc<PostgresLog>) -> Self {
        Self { executor: executor(log), tenant: tenant() }
    }

    fn context(&self, job: JobId) -> CommandContext {
        CommandContext { tenant: self.tenant.clone(), ..context(job) }
    }

    pub(crate) async fn job(&self, job: JobId, command: JobCommand) {
        self.executor.execute::<Job>(&self.context(job), &job, command).await.unwrap();
    }

    pub(crate) async fn batch(&self, id: BatchId, command: BatchCommand) {
        self.executor.execute::<Batch>(&self.context(id.job), &id, command).await.unwrap();
    }

    /// A job of one batch, open.
    pub(crate) async fn begin(&self, tasks: u64) -> BatchId {
        let job = new_job();
        let (context, first) = (self.context(job), BatchId { job, number: 0 });
        let spec = JobSpec { source: Source::Inline { items: tasks }, ..object_job(tasks, 1_000) };
        let (unit, _) = self.executor.begin(&context).create::<Job>(&job, vec![submit(spec)]).unwrap();
        let (unit, _) = unit.create::<Batch>(&first, vec![open(0, tasks)]).unwrap();
        unit.commit::<JobError>().await.unwrap();
        first
    }

    /// A job of batches of ten tasks, from its submission to its end. The first task of each batch fails, the first
    /// lease of each batch is lost.
    pub(crate) async fn whole_job(&self, batches: u64) -> JobId {
        let job = new_job();
        self.job(job, submit(object_job(batches * 10, 10))).await;
        for number in 0..batches {
            let (id, first) = (BatchId { job, number }, number * 10);
            let (lost, lease) = (new_lease(), new_lease());
            self.batch(id, open(first, 10)).await;
            self.batch(id, lease_tasks(lost, 3)).await;
            self.batch(id, expire(lost, 4)).await;
            self.batch(id, lease_tasks(lease, 30)).await;
            self.batch(id, report(lease, first..first + 6, &[first])).await;
            self.batch(id, report(lease, first + 6..first + 10, &[])).await;
        }
        self.job(job, record_plan(batches, batches * 10)).await;
        for number in 0..batches {
            self.job(job, finish_batch(number, 9, 1)).await;
        }
        self.job(job, complete()).await;
        job
    }

    /// A job of four tasks, all of which a worker lost; then one failed, two succeeded, and one was cancelled, at this second.
    pub(crate) async fn four_tasks(&self, second: i64) {
        let id = self.begin(4).await;
        let (lost, lease) = (new_lease(), new_lease());
        self.batch(id, lease_tasks(lost, second)).await;
        self.batch(id, expire(lost, second)).await;
        self.batch(id, lease_tasks(lease, second + 60)).await;
        let report = match report(lease, 0..3, &[1]) {
            BatchCommand::ReportTasks { report, .. } => report,
            other => unreachable!("{other:?}"),
        };
        self.batch(id, BatchCommand::ReportTasks { lease, report, at: at(second) }).await;
        self.batch(id, BatchCommand::Cancel { at: at(second) }).await;
    }
}

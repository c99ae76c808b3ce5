//! The rules of a job, rule by rule.

use cqrs_es::test::{AggregateTestExecutor, TestFramework};

use super::*;
use crate::options::Tolerance;
use crate::tasks::TaskSet;

mod ends;
mod options;
mod plans;
mod stops;

const AT: DateTime<Utc> = DateTime::UNIX_EPOCH;

fn spec(source: Source) -> JobSpec {
    JobSpec {
        name: None,
        source,
        processor: Processor::Jq { filter: ".".into() },
        limits: Limits::default(),
        batch_size: 2,
        options: Options::default(),
    }
}

fn dataset(items: u64) -> Source {
    Source::Object {
        dataset: None,
        key: "k".into(),
        format: Format::Csv,
        items,
        sha256: "aa".into(),
        bytes: 0,
        columns: None,
    }
}

/// Objects whose items nobody has counted.
fn objects() -> Source {
    let object = ObjectInput { key: "k".into(), format: Format::Ndjson, compression: Compression::default() };
    Source::Objects { objects: vec![object], columns: None }
}

fn tolerant(source: Source, tolerance: Tolerance) -> JobSpec {
    let options = Options { tolerated_failures: Some(tolerance), ..Options::default() };
    JobSpec { options, ..spec(source) }
}

fn submitted_as(spec: JobSpec) -> JobEvent {
    JobEvent::JobSubmitted { spec, submitted_at: AT }
}

/// A job of three tasks in two batches.
fn submitted() -> JobEvent {
    submitted_as(spec(dataset(3)))
}

const PLAN: Plan = Plan { batches: 2, tasks: 3 };

fn planned_as(plan: Plan) -> JobEvent {
    JobEvent::JobPlanned { plan, planned_at: AT }
}

fn planned() -> JobEvent {
    planned_as(PLAN)
}

/// Of each batch one task fails.
fn batch(number: u64) -> FinishedBatch {
    let tasks = TaskSet::range(number * 2, (number * 2 + 2).min(3));
    let succeeded = tasks.len() - 1;
    let part = Part { tasks, bytes: 1, sha256: "bb".into(), key: Some(format!("part-{number}")) };
    FinishedBatch { succeeded, failed: 1, cancelled: 0, parts: vec![part] }
}

fn cancelled_batch(cancelled: u64) -> FinishedBatch {
    FinishedBatch { cancelled, ..FinishedBatch::default() }
}

fn finished_as(number: u64, batch: FinishedBatch) -> JobEvent {
    JobEvent::JobBatchFinished { number, batch, finished_at: AT }
}

fn finished(number: u64) -> JobEvent {
    finished_as(number, batch(number))
}

fn manifest() -> ManifestRef {
    ManifestRef { key: Some("manifest".into()), bytes: 1, sha256: "cc".into() }
}

fn completed(succeeded: u64, failed: u64) -> JobEvent {
    JobEvent::JobCompleted { succeeded, failed, manifest: manifest(), completed_at: AT }
}

fn counts(succeeded: u64, failed: u64, cancelled: u64) -> Counts {
    Counts { succeeded, failed, cancelled }
}

fn cancelled(counts: Counts) -> JobEvent {
    JobEvent::JobCancelled { counts, manifest: manifest(), cancelled_at: AT }
}

fn failed(reason: &str, counts: Counts) -> JobEvent {
    JobEvent::JobFailed { reason: reason.into(), counts, manifest: Some(manifest()), failed_at: AT }
}

fn given(events: Vec<JobEvent>) -> AggregateTestExecutor<Job> {
    TestFramework::<Job>::with(()).given(events)
}

fn submit(source: Source) -> JobCommand {
    JobCommand::Submit { spec: spec(source), at: AT }
}

fn record(plan: Plan) -> JobCommand {
    JobCommand::RecordPlan { plan, at: AT }
}

fn finish(number: u64) -> JobCommand {
    JobCommand::FinishBatches { batches: vec![(number, batch(number))], at: AT }
}

fn complete() -> JobCommand {
    JobCommand::Complete { manifest: manifest(), at: AT }
}

fn stop(cause: StopCause) -> JobCommand {
    JobCommand::Stop { cause, at: AT }
}

fn stopped(cause: StopCause) -> JobEvent {
    JobEvent::JobStopRequested { cause, requested_at: AT }
}

fn by_will() -> StopCause {
    StopCause::Cancelled { reason: Some("a wrong filter".into()) }
}

fn by_deadline() -> StopCause {
    StopCause::DeadlinePassed { deadline: AT }
}

fn by_failures(failed: u64, tolerated: u64) -> StopCause {
    StopCause::TooManyFailures { failed, tolerated }
}

fn unreadable() -> StopCause {
    StopCause::Unreadable { reason: "gone".into() }
}

fn folded(events: Vec<JobEvent>) -> Job {
    let mut job = Job::default();
    events.into_iter().for_each(|event| job.evolve(event));
    job
}

//! One event of every type, with every optional member set: what golden files and documents are made of.

use chrono::{DateTime, TimeDelta, Utc};
use cqrs_es::DomainEvent;
use uuid::Uuid;

use crate::aggregate::Root;
use crate::batch::{Batch, BatchEvent, BatchSpec, Input, LeaseProgress, Sizes};
use crate::dataset::{Compression, Dataset, DatasetEvent, Format, Upload};
use crate::event::{Metadata, RecordedEvent};
use crate::ids::{DatasetId, JobId, LeaseId, QueueId, TenantId};
use crate::job::{Counts, FinishedBatch, Job, JobEvent, JobSpec, ObjectInput, Plan, Source, StopCause};
use crate::manifest::ManifestRef;
use crate::options::{ConcurrencyKey, Options, Priority, Rate, RetryPolicy, Throttle, Tolerance};
use crate::processor::{Limits, Processor, ProcessorKind};
use crate::queue::{Queue, QueueEvent};
use crate::raw_json::RawJson;
use crate::results::{Part, TaskFailure, TaskRetry};
use crate::tasks::TaskSet;
use crate::waiting::WaitReason;

mod accounts;

/// A result line of task 0.
const LINE: &str = "{\"task\":0}\n";

/// An event as it is stored.
#[derive(Debug, Clone)]
pub struct Sample {
    /// The kind of aggregate that it happened to.
    pub aggregate: &'static str,
    /// The id of that aggregate.
    pub aggregate_id: String,
    /// Its type.
    pub event_type: String,
    /// The version of its shape.
    pub event_version: String,
    /// What is special about it, where its type has several samples.
    pub case: Option<&'static str>,
    /// The payload.
    pub payload: String,
}

impl Sample {
    /// The event as if a log held it, with as little around it as can be.
    #[must_use]
    pub fn recorded(&self) -> RecordedEvent {
        RecordedEvent {
            shard: 0,
            position: 42,
            tenant: tenant(),
            aggregate_type: self.aggregate.to_owned(),
            aggregate_id: self.aggregate_id.clone(),
            sequence: 1,
            event_type: self.event_type.clone(),
            event_version: self.event_version.clone(),
            payload: self.payload.clone(),
            metadata: Metadata {
                event_id: Uuid::from_u128(0x0190_f5c0_0000_7000_8000_0000_0000_00ff),
                correlation: job().to_string(),
                causation: None,
                actor: "worker-1".to_owned(),
                command: "ReportTasks".to_owned(),
                traceparent: None,
                build: env!("CARGO_PKG_VERSION").to_owned(),
            },
            recorded_at: DateTime::from_timestamp_micros(1_767_323_045_300_000).unwrap_or_default(),
        }
    }
}

/// Every sample, in the order in which the events would happen.
#[must_use]
pub fn all() -> Vec<Sample> {
    let job = job();
    let batch = crate::BatchId { job, number: 0 };
    [
        samples::<Dataset>(dataset(), dataset_events()),
        samples::<Job>(job, job_events()),
        samples::<Job>(job, stopped_job_events()),
        samples::<Batch>(batch, batch_events()),
        samples::<Batch>(batch, stopped_batch_events()),
        samples::<Queue>(queue(), queue_events()),
        accounts::all(),
    ]
    .concat()
}

fn samples<A: Root>(id: A::Id, events: Vec<(Option<&'static str>, A::Event)>) -> Vec<Sample> {
    let sample = |(case, event): (Option<&'static str>, A::Event)| Sample {
        aggregate: A::TYPE,
        aggregate_id: id.to_string(),
        event_type: event.event_type(),
        event_version: event.event_version(),
        case,
        payload: serde_json::to_string(&event).unwrap_or_default(),
    };
    events.into_iter().map(sample).collect()
}

/// The id of the job that the samples speak of.
#[must_use]
pub fn job() -> JobId {
    JobId(Uuid::from_u128(0x0190_f5c0_0000_7000_8000_0000_0000_0001))
}

/// The tenant whose job it is.
#[must_use]
#[expect(clippy::unwrap_used, reason = "the literal is a tenant's name, as every test of the samples shows")]
pub fn tenant() -> TenantId {
    "dev".parse().unwrap()
}

/// A job before that one.
fn earlier_job() -> JobId {
    JobId(Uuid::from_u128(0x0190_f5c0_0000_7000_8000_0000_0000_0003))
}

#[expect(clippy::unwrap_used, reason = "the literal is a queue's name, as every test of the samples shows")]
fn queue() -> QueueId {
    QueueId { tenant: tenant(), name: "letters".parse().unwrap() }
}

fn dataset() -> DatasetId {
    DatasetId(Uuid::from_u128(0x0190_f5c0_0000_7000_8000_0000_0000_0002))
}

fn lease(number: u128) -> LeaseId {
    LeaseId(Uuid::from_u128(0x0190_f5c0_0000_7000_8000_0000_0000_0010 + number))
}

/// A time, some milliseconds after the first sample.
fn at(milliseconds: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::microseconds(1_767_323_045_123_456 + milliseconds * 1_000)
}

fn sha256() -> String {
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned()
}

fn filter() -> Processor {
    Processor::Jq { filter: "{city, delay: .arr_delay}".into() }
}

fn part(start: u64, end: u64) -> Part {
    let key = Some(format!("dev/results/{}/0/{start}", job()));
    Part {
        tasks: TaskSet::range(start, end),
        bytes: LINE.len() as u64 * (end - start),
        sha256: sha256(),
        key,
    }
}

fn failure() -> TaskFailure {
    TaskFailure::new(1, "filter_error", "cannot index null with \"city\"")
}

/// What happens to a dataset.
#[must_use]
pub fn dataset_events() -> Vec<(Option<&'static str>, DatasetEvent)> {
    let upload = Upload {
        name: Some("flights of January".to_owned()),
        format: Format::Csv,
        key: "dev/datasets/flights.csv".to_owned(),
        bytes: 1_730,
        sha256: sha256(),
        items: 3,
    };
    vec![(None, DatasetEvent::DatasetUploaded { upload, uploaded_at: at(0) })]
}

/// What happens to a job: a life that ends well, then an end that does not.
#[must_use]
pub fn job_events() -> Vec<(Option<&'static str>, JobEvent)> {
    let source = Source::Object {
        dataset: Some(dataset()),
        key: "dev/datasets/flights.csv".to_owned(),
        format: Format::Csv,
        items: 3,
        sha256: sha256(),
        bytes: 1_730,
        columns: None,
    };
    let objects = ObjectInput {
        key: "dev/datasets/flights.parquet".to_owned(),
        format: Format::Parquet,
        compression: Compression::None,
    };
    let columns = Some(vec!["city".to_owned(), "arr_delay".to_owned()]);
    let objects = Source::Objects { objects: vec![objects], columns };
    let redrive = Source::Redrive { of: earlier_job(), failed: true, cancelled: false, items: 3 };
    let submitted = |source| JobEvent::JobSubmitted {
        spec: JobSpec {
            name: Some("delays".to_owned()),
            source,
            processor: filter(),
            limits: Limits::default(),
            batch_size: 1_000,
            options: options(),
        },
        submitted_at: at(10),
    };
    let batch = FinishedBatch { succeeded: 2, failed: 1, cancelled: 0, parts: vec![part(0, 2), part(2, 3)] };
    let key = Some(format!("dev/results/{}/manifest.json", job()));
    let manifest = ManifestRef { key, bytes: 420, sha256: sha256() };
    vec![
        (None, submitted(source)),
        (Some("inline"), submitted(Source::Inline { items: 3 })),
        (Some("objects"), submitted(objects)),
        (Some("redrive"), submitted(redrive)),
        (None, JobEvent::JobPlanned { plan: Plan { batches: 1, tasks: 3 }, planned_at: at(20) }),
        (None, JobEvent::JobPaused { paused_at: at(30) }),
        (None, JobEvent::JobThrottleChanged { throttle: throttle(), changed_at: at(31) }),
        (None, JobEvent::JobResumed { resumed_at: at(32) }),
        (None, JobEvent::JobBatchFinished { number: 0, batch, finished_at: at(70) }),
        (
            None,
            JobEvent::JobCompleted {
                succeeded: 2,
                failed: 1,
                manifest: manifest.clone(),
                completed_at: at(80),
            },
        ),
    ]
}

/// What happens to a job that does not end well: how it may be stopped, and how it ends then.
#[must_use]
pub fn stopped_job_events() -> Vec<(Option<&'static str>, JobEvent)> {
    let stopped = |cause| JobEvent::JobStopRequested { cause, requested_at: at(75) };
    let manifest = ManifestRef { key: None, bytes: 420, sha256: sha256() };
    let counts = Counts { succeeded: 1, failed: 1, cancelled: 1 };
    let reason = "the object is not what was uploaded".to_owned();
    vec![
        (None, stopped(StopCause::Cancelled { reason: Some("a wrong filter".to_owned()) })),
        (Some("deadline"), stopped(StopCause::DeadlinePassed { deadline: at(74) })),
        (Some("failures"), stopped(StopCause::TooManyFailures { failed: 2, tolerated: 1 })),
        (Some("unreadable"), stopped(StopCause::Unreadable { reason: reason.clone() })),
        (None, JobEvent::JobCancelled { counts, manifest: manifest.clone(), cancelled_at: at(80) }),
        (None, JobEvent::JobFailed { reason, counts, manifest: Some(manifest), failed_at: at(80) }),
    ]
}

/// Everything that can be asked for.
fn options() -> Options {
    Options {
        priority: Priority::High,
        start_at: Some(at(1_000)),
        deadline: Some(at(90_000)),
        retry: RetryPolicy {
            max_attempts: 3,
            classes: Some(["timed_out".to_owned()].into()),
            ..RetryPolicy::default()
        },
        tolerated_failures: Some(Tolerance::Percent(5)),
        tags: ["nightly".to_owned()].into(),
        key: Some(ConcurrencyKey { name: "flights".to_owned(), limit: 2 }),
        throttle: throttle(),
    }
}

fn throttle() -> Throttle {
    let rate = Rate { per_second: 12.5, burst: 25, key: Some("flights".to_owned()) };
    Throttle { max_concurrency: Some(200), rate: Some(rate) }
}

/// What happens to a queue.
#[must_use]
pub fn queue_events() -> Vec<(Option<&'static str>, QueueEvent)> {
    vec![
        (None, QueueEvent::QueueThrottleChanged { throttle: throttle(), changed_at: at(0) }),
        (None, QueueEvent::QueuePaused { paused_at: at(1) }),
        (None, QueueEvent::QueueResumed { resumed_at: at(2) }),
        (None, QueueEvent::QueueDrained { drained_at: at(3) }),
    ]
}

/// What happens to a batch, one of whose leases expires.
#[must_use]
pub fn batch_events() -> Vec<(Option<&'static str>, BatchEvent)> {
    let items = r#"[{"city":"Lübeck","arr_delay":-3.50},{"arr_delay":12345678901234567890},null]"#;
    let items: Vec<RawJson> = serde_json::from_str(items).unwrap_or_default();
    let object = Input::Object {
        key: "dev/datasets/flights.csv".to_owned(),
        format: Format::Csv,
        offset: 15,
        length: 1_715,
        header: Some("city,arr_delay".to_owned()),
    };
    let completed = BatchEvent::BatchCompleted {
        succeeded: 2,
        failed: 1,
        cancelled: 0,
        parts: vec![part(0, 2), part(2, 3)],
        completed_at: at(60),
    };
    let progress = LeaseProgress { fraction: Some(0.5), text: Some("half of it".to_owned()) };
    vec![
        (Some("inline"), opened(Input::Items(items))),
        (None, opened(object)),
        (None, leased(0, 1, 0)),
        (None, BatchEvent::LeaseExtended { lease: lease(0), until: at(90), progress: Some(progress) }),
        (None, reported(0, 1, 0, 2, vec![failure()])),
        (None, expired()),
        (
            None,
            BatchEvent::LateReportRefused { lease: lease(0), worker: worker(), tasks: 1, refused_at: at(96) },
        ),
        (Some("again"), leased(1, 2, 2)),
        (Some("retry"), retried(1, 2)),
        (Some("third"), leased(2, 3, 2)),
        (None, returned()),
        (Some("fourth"), leased(3, 3, 2)),
        (Some("last"), reported(3, 3, 2, 3, vec![])),
        (None, completed),
    ]
}

/// How a batch ends whose job is stopped.
#[must_use]
pub fn stopped_batch_events() -> Vec<(Option<&'static str>, BatchEvent)> {
    let cancelled = BatchEvent::TasksCancelled { tasks: TaskSet::range(2, 3), cancelled_at: at(60) };
    let completed = BatchEvent::BatchCompleted {
        succeeded: 1,
        failed: 1,
        cancelled: 1,
        parts: vec![part(0, 2)],
        completed_at: at(60),
    };
    vec![(None, cancelled), (Some("stopped"), completed)]
}

fn worker() -> String {
    "worker-1".to_owned()
}

fn opened(input: Input) -> BatchEvent {
    let pick = matches!(input, Input::RowGroup { .. }).then(|| TaskSet::range(4, 7));
    let spec = BatchSpec {
        first_task: 0,
        tasks: 3,
        input,
        pick,
        processor: filter(),
        limits: Limits { attempt_timeout_ms: 5_000, task_timeout_ms: Some(60_000), memory_mib: Some(256) },
        retry: options().retry,
        name: Some("delays".to_owned()),
        tags: options().tags,
        only: true,
    };
    BatchEvent::BatchOpened { spec, opened_at: at(15) }
}

fn leased(number: u128, attempt: u32, start: u64) -> BatchEvent {
    BatchEvent::TasksLeased {
        lease: lease(number),
        worker: worker(),
        attempt,
        tasks: TaskSet::range(start, 3),
        queue_wait_ms: 5,
        reason: Some(WaitReason::Turn),
        leased_at: at(20),
        until: at(50),
    }
}

fn reported(number: u128, attempt: u32, start: u64, end: u64, failures: Vec<TaskFailure>) -> BatchEvent {
    BatchEvent::TasksReported {
        lease: lease(number),
        worker: worker(),
        attempt,
        part: Some(part(start, end)),
        lines: Some((start..end).map(|task| LINE.replace('0', &task.to_string())).collect()),
        micros: (start..end).map(|_| 120).collect(),
        failures,
        retries: vec![],
        lease_over: end == 3,
        queue_wait_ms: 5,
        reason: Some(WaitReason::Turn),
        processor: Some(ProcessorKind::Jq),
        queue: None,
        bytes_in: Some(Sizes::Each((start..end).map(|_| 31).collect())),
        reported_at: at(40),
    }
}

/// A report of a task that failed, and will be tried again.
fn retried(number: u128, attempt: u32) -> BatchEvent {
    let failure = TaskFailure::new(2, "timed_out", "the filter did not end within 5000 ms");
    BatchEvent::TasksReported {
        lease: lease(number),
        worker: worker(),
        attempt,
        part: None,
        lines: None,
        micros: vec![],
        failures: vec![],
        retries: vec![TaskRetry::new(failure, 5_000_120, at(1_100))],
        lease_over: true,
        queue_wait_ms: 5,
        reason: Some(WaitReason::Turn),
        processor: Some(ProcessorKind::Jq),
        queue: None,
        bytes_in: Some(Sizes::Each(vec![31])),
        reported_at: at(100),
    }
}

fn returned() -> BatchEvent {
    let tasks = TaskSet::range(2, 3);
    BatchEvent::LeaseReturned { lease: lease(2), worker: worker(), attempt: 3, tasks, returned_at: at(1_200) }
}

fn expired() -> BatchEvent {
    BatchEvent::LeaseExpired {
        lease: lease(0),
        worker: "worker-1".to_owned(),
        attempt: 1,
        tasks: TaskSet::range(2, 3),
        queue_wait_ms: 5,
        reason: Some(WaitReason::Turn),
        processor: Some(ProcessorKind::Jq),
        queue: None,
        expired_at: at(95),
    }
}

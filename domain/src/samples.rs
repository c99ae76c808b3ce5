//! One event of every type, with every optional member set: what golden files and documents are made of.

use chrono::{DateTime, TimeDelta, Utc};
use cqrs_es::DomainEvent;
use uuid::Uuid;

use crate::aggregate::Root;
use crate::batch::{Batch, BatchEvent, BatchSpec, Input};
use crate::dataset::{Dataset, DatasetEvent, Format, Upload};
use crate::ids::{DatasetId, JobId, LeaseId, TenantId};
use crate::job::{FinishedBatch, Job, JobEvent, JobSpec, Plan, Source};
use crate::manifest::ManifestRef;
use crate::processor::{Limits, Processor};
use crate::raw_json::RawJson;
use crate::results::{Part, TaskFailure};
use crate::tasks::TaskSet;

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

/// Every sample, in the order in which the events would happen.
#[must_use]
pub fn all() -> Vec<Sample> {
    let job = job();
    let batch = crate::BatchId { job, number: 0 };
    [
        samples::<Dataset>(dataset(), dataset_events()),
        samples::<Job>(job, job_events()),
        samples::<Batch>(batch, batch_events()),
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
    };
    let submitted = |source| JobEvent::JobSubmitted {
        spec: JobSpec {
            name: Some("delays".to_owned()),
            source,
            processor: filter(),
            limits: Limits::default(),
            batch_size: 1_000,
        },
        submitted_at: at(10),
    };
    let batch = FinishedBatch { succeeded: 2, failed: 1, parts: vec![part(0, 2), part(2, 3)] };
    let key = Some(format!("dev/results/{}/manifest.json", job()));
    let manifest = ManifestRef { key, bytes: 420, sha256: sha256() };
    vec![
        (None, submitted(source)),
        (Some("inline"), submitted(Source::Inline { items: 3 })),
        (None, JobEvent::JobPlanned { plan: Plan { batches: 1, tasks: 3 }, planned_at: at(20) }),
        (None, JobEvent::JobBatchFinished { number: 0, batch, finished_at: at(70) }),
        (None, JobEvent::JobCompleted { succeeded: 2, failed: 1, manifest, completed_at: at(80) }),
        (
            None,
            JobEvent::JobFailed {
                reason: "the object is not what was uploaded".to_owned(),
                failed_at: at(80),
            },
        ),
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
        parts: vec![part(0, 2), part(2, 3)],
        completed_at: at(60),
    };
    vec![
        (Some("inline"), opened(Input::Items(items))),
        (None, opened(object)),
        (None, leased(0, 1, 0)),
        (None, BatchEvent::LeaseExtended { lease: lease(0), until: at(90) }),
        (None, reported(0, 1, 0, 2, vec![failure()])),
        (None, expired()),
        (Some("again"), leased(1, 2, 2)),
        (Some("last"), reported(1, 2, 2, 3, vec![])),
        (None, completed),
    ]
}

fn opened(input: Input) -> BatchEvent {
    let limits = Limits::default();
    let spec = BatchSpec { first_task: 0, tasks: 3, input, processor: filter(), limits };
    BatchEvent::BatchOpened { spec, opened_at: at(15) }
}

fn leased(number: u128, attempt: u32, start: u64) -> BatchEvent {
    BatchEvent::TasksLeased {
        lease: lease(number),
        worker: "worker-1".to_owned(),
        attempt,
        tasks: TaskSet::range(start, 3),
        queue_wait_ms: 5,
        leased_at: at(20),
        until: at(50),
    }
}

fn reported(number: u128, attempt: u32, start: u64, end: u64, failures: Vec<TaskFailure>) -> BatchEvent {
    BatchEvent::TasksReported {
        lease: lease(number),
        worker: "worker-1".to_owned(),
        attempt,
        part: part(start, end),
        lines: Some((start..end).map(|task| LINE.replace('0', &task.to_string())).collect()),
        micros: (start..end).map(|_| 120).collect(),
        failures,
        lease_over: end == 3,
        queue_wait_ms: 5,
        reported_at: at(40),
    }
}

fn expired() -> BatchEvent {
    BatchEvent::LeaseExpired {
        lease: lease(0),
        worker: "worker-1".to_owned(),
        attempt: 1,
        tasks: TaskSet::range(2, 3),
        queue_wait_ms: 5,
        expired_at: at(95),
    }
}

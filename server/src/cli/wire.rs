//! The bodies that the API takes and gives, and the parameters of its lists.

mod options;
mod queues;

use chrono::{DateTime, Utc};
use domain::dataset::Format;
use domain::processor::Processor;
use domain::raw_json::RawJson;
use domain::{DatasetId, JobId};
use projections::analytics::Outcome;
use projections::job_view::{JobState, JobSummary};
use serde::{Deserialize, Serialize, Serializer};

pub use options::{JobOptions, Redrive, Retry, ThrottleChange};
pub use queues::{
    Extended, Heartbeat, Lease, LeaseQuery, LeasedTask, Leases, Outcome as TaskOutcome, OutcomeError, Queue,
    Report, Standing, Waiting,
};

/// A dataset, as the server stored it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dataset {
    /// Its id.
    pub id: DatasetId,
    /// A name for people.
    pub name: Option<String>,
    /// How its bytes are cut into items.
    pub format: Format,
    /// How many bytes it has.
    pub bytes: u64,
    /// Their SHA-256, in hexadecimal.
    pub sha256: String,
    /// How many items they hold.
    pub items: u64,
}

/// A job to submit: over one of `items`, a `dataset` and `objects`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Submission {
    /// A name for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The items themselves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<Vec<RawJson>>,
    /// The dataset that holds the items.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dataset: Option<DatasetId>,
    /// The objects that hold the items.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub objects: Option<Vec<JobObject>>,
    /// The columns that make an item; without them, all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub columns: Option<Vec<String>>,
    /// What is done to each.
    pub processor: Processor,
    /// How long one attempt at one task may run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attempt_timeout_ms: Option<u32>,
    /// The most tasks of one batch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch_size: Option<u64>,
    /// When, how fast, beside what, and what becomes of tasks that fail.
    #[serde(flatten)]
    pub options: JobOptions,
}

/// An object that holds items. Its key's ending says how it is packed, and its format if that is not given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JobObject {
    /// Its key.
    pub key: String,
    /// How its bytes are cut into items.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<Format>,
}

impl Submission {
    /// A submission of a jq filter that has no items yet; set `items`, `dataset` or `objects`.
    #[must_use]
    pub fn jq(filter: &str) -> Self {
        Self::of(Processor::Jq { filter: filter.into() })
    }

    /// A submission that has no items yet; set `items`, `dataset` or `objects`.
    #[must_use]
    pub fn of(processor: Processor) -> Self {
        Self {
            name: None,
            items: None,
            dataset: None,
            objects: None,
            columns: None,
            processor,
            attempt_timeout_ms: None,
            batch_size: None,
            options: JobOptions::default(),
        }
    }
}

/// The answer to a submission: the job is on disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submitted {
    /// The job.
    pub id: JobId,
    /// Where its last event is in the log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
}

/// A place in a shard's log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// The shard.
    pub shard: u16,
    /// The place: 1, 2, 3 …
    pub position: u64,
}

/// Which jobs to list.
#[derive(Debug, Clone, Default, Serialize)]
pub struct JobsQuery {
    /// Only those in this state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<JobState>,
    /// Where the page before this one ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// The most entries of the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<usize>,
}

/// Some jobs, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct JobsPage {
    /// The jobs.
    pub jobs: Vec<JobSummary>,
    /// Where the next page begins, if there is one.
    #[serde(default)]
    pub next_cursor: Option<String>,
}

/// Which attempts at a job's tasks to list.
#[derive(Debug, Clone, Default, Serialize)]
pub struct TasksQuery {
    /// Only those that ended so.
    #[serde(serialize_with = "outcome_name", skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// Where the page before this one ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// The most entries of the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<usize>,
}

fn outcome_name<S: Serializer>(outcome: &Option<Outcome>, serializer: S) -> Result<S::Ok, S::Error> {
    outcome.map(Outcome::as_str).serialize(serializer)
}

/// Some attempts, in order of task and attempt.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct TasksPage {
    /// The attempts.
    pub tasks: Vec<TaskAttempt>,
    /// Where the next page begins, if there is one.
    #[serde(default)]
    pub next_cursor: Option<String>,
}

/// One attempt at one task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskAttempt {
    /// The task's number in the job.
    pub task: u64,
    /// Which try it was, from 1.
    pub attempt: u32,
    /// The batch's number in the job.
    pub batch: u64,
    /// How it ended: `succeeded`, `failed`, `abandoned` or `retried`.
    pub outcome: String,
    /// How long the task had waited for a worker, in milliseconds.
    pub queue_wait_ms: u64,
    /// Why it had waited, for the most part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wait_reason: Option<String>,
    /// How long it ran, in microseconds.
    pub duration_us: u32,
    /// Who ran it.
    pub worker: String,
    /// Why it failed, if it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<TaskError>,
    /// When it ended.
    pub ended_at: DateTime<Utc>,
}

/// Why a task failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskError {
    /// The kind of failure, such as `filter_error`.
    pub class: String,
    /// What went wrong.
    pub message: String,
}

/// Which events of a job to list.
#[derive(Debug, Clone, Default, Serialize)]
pub struct EventsQuery {
    /// The batch whose events are meant; without it, the job's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch: Option<u64>,
    /// Only events whose sequence is higher.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<u64>,
    /// The most entries of the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<usize>,
}

/// Some events, in the order in which they happened.
#[derive(Debug, Clone, Deserialize)]
pub struct EventsPage {
    /// The events.
    pub events: Vec<Event>,
    /// The `after` of the next page, if there is one now.
    #[serde(default)]
    pub next_cursor: Option<u64>,
}

/// One event of a stream. What the server recorded stays byte for byte.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Event {
    /// The shard whose log holds it.
    pub shard: u16,
    /// Its place in that log.
    pub position: u64,
    /// Its place in its stream: 1, 2, 3 …
    pub sequence: u64,
    /// Its type, such as `JobSubmitted`.
    #[serde(rename = "type")]
    pub event_type: String,
    /// The version of the shape of `data`.
    pub version: String,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// What happened.
    pub data: RawJson,
    /// Who asked, with which command, and what led to it.
    pub metadata: RawJson,
}

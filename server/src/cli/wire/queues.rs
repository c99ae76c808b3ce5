//! Queues, why what waits does, and what workers take and report.

use chrono::{DateTime, Utc};
use domain::options::Rate;
use domain::raw_json::RawJson;
use domain::{JobId, QueueName};
use serde::{Deserialize, Serialize};

/// A queue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Queue {
    /// Its name.
    pub name: QueueName,
    /// Whether it hands out no tasks.
    pub paused: bool,
    /// Whether it takes no jobs.
    pub draining: bool,
    /// The most tasks at a time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_concurrency: Option<u32>,
    /// The most attempts a second.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<Rate>,
    /// How much waits in it, and why.
    pub standing: Standing,
}

/// How a job, a batch or a queue stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// How many tasks wait.
    pub waiting: u64,
    /// How many tasks workers hold.
    pub in_flight: u64,
    /// Since when the oldest of those that wait has waited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oldest: Option<DateTime<Utc>>,
    /// How many workers have asked for such work lately.
    pub workers: u64,
    /// Why they wait.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Waiting>,
}

/// Why tasks wait.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Waiting {
    /// Why: one of a closed list, though a newer server's may be longer.
    pub reason: String,
    /// How much of the limit is in use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_use: Option<u64>,
    /// The limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u64>,
    /// When they go on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<DateTime<Utc>>,
    /// A job that is in the way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub behind: Option<JobId>,
}

/// What a worker asks for.
#[derive(Debug, Clone, Serialize)]
pub struct LeaseQuery {
    /// Who asks.
    pub worker: String,
    /// How many tasks at most.
    pub tasks: u64,
    /// For how long they are to be the worker's.
    pub lease_ms: u64,
    /// How long the answer may wait for tasks.
    pub wait_ms: u64,
}

/// What a worker gets.
#[derive(Debug, Clone, Deserialize)]
pub struct Leases {
    /// Tasks of different batches.
    pub leases: Vec<Lease>,
}

/// Tasks of one batch that are the worker's.
#[derive(Debug, Clone, Deserialize)]
pub struct Lease {
    /// What names the lease.
    pub token: String,
    /// The job.
    pub job: JobId,
    /// Until when they are the worker's.
    pub until: DateTime<Utc>,
    /// Which try this is.
    pub attempt: u32,
    /// How long one attempt at one task may take.
    pub attempt_timeout_ms: u32,
    /// The tasks.
    pub tasks: Vec<LeasedTask>,
}

/// A task to do.
#[derive(Debug, Clone, Deserialize)]
pub struct LeasedTask {
    /// Its number in the job.
    pub task: u64,
    /// Its item.
    pub item: RawJson,
}

/// A worker that is still at it.
#[derive(Debug, Clone, Serialize)]
pub struct Heartbeat {
    /// For how long the tasks stay the worker's.
    pub lease_ms: u64,
}

/// A lease that lasts.
#[derive(Debug, Clone, Deserialize)]
pub struct Extended {
    /// Until when.
    pub until: DateTime<Utc>,
}

/// How tasks ended.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// Who reports.
    pub worker: String,
    /// How each ended.
    pub outcomes: Vec<Outcome>,
}

/// How a task ended: with outputs, or an error.
#[derive(Debug, Clone, Serialize)]
pub struct Outcome {
    /// The task's number in the job.
    pub task: u64,
    /// What came of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outputs: Option<Vec<RawJson>>,
    /// How it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<OutcomeError>,
    /// How long it ran.
    pub duration_ms: f64,
}

/// How a task failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OutcomeError {
    /// The kind of failure.
    pub class: String,
    /// What went wrong.
    pub message: String,
}

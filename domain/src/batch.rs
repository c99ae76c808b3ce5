//! The `Batch` aggregate: up to 1,000 consecutive tasks of a job. It decides who may run them, and
//! accounts for each of them once.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::aggregate::cqrs_aggregate;
use crate::dataset::Format;
use crate::event::{Upcaster, versions};
use crate::ids::{BatchId, LeaseId, QueueName};
use crate::job::{JobSpec, Source};
use crate::options::RetryPolicy;
use crate::processor::{self, Limits, Processor, ProcessorKind};
use crate::raw_json::RawJson;
use crate::results::{Part, TaskFailure, TaskRetry};
use crate::tasks::TaskSet;
use crate::waiting::WaitReason;

mod decide;
mod lost;
pub mod sizes;
mod state;
#[cfg(test)]
mod tests;

pub use sizes::Sizes;
pub use state::{Batch, Lease, OpenBatch, Tries, Waiting};

/// Where a batch's items are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Input {
    /// In the event itself.
    Items(Vec<RawJson>),
    /// A byte range of an object.
    Object {
        /// The object.
        key: String,
        /// How its bytes are cut into items.
        format: Format,
        /// The range's first byte.
        offset: u64,
        /// The range's length in bytes.
        length: u64,
        /// The header row, byte for byte as text, where the format has one.
        header: Option<String>,
    },
    /// Rows of a row group of a Parquet object.
    RowGroup {
        /// The object.
        key: String,
        /// Its length in bytes.
        bytes: u64,
        /// The row group's number, from 0.
        row_group: u32,
        /// The first row in the group, from 0.
        first_row: u64,
        /// The columns that make an item; without them, all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        columns: Option<Vec<String>>,
    },
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BatchSpec {
    /// The number of the first task in the job.
    pub first_task: u64,
    /// How many tasks.
    pub tasks: u64,
    /// Their items.
    pub input: Input,
    /// Which of the input's items are the tasks' own, by their place in it, from 0; without it, all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pick: Option<TaskSet>,
    /// What is done to each.
    pub processor: Processor,
    /// Within what bounds.
    pub limits: Limits,
    /// Which failed tasks are tried again, and when.
    pub retry: RetryPolicy,
    /// The job's name for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The words to find the job by.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub tags: BTreeSet<String>,
    /// Whether the job has no other batch.
    #[serde(default)]
    pub only: bool,
}

impl BatchSpec {
    /// Some tasks of a job.
    #[must_use]
    pub fn of(job: &JobSpec, first_task: u64, tasks: u64, input: Input) -> Self {
        Self {
            first_task,
            tasks,
            input,
            pick: None,
            processor: job.processor.clone(),
            limits: job.limits,
            retry: job.options.retry.clone(),
            name: job.name.clone(),
            tags: job.options.tags.clone(),
            only: matches!(job.source, Source::Inline { .. }),
        }
    }
}

/// What can be asked of a batch.
#[derive(Debug, Clone, strum::IntoStaticStr)]
pub enum BatchCommand {
    /// Makes the batch's tasks ready to run.
    Open {
        /// What is to be done.
        spec: BatchSpec,
        /// When.
        at: DateTime<Utc>,
    },
    /// Takes tasks that wait and may start; if there are none, none are taken.
    LeaseTasks {
        /// The lease's id.
        lease: LeaseId,
        /// Who takes them.
        worker: String,
        /// No more than so many.
        max: u64,
        /// Why they had waited, for the most part.
        reason: Option<WaitReason>,
        /// When.
        at: DateTime<Utc>,
        /// Until when they are the worker's.
        until: DateTime<Utc>,
    },
    /// Keeps a lease for longer.
    ExtendLease {
        /// The lease.
        lease: LeaseId,
        /// Until when, now.
        until: DateTime<Utc>,
        /// How far the worker has come, if it says so.
        progress: Option<LeaseProgress>,
    },
    /// Says how attempts of a lease ended.
    ReportTasks {
        /// The lease.
        lease: LeaseId,
        /// What is reported.
        report: TasksReport,
        /// When.
        at: DateTime<Utc>,
    },
    /// Gives back what a lease holds: its worker stops.
    ReturnTasks {
        /// The lease.
        lease: LeaseId,
        /// When.
        at: DateTime<Utc>,
    },
    /// Takes a lease back whose time is over.
    ExpireLease {
        /// The lease.
        lease: LeaseId,
        /// The time now.
        at: DateTime<Utc>,
    },
    /// Cancels the tasks that have not ended, also those that run.
    Cancel {
        /// When.
        at: DateTime<Utc>,
    },
    /// Remembers that a report came when its lease was over.
    RefuseReport {
        /// The lease.
        lease: LeaseId,
        /// Who reported.
        worker: String,
        /// Of how many tasks.
        tasks: u64,
        /// When.
        at: DateTime<Utc>,
    },
}

/// How attempts of a lease ended.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TasksReport {
    /// Where the result lines are, and of which tasks, where any task ended.
    pub part: Option<Part>,
    /// The result lines, where no object holds them.
    pub lines: Option<String>,
    /// How long each of these tasks ran, in microseconds, in ascending order of tasks.
    pub micros: Vec<u32>,
    /// Those of them that failed.
    pub failures: Vec<TaskFailure>,
    /// Tasks that failed and will be tried again, in ascending order.
    pub retries: Vec<TaskRetry>,
    /// The bytes of the items, of those that ended and then of those that are tried again; where it is not said, what the
    /// batch knows of them.
    pub bytes_in: Option<Sizes>,
}

/// How far a worker has come with what it holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LeaseProgress {
    /// Which part of the work is done, from 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fraction: Option<f64>,
    /// What it is doing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// What has happened to a batch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
pub enum BatchEvent {
    /// Its tasks are ready to run.
    BatchOpened {
        /// What is to be done.
        spec: BatchSpec,
        /// When.
        opened_at: DateTime<Utc>,
    },
    /// A worker holds tasks.
    TasksLeased {
        /// The lease.
        lease: LeaseId,
        /// Who holds them.
        worker: String,
        /// Which try this is, from 1.
        attempt: u32,
        /// The tasks.
        tasks: TaskSet,
        /// How long the tasks had waited, in milliseconds.
        queue_wait_ms: u64,
        /// Why they had waited, for the most part.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<WaitReason>,
        /// When.
        leased_at: DateTime<Utc>,
        /// Until when.
        until: DateTime<Utc>,
    },
    /// A worker holds its tasks for longer.
    LeaseExtended {
        /// The lease.
        lease: LeaseId,
        /// Until when, now.
        until: DateTime<Utc>,
        /// How far the worker has come, if it says so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        progress: Option<LeaseProgress>,
    },
    /// Attempts have ended. Of the tasks in `part`, the ones in `failures` failed, the others succeeded; the tasks in
    /// `retries` wait again.
    TasksReported {
        /// The lease that they ran under.
        lease: LeaseId,
        /// Who ran them.
        worker: String,
        /// Which try it was.
        attempt: u32,
        /// Where the result lines are, and of which tasks, where any task ended.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        part: Option<Part>,
        /// The result lines, where no object holds them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lines: Option<String>,
        /// How long each task ran, in microseconds, in ascending order of tasks.
        micros: Vec<u32>,
        /// Those that failed.
        failures: Vec<TaskFailure>,
        /// Tasks that failed and will be tried again, in ascending order.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        retries: Vec<TaskRetry>,
        /// Whether these were the last tasks of the lease, so that it is over.
        lease_over: bool,
        /// How long the tasks had waited, in milliseconds.
        queue_wait_ms: u64,
        /// Why they had waited, for the most part.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<WaitReason>,
        /// What was done to the items.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        processor: Option<ProcessorKind>,
        /// The queue that they were taken from, where the tenant's own workers did it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        queue: Option<QueueName>,
        /// The bytes of the items, of the tasks that ended and then of those that are tried again: of each or, of more
        /// than eight, in all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        bytes_in: Option<Sizes>,
        /// When.
        reported_at: DateTime<Utc>,
    },
    /// A worker gave back what it held: it waits again, and the attempt does not count.
    LeaseReturned {
        /// The lease.
        lease: LeaseId,
        /// Who held them.
        worker: String,
        /// Which try it would have been.
        attempt: u32,
        /// The tasks that wait again.
        tasks: TaskSet,
        /// When.
        returned_at: DateTime<Utc>,
    },
    /// A worker did not report in time: what it held waits again.
    LeaseExpired {
        /// The lease.
        lease: LeaseId,
        /// Who held them.
        worker: String,
        /// Which try was lost.
        attempt: u32,
        /// The tasks that wait again.
        tasks: TaskSet,
        /// How long they had waited before the lease, in milliseconds.
        queue_wait_ms: u64,
        /// Why they had waited, for the most part.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<WaitReason>,
        /// What was to be done to the items.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        processor: Option<ProcessorKind>,
        /// The queue that they were taken from, where the tenant's own workers were to do it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        queue: Option<QueueName>,
        /// When.
        expired_at: DateTime<Utc>,
    },
    /// Tasks will not run: their job was stopped.
    TasksCancelled {
        /// The tasks.
        tasks: TaskSet,
        /// When.
        cancelled_at: DateTime<Utc>,
    },
    /// A report came when its lease was over, and was refused.
    LateReportRefused {
        /// The lease.
        lease: LeaseId,
        /// Who reported.
        worker: String,
        /// Of how many tasks.
        tasks: u64,
        /// When.
        refused_at: DateTime<Utc>,
    },
    /// Every task has ended.
    BatchCompleted {
        /// How many succeeded.
        succeeded: u64,
        /// How many failed.
        failed: u64,
        /// How many were cancelled.
        #[serde(default)]
        cancelled: u64,
        /// Where the result lines are, in ascending order of first task.
        parts: Vec<Part>,
        /// When.
        completed_at: DateTime<Utc>,
    },
}

versions!(BatchEvent {
    BatchOpened: "2.0",
    TasksLeased: "1.1" | "1.0",
    LeaseExtended: "1.1" | "1.0",
    TasksReported: "1.2" | "1.1" | "1.0",
    LeaseReturned: "1.0",
    LeaseExpired: "1.2" | "1.1" | "1.0",
    TasksCancelled: "1.0",
    LateReportRefused: "1.0",
    BatchCompleted: "1.1" | "1.0",
} opaque: ["/BatchOpened/spec/input/items"] upcasters: [
    Upcaster::new("BatchOpened", "1.0", "2.0", |event| {
        if let Some(spec) = event.get_mut("spec").and_then(Value::as_object_mut) {
            processor::upcast_limits(spec);
            spec.insert("retry".to_owned(), json!(RetryPolicy::default()));
        }
    }),
]);

/// Why a command was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BatchError {
    /// There is no such batch.
    #[error("there is no such batch")]
    NotOpened,
    /// The lease is over, or never was: what it held may be another worker's.
    #[error("the lease is over")]
    LeaseOver,
    /// The lease has time left.
    #[error("the lease runs until {until}")]
    LeaseRuns {
        /// Until when.
        until: DateTime<Utc>,
    },
    /// The report speaks of tasks that its lease does not hold, or gives a wrong number of times.
    #[error("the report does not fit its lease: {0}")]
    ReportMismatch(&'static str),
}

cqrs_aggregate!(Batch, "batch", id: BatchId, command: BatchCommand, event: BatchEvent, error: BatchError);

//! The `Job` aggregate: one request to process many items, from submission to its manifest.

use std::ops::AddAssign;

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::aggregate::cqrs_aggregate;
use crate::dataset::{Compression, Format};
use crate::event::{Upcaster, versions};
use crate::ids::{DatasetId, JobId};
use crate::manifest::ManifestRef;
use crate::options::{Options, Throttle};
use crate::processor::{self, Limits, Processor};
use crate::results::Part;

mod check;
mod decide;
mod state;
#[cfg(test)]
mod tests;

pub use state::{Job, Progress};

/// The most tasks of one batch.
pub const MAX_BATCH_SIZE: u64 = 1_000;

/// Where a job's items are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// Few and small: they travel in the `BatchOpened` event of the job's only batch.
    Inline {
        /// How many.
        items: u64,
    },
    /// In an object, which the planner cuts into batches.
    Object {
        /// The dataset that the object is, unless it was written for this job alone.
        dataset: Option<DatasetId>,
        /// The object.
        key: String,
        /// How its bytes are cut into items.
        format: Format,
        /// How many items.
        items: u64,
        /// Its SHA-256, in hexadecimal.
        sha256: String,
        /// How many bytes it has; 0 in jobs that did not record it.
        #[serde(default)]
        bytes: u64,
        /// The columns that make an item, where the format has columns; without them, all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        columns: Option<Vec<String>>,
    },
    /// In several objects, which the planner reads one after the other. It counts the items.
    Objects {
        /// The objects.
        objects: Vec<ObjectInput>,
        /// The columns that make an item, where the format has columns; without them, all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        columns: Option<Vec<String>>,
    },
    /// Those of an earlier job whose tasks did not succeed.
    Redrive {
        /// The earlier job.
        of: JobId,
        /// Those that failed.
        failed: bool,
        /// Those that were cancelled.
        cancelled: bool,
        /// How many items.
        items: u64,
    },
}

/// One of several objects that hold a job's items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ObjectInput {
    /// The object.
    pub key: String,
    /// How its bytes are cut into items.
    pub format: Format,
    /// How its bytes are packed.
    #[serde(default)]
    pub compression: Compression,
}

impl Source {
    /// How many items, where that is known before they are read.
    #[must_use]
    pub fn items(&self) -> Option<u64> {
        match self {
            Self::Inline { items } | Self::Object { items, .. } | Self::Redrive { items, .. } => Some(*items),
            Self::Objects { .. } => None,
        }
    }
}

/// What a tenant asks for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct JobSpec {
    /// A name for people.
    pub name: Option<String>,
    /// The items.
    pub source: Source,
    /// What is done to each.
    pub processor: Processor,
    /// Within what bounds.
    pub limits: Limits,
    /// The most tasks of one batch.
    pub batch_size: u64,
    /// When, how fast, beside what, and what becomes of tasks that fail.
    pub options: Options,
}

/// How the items were cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Plan {
    /// Into how many batches.
    pub batches: u64,
    /// How many tasks in all.
    pub tasks: u64,
}

/// How a batch ended.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FinishedBatch {
    /// How many tasks succeeded.
    pub succeeded: u64,
    /// How many failed.
    pub failed: u64,
    /// How many were cancelled.
    #[serde(default)]
    pub cancelled: u64,
    /// Where the result lines are.
    pub parts: Vec<Part>,
}

/// Why a job is stopped before all its tasks have run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StopCause {
    /// Its tenant no longer wants it.
    Cancelled {
        /// Why, if the tenant said so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// It did not end in time.
    DeadlinePassed {
        /// The time by which it was to end.
        deadline: DateTime<Utc>,
    },
    /// More tasks failed than it bears.
    TooManyFailures {
        /// How many had failed.
        failed: u64,
        /// How many may fail.
        tolerated: u64,
    },
    /// Its items cannot be read.
    Unreadable {
        /// Why.
        reason: String,
    },
}

impl StopCause {
    /// Why the job failed; nothing where it was cancelled.
    #[must_use]
    pub fn failure(&self) -> Option<String> {
        Some(match self {
            Self::Cancelled { .. } => return None,
            Self::DeadlinePassed { deadline } => format!("it had not ended by its deadline, {deadline}"),
            Self::TooManyFailures { failed, tolerated } => {
                format!("{failed} of its tasks failed, where {tolerated} were tolerated")
            }
            Self::Unreadable { reason } => reason.clone(),
        })
    }
}

/// How many tasks ended in which way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Counts {
    /// How many succeeded.
    pub succeeded: u64,
    /// How many failed.
    pub failed: u64,
    /// How many were cancelled.
    pub cancelled: u64,
}

impl Counts {
    /// How many ended.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.succeeded + self.failed + self.cancelled
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.succeeded += other.succeeded;
        self.failed += other.failed;
        self.cancelled += other.cancelled;
    }
}

/// What can be asked of a job.
#[expect(clippy::large_enum_variant, reason = "few are in memory at a time, and most of those submit")]
#[derive(Debug, Clone, strum::IntoStaticStr)]
pub enum JobCommand {
    /// Accepts the job.
    Submit {
        /// What is asked for.
        spec: JobSpec,
        /// When.
        at: DateTime<Utc>,
    },
    /// Records that every batch is open.
    RecordPlan {
        /// How the items were cut.
        plan: Plan,
        /// When.
        at: DateTime<Utc>,
    },
    /// Gives the job up: its items cannot be read.
    Fail {
        /// Why.
        reason: String,
        /// The batches that are open all the same, and must end first.
        opened: Plan,
        /// When.
        at: DateTime<Utc>,
    },
    /// Stops the job; what has not ended of it is cancelled.
    Stop {
        /// Why.
        cause: StopCause,
        /// When.
        at: DateTime<Utc>,
    },
    /// Starts no more of its tasks.
    Pause {
        /// When.
        at: DateTime<Utc>,
    },
    /// Goes on.
    Resume {
        /// When.
        at: DateTime<Utc>,
    },
    /// Changes how fast it may go.
    ChangeThrottle {
        /// From now on.
        throttle: Throttle,
        /// When.
        at: DateTime<Utc>,
    },
    /// Records how batches ended.
    FinishBatches {
        /// How each ended, by its place in the job.
        batches: Vec<(u64, FinishedBatch)>,
        /// When.
        at: DateTime<Utc>,
    },
    /// Ends the job whose batches have all ended.
    Complete {
        /// Where the manifest is.
        manifest: ManifestRef,
        /// When.
        at: DateTime<Utc>,
    },
}

/// What has happened to a job.
#[expect(clippy::large_enum_variant, reason = "few are in memory at a time")]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
pub enum JobEvent {
    /// The job was accepted. One whose items came with it is planned: they are its only batch.
    JobSubmitted {
        /// What was asked for.
        spec: JobSpec,
        /// When.
        submitted_at: DateTime<Utc>,
    },
    /// No further batch will be opened.
    JobPlanned {
        /// How the items were cut.
        plan: Plan,
        /// When.
        planned_at: DateTime<Utc>,
    },
    /// No more of its tasks start.
    JobPaused {
        /// When.
        paused_at: DateTime<Utc>,
    },
    /// It goes on.
    JobResumed {
        /// When.
        resumed_at: DateTime<Utc>,
    },
    /// It may go at another speed.
    JobThrottleChanged {
        /// From now on.
        throttle: Throttle,
        /// When.
        changed_at: DateTime<Utc>,
    },
    /// It is to end early: what has not ended of it is being cancelled.
    JobStopRequested {
        /// Why.
        cause: StopCause,
        /// When.
        requested_at: DateTime<Utc>,
    },
    /// A batch ended.
    JobBatchFinished {
        /// The batch's place in the job.
        number: u64,
        /// How it ended.
        batch: FinishedBatch,
        /// When.
        finished_at: DateTime<Utc>,
    },
    /// Every task has ended, and the results are complete.
    JobCompleted {
        /// How many tasks succeeded.
        succeeded: u64,
        /// How many failed.
        failed: u64,
        /// Where the manifest is.
        manifest: ManifestRef,
        /// When.
        completed_at: DateTime<Utc>,
    },
    /// It was cancelled: what had not ended of it will not.
    JobCancelled {
        /// How its tasks ended.
        counts: Counts,
        /// Where the manifest of what ended is.
        manifest: ManifestRef,
        /// When.
        cancelled_at: DateTime<Utc>,
    },
    /// It was given up.
    JobFailed {
        /// Why.
        reason: String,
        /// How its tasks ended.
        #[serde(default)]
        counts: Counts,
        /// Where the manifest of what ended is, where anything did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        manifest: Option<ManifestRef>,
        /// When.
        failed_at: DateTime<Utc>,
    },
}

versions!(JobEvent {
    JobSubmitted: "2.0",
    JobPlanned: "1.0",
    JobPaused: "1.0",
    JobResumed: "1.0",
    JobThrottleChanged: "1.0",
    JobStopRequested: "1.0",
    JobBatchFinished: "1.1" | "1.0",
    JobCompleted: "1.0",
    JobCancelled: "1.0",
    JobFailed: "1.1" | "1.0",
} upcasters: [
    Upcaster::new("JobSubmitted", "1.0", "2.0", |event| {
        if let Some(spec) = event.get_mut("spec").and_then(Value::as_object_mut) {
            processor::upcast_limits(spec);
            spec.insert("options".to_owned(), json!({}));
        }
    }),
]);

/// Why a command was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JobError {
    /// There is no such job.
    #[error("there is no such job")]
    NotFound,
    /// An id names one job for ever.
    #[error("this job has been submitted already, with other content")]
    AlreadySubmitted,
    /// A job needs something to do.
    #[error("the job has no items: give at least one")]
    NoItems,
    /// The batch size is out of bounds.
    #[error("batch_size is {0}: give 1 to {MAX_BATCH_SIZE}")]
    BatchSize(u64),
    /// The time limit is out of bounds.
    #[error("attempt_timeout_ms is {0}: give 1 to {max}", max = JobSpec::MAX_ATTEMPT_TIMEOUT_MS)]
    AttemptTimeout(u32),
    /// An option has a value that it cannot have.
    #[error("{field} {wrong}")]
    Option {
        /// The option.
        field: &'static str,
        /// What is wrong, and what to give.
        wrong: String,
    },
    /// Some batches have not ended.
    #[error("the job has batches that have not ended")]
    NotFinished,
    /// The job is over, or is being stopped.
    #[error("the job is over, or is being stopped")]
    Over,
}

cqrs_aggregate!(Job, "job", id: JobId, command: JobCommand, event: JobEvent, error: JobError);

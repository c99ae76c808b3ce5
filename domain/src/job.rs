//! The `Job` aggregate: one request to process many items, from submission to its manifest.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::aggregate::cqrs_aggregate;
use crate::dataset::Format;
use crate::event::versions;
use crate::ids::{DatasetId, JobId};
use crate::manifest::{Manifest, ManifestRef};
use crate::processor::{Limits, Processor};
use crate::results::Part;

#[cfg(test)]
mod tests;

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
    },
}

impl Source {
    /// How many items.
    #[must_use]
    pub fn items(&self) -> u64 {
        match self {
            Self::Inline { items } | Self::Object { items, .. } => *items,
        }
    }
}

/// What a tenant asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FinishedBatch {
    /// How many tasks succeeded.
    pub succeeded: u64,
    /// How many failed.
    pub failed: u64,
    /// Where the result lines are.
    pub parts: Vec<Part>,
}

/// What can be asked of a job.
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
        /// When.
        at: DateTime<Utc>,
    },
    /// Records how a batch ended.
    FinishBatch {
        /// The batch's place in the job.
        number: u64,
        /// How it ended.
        batch: FinishedBatch,
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
pub enum JobEvent {
    /// The job was accepted.
    JobSubmitted {
        /// What was asked for.
        spec: JobSpec,
        /// When.
        submitted_at: DateTime<Utc>,
    },
    /// Every batch is open.
    JobPlanned {
        /// How the items were cut.
        plan: Plan,
        /// When.
        planned_at: DateTime<Utc>,
    },
    /// The job was given up.
    JobFailed {
        /// Why.
        reason: String,
        /// When.
        failed_at: DateTime<Utc>,
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
}

versions!(JobEvent {
    JobSubmitted: "1.0",
    JobPlanned: "1.0",
    JobFailed: "1.0",
    JobBatchFinished: "1.0",
    JobCompleted: "1.0",
});

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
    #[error("task_timeout_ms is {0}: give 1 to {max}", max = JobSpec::MAX_TASK_TIMEOUT_MS)]
    TaskTimeout(u32),
    /// Some batches have not ended.
    #[error("the job has batches that have not ended")]
    NotFinished,
    /// The job is over.
    #[error("the job is over")]
    Over,
}

/// A job's state.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Job {
    /// Nothing is known of it.
    #[default]
    Unknown,
    /// Some tasks have not ended.
    Running(Box<Progress>),
    /// Every task has ended.
    Completed {
        /// What was asked for, and how each batch ended.
        progress: Box<Progress>,
        /// Where the manifest is.
        manifest: ManifestRef,
        /// When it was completed.
        completed_at: DateTime<Utc>,
    },
    /// It was given up.
    Failed {
        /// What was asked for, and how far it came.
        progress: Box<Progress>,
        /// Why.
        reason: String,
        /// When.
        failed_at: DateTime<Utc>,
    },
}

/// What was asked for, and how far it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Progress {
    /// What was asked for.
    pub spec: JobSpec,
    /// When.
    pub submitted_at: DateTime<Utc>,
    /// How the items were cut, once every batch is open.
    pub plan: Option<Plan>,
    /// The batches that have ended. They are shared: a job with thousands of them is cloned for each command.
    pub finished: BTreeMap<u64, Arc<FinishedBatch>>,
}

impl JobSpec {
    /// The longest time limit of a task.
    pub const MAX_TASK_TIMEOUT_MS: u32 = 600_000;

    fn check(&self) -> Result<(), JobError> {
        if self.source.items() == 0 {
            return Err(JobError::NoItems);
        }
        if !(1..=MAX_BATCH_SIZE).contains(&self.batch_size) {
            return Err(JobError::BatchSize(self.batch_size));
        }
        if !(1..=Self::MAX_TASK_TIMEOUT_MS).contains(&self.limits.task_timeout_ms) {
            return Err(JobError::TaskTimeout(self.limits.task_timeout_ms));
        }
        Ok(())
    }
}

impl Progress {
    /// Whether every batch has ended.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.plan.is_some_and(|plan| plan.batches == self.finished.len() as u64)
    }

    /// The manifest of the results of the batches that have ended.
    #[must_use]
    pub fn manifest(&self, job: JobId) -> Manifest {
        let (succeeded, failed) = (self.succeeded(), self.failed());
        let batches = self.finished.values().map(|batch| batch.parts.clone()).collect();
        Manifest { job, tasks: succeeded + failed, succeeded, failed, batches }
    }

    /// How many tasks of the batches that have ended succeeded.
    #[must_use]
    pub fn succeeded(&self) -> u64 {
        self.finished.values().map(|batch| batch.succeeded).sum()
    }

    /// How many tasks of the batches that have ended failed.
    #[must_use]
    pub fn failed(&self) -> u64 {
        self.finished.values().map(|batch| batch.failed).sum()
    }
}

impl Job {
    /// What was asked for, and how far it came.
    #[must_use]
    pub fn progress(&self) -> Option<&Progress> {
        match self {
            Self::Unknown => None,
            Self::Running(progress) | Self::Completed { progress, .. } | Self::Failed { progress, .. } => {
                Some(progress)
            }
        }
    }

    /// The manifest of a running job whose batches have all ended: what is left is to complete it.
    #[must_use]
    pub fn manifest_to_write(&self, id: JobId) -> Option<Manifest> {
        match self {
            Self::Running(progress) if progress.is_finished() => Some(progress.manifest(id)),
            _ => None,
        }
    }

    /// The rules.
    ///
    /// # Errors
    /// See [`JobError`].
    pub fn decide(&self, command: JobCommand) -> Result<Vec<JobEvent>, JobError> {
        match (self, command) {
            (Self::Unknown, JobCommand::Submit { spec, at }) => submit(spec, at),
            (Self::Unknown, _) => Err(JobError::NotFound),
            (_, JobCommand::Submit { spec, .. }) => match self.progress() {
                Some(progress) if progress.spec == spec => Ok(vec![]),
                _ => Err(JobError::AlreadySubmitted),
            },
            (Self::Running(progress), command) => progress.decide(command),
            (Self::Completed { .. }, JobCommand::Fail { .. }) => Err(JobError::Over),
            (Self::Failed { .. }, JobCommand::Complete { .. }) => Err(JobError::Over),
            (Self::Completed { .. } | Self::Failed { .. }, _) => Ok(vec![]),
        }
    }

    fn evolve(&mut self, event: JobEvent) {
        match (std::mem::take(self), event) {
            (_, JobEvent::JobSubmitted { spec, submitted_at }) => {
                let finished = BTreeMap::new();
                *self = Self::Running(Box::new(Progress { spec, submitted_at, plan: None, finished }));
            }
            (Self::Running(progress), JobEvent::JobCompleted { manifest, completed_at, .. }) => {
                *self = Self::Completed { progress, manifest, completed_at };
            }
            (Self::Running(progress), JobEvent::JobFailed { reason, failed_at }) => {
                *self = Self::Failed { progress, reason, failed_at };
            }
            (Self::Running(mut progress), event) => {
                progress.evolve(event);
                *self = Self::Running(progress);
            }
            (over, _) => *self = over,
        }
    }
}

/// Items that travel with the job are one batch, which opens in the same append: they are planned.
fn submit(spec: JobSpec, at: DateTime<Utc>) -> Result<Vec<JobEvent>, JobError> {
    spec.check()?;
    let planned = match spec.source {
        Source::Inline { items } => {
            Some(JobEvent::JobPlanned { plan: Plan { batches: 1, tasks: items }, planned_at: at })
        }
        Source::Object { .. } => None,
    };
    Ok(std::iter::once(JobEvent::JobSubmitted { spec, submitted_at: at }).chain(planned).collect())
}

impl Progress {
    fn decide(&self, command: JobCommand) -> Result<Vec<JobEvent>, JobError> {
        match command {
            JobCommand::RecordPlan { .. } if self.plan.is_some() => Ok(vec![]),
            JobCommand::RecordPlan { plan, at } => Ok(vec![JobEvent::JobPlanned { plan, planned_at: at }]),
            JobCommand::Fail { reason, at } => Ok(vec![JobEvent::JobFailed { reason, failed_at: at }]),
            JobCommand::FinishBatch { number, .. } if self.finished.contains_key(&number) => Ok(vec![]),
            JobCommand::FinishBatch { number, batch, at } => {
                Ok(vec![JobEvent::JobBatchFinished { number, batch, finished_at: at }])
            }
            JobCommand::Complete { .. } if !self.is_finished() => Err(JobError::NotFinished),
            JobCommand::Complete { manifest, at } => Ok(vec![JobEvent::JobCompleted {
                succeeded: self.succeeded(),
                failed: self.failed(),
                manifest,
                completed_at: at,
            }]),
            JobCommand::Submit { .. } => Err(JobError::AlreadySubmitted),
        }
    }

    fn evolve(&mut self, event: JobEvent) {
        match event {
            JobEvent::JobPlanned { plan, .. } => self.plan = Some(plan),
            JobEvent::JobBatchFinished { number, batch, .. } => {
                self.finished.insert(number, Arc::new(batch));
            }
            JobEvent::JobSubmitted { .. } | JobEvent::JobFailed { .. } | JobEvent::JobCompleted { .. } => {}
        }
    }
}

cqrs_aggregate!(Job, "job", id: JobId, command: JobCommand, event: JobEvent, error: JobError);

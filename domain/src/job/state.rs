//! What a job's events fold to.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Counts, FinishedBatch, JobEvent, JobSpec, Plan, Source, StopCause};
use crate::ids::JobId;
use crate::manifest::{Manifest, ManifestRef};
use crate::options::{Throttle, Tolerance};

/// A job's state.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
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
    /// Its tenant cancelled it.
    Cancelled {
        /// What was asked for, and how far it came.
        progress: Box<Progress>,
        /// Where the manifest of what ended is.
        manifest: ManifestRef,
        /// When.
        cancelled_at: DateTime<Utc>,
    },
    /// It was given up.
    Failed {
        /// What was asked for, and how far it came.
        progress: Box<Progress>,
        /// Why.
        reason: String,
        /// Where the manifest of what ended is.
        manifest: Option<ManifestRef>,
        /// When.
        failed_at: DateTime<Utc>,
    },
}

/// What was asked for, and how far it came.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Progress {
    /// What was asked for.
    pub spec: JobSpec,
    /// When.
    pub submitted_at: DateTime<Utc>,
    /// How fast it may go now.
    pub throttle: Throttle,
    /// How the items were cut, once no further batch will be opened.
    pub plan: Option<Plan>,
    /// Whether it is paused.
    pub paused: bool,
    /// Why it is being stopped, if it is.
    pub stopping: Option<StopCause>,
    /// Whether it was asked to stop before its items were cut, so that there may be more of them than were counted.
    pub cut_short: bool,
    /// How the tasks ended of the batches that have ended.
    pub counts: Counts,
    /// The batches that have ended. They are shared: a job with thousands of them is cloned for each command.
    pub finished: BTreeMap<u64, Arc<FinishedBatch>>,
}

impl Progress {
    fn new(spec: JobSpec, submitted_at: DateTime<Utc>) -> Self {
        let plan = match spec.source {
            Source::Inline { items } => Some(Plan { batches: 1, tasks: items }),
            Source::Object { .. } | Source::Objects { .. } | Source::Redrive { .. } => None,
        };
        Self {
            throttle: spec.options.throttle.clone(),
            spec,
            submitted_at,
            plan,
            paused: false,
            stopping: None,
            cut_short: false,
            counts: Counts::default(),
            finished: BTreeMap::new(),
        }
    }

    /// Whether every batch has ended.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.plan.is_some_and(|plan| plan.batches == self.finished.len() as u64)
    }

    /// How many tasks it has, as far as that is known.
    #[must_use]
    pub fn tasks(&self) -> u64 {
        self.known_tasks().unwrap_or(0)
    }

    pub(super) fn known_tasks(&self) -> Option<u64> {
        self.spec.source.items().or(self.plan.map(|plan| plan.tasks))
    }

    /// How all its tasks ended, once every batch has: what was never planned is cancelled.
    #[must_use]
    pub fn final_counts(&self) -> Counts {
        let Counts { succeeded, failed, cancelled } = self.counts;
        Counts { cancelled: self.tasks().saturating_sub(succeeded + failed).max(cancelled), ..self.counts }
    }

    /// How many tasks may fail before the job does; nothing where any number may, as far as is known.
    #[must_use]
    pub fn tolerated(&self) -> Option<u64> {
        self.tolerated_of(self.known_tasks())
    }

    /// The same where the job has so many tasks. Without that number a percentage of it is not known either.
    pub(super) fn tolerated_of(&self, tasks: Option<u64>) -> Option<u64> {
        match (self.spec.options.tolerated_failures?, tasks) {
            (tolerance @ Tolerance::Count(_), _) => Some(tolerance.of(0)),
            (tolerance @ Tolerance::Percent(_), tasks) => Some(tolerance.of(tasks?)),
        }
    }

    /// The manifest of the results of the batches that have ended.
    #[must_use]
    pub fn manifest(&self, job: JobId) -> Manifest {
        let Counts { succeeded, failed, .. } = self.counts;
        let batches = self.finished.values().map(|batch| batch.parts.clone()).collect();
        Manifest { job, tasks: succeeded + failed, succeeded, failed, batches }
    }
}

impl Job {
    /// What was asked for, and how far it came.
    #[must_use]
    pub fn progress(&self) -> Option<&Progress> {
        match self {
            Self::Unknown => None,
            Self::Running(progress)
            | Self::Completed { progress, .. }
            | Self::Cancelled { progress, .. }
            | Self::Failed { progress, .. } => Some(progress),
        }
    }

    /// The job while some of its tasks have not ended.
    #[must_use]
    pub fn running(&self) -> Option<&Progress> {
        match self {
            Self::Running(progress) => Some(progress),
            _ => None,
        }
    }

    /// Whether nothing more will happen to it.
    #[must_use]
    pub fn is_over(&self) -> bool {
        matches!(self, Self::Completed { .. } | Self::Cancelled { .. } | Self::Failed { .. })
    }

    /// Where the manifest is of a job that is over.
    #[must_use]
    pub fn manifest(&self) -> Option<&ManifestRef> {
        match self {
            Self::Unknown | Self::Running(_) => None,
            Self::Completed { manifest, .. } | Self::Cancelled { manifest, .. } => Some(manifest),
            Self::Failed { manifest, .. } => manifest.as_ref(),
        }
    }

    /// The manifest of a running job whose batches have all ended: what is left is to complete it.
    #[must_use]
    pub fn manifest_to_write(&self, id: JobId) -> Option<Manifest> {
        self.running().filter(|progress| progress.is_finished()).map(|progress| progress.manifest(id))
    }

    pub(super) fn evolve(&mut self, event: JobEvent) {
        match (std::mem::take(self), event) {
            (_, JobEvent::JobSubmitted { spec, submitted_at }) => {
                *self = Self::Running(Box::new(Progress::new(spec, submitted_at)));
            }
            (Self::Running(progress), JobEvent::JobCompleted { manifest, completed_at, .. }) => {
                *self = Self::Completed { progress, manifest, completed_at };
            }
            (Self::Running(progress), JobEvent::JobCancelled { manifest, cancelled_at, .. }) => {
                *self = Self::Cancelled { progress, manifest, cancelled_at };
            }
            (Self::Running(progress), JobEvent::JobFailed { reason, manifest, failed_at, .. }) => {
                *self = Self::Failed { progress, reason, manifest, failed_at };
            }
            (Self::Running(mut progress), event) => {
                progress.evolve(event);
                *self = Self::Running(progress);
            }
            (over, _) => *self = over,
        }
    }
}

impl Progress {
    fn evolve(&mut self, event: JobEvent) {
        match event {
            JobEvent::JobPlanned { plan, .. } => self.plan = Some(plan),
            JobEvent::JobPaused { .. } => self.paused = true,
            JobEvent::JobResumed { .. } => self.paused = false,
            JobEvent::JobThrottleChanged { throttle, .. } => self.throttle = throttle,
            JobEvent::JobStopRequested { cause, .. } => {
                self.stopping = Some(cause);
                self.cut_short = self.plan.is_none();
            }
            JobEvent::JobBatchFinished { number, batch, .. } => {
                self.counts.succeeded += batch.succeeded;
                self.counts.failed += batch.failed;
                self.counts.cancelled += batch.cancelled;
                self.finished.insert(number, Arc::new(batch));
            }
            JobEvent::JobSubmitted { .. }
            | JobEvent::JobCompleted { .. }
            | JobEvent::JobCancelled { .. }
            | JobEvent::JobFailed { .. } => {}
        }
    }
}

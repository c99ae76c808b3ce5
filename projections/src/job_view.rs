//! The read model of jobs: a summary each, with progress that counts tasks as they are reported.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::batch::BatchEvent;
use domain::event::DecodeError;
use domain::job::{Counts, Job, JobEvent, Plan, Progress, StopCause};
use domain::options::Priority;
use domain::{BatchId, JobId, RecordedEvent};
use serde::{Deserialize, Serialize};

pub mod cells;
mod facts;
mod ledger;
mod record;

pub use cells::{BatchState, Cell, CellChange, Cells};
pub use facts::{JobFacts, beginning};
pub use ledger::{Folded, JobsLedger};
pub use record::JobRecord;

/// Where a job is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// Accepted; its items are being cut into batches.
    Planning,
    /// Its tasks run.
    Running,
    /// Every task has ended.
    Completed,
    /// It was given up.
    Failed,
    /// Its tenant cancelled it.
    Cancelled,
}

impl JobState {
    /// Every state.
    pub const ALL: [Self; 5] =
        [Self::Planning, Self::Running, Self::Completed, Self::Failed, Self::Cancelled];

    /// Its name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Planning => "planning",
            Self::Running => "running",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

/// A job as its tenant sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobSummary {
    /// The job.
    pub id: JobId,
    /// A name for people.
    pub name: Option<String>,
    /// Where it is in its life.
    pub state: JobState,
    /// Whether it is paused.
    #[serde(default)]
    pub paused: bool,
    /// Whether it is being stopped.
    #[serde(default)]
    pub stopping: bool,
    /// How many tasks it has, as far as that is known.
    pub tasks: u64,
    /// How many of them succeeded.
    pub succeeded: u64,
    /// How many of them failed.
    pub failed: u64,
    /// How many of them were cancelled.
    #[serde(default)]
    pub cancelled: u64,
    /// Into how many batches it was cut, once it was.
    pub batches: Option<u64>,
    /// When it was accepted.
    pub submitted_at: DateTime<Utc>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// Why it was given up, or is to be.
    pub reason: Option<String>,
    /// What is done to an item: `jq`, `http` or `external`.
    #[serde(default)]
    pub processor: String,
    /// The queue that the tenant's own workers take its items from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub queue: Option<String>,
    /// Which of the tenant's jobs go first.
    #[serde(default)]
    pub priority: Priority,
    /// Words to find it by.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub tags: BTreeSet<String>,
    /// The job whose tasks it runs again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redrive_of: Option<JobId>,
}

impl JobSummary {
    /// The summary that follows from the job's own stream. It counts whole batches, so it may be behind
    /// the read model while the job runs; it serves when the read model does not know the job.
    #[must_use]
    pub fn of(id: JobId, job: &Job) -> Option<Self> {
        let progress = job.progress()?;
        let known = Self::of_progress(id, progress);
        Some(match job {
            Job::Unknown | Job::Running(_) => known,
            Job::Completed { completed_at, .. } => known.ended(JobState::Completed, *completed_at, progress),
            Job::Cancelled { cancelled_at, .. } => known.ended(JobState::Cancelled, *cancelled_at, progress),
            Job::Failed { failed_at, reason, .. } => {
                let reason = Some(reason.clone());
                Self { reason, ..known.ended(JobState::Failed, *failed_at, progress) }
            }
        })
    }

    /// A job of which no more is known than that it was accepted.
    fn accepted(facts: JobFacts, state: JobState, batches: Option<u64>) -> Self {
        let JobFacts { id, name, tasks, submitted_at, processor, queue, priority, tags, redrive_of } = facts;
        Self {
            id,
            name,
            state,
            paused: false,
            stopping: false,
            tasks,
            succeeded: 0,
            failed: 0,
            cancelled: 0,
            batches,
            submitted_at,
            ended_at: None,
            reason: None,
            processor,
            queue,
            priority,
            tags,
            redrive_of,
        }
    }

    fn of_progress(id: JobId, progress: &Progress) -> Self {
        let Counts { succeeded, failed, cancelled } = progress.counts;
        let facts = JobFacts::of(id, &progress.spec, progress.submitted_at);
        Self {
            state: if progress.plan.is_some() { JobState::Running } else { JobState::Planning },
            paused: progress.paused,
            stopping: progress.stopping.is_some(),
            tasks: progress.tasks(),
            succeeded,
            failed,
            cancelled,
            batches: progress.plan.map(|plan| plan.batches),
            reason: progress.stopping.as_ref().and_then(reason),
            ..Self::accepted(facts, JobState::Planning, None)
        }
    }

    fn ended(self, state: JobState, at: DateTime<Utc>, progress: &Progress) -> Self {
        let cancelled = progress.final_counts().cancelled;
        Self { state, ended_at: Some(at), cancelled, paused: false, stopping: false, ..self }
    }
}

/// Why a job is being stopped, for people.
pub(crate) fn reason(cause: &StopCause) -> Option<String> {
    match cause {
        StopCause::Cancelled { reason } => reason.clone(),
        other => other.failure(),
    }
}

/// What an event changes in the read model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobChange {
    /// The job.
    pub job: JobId,
    /// The change.
    pub kind: JobChangeKind,
}

/// The kinds of change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JobChangeKind {
    /// A new job, at the head of the list.
    Submitted {
        /// What it is.
        facts: Box<JobFacts>,
        /// Where it is in its life.
        state: JobState,
        /// Into how many batches it was cut, if that is known already.
        batches: Option<u64>,
    },
    /// It was cut into batches.
    Planned {
        /// How many.
        batches: u64,
        /// How many tasks they have.
        tasks: u64,
    },
    /// It was paused, or goes on.
    Paused(bool),
    /// It is being stopped.
    Stopping {
        /// Why.
        reason: Option<String>,
    },
    /// Tasks ended.
    Reported(Counts),
    /// The job ended.
    Ended {
        /// How.
        state: JobState,
        /// When.
        at: DateTime<Utc>,
        /// Why it was given up, or cancelled.
        reason: Option<String>,
        /// How its tasks ended, all of them: those included that were never planned, and those whose reports are on another
        /// shard and were not seen yet.
        counts: Counts,
    },
}

/// The types of the events that change the read model.
pub const EVENT_TYPES: &[&str] = &[
    "JobSubmitted",
    "JobPlanned",
    "JobPaused",
    "JobResumed",
    "JobStopRequested",
    "JobFailed",
    "JobCancelled",
    "JobCompleted",
    "TasksReported",
    "TasksCancelled",
];

/// The changes that an event makes.
///
/// # Errors
/// The event cannot be read.
pub fn changes(event: &RecordedEvent) -> Result<Vec<JobChange>, DecodeError> {
    match event.aggregate_type.as_str() {
        "job" => {
            let Ok(job) = event.aggregate_id.parse() else {
                return Ok(vec![]);
            };
            Ok(of_job(job, event.decode()?).into_iter().map(|kind| JobChange { job, kind }).collect())
        }
        "batch" => {
            let Ok(batch) = event.aggregate_id.parse::<BatchId>() else {
                return Ok(vec![]);
            };
            Ok(of_batch(event.decode()?).into_iter().map(|kind| JobChange { job: batch.job, kind }).collect())
        }
        _ => Ok(vec![]),
    }
}

fn of_job(id: JobId, event: JobEvent) -> Option<JobChangeKind> {
    let ended = |state, at, reason, counts| Some(JobChangeKind::Ended { state, at, reason, counts });
    match event {
        JobEvent::JobSubmitted { spec, submitted_at } => {
            let (state, batches) = beginning(&spec.source);
            let facts = Box::new(JobFacts::of(id, &spec, submitted_at));
            Some(JobChangeKind::Submitted { facts, state, batches })
        }
        JobEvent::JobPlanned { plan: Plan { batches, tasks }, .. } => {
            Some(JobChangeKind::Planned { batches, tasks })
        }
        JobEvent::JobPaused { .. } => Some(JobChangeKind::Paused(true)),
        JobEvent::JobResumed { .. } => Some(JobChangeKind::Paused(false)),
        JobEvent::JobStopRequested { cause, .. } => Some(JobChangeKind::Stopping { reason: reason(&cause) }),
        JobEvent::JobFailed { reason, counts, failed_at, .. } => {
            ended(JobState::Failed, failed_at, Some(reason), counts)
        }
        JobEvent::JobCancelled { counts, cancelled_at, .. } => {
            ended(JobState::Cancelled, cancelled_at, None, counts)
        }
        JobEvent::JobCompleted { succeeded, failed, completed_at, .. } => {
            ended(JobState::Completed, completed_at, None, Counts { succeeded, failed, cancelled: 0 })
        }
        JobEvent::JobBatchFinished { .. } | JobEvent::JobThrottleChanged { .. } => None,
    }
}

fn of_batch(event: BatchEvent) -> Option<JobChangeKind> {
    match event {
        BatchEvent::TasksReported { part: Some(part), failures, .. } => {
            let failed = failures.len() as u64;
            Some(JobChangeKind::Reported(Counts {
                succeeded: part.tasks.len() - failed,
                failed,
                cancelled: 0,
            }))
        }
        BatchEvent::TasksCancelled { tasks, .. } => {
            Some(JobChangeKind::Reported(Counts { cancelled: tasks.len(), ..Counts::default() }))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use domain::samples::{self, Sample};

    use super::*;

    #[test]
    fn the_types_of_events_that_change_something_are_all_named() {
        let events = samples::all();
        let events = events.iter().map(Sample::recorded);
        let changing = events.filter(|event| !changes(event).unwrap().is_empty());
        let types: BTreeSet<String> = changing.map(|event| event.event_type).collect();
        assert_eq!(types, EVENT_TYPES.iter().map(|name| (*name).to_owned()).collect());
    }
}

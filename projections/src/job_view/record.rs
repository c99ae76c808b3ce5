//! What is known of a job after some of its events, and the summary that follows from it: the same whether the read model
//! keeps it, or the log is read as it was.

use chrono::{DateTime, Utc};
use domain::RecordedEvent;
use domain::event::DecodeError;
use domain::job::Counts;
use serde::Serialize;

use super::{EVENT_TYPES, JobChangeKind, JobFacts, JobState, JobSummary, changes};

/// What a job's summary is made of. Changes of its batches may come before those of the job itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct JobRecord {
    /// The version of the job's own stream.
    pub version: u64,
    /// As it was accepted; without it, nothing can be said of it.
    pub submitted: Option<JobFacts>,
    /// Where it is in its life.
    pub state: Option<JobState>,
    /// Into how many batches it was cut.
    pub batches: Option<u64>,
    /// How many tasks these have.
    pub planned: Option<u64>,
    /// Whether it is paused.
    pub paused: bool,
    /// Whether it is being stopped.
    pub stopping: bool,
    /// How many tasks were reported to have ended; once it has ended itself, what it says of all of them: not all reports need to
    /// have been seen by then, and those that are seen later change nothing.
    pub counts: Counts,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// Why it was given up or cancelled, or is to be; empty where nobody said.
    pub reason: Option<String>,
}

impl JobRecord {
    /// Adds an event of the job or of one of its batches. Of an event that changes nothing, the payload is not looked at.
    ///
    /// # Errors
    /// The event cannot be read.
    pub fn add(&mut self, event: &RecordedEvent) -> Result<(), DecodeError> {
        if event.aggregate_type == "job" {
            self.version = event.sequence;
        }
        if EVENT_TYPES.contains(&event.event_type.as_str()) {
            changes(event)?.into_iter().for_each(|change| self.apply(change.kind));
        }
        Ok(())
    }

    fn apply(&mut self, change: JobChangeKind) {
        match change {
            JobChangeKind::Submitted { facts, state, batches } => {
                (self.state, self.batches) = (Some(state), batches);
                self.submitted = Some(*facts);
            }
            JobChangeKind::Planned { batches, tasks } => {
                (self.batches, self.planned) = (Some(batches), Some(tasks));
                self.state = Some(JobState::Running);
            }
            JobChangeKind::Paused(paused) => self.paused = paused,
            JobChangeKind::Stopping { reason } => {
                self.stopping = true;
                self.reason = Some(reason.unwrap_or_default());
            }
            JobChangeKind::Reported(_) if self.ended_at.is_some() => {}
            JobChangeKind::Reported(counts) => self.counts += counts,
            JobChangeKind::Ended { state, at, reason, counts } => {
                (self.state, self.ended_at) = (Some(state), Some(at));
                self.counts = counts;
                (self.paused, self.stopping) = (false, false);
                self.reason = reason.or(self.reason.take());
            }
        }
    }

    /// The summary, and the version that it is of; none if the job is not known to have been submitted.
    #[must_use]
    pub fn summary(self) -> Option<(JobSummary, u64)> {
        let mut summary = JobSummary::accepted(self.submitted?, self.state?, self.batches);
        // What a job says of its tasks counts, where it says it.
        if summary.tasks == 0 {
            summary.tasks = self.planned.unwrap_or(0);
        }
        (summary.paused, summary.stopping) = (self.paused, self.stopping);
        let Counts { succeeded, failed, cancelled } = self.counts;
        (summary.succeeded, summary.failed, summary.cancelled) = (succeeded, failed, cancelled);
        summary.ended_at = self.ended_at;
        summary.reason = self.reason.filter(|reason| !reason.is_empty());
        Some((summary, self.version))
    }
}

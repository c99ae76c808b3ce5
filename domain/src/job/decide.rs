//! The rules of a job.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::{Counts, FinishedBatch, Job, JobCommand, JobError, JobEvent, Plan, Progress, StopCause};
use crate::manifest::ManifestRef;

impl Job {
    /// The rules.
    ///
    /// # Errors
    /// See [`JobError`].
    pub fn decide(&self, command: JobCommand) -> Result<Vec<JobEvent>, JobError> {
        match (self, command) {
            (Self::Unknown, JobCommand::Submit { spec, at }) => {
                spec.check(at)?;
                Ok(vec![JobEvent::JobSubmitted { spec, submitted_at: at }])
            }
            (Self::Unknown, _) => Err(JobError::NotFound),
            (_, JobCommand::Submit { spec, .. }) => match self.progress() {
                Some(progress) if progress.spec == spec => Ok(vec![]),
                _ => Err(JobError::AlreadySubmitted),
            },
            (Self::Running(progress), command) => progress.decide(command),
            (Self::Cancelled { .. }, JobCommand::Stop { cause: StopCause::Cancelled { .. }, .. }) => {
                Ok(vec![])
            }
            (
                _,
                JobCommand::Stop { cause: StopCause::Cancelled { .. }, .. }
                | JobCommand::Pause { .. }
                | JobCommand::Resume { .. }
                | JobCommand::ChangeThrottle { .. },
            ) => Err(JobError::Over),
            // What our own reactors say of a job that is over is late news.
            (Self::Completed { .. } | Self::Cancelled { .. } | Self::Failed { .. }, _) => Ok(vec![]),
        }
    }
}

impl Progress {
    fn decide(&self, command: JobCommand) -> Result<Vec<JobEvent>, JobError> {
        match command {
            JobCommand::Submit { .. } => Err(JobError::AlreadySubmitted),
            JobCommand::RecordPlan { plan, at } => Ok(self.record_plan(plan, at)),
            JobCommand::Fail { reason, opened, at } => Ok(self.fail(reason, opened, at)),
            JobCommand::Stop { cause, at } => self.stop(cause, at),
            JobCommand::Pause { .. } | JobCommand::Resume { .. } | JobCommand::ChangeThrottle { .. }
                if self.stopping.is_some() =>
            {
                Err(JobError::Over)
            }
            JobCommand::Pause { at } => {
                Ok(if self.paused { vec![] } else { vec![JobEvent::JobPaused { paused_at: at }] })
            }
            JobCommand::Resume { at } => {
                Ok(if self.paused { vec![JobEvent::JobResumed { resumed_at: at }] } else { vec![] })
            }
            JobCommand::ChangeThrottle { throttle, .. } if throttle == self.throttle => Ok(vec![]),
            JobCommand::ChangeThrottle { throttle, at } => {
                throttle.check()?;
                Ok(vec![JobEvent::JobThrottleChanged { throttle, changed_at: at }])
            }
            JobCommand::FinishBatches { batches, at } => Ok(self.finish(batches, at)),
            JobCommand::Complete { .. } if !self.is_finished() => Err(JobError::NotFinished),
            JobCommand::Complete { manifest, at } => Ok(vec![self.end(manifest, at)]),
        }
    }

    fn record_plan(&self, plan: Plan, at: DateTime<Utc>) -> Vec<JobEvent> {
        if self.plan.is_some() {
            return vec![];
        }
        let plan = self.with_finished(plan);
        let tasks = self.spec.source.items().unwrap_or(plan.tasks);
        let planned = JobEvent::JobPlanned { plan, planned_at: at };
        std::iter::once(planned).chain(self.too_many_failures(self.counts.failed, Some(tasks), at)).collect()
    }

    /// A plan with all batches that have ended: whoever planned may not know of all that another opened.
    fn with_finished(&self, plan: Plan) -> Plan {
        let Counts { succeeded, failed, cancelled } = self.counts;
        let batches = self.finished.keys().next_back().map_or(0, |last| last + 1);
        Plan { batches: plan.batches.max(batches), tasks: plan.tasks.max(succeeded + failed + cancelled) }
    }

    /// The request to stop, if so many of so many tasks are more than may fail.
    fn too_many_failures(&self, failed: u64, tasks: Option<u64>, at: DateTime<Utc>) -> Option<JobEvent> {
        let tolerated = self.tolerated_of(tasks)?;
        (failed > tolerated && self.stopping.is_none()).then_some(JobEvent::JobStopRequested {
            cause: StopCause::TooManyFailures { failed, tolerated },
            requested_at: at,
        })
    }

    /// Items that cannot be read end the job at once where no batch is open, and else when those have ended.
    fn fail(&self, reason: String, opened: Plan, at: DateTime<Utc>) -> Vec<JobEvent> {
        if self.plan.is_some() {
            return vec![];
        }
        if opened.batches == 0 && self.finished.is_empty() && self.stopping.is_none() {
            let counts = Counts { cancelled: self.tasks(), ..Counts::default() };
            return vec![JobEvent::JobFailed { reason, counts, manifest: None, failed_at: at }];
        }
        let planned = JobEvent::JobPlanned { plan: self.with_finished(opened), planned_at: at };
        let cause = StopCause::Unreadable { reason };
        let stop = self.stopping.is_none().then_some(JobEvent::JobStopRequested { cause, requested_at: at });
        std::iter::once(planned).chain(stop).collect()
    }

    /// A job is stopped once: the first cause is the one that counts.
    fn stop(&self, cause: StopCause, at: DateTime<Utc>) -> Result<Vec<JobEvent>, JobError> {
        match (&self.stopping, &cause) {
            (None, _) => Ok(vec![JobEvent::JobStopRequested { cause, requested_at: at }]),
            (Some(StopCause::Cancelled { .. }), _) => Ok(vec![]),
            (Some(_), StopCause::Cancelled { .. }) => Err(JobError::Over),
            (Some(_), _) => Ok(vec![]),
        }
    }

    /// A batch beyond the plan is none of the job's: it was opened when the job had been stopped.
    fn finish(&self, batches: Vec<(u64, FinishedBatch)>, at: DateTime<Utc>) -> Vec<JobEvent> {
        let mut seen = BTreeSet::new();
        let news = batches.into_iter().filter(|(number, _)| {
            self.plan.is_none_or(|plan| *number < plan.batches)
                && !self.finished.contains_key(number)
                && seen.insert(*number)
        });
        let mut failed = self.counts.failed;
        let mut events: Vec<JobEvent> = news
            .map(|(number, batch)| {
                failed += batch.failed;
                JobEvent::JobBatchFinished { number, batch, finished_at: at }
            })
            .collect();
        if !events.is_empty() {
            events.extend(self.too_many_failures(failed, self.known_tasks(), at));
        }
        events
    }

    /// How a job ends whose batches have all ended.
    fn end(&self, manifest: ManifestRef, at: DateTime<Utc>) -> JobEvent {
        let counts @ Counts { succeeded, failed, .. } = self.final_counts();
        let Some(cause) = self.cause_of_end(counts) else {
            return JobEvent::JobCompleted { succeeded, failed, manifest, completed_at: at };
        };
        match cause.failure() {
            None => JobEvent::JobCancelled { counts, manifest, cancelled_at: at },
            Some(reason) => JobEvent::JobFailed { reason, counts, manifest: Some(manifest), failed_at: at },
        }
    }

    /// Why the job did not end by itself. A will or a deadline that came too late to stop anything is none: such a job
    /// is complete, unless more of it failed than it bears.
    fn cause_of_end(&self, counts: Counts) -> Option<StopCause> {
        let cause = self.stopping.clone()?;
        let by_time_or_will = matches!(cause, StopCause::Cancelled { .. } | StopCause::DeadlinePassed { .. });
        // Of items that nobody counted, some may never have become tasks.
        let uncounted = self.cut_short && self.spec.source.items().is_none();
        if !by_time_or_will || uncounted || counts.cancelled > 0 {
            return Some(cause);
        }
        let (failed, tolerated) = (counts.failed, self.tolerated()?);
        (failed > tolerated).then_some(StopCause::TooManyFailures { failed, tolerated })
    }
}

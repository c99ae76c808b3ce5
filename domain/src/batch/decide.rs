//! The rules of a batch.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::lost::fail_lost;
use super::{Batch, BatchCommand, BatchError, BatchEvent, BatchSpec, Lease, OpenBatch, Sizes, TasksReport};
use crate::ids::LeaseId;
use crate::results::Part;
use crate::tasks::TaskSet;
use crate::waiting::WaitReason;

/// How many late reports of a batch are remembered.
const MAX_REFUSED: usize = 100;

impl Batch {
    /// The rules.
    ///
    /// # Errors
    /// See [`BatchError`].
    pub fn decide(&self, command: BatchCommand) -> Result<Vec<BatchEvent>, BatchError> {
        match (self, command) {
            (Self::Unopened, BatchCommand::Open { spec, at }) => {
                Ok(vec![BatchEvent::BatchOpened { spec, opened_at: at }])
            }
            (Self::Unopened, _) => Err(BatchError::NotOpened),
            (_, BatchCommand::Open { .. }) => Ok(vec![]),
            (_, BatchCommand::ReportTasks { lease, ref report, .. })
                if self.reported(lease).is_some_and(|known| is_again(known, report)) =>
            {
                Ok(vec![])
            }
            (Self::Open(batch), command) => batch.decide(command),
            (Self::Completed { refused, .. }, BatchCommand::RefuseReport { lease, worker, tasks, at }) => {
                Ok(refuse(refused, lease, worker, tasks, at))
            }
            (
                Self::Completed { .. },
                BatchCommand::LeaseTasks { .. }
                | BatchCommand::ExpireLease { .. }
                | BatchCommand::ReturnTasks { .. }
                | BatchCommand::Cancel { .. },
            ) => Ok(vec![]),
            (Self::Completed { .. }, _) => Err(BatchError::LeaseOver),
        }
    }
}

impl OpenBatch {
    fn decide(&self, command: BatchCommand) -> Result<Vec<BatchEvent>, BatchError> {
        match command {
            BatchCommand::Open { .. } => Ok(vec![]),
            BatchCommand::LeaseTasks { lease, worker, max, reason, at, until } => {
                Ok(self.lease_tasks(lease, worker, max, reason, at, until))
            }
            BatchCommand::ExtendLease { lease, until, progress } => {
                let held = self.lease(lease).ok_or(BatchError::LeaseOver)?;
                if until <= held.until && progress.is_none() {
                    return Ok(vec![]);
                }
                Ok(vec![BatchEvent::LeaseExtended { lease, until: until.max(held.until), progress }])
            }
            BatchCommand::ReportTasks { lease, report, at } => self.report(lease, report, at),
            BatchCommand::ReturnTasks { lease, at } => Ok(self.return_tasks(lease, at)),
            BatchCommand::ExpireLease { lease, at } => self.expire_lease(lease, at),
            BatchCommand::Cancel { at } => Ok(self.cancel(at)),
            BatchCommand::RefuseReport { lease, worker, tasks, at } => {
                Ok(refuse(&self.refused, lease, worker, tasks, at))
            }
        }
    }

    /// Tasks of one lease were all tried as often before, so that one number tells which attempt it is. A lease that is
    /// over does not come back.
    fn lease_tasks(
        &self,
        lease: LeaseId,
        worker: String,
        max: u64,
        reason: Option<WaitReason>,
        at: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Vec<BatchEvent> {
        let mut due = self.waiting.iter().filter(|waiting| waiting.is_due(at));
        let Some(first) = due.next().filter(|_| max > 0 && !self.reported.contains_key(&lease)) else {
            return vec![];
        };
        let alike = due.filter(|waiting| waiting.tries == first.tries);
        let (tasks, since) = alike.fold((first.tasks.clone(), first.since), |(tasks, since), more| {
            (tasks.union(&more.tasks), since.min(more.since))
        });
        vec![BatchEvent::TasksLeased {
            lease,
            worker,
            attempt: first.tries.attempts + 1,
            tasks: tasks.up_to(max),
            queue_wait_ms: u64::try_from((at - since).num_milliseconds()).unwrap_or(0),
            reason,
            leased_at: at,
            until,
        }]
    }

    fn report(
        &self,
        lease: LeaseId,
        report: TasksReport,
        at: DateTime<Utc>,
    ) -> Result<Vec<BatchEvent>, BatchError> {
        let held = self.lease(lease).ok_or(BatchError::LeaseOver)?;
        let retried: TaskSet = report.retries.iter().map(|retry| retry.task).collect();
        check_report(&self.spec, held, &report, &retried)?;
        let tasks = part_tasks(&report).chain(report.retries.iter().map(|retry| retry.task));
        let known = self.spec.item_bytes(tasks);
        let TasksReport { part, lines, micros, failures, retries, bytes_in } = report;
        let ended = part.as_ref().map_or(0, |part| part.tasks.len());
        let completed = part.as_ref().and_then(|part| self.completed_by(part, failures.len() as u64, at));
        let reported = BatchEvent::TasksReported {
            lease,
            worker: held.worker.clone(),
            attempt: held.tries.attempts,
            lease_over: ended + retried.len() == held.tasks.len(),
            part,
            lines,
            micros,
            failures,
            retries,
            queue_wait_ms: held.queue_wait_ms,
            reason: held.reason,
            processor: Some(self.spec.processor.which()),
            queue: self.spec.processor.queue().cloned(),
            bytes_in: bytes_in.or(known),
            reported_at: at,
        };
        Ok(std::iter::once(reported).chain(completed).collect())
    }

    fn return_tasks(&self, lease: LeaseId, at: DateTime<Utc>) -> Vec<BatchEvent> {
        let returned = self.lease(lease).map(|held| BatchEvent::LeaseReturned {
            lease,
            worker: held.worker.clone(),
            attempt: held.tries.attempts,
            tasks: held.tasks.clone(),
            returned_at: at,
        });
        returned.into_iter().collect()
    }

    fn expire_lease(&self, lease: LeaseId, at: DateTime<Utc>) -> Result<Vec<BatchEvent>, BatchError> {
        match self.lease(lease) {
            None => Ok(vec![]),
            Some(held) if held.until > at => Err(BatchError::LeaseRuns { until: held.until }),
            Some(held) => match fail_lost(&self.spec, lease, held, at) {
                Some((reported, part)) => {
                    let completed = self.completed_by(&part, part.tasks.len(), at);
                    Ok(std::iter::once(reported).chain(completed).collect())
                }
                None => Ok(vec![BatchEvent::LeaseExpired {
                    lease,
                    worker: held.worker.clone(),
                    attempt: held.tries.attempts,
                    tasks: held.tasks.clone(),
                    queue_wait_ms: held.queue_wait_ms,
                    reason: held.reason,
                    processor: Some(self.spec.processor.which()),
                    queue: self.spec.processor.queue().cloned(),
                    expired_at: at,
                }]),
            },
        }
    }

    fn cancel(&self, at: DateTime<Utc>) -> Vec<BatchEvent> {
        let tasks = self.unfinished();
        let completed = BatchEvent::BatchCompleted {
            succeeded: self.counts.succeeded,
            failed: self.counts.failed,
            cancelled: tasks.len(),
            parts: in_order(self.parts.clone()),
            completed_at: at,
        };
        vec![BatchEvent::TasksCancelled { tasks, cancelled_at: at }, completed]
    }

    /// The end of the batch, if `part` holds the last tasks that had not ended.
    fn completed_by(&self, part: &Part, failed: u64, at: DateTime<Utc>) -> Option<BatchEvent> {
        let reported = self.counts.succeeded + self.counts.failed + part.tasks.len();
        (reported == self.spec.tasks).then(|| {
            let failed = self.counts.failed + failed;
            let parts = self.parts.iter().chain(std::iter::once(part)).cloned().collect();
            BatchEvent::BatchCompleted {
                succeeded: self.spec.tasks - failed,
                failed,
                cancelled: 0,
                parts: in_order(parts),
                completed_at: at,
            }
        })
    }
}

/// Whether a report speaks of nothing but what its lease has reported: what was said first counts.
fn is_again(known: &TaskSet, report: &TasksReport) -> bool {
    let retried: TaskSet = report.retries.iter().map(|retry| retry.task).collect();
    let tasks = report.part.as_ref().map_or(retried.clone(), |part| part.tasks.union(&retried));
    !tasks.is_empty() && known.contains_all(&tasks)
}

fn part_tasks(report: &TasksReport) -> impl Iterator<Item = u64> + '_ {
    report.part.iter().flat_map(|part| part.tasks.iter())
}

fn in_order(mut parts: Vec<Part>) -> Vec<Part> {
    parts.sort_by_key(|part| part.tasks.first());
    parts
}

fn refuse(
    refused: &BTreeSet<LeaseId>,
    lease: LeaseId,
    worker: String,
    tasks: u64,
    at: DateTime<Utc>,
) -> Vec<BatchEvent> {
    if refused.contains(&lease) || refused.len() >= MAX_REFUSED {
        return vec![];
    }
    vec![BatchEvent::LateReportRefused { lease, worker, tasks, refused_at: at }]
}

fn check_report(
    spec: &BatchSpec,
    held: &Lease,
    report: &TasksReport,
    retried: &TaskSet,
) -> Result<(), BatchError> {
    let mismatch = |what| Err(BatchError::ReportMismatch(what));
    let none = TaskSet::default();
    let ended = report.part.as_ref().map_or(&none, |part| &part.tasks);
    if ended.is_empty() && (retried.is_empty() || report.part.is_some()) {
        return mismatch("it has no task");
    }
    if !held.tasks.contains_all(ended) || !held.tasks.contains_all(retried) {
        return mismatch("it has tasks that the lease does not hold");
    }
    if report.micros.len() as u64 != ended.len() {
        return mismatch("it needs one duration a task");
    }
    let ascending = report.failures.windows(2).all(|pair| pair[0].task < pair[1].task);
    if !ascending || report.failures.iter().any(|failure| !ended.contains(failure.task)) {
        return mismatch("its failures must be of its tasks, ascending");
    }
    let ascending = report.retries.windows(2).all(|pair| pair[0].task < pair[1].task);
    if !ascending || ended.minus(retried).len() < ended.len() {
        return mismatch("its retries must be of other tasks than its results, ascending");
    }
    let sizes = ended.len() + retried.len();
    if matches!(&report.bytes_in, Some(Sizes::Each(each)) if each.len() as u64 != sizes) {
        return mismatch("it needs one size a task");
    }
    check_fates(spec, held, report)
}

/// The policy decides what is tried again, whoever reports.
fn check_fates(spec: &BatchSpec, held: &Lease, report: &TasksReport) -> Result<(), BatchError> {
    let retries = |class: &str| spec.retry.retries(held.tries.failures + 1, class);
    if report.retries.iter().any(|retry| !retries(&retry.class)) {
        return Err(BatchError::ReportMismatch("the job's policy does not try these tasks again"));
    }
    // A task whose time is up is not tried again, whatever the policy says.
    let limited = spec.limits.task_timeout_ms.is_some();
    if !limited && report.failures.iter().any(|failure| retries(&failure.class)) {
        return Err(BatchError::ReportMismatch("the job's policy tries some of its failed tasks again"));
    }
    Ok(())
}

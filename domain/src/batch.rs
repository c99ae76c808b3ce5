//! The `Batch` aggregate: up to 1,000 consecutive tasks of a job. It decides who may run them, and
//! accounts for each of them once.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::aggregate::cqrs_aggregate;
use crate::dataset::Format;
use crate::event::versions;
use crate::ids::{BatchId, LeaseId};
use crate::processor::{Limits, Processor};
use crate::raw_json::RawJson;
use crate::results::{Part, TaskFailure};
use crate::tasks::TaskSet;

#[cfg(test)]
mod tests;

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
    /// What is done to each.
    pub processor: Processor,
    /// Within what bounds.
    pub limits: Limits,
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
    /// Takes the tasks that wait; none wait, none are taken.
    LeaseTasks {
        /// The lease's id.
        lease: LeaseId,
        /// Who takes them.
        worker: String,
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
    },
    /// Says how tasks of a lease ended.
    ReportTasks {
        /// The lease.
        lease: LeaseId,
        /// Where the result lines are, and of which tasks.
        part: Part,
        /// The result lines, where no object holds them.
        lines: Option<String>,
        /// How long each task ran, in microseconds, in ascending order of tasks.
        micros: Vec<u32>,
        /// Those that failed.
        failures: Vec<TaskFailure>,
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
    },
    /// Tasks have ended: the ones in `failures` failed, the others succeeded.
    TasksReported {
        /// The lease that they ran under.
        lease: LeaseId,
        /// Who ran them.
        worker: String,
        /// Which try it was.
        attempt: u32,
        /// Where the result lines are, and of which tasks.
        part: Part,
        /// The result lines, where no object holds them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lines: Option<String>,
        /// How long each task ran, in microseconds, in ascending order of tasks.
        micros: Vec<u32>,
        /// Those that failed.
        failures: Vec<TaskFailure>,
        /// Whether these were the last tasks of the lease, so that it is over.
        lease_over: bool,
        /// How long the tasks had waited, in milliseconds.
        queue_wait_ms: u64,
        /// When.
        reported_at: DateTime<Utc>,
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
        /// When.
        expired_at: DateTime<Utc>,
    },
    /// Every task has ended.
    BatchCompleted {
        /// How many succeeded.
        succeeded: u64,
        /// How many failed.
        failed: u64,
        /// Where the result lines are, in ascending order of first task.
        parts: Vec<Part>,
        /// When.
        completed_at: DateTime<Utc>,
    },
}

versions!(BatchEvent {
    BatchOpened: "1.0",
    TasksLeased: "1.0",
    LeaseExtended: "1.0",
    TasksReported: "1.0",
    LeaseExpired: "1.0",
    BatchCompleted: "1.0",
} opaque: ["/BatchOpened/spec/input/items"]);

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

/// A batch's state.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub enum Batch {
    /// Nothing is known of it.
    #[default]
    Unopened,
    /// Some tasks have not ended.
    Open(Box<OpenBatch>),
    /// Every task has ended.
    Completed {
        /// Where the result lines are.
        parts: Vec<Part>,
    },
}

/// A batch some of whose tasks have not ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OpenBatch {
    /// What is to be done.
    pub spec: BatchSpec,
    /// The tasks that wait, by how often they have been tried.
    waiting: BTreeMap<u32, TaskSet>,
    waiting_since: DateTime<Utc>,
    /// Who holds tasks now.
    leases: BTreeMap<LeaseId, Lease>,
    succeeded: u64,
    failed: u64,
    parts: Vec<Part>,
}

/// A worker's time-boxed right to some tasks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Lease {
    /// Who holds it.
    pub worker: String,
    /// Which try it is, from 1.
    pub attempt: u32,
    /// The tasks that have not ended.
    pub tasks: TaskSet,
    /// How long the tasks had waited, in milliseconds.
    pub queue_wait_ms: u64,
    /// Until when.
    pub until: DateTime<Utc>,
}

impl OpenBatch {
    /// The lease, if it is not over.
    #[must_use]
    pub fn lease(&self, id: LeaseId) -> Option<&Lease> {
        self.leases.get(&id)
    }
}

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
            (Self::Open(batch), command) => batch.decide(command),
            (Self::Completed { parts }, BatchCommand::ReportTasks { part, .. }) if parts.contains(&part) => {
                Ok(vec![])
            }
            (Self::Completed { .. }, BatchCommand::LeaseTasks { .. } | BatchCommand::ExpireLease { .. }) => {
                Ok(vec![])
            }
            (Self::Completed { .. }, _) => Err(BatchError::LeaseOver),
        }
    }

    fn evolve(&mut self, event: BatchEvent) {
        match (&mut *self, event) {
            (Self::Unopened, BatchEvent::BatchOpened { spec, opened_at }) => {
                let tasks = TaskSet::range(spec.first_task, spec.first_task + spec.tasks);
                *self = Self::Open(Box::new(OpenBatch {
                    spec,
                    waiting: BTreeMap::from([(0, tasks)]),
                    waiting_since: opened_at,
                    leases: BTreeMap::new(),
                    succeeded: 0,
                    failed: 0,
                    parts: vec![],
                }));
            }
            (Self::Open(_), BatchEvent::BatchCompleted { parts, .. }) => *self = Self::Completed { parts },
            (Self::Open(batch), event) => batch.evolve(event),
            (Self::Unopened | Self::Completed { .. }, _) => {}
        }
    }
}

impl OpenBatch {
    fn decide(&self, command: BatchCommand) -> Result<Vec<BatchEvent>, BatchError> {
        match command {
            BatchCommand::Open { .. } => Ok(vec![]),
            BatchCommand::LeaseTasks { lease, worker, at, until } => {
                Ok(self.lease_tasks(lease, worker, at, until))
            }
            BatchCommand::ExtendLease { lease, until } => {
                let held = self.lease(lease).ok_or(BatchError::LeaseOver)?;
                Ok(if until > held.until { vec![BatchEvent::LeaseExtended { lease, until }] } else { vec![] })
            }
            BatchCommand::ReportTasks { lease, part, lines, micros, failures, at } => {
                if self.parts.contains(&part) {
                    return Ok(vec![]);
                }
                let held = self.lease(lease).ok_or(BatchError::LeaseOver)?;
                check_report(held, &part, &micros, &failures)?;
                let completed = self.completed_by(&part, failures.len() as u64, at);
                let lease_over = part.tasks.len() == held.tasks.len();
                let reported = BatchEvent::TasksReported {
                    lease,
                    worker: held.worker.clone(),
                    attempt: held.attempt,
                    part,
                    lines,
                    micros,
                    failures,
                    lease_over,
                    queue_wait_ms: held.queue_wait_ms,
                    reported_at: at,
                };
                Ok(std::iter::once(reported).chain(completed).collect())
            }
            BatchCommand::ExpireLease { lease, at } => self.expire_lease(lease, at),
        }
    }

    fn lease_tasks(
        &self,
        lease: LeaseId,
        worker: String,
        at: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Vec<BatchEvent> {
        if self.leases.contains_key(&lease) {
            return vec![];
        }
        let waited = (at - self.waiting_since).num_milliseconds();
        let leased = self.waiting.first_key_value().map(|(tries, tasks)| BatchEvent::TasksLeased {
            lease,
            worker,
            attempt: tries + 1,
            tasks: tasks.clone(),
            queue_wait_ms: u64::try_from(waited).unwrap_or(0),
            leased_at: at,
            until,
        });
        leased.into_iter().collect()
    }

    fn expire_lease(&self, lease: LeaseId, at: DateTime<Utc>) -> Result<Vec<BatchEvent>, BatchError> {
        match self.lease(lease) {
            None => Ok(vec![]),
            Some(held) if held.until > at => Err(BatchError::LeaseRuns { until: held.until }),
            Some(held) => Ok(vec![BatchEvent::LeaseExpired {
                lease,
                worker: held.worker.clone(),
                attempt: held.attempt,
                tasks: held.tasks.clone(),
                queue_wait_ms: held.queue_wait_ms,
                expired_at: at,
            }]),
        }
    }

    /// The end of the batch, if `part` holds the last tasks that had not ended.
    fn completed_by(&self, part: &Part, failed: u64, at: DateTime<Utc>) -> Option<BatchEvent> {
        let reported = self.succeeded + self.failed + part.tasks.len();
        (reported == self.spec.tasks).then(|| {
            let mut parts = self.parts.clone();
            parts.push(part.clone());
            parts.sort_by_key(|part| part.tasks.first());
            let failed = self.failed + failed;
            BatchEvent::BatchCompleted {
                succeeded: self.spec.tasks - failed,
                failed,
                parts,
                completed_at: at,
            }
        })
    }

    fn evolve(&mut self, event: BatchEvent) {
        match event {
            BatchEvent::TasksLeased { lease, worker, attempt, tasks, queue_wait_ms, until, .. } => {
                self.waiting.remove(&(attempt - 1));
                self.leases.insert(lease, Lease { worker, attempt, tasks, queue_wait_ms, until });
            }
            BatchEvent::LeaseExtended { lease, until } => {
                self.leases.entry(lease).and_modify(|held| held.until = until);
            }
            BatchEvent::TasksReported { lease, part, failures, .. } => {
                self.failed += failures.len() as u64;
                self.succeeded += part.tasks.len() - failures.len() as u64;
                if let Some(held) = self.leases.get_mut(&lease) {
                    held.tasks = held.tasks.minus(&part.tasks);
                }
                self.leases.retain(|_, held| !held.tasks.is_empty());
                self.parts.push(part);
            }
            BatchEvent::LeaseExpired { lease, attempt, tasks, expired_at, .. } => {
                self.leases.remove(&lease);
                let waiting = self.waiting.entry(attempt).or_default();
                *waiting = waiting.union(&tasks);
                self.waiting_since = expired_at;
            }
            BatchEvent::BatchOpened { .. } | BatchEvent::BatchCompleted { .. } => {}
        }
    }
}

fn check_report(
    held: &Lease,
    part: &Part,
    micros: &[u32],
    failures: &[TaskFailure],
) -> Result<(), BatchError> {
    let mismatch = |what| Err(BatchError::ReportMismatch(what));
    if part.tasks.is_empty() {
        return mismatch("it has no task");
    }
    if !held.tasks.contains_all(&part.tasks) {
        return mismatch("it has tasks that the lease does not hold");
    }
    if micros.len() as u64 != part.tasks.len() {
        return mismatch("it needs one duration a task");
    }
    let ascending = failures.windows(2).all(|pair| pair[0].task < pair[1].task);
    if !ascending || failures.iter().any(|failure| !part.tasks.contains(failure.task)) {
        return mismatch("its failures must be of its tasks, ascending");
    }
    Ok(())
}

cqrs_aggregate!(Batch, "batch", id: BatchId, command: BatchCommand, event: BatchEvent, error: BatchError);

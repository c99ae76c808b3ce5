//! Workers: what they hold, and how they report it.

use chrono::{DateTime, TimeDelta, Utc};
use domain::LeaseId;
use domain::batch::{Batch, BatchCommand, BatchError, BatchSpec, Lease, TasksReport};
use domain::results::{Part, TaskFailure, TaskRetry};
use uuid::Uuid;

use crate::sim::Sim;

/// A lease as its worker knows it from its beginning.
#[derive(Debug, Clone)]
pub(crate) struct Held {
    pub(crate) batch: u64,
    pub(crate) id: LeaseId,
    pub(crate) spec: BatchSpec,
    pub(crate) lease: Lease,
}

/// How an attempt ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Outcome {
    Succeeded,
    Failed(&'static str),
    /// The worker says nothing of it yet.
    Unknown,
}

impl Sim {
    pub(crate) fn lease(&mut self, batch: u64, max: u64, at: DateTime<Utc>, answered: bool) {
        self.leases += 1;
        let id = LeaseId(Uuid::from_u128(self.leases));
        let until = at + TimeDelta::seconds(30);
        let lease = BatchCommand::LeaseTasks { lease: id, worker: "w".into(), max, reason: None, at, until };
        if !matches!(self.tell_batch(batch, lease), Ok(Ok(()))) || !answered {
            return;
        }
        if let Some(Batch::Open(open)) = self.batches.get(&batch)
            && let Some(lease) = open.lease(id)
        {
            self.held.push(Held { batch, id, spec: open.spec.clone(), lease: lease.clone() });
        }
    }

    /// Reports what `outcome` says of each task; the policy decides what is tried again.
    pub(crate) fn report(&mut self, held: &Held, at: DateTime<Utc>, outcome: impl Fn(u64) -> Outcome) {
        let report = gather(held, at, outcome);
        let tasks = report.part.as_ref().map_or(0, |part| part.tasks.len()) + report.retries.len() as u64;
        if tasks == 0 {
            return;
        }
        let command = BatchCommand::ReportTasks { lease: held.id, report, at };
        let Ok(reported) = self.tell_batch(held.batch, command) else {
            return;
        };
        match reported {
            Ok(()) => {}
            Err(BatchError::LeaseOver) => {
                let worker = "w".to_owned();
                let late = BatchCommand::RefuseReport { lease: held.id, worker, tasks, at };
                assert!(!matches!(self.tell_batch(held.batch, late), Ok(Err(_))));
            }
            // The worker has reported some of these tasks before: an honest one does not.
            Err(BatchError::ReportMismatch("it has tasks that the lease does not hold")) => {}
            Err(error) => panic!("an honest report was refused: {error}"),
        }
    }
}

fn gather(held: &Held, at: DateTime<Utc>, outcome: impl Fn(u64) -> Outcome) -> TasksReport {
    let (mut report, mut ended) = (TasksReport::default(), vec![]);
    for task in held.lease.tasks.iter() {
        match outcome(task) {
            Outcome::Unknown => continue,
            Outcome::Succeeded => {}
            Outcome::Failed(class) => {
                let failure = TaskFailure::new(task, class, "no");
                if let Some(not_before) = held.lease.retry_at(&held.spec, class, at, 0.5, None) {
                    report.retries.push(TaskRetry::new(failure, 1, not_before));
                    continue;
                }
                report.failures.push(failure);
            }
        }
        ended.push(task);
        report.micros.push(1);
    }
    report.part = (!ended.is_empty()).then(|| Part {
        sha256: format!("{}{ended:?}", held.id),
        tasks: ended.into_iter().collect(),
        bytes: 1,
        key: None,
    });
    report
}

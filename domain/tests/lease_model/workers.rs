//! What a worker knows, and what it says of its attempts.

use domain::LeaseId;
use domain::batch::TasksReport;
use domain::results::{Part, TaskFailure, TaskRetry};

use crate::messages::Message;
use crate::world::{World, at, lease};

/// The kind of failure that passes by itself; a task is tried twice.
const CLASS: &str = "timed_out";
const MAX_FAILURES: u32 = 2;

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Worker {
    Idle,
    /// It has asked for this lease, and has no answer.
    Asking(LeaseId),
    /// It believes that these tasks are its own.
    Holding {
        lease: LeaseId,
        tasks: Vec<u64>,
        failures: u32,
    },
}

impl World {
    pub(crate) fn ask(&mut self, worker: usize) {
        let asked = match self.workers[worker] {
            Worker::Asking(asked) => asked,
            _ => {
                self.leases += 1;
                lease(self.leases)
            }
        };
        self.workers[worker] = Worker::Asking(asked);
        self.network.insert(Message::Lease { worker, lease: asked, sent: self.clock });
    }

    /// The worker goes on when it has spoken, and does not wait for an answer.
    pub(crate) fn report_next(&mut self, worker: usize, succeeded: bool) {
        let Worker::Holding { lease, tasks, failures } = &mut self.workers[worker] else {
            return;
        };
        let (lease, task) = (*lease, tasks.remove(0));
        let (mut ended, mut failed, mut retried) = (vec![], vec![], vec![]);
        if !succeeded && *failures + 1 < MAX_FAILURES {
            retried.push((task, self.clock + 1));
        } else {
            ended.push(task);
            failed.extend((!succeeded).then_some(task));
        }
        if tasks.is_empty() {
            self.workers[worker] = Worker::Idle;
        }
        self.network.insert(Message::Report { lease, ended, failed, retried });
    }

    pub(crate) fn report_all(&mut self, worker: usize) {
        if let Worker::Holding { lease, tasks, .. } =
            std::mem::replace(&mut self.workers[worker], Worker::Idle)
        {
            let (failed, retried) = (vec![], vec![]);
            self.network.insert(Message::Report { lease, ended: tasks, failed, retried });
        }
    }

    pub(crate) fn extend(&mut self, worker: usize) {
        if let Worker::Holding { lease, .. } = self.workers[worker] {
            self.network.insert(Message::Extend { lease, sent: self.clock });
        }
    }

    pub(crate) fn give_back(&mut self, worker: usize) {
        if let Worker::Holding { lease, .. } = self.workers[worker] {
            self.workers[worker] = Worker::Idle;
            self.network.insert(Message::Return(lease));
        }
    }
}

/// What of these tasks a lease reports; the lines are the lease's own.
pub(crate) fn report(lease: LeaseId, ended: &[u64], failed: &[u64], retried: &[(u64, i64)]) -> TasksReport {
    let failure = |task| TaskFailure::new(task, CLASS, "slow");
    let part = Part {
        tasks: ended.iter().copied().collect(),
        bytes: 1,
        sha256: lease.to_string(),
        key: Some(lease.to_string()),
    };
    TasksReport {
        part: (!ended.is_empty()).then_some(part),
        lines: None,
        micros: ended.iter().map(|_| 1).collect(),
        failures: failed.iter().copied().map(failure).collect(),
        retries: retried
            .iter()
            .map(|(task, second)| TaskRetry::new(failure(*task), 1, at(*second)))
            .collect(),
        bytes_in: None,
    }
}

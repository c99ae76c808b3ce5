//! What workers say to the batch, and what becomes of it.

use domain::LeaseId;
use domain::batch::{Batch, BatchCommand, BatchError, BatchEvent, TasksReport};
use domain::tasks::TaskSet;

use crate::workers::{Worker, report};
use crate::world::{LEASE, World, at};

#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Message {
    Lease { worker: usize, lease: LeaseId, sent: i64 },
    Extend { lease: LeaseId, sent: i64 },
    Report { lease: LeaseId, ended: Vec<u64>, failed: Vec<u64>, retried: Vec<(u64, i64)> },
    Return(LeaseId),
}

impl Message {
    pub(crate) fn asks_for(&self, asked: LeaseId) -> bool {
        matches!(self, Self::Lease { lease, .. } if *lease == asked)
    }

    /// When something was reported or returned decides nothing.
    fn command(&self) -> BatchCommand {
        match self {
            Self::Lease { worker, lease, sent } => BatchCommand::LeaseTasks {
                lease: *lease,
                worker: worker.to_string(),
                max: 2,
                reason: None,
                at: at(*sent),
                until: at(sent + LEASE),
            },
            Self::Extend { lease, sent } => {
                BatchCommand::ExtendLease { lease: *lease, until: at(sent + LEASE), progress: None }
            }
            Self::Report { lease, ended, failed, retried } => BatchCommand::ReportTasks {
                lease: *lease,
                report: report(*lease, ended, failed, retried),
                at: at(0),
            },
            Self::Return(lease) => BatchCommand::ReturnTasks { lease: *lease, at: at(0) },
        }
    }
}

impl World {
    /// A message reaches the batch, and its answer, if it comes, the worker.
    pub(crate) fn arrive(&mut self, message: &Message, answered: bool) {
        self.execute(message.command());
        let Message::Lease { worker, lease, .. } = message else {
            return;
        };
        if answered && self.workers[*worker] == Worker::Asking(*lease) {
            self.workers[*worker] = match &self.batch {
                Batch::Open(open) => open.lease(*lease).map_or(Worker::Idle, |held| Worker::Holding {
                    lease: *lease,
                    tasks: held.tasks.iter().collect(),
                    failures: held.tries.failures,
                }),
                Batch::Unopened | Batch::Completed { .. } => Worker::Idle,
            };
        }
    }

    /// What is refused as late is recorded as such, as the reporting side does.
    pub(crate) fn execute(&mut self, command: BatchCommand) {
        let late = match &command {
            BatchCommand::ReportTasks { lease, report, at } => Some((*lease, tasks(report), *at)),
            _ => None,
        };
        match (self.batch.decide(command), late) {
            (Ok(events), _) => events.into_iter().for_each(|event| self.happen(event)),
            (Err(BatchError::LeaseOver), Some((lease, tasks, at))) => {
                let worker = String::new();
                self.execute(BatchCommand::RefuseReport { lease, worker, tasks: tasks.len(), at });
            }
            (Err(BatchError::ReportMismatch(what)), _) => self.seen.mismatch = Some(what),
            (Err(_), _) => {}
        }
    }

    fn happen(&mut self, event: BatchEvent) {
        self.seen.see(&event);
        cqrs_es::Aggregate::apply(&mut self.batch, event);
    }
}

fn tasks(report: &TasksReport) -> TaskSet {
    let retried = report.retries.iter().map(|retry| retry.task).collect();
    report.part.as_ref().map_or(TaskSet::default(), |part| part.tasks.clone()).union(&retried)
}

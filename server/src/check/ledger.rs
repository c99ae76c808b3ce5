//! What the log says: events by shard, and every task of every job accounted for.

use std::collections::BTreeMap;

use domain::RecordedEvent;
use domain::batch::BatchEvent;
use domain::job::JobEvent;
use domain::results::TaskFailure;
use domain::tasks::TaskSet;
use domain::{BatchId, TenantId};

/// Events of one shard.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct ShardSum {
    /// How many.
    pub(super) events: u64,
    /// The sum of the CRC-32 of `<position>:<payload>`: the same in any order, and not for other bytes.
    pub(super) checksum: u64,
}

impl ShardSum {
    pub(super) fn add(&mut self, event: &RecordedEvent) {
        self.events += 1;
        self.checksum +=
            u64::from(crc32fast::hash(format!("{}:{}", event.position, event.payload).as_bytes()));
    }
}

/// One job.
#[derive(Debug, Clone, Default)]
pub(super) struct JobLedger {
    pub(super) succeeded: u64,
    pub(super) failed: u64,
    pub(super) abandoned: u64,
    pub(super) ended: bool,
    /// How many tasks it has, if it was completed.
    pub(super) completed: Option<u64>,
    reported: TaskSet,
}

/// All that the log says.
#[derive(Debug, Clone, Default)]
pub(super) struct Ledger {
    pub(super) shards: BTreeMap<u16, ShardSum>,
    pub(super) jobs: BTreeMap<String, JobLedger>,
    pub(super) problems: Vec<String>,
}

/// The sums over all jobs.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Totals {
    pub(super) jobs: u64,
    pub(super) ended: u64,
    pub(super) succeeded: u64,
    pub(super) failed: u64,
    pub(super) abandoned: u64,
    pub(super) completed_tasks: u64,
    pub(super) completed_failed: u64,
}

impl Totals {
    pub(super) fn attempts(&self) -> u64 {
        self.succeeded + self.failed + self.abandoned
    }
}

impl Ledger {
    pub(super) fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        for job in self.jobs.values() {
            totals.jobs += 1;
            totals.ended += u64::from(job.ended);
            totals.succeeded += job.succeeded;
            totals.failed += job.failed;
            totals.abandoned += job.abandoned;
            if let Some(tasks) = job.completed {
                totals.completed_tasks += tasks;
                totals.completed_failed += job.failed;
            }
        }
        totals
    }

    /// Adds an event, the next of its shard.
    pub(super) fn add(&mut self, event: &RecordedEvent, tenant: &TenantId) {
        self.shards.entry(event.shard).or_default().add(event);
        let read = match event.aggregate_type.as_str() {
            _ if event.tenant != *tenant => Ok(()),
            "job" => event.decode().map(|payload| self.add_job(&event.aggregate_id, payload)),
            "batch" => event.decode().map(|payload| self.add_batch(&event.aggregate_id, payload)),
            _ => Ok(()),
        };
        if let Err(error) = read {
            self.problems.push(error.to_string());
        }
    }

    fn add_job(&mut self, id: &str, event: JobEvent) {
        let job = self.jobs.entry(id.to_owned()).or_default();
        match event {
            JobEvent::JobCompleted { succeeded, failed, .. } => {
                job.ended = true;
                job.completed = Some(succeeded + failed);
            }
            JobEvent::JobFailed { .. } => job.ended = true,
            JobEvent::JobSubmitted { .. }
            | JobEvent::JobPlanned { .. }
            | JobEvent::JobBatchFinished { .. } => {}
        }
    }

    fn add_batch(&mut self, id: &str, event: BatchEvent) {
        let Ok(batch) = id.parse::<BatchId>() else { return };
        let id = batch.job.to_string();
        match event {
            BatchEvent::TasksReported { part, failures, .. } => self.add_report(&id, &part.tasks, &failures),
            BatchEvent::LeaseExpired { tasks, .. } => {
                self.jobs.entry(id).or_default().abandoned += tasks.len()
            }
            _ => {}
        }
    }

    fn add_report(&mut self, id: &str, tasks: &TaskSet, failures: &[TaskFailure]) {
        let job = self.jobs.entry(id.to_owned()).or_default();
        let failed = failures.len() as u64;
        job.failed += failed;
        job.succeeded += tasks.len() - failed;
        let all = job.reported.union(tasks);
        if all.len() != job.reported.len() + tasks.len() {
            self.problems.push(format!("{id}: tasks were reported twice, among {tasks:?}"));
        }
        job.reported = all;
    }

    /// Says which completed jobs lack tasks.
    pub(super) fn close(&mut self) {
        for (id, job) in &self.jobs {
            let reported = job.reported.len();
            if let Some(tasks) = job.completed.filter(|tasks| *tasks != reported) {
                self.problems
                    .push(format!("{id}: completed with {tasks} tasks, but {reported} were reported"));
            }
        }
    }
}

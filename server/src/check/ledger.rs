//! What the log says: events by shard, and every task of every job accounted for.

use std::collections::BTreeMap;

use domain::RecordedEvent;
use domain::batch::BatchEvent;
use domain::job::{Counts, JobEvent};
use domain::results::{TaskFailure, TaskRetry};
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
    pub(super) cancelled: u64,
    pub(super) abandoned: u64,
    pub(super) retried: u64,
    pub(super) ended: bool,
    /// How many tasks of it ended with a result line, if it is over and has results.
    pub(super) completed: Option<u64>,
    /// How many tasks it says were cancelled, the ones included that were never planned.
    counted: Option<Counts>,
    reported: TaskSet,
    /// How often a task may be tried, and how often each has failed and was to be tried again.
    attempts: u32,
    failures: BTreeMap<u64, u32>,
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
    pub(super) cancelled: u64,
    pub(super) abandoned: u64,
    pub(super) retried: u64,
    pub(super) completed_tasks: u64,
    pub(super) completed_failed: u64,
}

impl JobLedger {
    fn end(&mut self, counts: Counts, has_results: bool) {
        self.ended = true;
        self.counted = Some(counts);
        self.completed = has_results.then_some(counts.succeeded + counts.failed);
    }

    fn agrees(&self, counts: Counts) -> bool {
        (counts.succeeded, counts.failed) == (self.succeeded, self.failed)
            && counts.cancelled >= self.cancelled
    }

    /// How many tasks were cancelled, the ones included that were never planned.
    pub(super) fn cancelled(&self) -> u64 {
        self.counted.map_or(self.cancelled, |counts| counts.cancelled)
    }
}

impl Totals {
    pub(super) fn attempts(&self) -> u64 {
        self.succeeded + self.failed + self.abandoned + self.retried
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
            totals.cancelled += job.cancelled();
            totals.abandoned += job.abandoned;
            totals.retried += job.retried;
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
            JobEvent::JobCancelled { counts, .. } => job.end(counts, true),
            JobEvent::JobFailed { counts, manifest, .. } => job.end(counts, manifest.is_some()),
            JobEvent::JobSubmitted { spec, .. } => job.attempts = spec.options.retry.max_attempts,
            JobEvent::JobPlanned { .. }
            | JobEvent::JobPaused { .. }
            | JobEvent::JobResumed { .. }
            | JobEvent::JobThrottleChanged { .. }
            | JobEvent::JobStopRequested { .. }
            | JobEvent::JobBatchFinished { .. } => {}
        }
    }

    fn add_batch(&mut self, id: &str, event: BatchEvent) {
        let Ok(batch) = id.parse::<BatchId>() else { return };
        let id = batch.job.to_string();
        match event {
            BatchEvent::TasksReported { part, failures, retries, .. } => {
                self.add_retries(&id, &retries);
                if let Some(part) = part {
                    self.add_report(&id, &part.tasks, &failures);
                }
            }
            BatchEvent::TasksCancelled { tasks, .. } => {
                let job = self.jobs.entry(id.clone()).or_default();
                job.cancelled += tasks.len();
                self.add_ended(&id, &tasks);
            }
            BatchEvent::LeaseExpired { tasks, .. } => {
                self.jobs.entry(id).or_default().abandoned += tasks.len()
            }
            _ => {}
        }
    }

    fn add_retries(&mut self, id: &str, retries: &[TaskRetry]) {
        let job = self.jobs.entry(id.to_owned()).or_default();
        job.retried += retries.len() as u64;
        for retry in retries {
            *job.failures.entry(retry.task).or_default() += 1;
        }
    }

    fn add_report(&mut self, id: &str, tasks: &TaskSet, failures: &[TaskFailure]) {
        let job = self.jobs.entry(id.to_owned()).or_default();
        let failed = failures.len() as u64;
        job.failed += failed;
        job.succeeded += tasks.len() - failed;
        self.add_ended(id, tasks);
    }

    fn add_ended(&mut self, id: &str, tasks: &TaskSet) {
        let job = self.jobs.entry(id.to_owned()).or_default();
        let all = job.reported.union(tasks);
        if all.len() != job.reported.len() + tasks.len() {
            self.problems.push(format!("{id}: tasks were reported twice, among {tasks:?}"));
        }
        job.reported = all;
    }

    /// Says which completed jobs lack tasks, and which tasks were tried more often than their job's policy says. What a
    /// job and its batches say may stand on several shards, so neither is known before all are read.
    pub(super) fn close(&mut self) {
        for (id, job) in &self.jobs {
            // A task may fail as often as there are attempts, the last time for good.
            let too_often = job.failures.iter().filter(|(_, failures)| **failures >= job.attempts);
            self.problems.extend(too_often.map(|(task, failures)| {
                format!("{id}: task {task} is tried again after {failures} attempts of {}", job.attempts)
            }));
            let reported = job.reported.len();
            let ended = reported - job.cancelled;
            if let Some(counts) = job.counted.filter(|counts| !job.agrees(*counts)) {
                self.problems.push(format!("{id}: ended with {counts:?}, which is not what its batches say"));
            }
            if let Some(tasks) = job.completed.filter(|tasks| *tasks != ended) {
                self.problems.push(format!("{id}: completed with {tasks} tasks, but {ended} were reported"));
            }
        }
    }
}

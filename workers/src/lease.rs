//! The work on one lease: run its tasks, keep it alive meanwhile, report.

use std::time::{Duration, Instant};

use chrono::Utc;
use commands::{CommandContext, ExecuteError, Executor};
use domain::batch::{Batch, BatchCommand, BatchError, BatchSpec};
use domain::processor::Processor;
use domain::tasks::TaskSet;
use domain::{BatchId, LeaseId};

use crate::config::WorkerConfig;
use crate::engine::Engines;
use crate::items::{self, Failure, Item};
use crate::jq::ItemResult;
use crate::report::Report;
use crate::retry::{FIRST_PAUSE, is_transient, wait};

/// Result lines up to this size travel in the event.
const MAX_INLINE_BYTES: usize = 4 << 10;
/// How many tasks go to a runner at once, so that batches share the runners, and results in memory have a bound.
const SLICE: usize = 100;
/// A report of this size is sent without waiting for more.
const REPORT_BYTES: usize = 8 << 20;

/// Tasks that are this worker's.
pub(crate) struct HeldLease {
    pub(crate) id: LeaseId,
    pub(crate) batch: BatchId,
    pub(crate) spec: BatchSpec,
    pub(crate) tasks: TaskSet,
}

/// Why the work on a lease ended early.
enum Lost {
    /// What the lease held may be another worker's: what was done since the last report is void.
    LeaseOver,
    /// The event store holds what this version cannot read.
    Broken(String),
}

/// Runs and reports the tasks of a lease. If the lease is lost, whoever has the tasks next runs them.
pub(crate) async fn work(
    config: &WorkerConfig,
    executor: &Executor,
    engines: &Engines,
    context: &CommandContext,
    lease: HeldLease,
) {
    let job = Work { config, executor, engines, context, lease: &lease };
    // The work is dropped when the lease is lost; a runner that it uses is killed.
    let lost = tokio::select! {
        done = job.run() => done.err(),
        lost = job.keep_alive() => Some(lost),
    };
    match lost {
        None => {}
        Some(Lost::LeaseOver) => tracing::warn!(lease = %lease.id, "lost its lease"),
        Some(Lost::Broken(reason)) => tracing::error!(lease = %lease.id, reason, "gave its lease up"),
    }
}

struct Work<'a> {
    config: &'a WorkerConfig,
    executor: &'a Executor,
    engines: &'a Engines,
    context: &'a CommandContext,
    lease: &'a HeldLease,
}

impl Work<'_> {
    /// Extends the lease again and again; ends when it is lost.
    async fn keep_alive(&self) -> Lost {
        loop {
            tokio::time::sleep(self.config.lease / 3).await;
            let extend =
                || BatchCommand::ExtendLease { lease: self.lease.id, until: Utc::now() + self.config.lease };
            if let Err(lost) = self.command(extend).await {
                return lost;
            }
        }
    }

    async fn run(&self) -> Result<(), Lost> {
        let items = self.load().await;
        let first = self.lease.spec.first_task;
        let index = |task: u64| usize::try_from(task - first).unwrap_or(usize::MAX);
        let tasks: Vec<u64> = self.lease.tasks.iter().collect();
        let (mut report, mut reported) = (Report::default(), Instant::now());
        for slice in tasks.chunks(SLICE) {
            let slice: Vec<_> =
                slice.iter().filter_map(|task| Some((*task, items.get(index(*task))?))).collect();
            self.process(&slice, &mut report).await;
            if reported.elapsed() >= self.config.report_every || report.bytes() >= REPORT_BYTES {
                self.report(std::mem::take(&mut report)).await?;
                reported = Instant::now();
            }
        }
        if report.is_empty() { Ok(()) } else { self.report(report).await }
    }

    async fn load(&self) -> Vec<Item> {
        let mut pause = FIRST_PAUSE;
        loop {
            match items::load(&self.engines.blocks, &self.lease.spec).await {
                Ok(items) => return items,
                Err(error) => pause = self.away("read items", &error.to_string(), pause).await,
            }
        }
    }

    /// Runs tasks, and adds how they ended to the report.
    async fn process(&self, slice: &[(u64, &Item)], report: &mut Report) {
        let Processor::Jq { filter } = &self.lease.spec.processor else {
            return;
        };
        let limit = Duration::from_millis(self.lease.spec.limits.attempt_timeout_ms.into());
        let good: Vec<_> = slice.iter().filter_map(|(_, item)| item.as_ref().ok().cloned()).collect();
        let mut pause = FIRST_PAUSE;
        let results = loop {
            match self.engines.jq.run(filter, &good, limit).await {
                Ok(results) => break results,
                Err(error) => pause = self.away("run a filter", &error.to_string(), pause).await,
            }
        };
        metrics::counter!("thousandfold_tasks_total").increment(slice.len() as u64);
        let mut results = results.into_iter();
        for (task, item) in slice {
            match item {
                Err(failure) => report.failed(*task, 0, failure),
                Ok(_) => add(report, *task, results.next()),
            }
        }
    }

    async fn report(&self, mut report: Report) -> Result<(), Lost> {
        let (first_task, bytes) = (report.first_task(), report.bytes());
        let key = (bytes > MAX_INLINE_BYTES).then(|| {
            commands::keys::results(&self.context.tenant, self.lease.batch, self.lease.id, first_task)
        });
        let part = report.part(key);
        let lines = match &part.key {
            Some(key) => {
                self.put(key, report.take_lines().into()).await;
                None
            }
            None => Some(String::from_utf8_lossy(&report.take_lines()).into_owned()),
        };
        let Report { micros, failures, .. } = report;
        let command = || BatchCommand::ReportTasks {
            lease: self.lease.id,
            part: part.clone(),
            lines: lines.clone(),
            micros: micros.clone(),
            failures: failures.clone(),
            at: Utc::now(),
        };
        self.command(command).await
    }

    async fn put(&self, key: &str, lines: bytes::Bytes) {
        let mut pause = FIRST_PAUSE;
        loop {
            match self.engines.objects.put(key, lines.clone()).await {
                Ok(()) => return,
                Err(error) => pause = self.away("write results", &error.to_string(), pause).await,
            }
        }
    }

    /// Runs a command on the batch, however long the event store is away.
    async fn command(&self, command: impl Fn() -> BatchCommand) -> Result<(), Lost> {
        let mut pause = FIRST_PAUSE;
        loop {
            match self.executor.execute::<Batch>(self.context, &self.lease.batch, command()).await {
                Ok(_) => return Ok(()),
                Err(ExecuteError::Refused(BatchError::LeaseOver)) => return Err(Lost::LeaseOver),
                Err(error) if is_transient(&error) => {
                    pause = self.away("reach the event store", &error.to_string(), pause).await;
                }
                Err(error) => return Err(Lost::Broken(error.to_string())),
            }
        }
    }

    async fn away(&self, what: &str, error: &str, pause: Duration) -> Duration {
        tracing::warn!(batch = %self.lease.batch, error, "cannot {what}; tries again");
        wait(pause).await
    }
}

fn add(report: &mut Report, task: u64, result: Option<ItemResult>) {
    match result {
        Some(ItemResult { micros, result: Ok(outputs) }) => report.succeeded(task, micros, &outputs),
        Some(ItemResult { micros, result: Err(error) }) => {
            report.failed(task, micros, &Failure { class: error.class.as_str(), message: error.message });
        }
        None => {
            report.failed(
                task,
                0,
                &Failure { class: "crashed", message: "the runner gave no result".to_owned() },
            );
        }
    }
}

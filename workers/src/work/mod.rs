//! The work on one lease: run its tasks, keep it alive meanwhile, report, and hand back what is not begun when asked to.

mod calls;
mod filters;
mod outcome;
mod reporting;

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use bytes::Bytes;
use chrono::Utc;
use commands::CommandContext;
use commands::ExecuteError;
use domain::batch::{Batch, BatchCommand, BatchError, BatchSpec, Lease};
use domain::processor::Processor;
use domain::{BatchId, LeaseId};
use tokio::sync::OwnedSemaphorePermit;
use tokio_util::sync::CancellationToken;

use crate::items::{self, Item};
use crate::jq::For;
use crate::retry::{FIRST_PAUSE, is_transient, wait};
use crate::worker::Worker;

/// How long what has begun may go on when the worker stops.
const GRACE: Duration = Duration::from_secs(10);

/// Tasks that are this worker's.
pub(crate) struct Held {
    pub(crate) id: LeaseId,
    pub(crate) batch: BatchId,
    pub(crate) spec: BatchSpec,
    pub(crate) lease: Lease,
}

/// The room that a lease takes on its worker, given back bit by bit.
pub(crate) struct Room(OwnedSemaphorePermit);

impl Room {
    pub(crate) fn new(permit: OwnedSemaphorePermit) -> Self {
        Self(permit)
    }

    /// Gives back the room of one call.
    fn free_one(&mut self) {
        drop(self.0.split(1));
    }
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
    worker: &Worker,
    context: &CommandContext,
    held: &Held,
    room: Room,
    hand_back: &CancellationToken,
) {
    let job = Work { worker, context, held, hand_back, item_bytes: OnceLock::new() };
    // The work is dropped when the lease is lost; a runner that it uses is killed.
    let lost = tokio::select! {
        done = job.run(room) => done.err(),
        lost = job.keep_alive() => Some(lost),
    };
    match lost {
        None => {}
        Some(Lost::LeaseOver) => tracing::warn!(lease = %held.id, "lost its lease"),
        Some(Lost::Broken(reason)) => tracing::error!(lease = %held.id, reason, "gave its lease up"),
    }
}

struct Work<'a> {
    worker: &'a Worker,
    context: &'a CommandContext,
    held: &'a Held,
    hand_back: &'a CancellationToken,
    /// The length of each item of the batch, once they are read.
    item_bytes: OnceLock<Vec<u64>>,
}

impl Work<'_> {
    /// Extends the lease again and again; ends when it is lost.
    async fn keep_alive(&self) -> Lost {
        let lease = self.worker.config.lease;
        loop {
            tokio::time::sleep(lease / 3).await;
            let extend = || BatchCommand::ExtendLease {
                lease: self.held.id,
                until: Utc::now() + lease,
                progress: None,
            };
            if let Err(lost) = self.command(extend).await {
                return lost;
            }
        }
    }

    async fn run(&self, room: Room) -> Result<(), Lost> {
        let items = self.load().await;
        let bytes = items.iter().map(|item| item.as_ref().map_or(0, |item| item.len() as u64));
        // It is set once: a lease is worked on once.
        let _ = self.item_bytes.set(bytes.collect());
        let first = self.held.spec.first_task;
        let item = |task: u64| items.get(usize::try_from(task - first).ok()?);
        let tasks: Vec<(u64, &Item)> =
            self.held.lease.tasks.iter().filter_map(|task| Some((task, item(task)?))).collect();
        let finished = match &self.held.spec.processor {
            Processor::Jq { filter } => self.run_filters(filter, &tasks).await?,
            Processor::Http(call) => self.run_calls(call, &tasks, room).await?,
            Processor::External { .. } => true,
        };
        if finished { Ok(()) } else { self.give_back().await }
    }

    /// Hands back what is left of the lease.
    async fn give_back(&self) -> Result<(), Lost> {
        tracing::info!(lease = %self.held.id, "hands back what it has not begun");
        self.command(|| BatchCommand::ReturnTasks { lease: self.held.id, at: Utc::now() }).await
    }

    async fn load(&self) -> Vec<Item> {
        let mut pause = FIRST_PAUSE;
        loop {
            match items::load(&self.worker.engines.blocks, &self.held.spec).await {
                Ok(items) => return items,
                Err(error) => pause = self.away("read items", &error.to_string(), pause).await,
            }
        }
    }

    /// The length of a task's item; 0 if it could not be read.
    fn item_bytes(&self, task: u64) -> u64 {
        let place = task.checked_sub(self.held.spec.first_task).and_then(|place| usize::try_from(place).ok());
        let bytes = self.item_bytes.get().zip(place).and_then(|(all, place)| all.get(place));
        bytes.copied().unwrap_or(0)
    }

    /// How long an attempt that begins now may run; nothing if the task's own time is up.
    fn limit(&self) -> Option<Duration> {
        let attempt = Duration::from_millis(self.held.spec.limits.attempt_timeout_ms.into());
        match self.held.lease.ends_by(&self.held.spec) {
            None => Some(attempt),
            Some(end) => {
                (end - Utc::now()).to_std().ok().filter(|left| !left.is_zero()).map(|left| left.min(attempt))
            }
        }
    }

    fn whose(&self) -> For<'_> {
        For { tenant: &self.context.tenant, batch: self.held.batch }
    }

    /// The values of `$job` and `$tenant`.
    fn variables(&self) -> Arc<str> {
        let Held { batch, spec, .. } = self.held;
        let job = serde_json::json!({ "id": batch.job, "name": spec.name, "tags": spec.tags });
        serde_json::json!({ "job": job, "tenant": self.context.tenant }).to_string().into()
    }

    /// Runs a command on the batch, however long the event store is away.
    async fn command(&self, command: impl Fn() -> BatchCommand) -> Result<(), Lost> {
        let mut pause = FIRST_PAUSE;
        loop {
            match self.worker.executor.execute::<Batch>(self.context, &self.held.batch, command()).await {
                Ok(done) => {
                    let trace = self.context.traceparent.as_deref();
                    self.worker
                        .hints
                        .batch(&self.context.tenant, self.held.batch, &done.aggregate, trace)
                        .await;
                    return Ok(());
                }
                Err(error) => pause = self.pause_or_lose(error, pause).await?,
            }
        }
    }

    /// Waits where the same may succeed later.
    async fn pause_or_lose(
        &self,
        error: ExecuteError<BatchError>,
        pause: Duration,
    ) -> Result<Duration, Lost> {
        match error {
            ExecuteError::Refused(BatchError::LeaseOver) => Err(Lost::LeaseOver),
            error if is_transient(&error) => {
                Ok(self.away("reach the event store", &error.to_string(), pause).await)
            }
            error => Err(Lost::Broken(error.to_string())),
        }
    }

    async fn put(&self, key: &str, lines: Bytes) {
        let mut pause = FIRST_PAUSE;
        loop {
            match self.worker.engines.objects.put(key, lines.clone()).await {
                Ok(()) => return,
                Err(error) => pause = self.away("write results", &error.to_string(), pause).await,
            }
        }
    }

    async fn away(&self, what: &str, error: &str, pause: Duration) -> Duration {
        tracing::warn!(batch = %self.held.batch, error, "cannot {what}; tries again");
        wait(pause).await
    }
}

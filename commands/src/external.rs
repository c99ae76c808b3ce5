//! The tenant's own workers: they lease tasks from a queue, keep the lease, and report.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use domain::batch::{Batch, BatchCommand, BatchError, BatchSpec, Lease, LeaseProgress};
use domain::raw_json::RawJson;
use domain::results::Part;
use domain::{BatchId, LeaseId, QueueName, TenantId};
use uuid::Uuid;

use crate::dispatch::Hints;
use crate::executor::{CommandContext, ExecuteError, Executor};
use crate::keys;
use crate::ports::dispatch::{Dispatch, Grant, Lane, Take};
use crate::ports::{EngineError, ItemSource, ObjectError, ObjectStore};
use crate::reporting;

mod outcomes;
#[cfg(test)]
mod tests;

pub use outcomes::TaskOutcome;
use outcomes::{gather, too_late};

/// How often a worker that waits looks for work.
const LOOK: Duration = Duration::from_millis(250);
/// Result lines up to this size travel in the event.
const MAX_INLINE_BYTES: usize = 4 << 10;

/// Why a worker did not get what it asked for.
#[derive(Debug, thiserror::Error)]
pub enum ExternalError {
    /// An engine is away.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// The object store failed.
    #[error(transparent)]
    Object(#[from] ObjectError),
    /// A rule refused it, or the event store failed.
    #[error(transparent)]
    Batch(#[from] ExecuteError<BatchError>),
    /// The lease is over: what it held may be another worker's. What was reported is not counted.
    #[error("the lease {0} is over: its tasks may be another worker's, and what was reported does not count")]
    LeaseOver(LeaseId),
    /// The report speaks of tasks that it may not speak of.
    #[error("{0}")]
    Report(String),
}

/// What a worker asks for.
#[derive(Debug, Clone)]
pub struct LeaseRequest {
    /// From which queue.
    pub queue: QueueName,
    /// Who asks.
    pub worker: String,
    /// How many tasks at most.
    pub tasks: u64,
    /// For how long they are to be the worker's, at first.
    pub lease: Duration,
    /// How long to wait for work.
    pub wait: Duration,
}

/// Tasks that are a worker's.
#[derive(Debug, Clone)]
pub struct LeasedTasks {
    /// The batch that they are of.
    pub batch: BatchId,
    /// The lease, which every report names.
    pub lease: LeaseId,
    /// Until when they are the worker's.
    pub until: DateTime<Utc>,
    /// Which try this is, from 1.
    pub attempt: u32,
    /// How long one attempt may take, in milliseconds.
    pub attempt_timeout_ms: u32,
    /// The tasks: their numbers in the job, and their items.
    pub tasks: Vec<(u64, RawJson)>,
}

/// Serves the tenants' own workers.
#[derive(Clone)]
pub struct External {
    executor: Arc<Executor>,
    objects: Arc<dyn ObjectStore>,
    items: Arc<dyn ItemSource>,
    dispatch: Arc<dyn Dispatch>,
    hints: Hints,
}

impl External {
    /// Serves them.
    #[must_use]
    pub fn new(
        executor: Arc<Executor>,
        objects: Arc<dyn ObjectStore>,
        items: Arc<dyn ItemSource>,
        dispatch: Arc<dyn Dispatch>,
        hints: Hints,
    ) -> Self {
        Self { executor, objects, items, dispatch, hints }
    }

    /// Leases tasks, and waits for some where there are none. Each entry is of one batch.
    ///
    /// # Errors
    /// See [`ExternalError`].
    pub async fn lease(
        &self,
        context: impl Fn(BatchId) -> CommandContext,
        tenant: &TenantId,
        request: &LeaseRequest,
    ) -> Result<Vec<LeasedTasks>, ExternalError> {
        let deadline = tokio::time::Instant::now() + request.wait;
        let lane = Lane::External { tenant: tenant.clone(), queue: request.queue.clone() };
        loop {
            let take = Take {
                lane: lane.clone(),
                worker: request.worker.clone(),
                leases: (0..request.tasks.min(16)).map(|_| LeaseId(Uuid::now_v7())).collect(),
                tasks: request.tasks,
                except: vec![],
                now: Utc::now(),
            };
            let mut leased = vec![];
            for grant in self.dispatch.take(take).await? {
                let context = context(grant.batch);
                match self.begin(&context, grant, request).await {
                    Ok(begun) => leased.extend(begun),
                    // What is leased already must reach its worker; the others wait for another.
                    Err(error) if !leased.is_empty() => {
                        tracing::warn!(%error, "not all that was granted could be leased");
                        break;
                    }
                    Err(error) => return Err(error),
                }
            }
            if !leased.is_empty() || tokio::time::Instant::now() >= deadline {
                return Ok(leased);
            }
            tokio::time::sleep_until(deadline.min(tokio::time::Instant::now() + LOOK)).await;
        }
    }

    async fn begin(
        &self,
        context: &CommandContext,
        grant: Grant,
        request: &LeaseRequest,
    ) -> Result<Option<LeasedTasks>, ExternalError> {
        let at = Utc::now();
        let command = BatchCommand::LeaseTasks {
            lease: grant.lease,
            worker: request.worker.clone(),
            max: grant.tasks,
            reason: grant.reason,
            at,
            until: at + request.lease,
        };
        let done = self.executor.execute::<Batch>(context, &grant.batch, command).await?;
        self.hints.batch(&context.tenant, grant.batch, &done.aggregate, grant.traceparent.as_deref()).await;
        let Batch::Open(open) = &*done.aggregate.state else {
            return Ok(None);
        };
        let Some(held) = open.lease(grant.lease) else {
            return Ok(None);
        };
        let tasks = match self.items(context, grant.batch, grant.lease, &open.spec, held).await {
            Ok(tasks) => tasks,
            Err(error) => {
                self.hand_back(context, grant.batch, grant.lease).await;
                return Err(error);
            }
        };
        Ok((!tasks.is_empty()).then_some(LeasedTasks {
            batch: grant.batch,
            lease: grant.lease,
            until: held.until,
            attempt: held.tries.attempts,
            attempt_timeout_ms: open.spec.limits.attempt_timeout_ms,
            tasks,
        }))
    }

    /// Gives back a lease whose tasks cannot be handed out, as far as that is possible: else it expires.
    async fn hand_back(&self, context: &CommandContext, batch: BatchId, lease: LeaseId) {
        let command = BatchCommand::ReturnTasks { lease, at: Utc::now() };
        match self.executor.execute::<Batch>(context, &batch, command).await {
            Ok(done) => {
                let trace = context.traceparent.as_deref();
                self.hints.batch(&context.tenant, batch, &done.aggregate, trace).await;
            }
            Err(error) => tracing::warn!(%batch, %error, "a lease without a worker waits to expire"),
        }
    }

    /// The items of a lease. One that cannot be read fails here, as do all where their tasks' time is up, and no worker
    /// sees it.
    async fn items(
        &self,
        context: &CommandContext,
        batch: BatchId,
        lease: LeaseId,
        spec: &BatchSpec,
        held: &Lease,
    ) -> Result<Vec<(u64, RawJson)>, ExternalError> {
        if held.ends_by(spec).is_some_and(|end| end <= Utc::now()) {
            let outcomes = held.tasks.iter().map(too_late).collect();
            self.report(context, batch, lease, "input", outcomes).await?;
            return Ok(vec![]);
        }
        let items = self.items.items(spec).await?;
        let (mut good, mut bad) = (vec![], vec![]);
        for task in held.tasks.iter() {
            let index = usize::try_from(task - spec.first_task).unwrap_or(usize::MAX);
            match items.get(index) {
                Some(Ok(item)) => match json(item) {
                    Ok(item) => good.push((task, item)),
                    Err(wrong) => bad.push(TaskOutcome::failed(task, "invalid_json", wrong)),
                },
                Some(Err(failure)) => {
                    bad.push(TaskOutcome::failed(task, failure.class, failure.message.clone()));
                }
                None => {
                    let missing = "the item is missing".to_owned();
                    bad.push(TaskOutcome::failed(task, "unreadable_input", missing));
                }
            }
        }
        if !bad.is_empty() {
            self.report(context, batch, lease, "input", bad).await?;
        }
        Ok(good)
    }

    /// Keeps a lease for longer.
    ///
    /// # Errors
    /// See [`ExternalError`].
    pub async fn heartbeat(
        &self,
        context: &CommandContext,
        batch: BatchId,
        lease: LeaseId,
        lasts: Duration,
        progress: Option<LeaseProgress>,
    ) -> Result<DateTime<Utc>, ExternalError> {
        let until = Utc::now() + lasts;
        let command = BatchCommand::ExtendLease { lease, until, progress };
        match self.executor.execute::<Batch>(context, &batch, command).await {
            Ok(done) => {
                self.hints.batch(&context.tenant, batch, &done.aggregate, None).await;
                Ok(until)
            }
            Err(ExecuteError::Refused(BatchError::LeaseOver | BatchError::NotOpened)) => {
                Err(ExternalError::LeaseOver(lease))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Gives back what a lease holds; the attempt does not count.
    ///
    /// # Errors
    /// See [`ExternalError`].
    pub async fn give_back(
        &self,
        context: &CommandContext,
        batch: BatchId,
        lease: LeaseId,
    ) -> Result<(), ExternalError> {
        let command = BatchCommand::ReturnTasks { lease, at: Utc::now() };
        let done = self.executor.execute::<Batch>(context, &batch, command).await?;
        self.hints.batch(&context.tenant, batch, &done.aggregate, None).await;
        Ok(())
    }

    /// Records how attempts ended, all or none.
    ///
    /// # Errors
    /// See [`ExternalError`]; a report that comes too late is remembered in the batch's history. A task counts as it was
    /// reported first, however often that is said again.
    pub async fn report(
        &self,
        context: &CommandContext,
        batch: BatchId,
        lease: LeaseId,
        worker: &str,
        mut outcomes: Vec<TaskOutcome>,
    ) -> Result<(), ExternalError> {
        let known = self.executor.load_current::<Batch>(&context.tenant, &batch).await?;
        if let Some(reported) = known.state.reported(lease) {
            outcomes.retain(|outcome| !reported.contains(outcome.task));
            if outcomes.is_empty() {
                return Ok(());
            }
        }
        let count = outcomes.len() as u64;
        let held = match &*known.state {
            Batch::Open(open) => open.lease(lease).map(|held| (held, &open.spec)),
            Batch::Unopened | Batch::Completed { .. } => None,
        };
        let Some((held, spec)) = held else {
            return self.refuse(context, batch, lease, worker, count).await;
        };
        let (mut report, lines) = gather(spec, held, outcomes, Utc::now())?;
        let first = report.part.as_ref().and_then(|part| part.tasks.first()).unwrap_or(0);
        if lines.len() > MAX_INLINE_BYTES {
            let key = keys::results(&context.tenant, batch, lease, first);
            self.objects.put(&key, lines.into()).await?;
            report.part = report.part.map(|part| Part { key: Some(key), ..part });
        } else if report.part.is_some() {
            report.lines = Some(lines);
        }
        match reporting::report(&self.executor, &self.hints, context, batch, lease, &report).await {
            Ok(()) => Ok(()),
            Err(ExecuteError::Refused(BatchError::LeaseOver)) => {
                self.refuse(context, batch, lease, worker, count).await
            }
            Err(ExecuteError::Refused(error)) => Err(ExternalError::Report(error.to_string())),
            Err(error) => Err(error.into()),
        }
    }

    /// A late report does not count, but is remembered.
    async fn refuse(
        &self,
        context: &CommandContext,
        batch: BatchId,
        lease: LeaseId,
        worker: &str,
        tasks: u64,
    ) -> Result<(), ExternalError> {
        let command = BatchCommand::RefuseReport { lease, worker: worker.to_owned(), tasks, at: Utc::now() };
        match self.executor.execute::<Batch>(context, &batch, command).await {
            Ok(_) | Err(ExecuteError::Refused(BatchError::NotOpened)) => Err(ExternalError::LeaseOver(lease)),
            Err(error) => Err(error.into()),
        }
    }
}

/// The item, which is whatever stands in its line.
fn json(item: &Bytes) -> Result<RawJson, String> {
    let text = String::from_utf8(item.to_vec()).map_err(|_| "the item is not UTF-8".to_owned())?;
    RawJson::parse(text).map_err(|error| format!("the item is not JSON: {error}"))
}

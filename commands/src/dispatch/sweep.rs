//! Tells the dispatcher all that the log says: when its engine lost what it knew, and now and then in any case, so
//! that nothing waits for ever for an event or a timer that was lost.

use std::sync::Arc;
use std::time::Duration;

use chrono::Utc;
use domain::batch::Batch;
use domain::job::Job;
use domain::processor::Processor;
use domain::queue::Queue;
use domain::{BatchId, JobId, QueueId, TenantId};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use tokio::time::Instant;

use super::facts;
use crate::executor::{ExecuteError, Executor};
use crate::ports::dispatch::{Dispatch, Fact};
use crate::ports::{EngineError, LiveJobs};

/// How often it looks whether the dispatcher lost its state.
const LOOK: Duration = Duration::from_millis(500);
/// How many batches are read at once.
const SIDE_BY_SIDE: usize = 16;
/// How many facts are told at once.
const TOLD_TOGETHER: usize = 500;

/// What a sweep needs.
pub struct Sweep {
    /// Reads aggregates.
    pub executor: Arc<Executor>,
    /// Knows which jobs are not over.
    pub live: Arc<dyn LiveJobs>,
    /// Is told.
    pub dispatch: Arc<dyn Dispatch>,
    /// How often all is told again.
    pub every: Duration,
}

/// Sweeps until the task is dropped.
pub async fn run(sweep: Sweep) {
    let mut next = Instant::now() + sweep.every;
    loop {
        tokio::time::sleep(LOOK).await;
        let done = match sweep.dispatch.is_known().await {
            Ok(true) if Instant::now() < next => continue,
            Ok(known) => sweep.tell_all(known).await,
            Err(error) => Err(error),
        };
        match done {
            Ok(()) => next = Instant::now() + sweep.every,
            Err(error) => tracing::warn!(%error, "cannot tell the dispatcher what the log says; tries again"),
        }
    }
}

impl Sweep {
    /// Tells all that is not over.
    ///
    /// # Errors
    /// An engine is away.
    pub async fn tell_all(&self, known: bool) -> Result<(), EngineError> {
        let jobs = self.live.live_jobs().await?;
        tracing::info!(jobs = jobs.len(), lost = !known, "tells the dispatcher what the log says");
        for (tenant, job) in jobs {
            self.tell_job(&tenant, job).await?;
        }
        self.dispatch.set_known().await
    }

    async fn tell_job(&self, tenant: &TenantId, id: JobId) -> Result<(), EngineError> {
        let job = self.executor.load_current::<Job>(tenant, &id).await.map_err(engine)?;
        let mut told: Vec<Fact> = facts::job(tenant, id, &job).into_iter().collect();
        let Some(progress) = job.state.running() else {
            return self.dispatch.learn(told, Utc::now()).await;
        };
        if let Processor::External { queue } = &progress.spec.processor {
            let id = QueueId { tenant: tenant.clone(), name: queue.clone() };
            let queue = self.executor.load_current::<Queue>(tenant, &id).await.map_err(engine)?;
            told.push(facts::queue(&id, &queue));
        }
        self.dispatch.learn(told, Utc::now()).await?;
        // While it is planned, its planner tells of what it opens; what is open already is told here.
        let end = progress.plan.map_or(u64::MAX, |plan| plan.batches);
        let open = (0..end).filter(|number| !progress.finished.contains_key(number));
        let mut batches = stream::iter(open)
            .map(|number| async move {
                let id = BatchId { job: id, number };
                let batch = self.executor.load_current::<Batch>(tenant, &id).await.map_err(engine)?;
                Ok::<_, EngineError>(facts::batch(tenant, id, &batch, None))
            })
            .buffered(SIDE_BY_SIDE)
            .try_take_while(|fact| std::future::ready(Ok(fact.is_some() || end < u64::MAX)))
            .try_filter_map(|fact| std::future::ready(Ok(fact)))
            .try_chunks(TOLD_TOGETHER)
            .boxed();
        while let Some(told) = batches.try_next().await.map_err(|error| error.1)? {
            self.dispatch.learn(told, Utc::now()).await?;
        }
        Ok(())
    }
}

fn engine<E: std::error::Error>(error: ExecuteError<E>) -> EngineError {
    EngineError { engine: "log", message: error.to_string() }
}

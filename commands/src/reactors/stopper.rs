//! Cancels what is open of a job that is being stopped.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::Utc;
use domain::batch::{Batch, BatchCommand, BatchError};
use domain::job::{FinishedBatch, Job, JobCommand};
use domain::{BatchId, JobId, RecordedEvent};
use futures::{StreamExt as _, TryStreamExt as _, stream};

use super::{ReactError, Reactor, aggregate_id};
use crate::executor::{CommandContext, ExecuteError, Executor};

/// How many batches are cancelled at once; they share a few group commits.
const SIDE_BY_SIDE: usize = 64;

/// Cancels batches.
pub struct Stopper {
    executor: Arc<Executor>,
}

impl Stopper {
    /// Cancels batches.
    #[must_use]
    pub fn new(executor: Arc<Executor>) -> Self {
        Self { executor }
    }

    /// Cancels one batch; answers its number if it was never opened.
    async fn cancel(
        &self,
        context: &CommandContext,
        job: JobId,
        number: u64,
    ) -> Result<Option<u64>, ReactError> {
        let command = BatchCommand::Cancel { at: Utc::now() };
        match self.executor.execute::<Batch>(context, &BatchId { job, number }, command).await {
            Ok(_) => Ok(None),
            Err(ExecuteError::Refused(BatchError::NotOpened)) => Ok(Some(number)),
            Err(error) => Err(error.into()),
        }
    }
}

#[async_trait]
impl Reactor for Stopper {
    fn name(&self) -> &'static str {
        "stopper"
    }

    /// A job may be stopped before it is planned, and the other way about: whichever comes last stops all of it.
    fn handles(&self) -> &'static [&'static str] {
        &["JobStopRequested", "JobPlanned"]
    }

    fn group<'a>(&self, event: &'a RecordedEvent) -> &'a str {
        &event.aggregate_id
    }

    async fn react(&self, event: &RecordedEvent) -> Result<(), ReactError> {
        let (id, context) = (aggregate_id(event)?, CommandContext::caused_by(event, self.name()));
        let job = self.executor.load_current::<Job>(&context.tenant, &id).await?;
        let Some(progress) = job.state.running().filter(|job| job.stopping.is_some()) else {
            return Ok(());
        };
        let Some(plan) = progress.plan else {
            return Ok(());
        };
        let open = (0..plan.batches).filter(|number| !progress.finished.contains_key(number));
        let cancelled = stream::iter(open).map(|number| self.cancel(&context, id, number));
        let unopened: Vec<_> = cancelled.buffer_unordered(SIDE_BY_SIDE).try_collect().await?;
        let unopened = unopened.into_iter().flatten();
        let batches: Vec<_> = unopened.map(|number| (number, FinishedBatch::default())).collect();
        if !batches.is_empty() {
            let command = JobCommand::FinishBatches { batches, at: Utc::now() };
            self.executor.execute::<Job>(&context, &id, command).await?;
        }
        Ok(())
    }
}

//! What the dispatcher is told. Its state follows from the log; here it is told what the log says.

mod endings;
pub mod facts;
mod sweep;

use std::sync::Arc;

use chrono::Utc;
use domain::batch::Batch;
use domain::job::Job;
use domain::{BatchId, JobId, TenantId};

use crate::executor::{CommandContext, Loaded};
use crate::ports::dispatch::{Dispatch, Fact};

pub use endings::Endings;
pub use sweep::{Sweep, run as sweep};

/// Tells the dispatcher at once what happened here. It is only a hint: the dispatcher hears all of it from the log too.
#[derive(Clone)]
pub struct Hints {
    dispatch: Arc<dyn Dispatch>,
    endings: Endings,
}

impl Hints {
    /// Hints for `dispatch`.
    #[must_use]
    pub fn new(dispatch: Arc<dyn Dispatch>) -> Self {
        Self { dispatch, endings: Endings::default() }
    }

    /// Which jobs end here.
    #[must_use]
    pub fn endings(&self) -> &Endings {
        &self.endings
    }

    /// Tells how a job is now.
    pub async fn job(&self, tenant: &TenantId, id: JobId, job: &Loaded<Job>) {
        if job.state.is_over() {
            self.endings.ended(id);
        }
        self.tell(facts::job(tenant, id, job).into_iter().collect()).await;
    }

    /// Tells how a batch is now.
    pub async fn batch(&self, tenant: &TenantId, id: BatchId, batch: &Loaded<Batch>, trace: Option<&str>) {
        self.tell(facts::batch(tenant, id, batch, trace).into_iter().collect()).await;
    }

    /// Tells how a job and a batch of it are now. The batch goes first: what a job that is over still holds is stopped.
    pub async fn both(
        &self,
        context: &CommandContext,
        (id, job): (JobId, &Loaded<Job>),
        (batch_id, batch): (BatchId, &Loaded<Batch>),
    ) {
        if job.state.is_over() {
            self.endings.ended(id);
        }
        let batch = facts::batch(&context.tenant, batch_id, batch, context.traceparent.as_deref());
        self.tell(batch.into_iter().chain(facts::job(&context.tenant, id, job)).collect()).await;
    }

    /// Tells facts.
    pub async fn tell(&self, facts: Vec<Fact>) {
        if let Err(error) = self.dispatch.learn(facts, Utc::now()).await {
            tracing::debug!(%error, "the dispatcher is away: it will hear of this from the log");
        }
    }
}

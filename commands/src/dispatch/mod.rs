//! What the dispatcher is told. Its state follows from the log; here it is told what the log says.

mod endings;
pub mod facts;
mod sweep;
mod told;

use std::sync::{Arc, Mutex, PoisonError};

use chrono::Utc;
use domain::batch::Batch;
use domain::job::Job;
use domain::{BatchId, JobId, RecordedEvent, TenantId};

use crate::executor::{CommandContext, Loaded};
use crate::ports::dispatch::{Dispatch, Fact};

pub use endings::Endings;
pub use sweep::{Sweep, run as sweep};
use told::Told;

/// Tells the dispatcher at once what happened here. It is only a hint: the dispatcher hears all of it from the log too.
#[derive(Clone)]
pub struct Hints {
    dispatch: Arc<dyn Dispatch>,
    endings: Endings,
    told: Arc<Told>,
    /// What is told next, all together: while one is being told, many may gather.
    next: Arc<Mutex<Vec<Fact>>>,
    telling: Arc<tokio::sync::Mutex<()>>,
}

impl Hints {
    /// Hints for `dispatch`.
    #[must_use]
    pub fn new(dispatch: Arc<dyn Dispatch>) -> Self {
        Self {
            dispatch,
            endings: Endings::default(),
            told: Arc::default(),
            next: Arc::default(),
            telling: Arc::default(),
        }
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

    /// Tells facts, together with those of others who tell at the same time.
    pub async fn tell(&self, facts: Vec<Fact>) {
        self.next.lock().unwrap_or_else(PoisonError::into_inner).extend(facts);
        let _telling = self.telling.lock().await;
        let facts = std::mem::take(&mut *self.next.lock().unwrap_or_else(PoisonError::into_inner));
        // Whoever told before has told these too.
        if facts.is_empty() {
            return;
        }
        let versions: Vec<_> = facts.iter().filter_map(told::stream_and_version).collect();
        match self.dispatch.learn(facts, Utc::now()).await {
            Ok(()) => self.told.note(versions),
            Err(error) => {
                tracing::debug!(%error, "the dispatcher is away: it will hear of this from the log");
            }
        }
    }

    /// Whether the dispatcher was told here what an event says, or what came after it.
    #[must_use]
    pub fn has_told(&self, event: &RecordedEvent) -> bool {
        self.told.covers(event)
    }
}

//! The lease loop: takes offers, leases their tasks, runs them, reports.

use std::sync::Arc;

use chrono::Utc;
use commands::ports::{Offer, OfferSource};
use commands::{CommandContext, Executor};
use domain::batch::{Batch, BatchCommand};
use domain::{BatchId, LeaseId};
use futures::future::join_all;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;
use tracing::Instrument;
use uuid::Uuid;

use crate::config::WorkerConfig;
use crate::engine::Engines;
use crate::lease::{HeldLease, work};
use crate::retry::{FIRST_PAUSE, is_transient, wait};

/// Works until `stop` is cancelled; then takes no more offers, and ends when what it holds is done.
pub async fn run(
    config: WorkerConfig,
    executor: Arc<Executor>,
    engines: Engines,
    mut offers: impl OfferSource,
    stop: CancellationToken,
) {
    let room = Arc::new(Semaphore::new(config.batches));
    let config = Arc::new(config);
    loop {
        // At least one batch must fit before an offer is taken: another worker may have room for it.
        let first = tokio::select! {
            first = Arc::clone(&room).acquire_owned() => first,
            () = stop.cancelled() => break,
        };
        let mut permits: Vec<_> = first.into_iter().collect();
        permits.extend(std::iter::from_fn(|| Arc::clone(&room).try_acquire_owned().ok()));
        let taken = tokio::select! {
            taken = offers.take(permits.len()) => taken,
            () = stop.cancelled() => break,
        };
        let leases = taken.into_iter().zip(permits).map(|(offer, permit)| {
            let (config, executor, engines) = (Arc::clone(&config), Arc::clone(&executor), engines.clone());
            async move { start(config, executor, engines, offer, permit).await }
        });
        join_all(leases).await;
        // From here on the leases' timers see to it that nothing is lost.
        offers.taken();
    }
    // All the room there is: nothing is under way any more.
    let _ = room.acquire_many(u32::try_from(config.batches).unwrap_or(u32::MAX)).await;
}

/// Leases what an offer offers, and begins to work on it.
async fn start(
    config: Arc<WorkerConfig>,
    executor: Arc<Executor>,
    engines: Engines,
    offer: Offer,
    permit: OwnedSemaphorePermit,
) {
    let span = tracing::info_span!("batch", batch = %offer.batch);
    (config.continue_trace)(&span, offer.traceparent.as_deref());
    let context = context(&config, &offer);
    let Some(lease) = lease(&config, &executor, &context, offer.batch).instrument(span.clone()).await else {
        return;
    };
    let running = async move {
        work(&config, &executor, &engines, &context, lease).await;
        drop(permit);
    };
    tokio::spawn(running.instrument(span));
}

fn context(config: &WorkerConfig, offer: &Offer) -> CommandContext {
    CommandContext {
        tenant: offer.tenant.clone(),
        actor: config.name.clone(),
        correlation: offer.batch.job.to_string(),
        causation: None,
        traceparent: offer.traceparent.clone(),
    }
}

/// Takes the tasks of a batch that wait, however long the event store is away.
async fn lease(
    config: &WorkerConfig,
    executor: &Executor,
    context: &CommandContext,
    batch: BatchId,
) -> Option<HeldLease> {
    let lease = LeaseId(Uuid::now_v7());
    let mut pause = FIRST_PAUSE;
    loop {
        let at = Utc::now();
        let until = at + config.lease;
        let command = BatchCommand::LeaseTasks { lease, worker: config.name.clone(), at, until };
        match executor.execute::<Batch>(context, &batch, command).await {
            Ok(done) => {
                let Batch::Open(open) = &*done.aggregate.state else {
                    return None;
                };
                let held = open.lease(lease)?;
                return Some(HeldLease {
                    id: lease,
                    batch,
                    spec: open.spec.clone(),
                    tasks: held.tasks.clone(),
                });
            }
            Err(error) if is_transient(&error) => {
                tracing::warn!(%batch, %error, "cannot lease; tries again");
                pause = wait(pause).await;
            }
            Err(error) => {
                tracing::error!(%batch, %error, "an offer of a batch that cannot be leased");
                return None;
            }
        }
    }
}

//! Does what time alone brings about: leases end, and jobs miss their deadlines.

use std::sync::Arc;
use std::time::Duration;

use chrono::Utc;
use domain::batch::{Batch, BatchCommand, BatchError};
use domain::job::{Job, JobCommand, StopCause};
use domain::{BatchId, JobId, LeaseId, TenantId};

use crate::dispatch::Hints;
use crate::executor::{CommandContext, ExecuteError, Executor};
use crate::ports::dispatch::{Dispatch, Due};

/// How often it looks.
const PERIOD: Duration = Duration::from_millis(500);
/// How much it does at a time.
const AT_A_TIME: usize = 1_000;

/// Keeps time until the task is dropped.
pub async fn run(executor: Arc<Executor>, dispatch: Arc<dyn Dispatch>) {
    let hints = Hints::new(Arc::clone(&dispatch));
    let mut tick = tokio::time::interval(PERIOD);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tick.tick().await;
        match dispatch.due(Utc::now(), AT_A_TIME).await {
            Ok(due) => {
                for due in due {
                    settle(&executor, &hints, due).await;
                }
            }
            Err(error) => tracing::warn!(%error, "cannot see what is due"),
        }
    }
}

async fn settle(executor: &Executor, hints: &Hints, due: Due) {
    match due {
        Due::Lease { tenant, batch, lease } => expire(executor, hints, tenant, batch, lease).await,
        Due::Deadline { tenant, job } => miss(executor, hints, tenant, job).await,
    }
}

fn context(tenant: TenantId, job: JobId) -> CommandContext {
    CommandContext::new(tenant, "timekeeper", job)
}

async fn expire(executor: &Executor, hints: &Hints, tenant: TenantId, batch: BatchId, lease: LeaseId) {
    let context = context(tenant, batch.job);
    let command = BatchCommand::ExpireLease { lease, at: Utc::now() };
    match executor.execute::<Batch>(&context, &batch, command).await {
        Ok(done) => {
            hints.batch(&context.tenant, batch, &done.aggregate, None).await;
            if done.appended.is_some() {
                metrics::counter!("thousandfold_leases_expired_total").increment(1);
                tracing::info!(%batch, %lease, "a lease is over");
            }
        }
        // The timer is behind the log: the lease was extended in the meantime.
        Err(ExecuteError::Refused(BatchError::LeaseRuns { .. })) => {}
        Err(error) => tracing::warn!(%batch, %lease, %error, "cannot take a lease back"),
    }
}

async fn miss(executor: &Executor, hints: &Hints, tenant: TenantId, job: JobId) {
    let context = context(tenant, job);
    let deadline = match executor.load_current::<Job>(&context.tenant, &job).await {
        Ok(known) => known.state.running().and_then(|progress| progress.spec.options.deadline),
        Err(error) => return tracing::warn!(%job, %error, "cannot see a job whose deadline has passed"),
    };
    let Some(deadline) = deadline.filter(|deadline| *deadline <= Utc::now()) else {
        return;
    };
    let command = JobCommand::Stop { cause: StopCause::DeadlinePassed { deadline }, at: Utc::now() };
    match executor.execute::<Job>(&context, &job, command).await {
        Ok(done) => hints.job(&context.tenant, job, &done.aggregate).await,
        Err(error) => tracing::warn!(%job, %error, "cannot stop a job whose deadline has passed"),
    }
}

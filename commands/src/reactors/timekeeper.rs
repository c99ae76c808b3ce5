//! Takes back the leases whose time is over, so that what they held is offered again.

use std::sync::Arc;
use std::time::Duration;

use chrono::Utc;
use domain::batch::{Batch, BatchCommand, BatchError};

use crate::executor::{CommandContext, ExecuteError, Executor};
use crate::ports::{DueLease, LeaseTimers};

/// How often it looks.
const PERIOD: Duration = Duration::from_millis(500);
/// How many leases it takes back at a time.
const AT_A_TIME: usize = 1_000;

/// Takes back leases until the task is dropped.
pub async fn run(executor: Arc<Executor>, timers: Arc<dyn LeaseTimers>) {
    let mut tick = tokio::time::interval(PERIOD);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tick.tick().await;
        match timers.due(Utc::now(), AT_A_TIME).await {
            Ok(due) => {
                for lease in due {
                    expire(&executor, lease).await;
                }
            }
            Err(error) => tracing::warn!(%error, "cannot see which leases are over"),
        }
    }
}

async fn expire(executor: &Executor, DueLease { tenant, batch, lease }: DueLease) {
    let context = CommandContext {
        tenant,
        actor: "timekeeper".to_owned(),
        correlation: batch.job.to_string(),
        causation: None,
        traceparent: None,
    };
    let command = BatchCommand::ExpireLease { lease, at: Utc::now() };
    match executor.execute::<Batch>(&context, &batch, command).await {
        Ok(done) if done.appended.is_some() => {
            metrics::counter!("thousandfold_leases_expired_total").increment(1);
            tracing::info!(%batch, %lease, "a lease is over");
        }
        // The timer is behind the log: the lease was given back or extended in the meantime.
        Ok(_) | Err(ExecuteError::Refused(BatchError::LeaseRuns { .. })) => {}
        Err(error) => tracing::warn!(%batch, %lease, %error, "cannot take a lease back"),
    }
}

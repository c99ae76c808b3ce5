//! Room that a small job may use the moment that it is submitted to this process.

use std::sync::Arc;
use std::time::Duration;

use commands::ports::{HeldLease, LocalWorkers, Reserved};
use tokio::sync::OwnedSemaphorePermit;

use super::Worker;
use crate::work::Room;

/// A worker as submissions see it.
pub struct Local(pub Arc<Worker>);

/// A process without workers.
pub struct NoWorkers;

struct Reservation {
    worker: Arc<Worker>,
    permit: OwnedSemaphorePermit,
}

impl LocalWorkers for Local {
    fn reserve(&self) -> Option<Box<dyn Reserved>> {
        let worker = Arc::clone(&self.0);
        if worker.stop.is_cancelled() {
            return None;
        }
        let permit = Arc::clone(&worker.small_jobs).try_acquire_owned().ok()?;
        Some(Box::new(Reservation { worker, permit }))
    }
}

impl LocalWorkers for NoWorkers {
    fn reserve(&self) -> Option<Box<dyn Reserved>> {
        None
    }
}

impl Reserved for Reservation {
    fn worker(&self) -> &str {
        &self.worker.config.name
    }

    fn lease_time(&self) -> Duration {
        self.worker.config.lease
    }

    fn start(self: Box<Self>, lease: HeldLease) {
        let Self { worker, permit } = *self;
        let _in_span = tracing::info_span!("batch", batch = %lease.batch).entered();
        worker.begin(lease, Room::new(permit));
    }
}

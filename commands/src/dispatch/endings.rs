//! Who waits in this process for a job to end.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::JobId;
use futures::StreamExt as _;
use tokio::sync::Notify;

use crate::ports::dispatch::{Dispatch, Signal};

/// Wakes those who wait for the end of a job. Of one that ends in another process the dispatcher tells; what is lost of
/// that they find out because they look now and then.
#[derive(Clone, Default)]
pub struct Endings(Arc<Mutex<HashMap<JobId, Arc<Notify>>>>);

/// One who waits.
pub struct Waiter {
    endings: Endings,
    job: JobId,
    notify: Arc<Notify>,
}

impl Endings {
    /// Hears of the jobs that end anywhere, until the task is dropped.
    pub async fn listen(self, dispatch: Arc<dyn Dispatch>) {
        let mut signals = dispatch.signals().await;
        while let Some(signal) = signals.next().await {
            if let Signal::Ended(job) = signal {
                self.ended(job);
            }
        }
    }

    fn waiters(&self) -> MutexGuard<'_, HashMap<JobId, Arc<Notify>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for a job from now on.
    #[must_use]
    pub fn waiter(&self, job: JobId) -> Waiter {
        let notify = Arc::clone(self.waiters().entry(job).or_default());
        Waiter { endings: self.clone(), job, notify }
    }

    /// Wakes those who wait for the job.
    pub(super) fn ended(&self, job: JobId) {
        if let Some(notify) = self.waiters().get(&job) {
            // Also one that does not wait yet, but is about to.
            notify.notify_waiters();
            notify.notify_one();
        }
    }
}

impl Waiter {
    /// Returns when the job has ended here.
    pub async fn woken(&self) {
        self.notify.notified().await;
    }
}

impl Drop for Waiter {
    fn drop(&mut self) {
        let mut waiters = self.endings.waiters();
        // This one and the map's own are the last two.
        if Arc::strong_count(&self.notify) <= 2 {
            waiters.remove(&self.job);
        }
    }
}

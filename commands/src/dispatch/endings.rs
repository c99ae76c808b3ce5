//! Who waits in this process for a job to end.

use std::sync::Arc;

use domain::JobId;
use futures::StreamExt as _;
use tokio::sync::Notify;

use crate::ports::dispatch::{Dispatch, Signal};
use crate::registry::{Entry, Registry};

/// Wakes those who wait for the end of a job. Of one that ends in another process the dispatcher tells; what is lost of
/// that they find out because they look now and then.
#[derive(Clone, Default)]
pub struct Endings(Arc<Registry<JobId, Notify>>);

/// One who waits.
pub struct Waiter(Entry<JobId, Notify>);

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

    /// Waits for a job from now on.
    #[must_use]
    pub fn waiter(&self, job: JobId) -> Waiter {
        Waiter(self.0.entry(job))
    }

    /// Wakes those who wait for the job.
    pub(super) fn ended(&self, job: JobId) {
        self.0.show(&job, |notify| {
            // Also one that does not wait yet, but is about to.
            notify.notify_waiters();
            notify.notify_one();
        });
    }
}

impl Waiter {
    /// Returns when the job has ended here.
    pub async fn woken(&self) {
        self.0.notified().await;
    }
}

//! What workers are told of the jobs that they have tasks of.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::{JobId, TenantId};
use tokio_util::sync::CancellationToken;

/// The jobs of which something runs here.
#[derive(Default)]
pub(super) struct Orders(Arc<Mutex<HashMap<JobId, Entry>>>);

/// What one job was told.
struct Entry {
    tenant: TenantId,
    leases: usize,
    stop: CancellationToken,
    hand_back: CancellationToken,
}

/// The orders for one lease.
pub(super) struct LeaseOrders {
    job: JobId,
    all: Arc<Mutex<HashMap<JobId, Entry>>>,
    stop: CancellationToken,
    hand_back: CancellationToken,
}

fn lock(all: &Mutex<HashMap<JobId, Entry>>) -> MutexGuard<'_, HashMap<JobId, Entry>> {
    all.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Orders {
    /// The orders for a lease of a tenant's job; all of them hand back when the worker itself stops.
    pub(super) fn of(&self, tenant: &TenantId, job: JobId, worker_stops: &CancellationToken) -> LeaseOrders {
        let mut all = lock(&self.0);
        let entry = all.entry(job).or_insert_with(|| Entry {
            tenant: tenant.clone(),
            leases: 0,
            stop: CancellationToken::new(),
            hand_back: worker_stops.child_token(),
        });
        // A job that was paused and goes on is another's to hand back.
        if entry.hand_back.is_cancelled() && !worker_stops.is_cancelled() {
            entry.hand_back = worker_stops.child_token();
        }
        entry.leases += 1;
        let (stop, hand_back) = (entry.stop.clone(), entry.hand_back.clone());
        LeaseOrders { job, all: Arc::clone(&self.0), stop, hand_back }
    }

    /// Of whom something runs here.
    pub(super) fn tenants(&self) -> BTreeSet<TenantId> {
        lock(&self.0).values().map(|entry| entry.tenant.clone()).collect()
    }

    /// What runs of a job stops.
    pub(super) fn stop(&self, job: JobId) {
        if let Some(entry) = lock(&self.0).get(&job) {
            entry.stop.cancel();
        }
    }

    /// What has not begun of a job is handed back.
    pub(super) fn hand_back(&self, job: JobId) {
        if let Some(entry) = lock(&self.0).get(&job) {
            entry.hand_back.cancel();
        }
    }
}

impl LeaseOrders {
    /// Returns when the job is stopped.
    pub(super) async fn stopped(&self) {
        self.stop.cancelled().await;
    }

    /// Cancelled when what has not begun should be handed back.
    pub(super) fn hand_back(&self) -> &CancellationToken {
        &self.hand_back
    }
}

impl Drop for LeaseOrders {
    fn drop(&mut self) {
        let mut all = lock(&self.all);
        if let Some(entry) = all.get_mut(&self.job) {
            entry.leases -= 1;
            if entry.leases == 0 {
                all.remove(&self.job);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const JOB: JobId = JobId(uuid::Uuid::from_u128(1));

    fn acme() -> TenantId {
        "acme".parse().unwrap()
    }

    #[test]
    fn a_tenant_counts_as_long_as_one_of_its_leases_is_held() {
        let (orders, worker) = (Orders::default(), CancellationToken::new());
        let (first, second) = (orders.of(&acme(), JOB, &worker), orders.of(&acme(), JOB, &worker));
        drop(first);
        assert_eq!(orders.tenants(), [acme()].into());
        drop(second);
        assert_eq!(orders.tenants(), BTreeSet::new());
    }

    #[test]
    fn a_job_that_is_stopped_stops_all_its_leases_and_no_others() {
        let (orders, worker) = (Orders::default(), CancellationToken::new());
        let (one, two) = (orders.of(&acme(), JOB, &worker), orders.of(&acme(), JOB, &worker));
        let other = orders.of(&acme(), JobId(uuid::Uuid::from_u128(2)), &worker);
        orders.stop(JOB);
        assert!(one.stop.is_cancelled() && two.stop.is_cancelled());
        assert!(!other.stop.is_cancelled());
    }

    #[test]
    fn a_lease_that_begins_after_a_pause_is_not_handed_back() {
        let (orders, worker) = (Orders::default(), CancellationToken::new());
        let before = orders.of(&acme(), JOB, &worker);
        orders.hand_back(JOB);
        let after = orders.of(&acme(), JOB, &worker);
        assert!(before.hand_back().is_cancelled() && !after.hand_back().is_cancelled());
        worker.cancel();
        assert!(after.hand_back().is_cancelled());
    }

    #[test]
    fn a_job_without_leases_is_forgotten() {
        let (orders, worker) = (Orders::default(), CancellationToken::new());
        drop((orders.of(&acme(), JOB, &worker), orders.of(&acme(), JOB, &worker)));
        assert!(lock(&orders.0).is_empty());
    }
}

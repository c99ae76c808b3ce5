//! Whose leases a worker has.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::TenantId;

/// How many leases of each tenant.
#[derive(Default)]
pub(super) struct Holders(Arc<Mutex<HashMap<TenantId, usize>>>);

/// A lease of a tenant, until it is dropped.
pub(super) struct Holder {
    all: Arc<Mutex<HashMap<TenantId, usize>>>,
    tenant: TenantId,
}

fn lock(all: &Mutex<HashMap<TenantId, usize>>) -> MutexGuard<'_, HashMap<TenantId, usize>> {
    all.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Holders {
    pub(super) fn hold(&self, tenant: &TenantId) -> Holder {
        *lock(&self.0).entry(tenant.clone()).or_default() += 1;
        Holder { all: Arc::clone(&self.0), tenant: tenant.clone() }
    }

    pub(super) fn tenants(&self) -> Vec<TenantId> {
        lock(&self.0).keys().cloned().collect()
    }
}

impl Drop for Holder {
    fn drop(&mut self) {
        let mut all = lock(&self.all);
        if let Some(leases) = all.get_mut(&self.tenant) {
            *leases -= 1;
            if *leases == 0 {
                all.remove(&self.tenant);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenant_counts_as_long_as_one_of_its_leases_is_held() {
        let (holders, tenant) = (Holders::default(), "a".parse().unwrap());
        let (first, second) = (holders.hold(&tenant), holders.hold(&tenant));
        drop(first);
        assert_eq!(holders.tenants(), [tenant]);
        drop(second);
        assert_eq!(holders.tenants(), []);
    }
}

//! How much of the deployment each tenant may have.

use std::collections::HashMap;

use domain::TenantId;
use serde::{Deserialize, Serialize};

/// The limits of tenants.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DispatchConfig {
    /// Of those that are not named.
    pub default: TenantLimits,
    /// Of those that are.
    pub tenants: HashMap<TenantId, TenantLimits>,
}

impl DispatchConfig {
    /// The limits of a tenant.
    #[must_use]
    pub fn limits(&self, tenant: &TenantId) -> &TenantLimits {
        self.tenants.get(tenant).unwrap_or(&self.default)
    }
}

/// What one tenant may have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TenantLimits {
    /// Its share, beside those of the others that have work: twice the weight is twice the share.
    pub weight: u32,
    /// The most tasks that run at a time.
    pub max_in_flight: u64,
    /// The most jobs that are not over.
    pub max_jobs: u64,
    /// The most tasks of such jobs.
    pub max_tasks: u64,
    /// The most bytes of such jobs' items.
    pub max_bytes: u64,
}

impl Default for TenantLimits {
    fn default() -> Self {
        Self {
            weight: 1,
            max_in_flight: 100_000,
            max_jobs: 100_000,
            max_tasks: 100_000_000,
            max_bytes: 1 << 40,
        }
    }
}

impl TenantLimits {
    /// The limits as the scripts can count with them: their numbers are exact up to 2^53, and no weight is 0.
    pub(super) fn for_scripts(&self) -> Self {
        const MOST: u64 = 1 << 53;
        Self {
            weight: self.weight.max(1),
            max_in_flight: self.max_in_flight.min(MOST),
            max_jobs: self.max_jobs.min(MOST),
            max_tasks: self.max_tasks.min(MOST),
            max_bytes: self.max_bytes.min(MOST),
        }
    }
}

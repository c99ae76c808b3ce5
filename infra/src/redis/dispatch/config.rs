//! How much of the deployment each tenant may have.

use std::collections::HashMap;

use domain::TenantId;
use serde::{Deserialize, Serialize};

/// The limits of tenants.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "Written")]
pub struct DispatchConfig {
    /// Of those that are not named.
    pub default: TenantLimits,
    /// Of those that are.
    pub tenants: HashMap<TenantId, TenantLimits>,
}

/// The limits as they are written: what is left out for a tenant is as it is for those that are not named.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Written {
    default: TenantLimits,
    tenants: HashMap<TenantId, WrittenLimits>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct WrittenLimits {
    weight: Option<u32>,
    max_in_flight: Option<u64>,
    max_jobs: Option<u64>,
    max_tasks: Option<u64>,
    max_bytes: Option<u64>,
}

impl WrittenLimits {
    fn or(self, default: &TenantLimits) -> TenantLimits {
        TenantLimits {
            weight: self.weight.unwrap_or(default.weight),
            max_in_flight: self.max_in_flight.unwrap_or(default.max_in_flight),
            max_jobs: self.max_jobs.unwrap_or(default.max_jobs),
            max_tasks: self.max_tasks.unwrap_or(default.max_tasks),
            max_bytes: self.max_bytes.unwrap_or(default.max_bytes),
        }
    }
}

impl From<Written> for DispatchConfig {
    fn from(written: Written) -> Self {
        let Written { default, tenants } = written;
        let tenants = tenants.into_iter().map(|(tenant, limits)| (tenant, limits.or(&default))).collect();
        Self { default, tenants }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_for_a_tenant_is_as_for_the_others() {
        let written = r#"{"default":{"max_jobs":7},"tenants":{"acme":{"weight":3}}}"#;
        let config: DispatchConfig = serde_json::from_str(written).unwrap();
        let limits = config.limits(&"acme".parse().unwrap());
        assert_eq!((limits.weight, limits.max_jobs), (3, 7));
        assert_eq!(limits.max_tasks, TenantLimits::default().max_tasks);
    }

    #[test]
    fn a_limit_that_is_not_known_is_an_error() {
        let written = r#"{"tenants":{"acme":{"max_job":7}}}"#;
        assert!(serde_json::from_str::<DispatchConfig>(written).unwrap_err().to_string().contains("max_job"));
    }
}

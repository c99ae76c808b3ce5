//! Where tenants live.

use async_trait::async_trait;
use domain::TenantId;

use super::EngineError;

/// Knows the home region of each tenant, which never changes.
#[async_trait]
pub trait Homes: Send + Sync {
    /// The region of a tenant; none if it has no place yet.
    async fn home_of(&self, tenant: &TenantId) -> Result<Option<String>, EngineError>;

    /// Gives a tenant a place in a region, unless it has one somewhere, and says which region it lives in.
    async fn settle(&self, tenant: &TenantId, region: &str) -> Result<String, EngineError>;
}

//! How many jobs Redis keeps of each tenant: of those that are more, the oldest that have ended are let go of once the analyst's tables
//! have them.

use std::collections::BTreeMap;
use std::time::Duration;

use commands::ports::EngineError;
use domain::TenantId;
use serde::Deserialize;

use crate::clickhouse::ClickHouseJobs;
use crate::redis::Redis;

/// How often tenants are looked at.
const EVERY: Duration = Duration::from_secs(30);

/// How many jobs Redis keeps.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct KeepJobs {
    /// Of each tenant. Jobs that have not ended are kept however many they are.
    pub jobs: u64,
    /// Of these tenants, instead.
    pub of: BTreeMap<TenantId, u64>,
}

impl Default for KeepJobs {
    fn default() -> Self {
        Self { jobs: 1_000_000, of: BTreeMap::new() }
    }
}

/// Keeps to it, for ever. Several processes may.
pub async fn keep_jobs(redis: Redis, tables: ClickHouseJobs, keep: KeepJobs) {
    loop {
        match let_go_of_old(&redis, &tables, &keep).await {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "let go of jobs in redis that clickhouse has"),
            Err(error) => tracing::warn!(%error, "jobs cannot be let go of; tries again"),
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Lets go of those jobs of all tenants that are too many; answers how many they were.
///
/// # Errors
/// An engine cannot be reached.
pub async fn let_go_of_old(
    redis: &Redis,
    tables: &ClickHouseJobs,
    keep: &KeepJobs,
) -> Result<u64, EngineError> {
    let mut count = 0;
    for tenant in redis.stored_tenants().await? {
        let keep = keep.of.get(&tenant).copied().unwrap_or(keep.jobs);
        loop {
            let old = redis.ended_beyond(&tenant, keep).await?;
            if old.is_empty() {
                break;
            }
            let known = tables.ended(&tenant, &old).await?;
            redis.let_go(&tenant, &known).await?;
            count += known.len() as u64;
            // The table is behind, or has let go of rows itself.
            if known.len() < old.len() {
                break;
            }
        }
    }
    Ok(count)
}

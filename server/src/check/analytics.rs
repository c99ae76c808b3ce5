//! Asks ClickHouse for the same sums.

use std::collections::{BTreeMap, HashMap};

use domain::TenantId;
use infra::clickhouse::Client;

use super::ledger::ShardSum;
use crate::services::Services;

/// What ClickHouse holds.
#[derive(Debug, Default)]
pub(super) struct Analytics {
    pub(super) shards: BTreeMap<u16, ShardSum>,
    pub(super) jobs: u64,
    pub(super) ended: u64,
    pub(super) succeeded: u64,
    pub(super) failed: u64,
    pub(super) cancelled: u64,
    pub(super) abandoned: u64,
    pub(super) retried: u64,
    pub(super) distinct_attempts: u64,
    /// The attempts that the minutes add up to.
    pub(super) by_minute: u64,
    /// Succeeded and failed, by job.
    pub(super) by_job: HashMap<String, (u64, u64)>,
}

const SHARDS: &str = "SELECT shard, count(), sum(toUInt64(CRC32(concat(toString(position), ':', payload)))) \
     FROM events GROUP BY shard";
const JOBS: &str = "SELECT count(), sum(cancelled), countIf(state IN ('completed', 'failed', 'cancelled')) FROM jobs FINAL WHERE tenant = ?";
const ATTEMPTS: &str = "SELECT job, countIf(outcome = 'succeeded'), countIf(outcome = 'failed'), \
     countIf(outcome = 'abandoned'), countIf(outcome = 'retried'), uniqExact(task, attempt) FROM task_attempts WHERE tenant = ? GROUP BY job";

const MINUTES: &str = "SELECT sum(attempts) FROM attempts_by_minute WHERE tenant = ?";

pub(super) async fn read(services: &Services, tenant: &TenantId) -> anyhow::Result<Analytics> {
    let client: &Client = &services.clickhouse;
    let mut analytics = Analytics::default();
    for (shard, events, checksum) in client.query(SHARDS).fetch_all::<(u16, u64, u64)>().await? {
        analytics.shards.insert(shard, ShardSum { events, checksum });
    }
    (analytics.jobs, analytics.cancelled, analytics.ended) =
        client.query(JOBS).bind(tenant.as_str()).fetch_one::<(u64, u64, u64)>().await?;
    let attempts = client.query(ATTEMPTS).bind(tenant.as_str());
    for (job, succeeded, failed, abandoned, retried, distinct) in
        attempts.fetch_all::<(String, u64, u64, u64, u64, u64)>().await?
    {
        analytics.succeeded += succeeded;
        analytics.failed += failed;
        analytics.abandoned += abandoned;
        analytics.retried += retried;
        analytics.distinct_attempts += distinct;
        analytics.by_job.insert(job, (succeeded, failed));
    }
    analytics.by_minute = client.query(MINUTES).bind(tenant.as_str()).fetch_one().await?;
    Ok(analytics)
}

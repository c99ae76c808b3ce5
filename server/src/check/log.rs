//! Reads the whole log, and sees that its numbers have no holes.

use std::collections::HashMap;

use domain::TenantId;
use infra::postgres::Shard;

use super::ledger::Ledger;
use crate::services::Services;

/// How many events are read at once.
const PAGE: u32 = 5_000;

pub(super) async fn read(services: &Services, tenant: &TenantId) -> anyhow::Result<Ledger> {
    let mut ledger = Ledger::default();
    for shard in services.log.shards() {
        read_shard(shard, tenant, &mut ledger).await?;
    }
    ledger.close();
    Ok(ledger)
}

async fn read_shard(shard: &Shard, tenant: &TenantId, ledger: &mut Ledger) -> anyhow::Result<()> {
    let mut sequences: HashMap<String, u64> = HashMap::new();
    ledger.shards.entry(shard.number()).or_default();
    let mut position = 0;
    loop {
        let page = shard.read_log(position, PAGE).await?;
        if page.is_empty() {
            return Ok(());
        }
        for event in &page {
            if event.position != position + 1 {
                ledger.problems.push(format!(
                    "shard {}: no event at position {}",
                    shard.number(),
                    position + 1
                ));
            }
            position = event.position;
            let last = sequences.entry(event.aggregate_id.clone()).or_default();
            if event.sequence != *last + 1 {
                ledger
                    .problems
                    .push(format!("{}: event {} follows {last}", event.aggregate_id, event.sequence));
            }
            *last = event.sequence;
            ledger.add(event, tenant);
        }
    }
}

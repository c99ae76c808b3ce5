//! The analyst's tables: they are written in another database, and exchanged one by one.
//!
//! Both databases are brought to the very same cut before, while nobody else may write. So it does no harm if this ends between two
//! exchanges; and a chunk that was on its way as the right to write was handed over has the same token in both.

use std::sync::Arc;

use chrono::Utc;
use infra::clickhouse::{AnalyticsSink, Beside, ClickHouseConfig, client, migrate, rows_of};
use infra::{ChunkSize, Handover, Part, fill};
use projections::progress::Projection;
use projections::runner::Sink;

use crate::cli::output::Output;
use crate::config::Config;
use crate::projection::building::{Building, OF_TABLES};
use crate::projection::cut::{self, Cut};
use crate::services::Services;

/// A chunk that was begun is written as it is.
const WHOLE: ChunkSize = ChunkSize { events: usize::MAX, bytes: usize::MAX };

/// Rebuilds them.
pub(crate) async fn rebuild(config: &Config, services: &Services, output: Output) -> anyhow::Result<()> {
    let live = &config.clickhouse;
    // A table may have been dropped.
    migrate(live).await?;
    let beside = live.beside(Beside::Rebuild, Utc::now());
    migrate(&beside).await?;
    let sink = sink(&beside);
    let mut building = Building::new(services, Arc::clone(&sink), OF_TABLES, output);
    building.catch_up(async || cut::reached(services, Projection::ClickHouse).await).await?;
    let handover = Handover::ask(Projection::ClickHouse, services.log.served()).await?;
    let committed = handover.committed().await?;
    building
        .write_to(committed.iter().map(|(shard, at)| (*shard, at.position.unwrap_or(0))).collect())
        .await?;
    for (shard, committed) in &committed {
        let begun = committed.note.parse().ok().filter(|end| *end > cut::at(&building.reached, *shard));
        if let Some(end) = begun {
            finish_chunk(services, &[&sink, &self::sink(live)], *shard, &mut building.reached, end).await?;
        }
    }
    live.exchange(&beside).await?;
    for (shard, position) in &building.reached {
        handover.commit(*shard, *position).await?;
    }
    let rows = rows_of(live).await?;
    building.finish(format!("the database {}", beside.database), Some(rows), output)
}

fn sink(config: &ClickHouseConfig) -> Arc<dyn Sink> {
    Arc::new(AnalyticsSink::new(client(config)))
}

/// Writes a chunk that had been begun: into both databases, so that both know its token.
async fn finish_chunk(
    services: &Services,
    sinks: &[&Arc<dyn Sink>],
    shard: u16,
    reached: &mut Cut,
    end: u64,
) -> anyhow::Result<()> {
    let found = services.log.served().find(|served| served.number() == shard).cloned();
    let after = cut::at(reached, shard);
    let parts: Vec<Part> = found.map(|shard| Part { shard, after, through: end }).into_iter().collect();
    for sink in sinks {
        fill(&parts, sink, WHOLE, |_| {}).await?;
    }
    reached.insert(shard, end);
    Ok(())
}

//! Summaries and lists of jobs: another generation of keys.

use std::sync::Arc;

use infra::redis::{JobsBuilder, JobsSink};
use infra::{ChunkSize, FillError, fill, patiently};
use projections::runner::{RunnerError, Sink};

use crate::cli::output::Output;
use crate::projection::building::Building;
use crate::projection::cut::{self, Cut};
use crate::services::Services;

/// Others wait for Redis while a chunk is written.
const CHUNK: ChunkSize = ChunkSize { events: 2_000, bytes: 4 << 20 };

/// Rebuilds them.
pub(crate) async fn rebuild(services: &Services, output: Output) -> anyhow::Result<()> {
    let redis = &services.redis;
    let (replaced, generation) = (redis.live_generation().await?, redis.begin_generation().await?);
    let builder = Arc::new(JobsBuilder::new(redis.clone(), generation));
    let mut building = Building::new(services, builder, CHUNK, output);
    building.catch_up(async || cut::heads(services).await).await?;
    // What was not used while the chunks were written may have been closed meanwhile.
    let swap_in =
        async || redis.swap_in(generation).await.map_err(|error| RunnerError::Away(error.to_string()));
    patiently(swap_in, |reason| tracing::warn!(reason, "tries again")).await?;
    follow(services, generation, &building.reached).await?;
    building.finish(format!("generation {replaced}"), None, output)
}

/// Writes what has come since. Whoever keeps the read model up to date may be at it already.
async fn follow(services: &Services, generation: u64, reached: &Cut) -> anyhow::Result<()> {
    let sink = JobsSink::new(services.redis.clone(), services.event_log()).of_generation(generation);
    let sink: Arc<dyn Sink> = Arc::new(sink);
    let rest = cut::parts(services, reached, &cut::heads(services).await?).await;
    match fill(&rest, &sink, CHUNK, |_| {}).await {
        Ok(_) | Err(FillError::Sink(RunnerError::Rewind(_))) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

//! Deletes read models that are not read.

use serde::Serialize;

use crate::cli::output::Output;
use crate::cli::text::counted;
use crate::services::Services;

/// A generation that was deleted.
#[derive(Debug, Serialize)]
struct Dropped {
    projection: &'static str,
    generation: u64,
    jobs: u64,
}

/// Deletes all generations but the one that is read.
pub(super) async fn redis(services: &Services, output: Output) -> anyhow::Result<()> {
    let shards: Vec<u16> = services.log.served().map(infra::postgres::Shard::number).collect();
    let mut all = vec![];
    for generation in services.redis.idle_generations().await? {
        let jobs = services.redis.drop_generation(generation, &shards).await?;
        all.push(Dropped { projection: "redis", generation, jobs });
    }
    if output.is_json() {
        return output.print_json_lines(&all);
    }
    let line = |Dropped { generation, jobs, .. }: &Dropped| {
        format!("dropped generation {generation} of redis, with {}\n", counted(*jobs, "job"))
    };
    let lines: String = all.iter().map(line).collect();
    output.print(if lines.is_empty() { "there is nothing to drop\n" } else { &lines })
}

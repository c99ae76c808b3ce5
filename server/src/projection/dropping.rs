//! Deletes read models that are not read.

use infra::clickhouse::drop_database;
use serde::Serialize;

use crate::cli::output::Output;
use crate::config::Config;
use crate::services::Services;

/// What was deleted.
#[derive(Debug, Serialize)]
struct Dropped {
    projection: &'static str,
    /// A generation, or a database.
    dropped: String,
}

/// Deletes all generations of summaries and lists of jobs but the one that is read.
pub(super) async fn redis(services: &Services, output: Output) -> anyhow::Result<()> {
    let shards = services.shard_numbers();
    let mut all = vec![];
    for generation in services.redis.idle_generations().await? {
        services.redis.drop_generation(generation, &shards).await?;
        all.push(format!("generation {generation}"));
    }
    print("redis", all, output)
}

/// Deletes all databases beside that of the analyst's tables.
pub(super) async fn clickhouse(config: &Config, output: Output) -> anyhow::Result<()> {
    let mut all = vec![];
    for beside in config.clickhouse.all_beside().await? {
        drop_database(&beside).await?;
        all.push(format!("the database {}", beside.database));
    }
    print("clickhouse", all, output)
}

fn print(projection: &'static str, all: Vec<String>, output: Output) -> anyhow::Result<()> {
    if output.is_json() {
        let lines: Vec<_> = all.into_iter().map(|dropped| Dropped { projection, dropped }).collect();
        return output.print_json_lines(&lines);
    }
    let lines: String = all.iter().map(|dropped| format!("dropped {dropped}\n")).collect();
    output.print(if lines.is_empty() { "there is nothing to drop\n" } else { &lines })
}

//! `thousandfold migrate`: brings every engine to the shape that this version needs.

use std::process::ExitCode;

use anyhow::Context as _;
use infra::kafka::Topics;
use infra::s3::S3Objects;

use crate::config::Config;

/// What `migrate` can be told.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct MigrateArgs {
    /// Change nothing: print the migrations that the shards lack. The exit code is 0 if they lack none
    #[arg(long)]
    check: bool,
}

/// Migrates every engine, or only looks.
pub(crate) async fn run(config: &Config, args: &MigrateArgs, json: bool) -> anyhow::Result<ExitCode> {
    if args.check {
        return check(config, json).await;
    }
    migrate(config).await?;
    Ok(ExitCode::SUCCESS)
}

/// Migrates every engine; what is up to date stays as it is.
pub(crate) async fn migrate(config: &Config) -> anyhow::Result<()> {
    for (number, shard) in config.postgres.shards.iter().enumerate() {
        let applied = infra::postgres::migrate(&shard.address).await?;
        tracing::info!(shard = number, ?applied, "the shard is up to date");
    }
    if let Some(directory) = &config.postgres.directory {
        infra::postgres::migrate(directory).await?;
    }
    infra::postgres::register(&config.postgres).await.context("the directory cannot be written")?;
    infra::clickhouse::migrate(&config.clickhouse).await.context("the tables cannot be made")?;
    let given = infra::clickhouse::give_access(&config.clickhouse).await;
    if !given.context("the analysts' role and policies cannot be made")? {
        tracing::info!(
            "ClickHouse lets its user make no roles: there is no role for analysts, and no row policies"
        );
    }
    Topics::new(&config.namespace).create(&config.kafka).await.context("the topics cannot be made")?;
    S3Objects::new(&config.s3).create_bucket().await.context("the bucket cannot be made")?;
    tracing::info!("tables, topics and the bucket are there");
    Ok(())
}

async fn check(config: &Config, json: bool) -> anyhow::Result<ExitCode> {
    let mut complete = true;
    let shards = config.postgres.shards.iter().map(|shard| &shard.address);
    for (number, address) in shards.chain(&config.postgres.directory).enumerate() {
        let missing = infra::postgres::missing_migrations(address).await?;
        complete &= missing.is_empty();
        let name = if number < config.postgres.shards.len() {
            format!("shard {number}")
        } else {
            "directory".to_owned()
        };
        if json {
            println!("{}", serde_json::json!({ "database": name, "missing": missing }));
        } else if missing.is_empty() {
            println!("{name}: nothing is missing");
        } else {
            println!("{name}: lacks {}; run `thousandfold migrate`", missing.join(", "));
        }
    }
    Ok(if complete { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

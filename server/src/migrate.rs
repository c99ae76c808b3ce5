//! `thousandfold migrate`: brings every engine to the shape that this version needs.

use anyhow::Context as _;
use infra::kafka::Topics;
use infra::s3::S3Objects;

use crate::config::Config;

/// Migrates every engine; what is up to date stays as it is.
pub(crate) async fn migrate(config: &Config) -> anyhow::Result<()> {
    for (number, shard) in config.postgres.shards.iter().enumerate() {
        let applied = infra::postgres::migrate(shard).await?;
        tracing::info!(shard = number, ?applied, "the shard is up to date");
    }
    infra::clickhouse::migrate(&config.clickhouse).await.context("the tables cannot be made")?;
    Topics::new(&config.namespace).create(&config.kafka).await.context("the topics cannot be made")?;
    S3Objects::new(&config.s3).create_bucket().await.context("the bucket cannot be made")?;
    tracing::info!("tables, topics and the bucket are there");
    Ok(())
}

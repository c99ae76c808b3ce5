//! Builds a read model from the log, beside the live one: by the sinks that the projector uses.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::{anyhow, ensure};
use commands::ports::EventLog;
use infra::clickhouse::{AnalyticsSink, ClickHouseConfig};
use infra::patiently;
use infra::postgres::PostgresLog;
use infra::redis::{JobsSink, Redis};
use projections::runner::{Chunk, Committed, Poison, RunnerError, Sink};

use super::plan::ProjectionKind;
use crate::config::Config;
use crate::log::reader::{Found, Reader};

/// A read model that is being built.
pub(super) struct Projection {
    sink: Box<dyn Sink>,
    /// How far each shard is written.
    ends: BTreeMap<u16, u64>,
}

impl Projection {
    /// Makes the read model, empty. There must be nothing of its name.
    pub(super) async fn create(
        config: &Config,
        kind: ProjectionKind,
        namespace: &str,
        log: &Arc<PostgresLog>,
    ) -> anyhow::Result<Self> {
        let sink: Box<dyn Sink> = match kind {
            ProjectionKind::Redis => {
                let redis = Redis::new(&config.redis, namespace)?;
                ensure!(
                    redis.is_empty().await?,
                    "Redis has keys {namespace}:* already: give another --namespace"
                );
                Box::new(JobsSink::new(redis, Arc::clone(log) as Arc<dyn EventLog>))
            }
            ProjectionKind::ClickHouse => {
                let clickhouse =
                    ClickHouseConfig { database: namespace.to_owned(), ..config.clickhouse.clone() };
                let exists = infra::clickhouse::database_exists(&clickhouse).await?;
                ensure!(!exists, "ClickHouse has a database {namespace} already: give another --namespace");
                infra::clickhouse::migrate(&clickhouse).await?;
                Box::new(AnalyticsSink::new(infra::clickhouse::client(&clickhouse)))
            }
        };
        Ok(Self { sink, ends: BTreeMap::new() })
    }

    /// Writes events, however often it takes; answers how many cannot be written at all.
    pub(super) async fn write(&mut self, found: Found, reader: &Reader) -> anyhow::Result<u64> {
        let Found { shard, reached: through, events, .. } = found;
        let after = match self.ends.get(&shard) {
            Some(end) => *end,
            None => self.begin(shard).await?,
        };
        let chunk = Chunk { shard, after, through, events };
        let poisons = self.persist(&chunk, reader).await?;
        self.ends.insert(shard, through);
        for Poison { index, reason } in &poisons {
            let event = chunk.events.get(*index);
            let place =
                event.map_or_else(String::new, |event| format!("{}:{}: ", event.shard, event.position));
            reader.say(&format!("{place}{reason}"));
        }
        Ok(poisons.len() as u64)
    }

    /// Begins a shard, which must be at its beginning.
    async fn begin(&self, shard: u16) -> anyhow::Result<u64> {
        let resume = self.sink.resume(shard, Committed::default()).await?;
        ensure!(resume.after == 0, "something else writes to the same read model");
        Ok(0)
    }

    async fn persist(&self, chunk: &Chunk, reader: &Reader) -> anyhow::Result<Vec<Poison>> {
        let again = |reason: &str| reader.say(&format!("tries again: {reason}"));
        patiently(|| self.sink.write(chunk), again).await.map_err(|error| match error {
            RunnerError::Away(reason) => anyhow!("{reason}"),
            RunnerError::Rewind(reason) => anyhow!("the read model has lost what was written: {reason}"),
        })
    }
}

//! Answers how far projections have come: of what is in Redis Redis knows it, beside the data, of all else the shard.

use std::sync::Arc;

use async_trait::async_trait;
use futures::future::try_join_all;
use projections::progress::{Progress, Projection, ProjectionProgress};
use projections::queries::QueryError;

use crate::postgres::stats::Checkpoint;
use crate::postgres::{PostgresLog, Shard};
use crate::query_error;
use crate::redis::Redis;

/// How far the projections of a deployment have come.
pub struct EngineProgress {
    log: Arc<PostgresLog>,
    redis: Redis,
}

impl EngineProgress {
    /// Asks the shards of `log`, and `redis`.
    #[must_use]
    pub fn new(log: Arc<PostgresLog>, redis: Redis) -> Self {
        Self { log, redis }
    }

    /// By how many seconds a projection was behind in the shards when it said so last. Cheaper than all of their progress.
    ///
    /// # Errors
    /// A shard cannot be asked.
    pub async fn lags(&self, projection: Projection) -> Result<Vec<f64>, QueryError> {
        let name = checkpoint_of(projection.as_str());
        let checkpoints = try_join_all(self.log.served().map(Shard::checkpoints)).await;
        let checkpoints = checkpoints.map_err(query_error)?.into_iter().flatten();
        let of_it = checkpoints.filter(|checkpoint| checkpoint.consumer == name);
        Ok(of_it.map(|checkpoint| checkpoint.lag_seconds).collect())
    }
}

/// The name of a projection's checkpoint in a shard.
pub(crate) fn checkpoint_of(projection: &str) -> String {
    format!("projection:{projection}")
}

fn progress(projection: Projection, shard: u16, head: u64, checkpoint: Option<&Checkpoint>) -> Progress {
    Progress {
        projection,
        shard,
        position: checkpoint.map_or(0, |checkpoint| checkpoint.position),
        head,
        lag_seconds: checkpoint.map_or(0.0, |checkpoint| checkpoint.lag_seconds),
        heard_of_at: checkpoint.map(|checkpoint| checkpoint.updated_at),
    }
}

#[async_trait]
impl ProjectionProgress for EngineProgress {
    async fn reached(&self, projection: Projection, shard: u16) -> Result<u64, QueryError> {
        match (projection, self.log.shards().get(usize::from(shard))) {
            (Projection::Redis, _) => self.redis.written_to(shard).await,
            (Projection::ClickHouse, Some(found)) => {
                found.checkpoint(&checkpoint_of(projection.as_str())).await.map_err(query_error)
            }
            (Projection::ClickHouse, None) => Ok(0),
        }
    }

    async fn head(&self, shard: u16) -> Result<Option<u64>, QueryError> {
        match self.log.shards().get(usize::from(shard)) {
            Some(found) => found.head().await.map(Some).map_err(query_error),
            None => Ok(None),
        }
    }

    async fn all(&self) -> Result<Vec<Progress>, QueryError> {
        let mut all = vec![];
        for shard in self.log.served() {
            let (head, checkpoints) =
                tokio::try_join!(shard.head(), shard.checkpoints()).map_err(query_error)?;
            let of = |name: String| checkpoints.iter().find(|checkpoint| checkpoint.consumer == name);
            all.extend(Projection::ALL.map(|projection| {
                progress(projection, shard.number(), head, of(checkpoint_of(projection.as_str())))
            }));
        }
        all.sort_by_key(|progress| (progress.projection, progress.shard));
        Ok(all)
    }
}

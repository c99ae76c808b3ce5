//! Asks every engine whether it answers.

use std::sync::Arc;
use std::time::Duration;

use commands::ports::EngineError;
use futures::FutureExt as _;
use futures::future::{join_all, try_join_all};

use crate::kafka::{KafkaConfig, Topics};
use crate::postgres::PostgresLog;
use crate::redis::Redis;
use crate::s3::S3Objects;

/// How long an engine may take to answer.
const TIMEOUT: Duration = Duration::from_secs(3);

/// All engines of a deployment.
pub struct Engines {
    /// The event store.
    pub log: Arc<PostgresLog>,
    /// Where Kafka is.
    pub kafka: KafkaConfig,
    /// The topics.
    pub topics: Topics,
    /// The read model.
    pub redis: Redis,
    /// The analyst's tables.
    pub clickhouse: ::clickhouse::Client,
    /// The object store.
    pub objects: S3Objects,
}

impl Engines {
    /// Each engine's name, and what is wrong with it.
    pub async fn check(&self) -> Vec<(&'static str, Option<String>)> {
        self.check_those(|_| true).await
    }

    /// The same of those engines that are `needed`; the others are not asked.
    pub async fn check_those(&self, needed: impl Fn(&str) -> bool) -> Vec<(&'static str, Option<String>)> {
        let kafka = async {
            let (config, topics) = (self.kafka.clone(), self.topics.clone());
            let check = tokio::task::spawn_blocking(move || topics.check(&config));
            check.await.unwrap_or_else(|error| Err(crate::kafka::engine_error(error)))
        };
        let shards = async { try_join_all(self.log.served().map(|shard| shard.ping())).await.map(|_| ()) };
        let checks = [
            ("postgres", shards.boxed()),
            ("kafka", kafka.boxed()),
            ("redis", self.redis.ping().boxed()),
            ("clickhouse", crate::clickhouse::ping(&self.clickhouse).boxed()),
            ("s3", self.objects.ping().boxed()),
        ];
        let needed = checks.into_iter().filter(|(engine, _)| needed(engine));
        join_all(needed.map(async |(engine, check)| (engine, answer(check).await))).await
    }
}

async fn answer(check: impl Future<Output = Result<(), EngineError>>) -> Option<String> {
    match tokio::time::timeout(TIMEOUT, check).await {
        Ok(Ok(())) => None,
        Ok(Err(error)) => Some(error.message),
        Err(_) => Some(format!("no answer within {} s", TIMEOUT.as_secs())),
    }
}

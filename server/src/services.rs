//! Puts the parts together: which engine stands behind which port.

use std::sync::Arc;

use async_trait::async_trait;
use commands::Executor;
use commands::accounts::Accounts;
use commands::dispatch::Hints;
use commands::idempotency::Answers;
use commands::limits::Limiter;
use commands::ports::dispatch::Dispatch;
use commands::ports::homes::Homes;
use commands::ports::{EventLog, ObjectStore};
use infra::clickhouse::ClickHouseJobs;
use infra::health::Engines;
use infra::kafka::{Parking, Producer, Topics};
use infra::postgres::{PostgresLog, PostgresVault, Shard};
use infra::redis::{Redis, RedisDispatch, RedisLimits, RedisUsage, RedisViews};
use infra::s3::S3Objects;
use infra::{EngineProgress, JobLists};
use workers::blocks::Blocks;

use crate::accounts;
use crate::config::Config;

/// How many bytes of events the aggregates have that a process keeps warm.
const WARM_BYTES: u64 = 64 << 20;
/// What events say of the program that decided.
pub(crate) const BUILD: &str = env!("CARGO_PKG_VERSION");

/// The parts that roles share.
pub(crate) struct Services {
    pub(crate) log: Arc<PostgresLog>,
    pub(crate) executor: Arc<Executor>,
    pub(crate) objects: Arc<dyn ObjectStore>,
    pub(crate) redis: Redis,
    pub(crate) clickhouse: infra::clickhouse::Client,
    pub(crate) topics: Topics,
    pub(crate) parking: Parking,
    pub(crate) engines: Arc<Engines>,
    /// What batches read together.
    pub(crate) blocks: Arc<Blocks>,
    pub(crate) dispatch: Arc<dyn Dispatch>,
    pub(crate) hints: Hints,
    pub(crate) limits: Arc<Limiter>,
    pub(crate) accounts: Arc<Accounts>,
    pub(crate) answers: Answers,
}

impl Services {
    /// Connects to nothing yet: an engine may be away when a process starts.
    pub(crate) fn new(config: &Config) -> anyhow::Result<Self> {
        let log = PostgresLog::new(&config.postgres)?;
        let log = Arc::new(match config.regions {
            Some(_) => log.serving(&config.postgres.region),
            None => log,
        });
        let executor = Executor::new(Arc::clone(&log) as Arc<dyn EventLog>, WARM_BYTES, BUILD)
            .traced(infra::telemetry::current_traceparent);
        let executor = Arc::new(executor);
        let objects = S3Objects::new(&config.s3);
        let redis = Redis::new(&config.redis, &config.namespace)?;
        let clickhouse = infra::clickhouse::client(&config.clickhouse);
        let topics = Topics::new(&config.namespace);
        let producer = Producer::new(&config.kafka)?;
        let parking = Parking::new(producer, topics.parked.clone(), log.shards());
        let engines = Engines {
            log: Arc::clone(&log),
            kafka: config.kafka.clone(),
            topics: topics.clone(),
            redis: redis.clone(),
            clickhouse: clickhouse.clone(),
            objects: objects.clone(),
        };
        let dispatch: Arc<dyn Dispatch> =
            Arc::new(RedisDispatch::new(redis.clone(), config.dispatch.clone()));
        let counts = Arc::new(RedisLimits::new(&redis)?);
        let limits = Arc::new(Limiter::new(counts, config.limits.clone()));
        let vault = PostgresVault::new(&config.postgres)?;
        let sealer = accounts::sealer(config)?;
        let answers = Answers::new(Arc::new(vault.clone()), Arc::clone(&sealer));
        let homes = Arc::clone(&log) as Arc<dyn Homes>;
        let accounts = accounts::accounts(config, &executor, homes, &limits, vault, sealer)?;
        Ok(Self {
            limits,
            answers,
            accounts: Arc::new(accounts),
            blocks: Arc::new(Blocks::new(Arc::new(objects.clone()))),
            hints: Hints::new(Arc::clone(&dispatch)),
            dispatch,
            log,
            executor,
            objects: Arc::new(objects),
            redis,
            clickhouse,
            topics,
            parking,
            engines: Arc::new(engines),
        })
    }

    pub(crate) fn event_log(&self) -> Arc<dyn EventLog> {
        Arc::clone(&self.log) as Arc<dyn EventLog>
    }

    pub(crate) fn progress(&self) -> EngineProgress {
        EngineProgress::new(Arc::clone(&self.log), self.redis.clone())
    }

    /// Jobs as they change.
    pub(crate) fn live_views(&self) -> RedisViews {
        RedisViews::new(self.redis.clone())
    }

    /// Jobs, wherever they are kept.
    pub(crate) fn views(&self) -> JobLists {
        let views = self.live_views().keeping_pages(self.shard_numbers());
        JobLists::new(views, self.job_tables())
    }

    pub(crate) fn job_tables(&self) -> ClickHouseJobs {
        ClickHouseJobs::new(self.clickhouse.clone())
    }

    pub(crate) fn usage(&self) -> RedisUsage {
        RedisUsage::new(self.redis.clone(), self.shard_numbers())
    }

    /// The shards whose events this region has read models of.
    pub(crate) fn shard_numbers(&self) -> Vec<u16> {
        self.log.served().map(Shard::number).collect()
    }

    pub(crate) fn results(&self) -> commands::results::Results {
        commands::results::Results::new(self.event_log(), Arc::clone(&self.objects))
    }
}

/// What accounts are kept in.
const OF_ACCOUNTS: &[&str] = &["postgres", "redis"];

/// The engines' health as the API asks for it.
pub(crate) struct Health {
    engines: Arc<Engines>,
    /// Which are needed; without it, all are.
    needed: Option<&'static [&'static str]>,
}

impl Health {
    /// The health of all engines.
    pub(crate) fn new(engines: Arc<Engines>) -> Self {
        Self { engines, needed: None }
    }

    /// The health of those that accounts need.
    pub(crate) fn of_accounts(engines: Arc<Engines>) -> Self {
        Self { engines, needed: Some(OF_ACCOUNTS) }
    }
}

#[async_trait]
impl api::health::Health for Health {
    async fn check(&self) -> Vec<api::health::EngineHealth> {
        let needed = |engine: &str| self.needed.is_none_or(|needed| needed.contains(&engine));
        let checks = self.engines.check_those(needed).await;
        checks.into_iter().map(|(engine, error)| api::health::EngineHealth { engine, error }).collect()
    }
}

//! The dispatcher's state in Redis. What waits and in which order is in sorted sets, and every decision is one script,
//! so that any number of processes may ask and tell at once. See `docs/decisions/0017-dispatch-in-redis.md`.

mod answers;
mod config;
mod scripts;
mod signals;
mod wire;

use ::redis::{Client, Pipeline, RedisError};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use commands::ports::EngineError;
use commands::ports::dispatch::{
    Admission, Ask, Dispatch, Due, Fact, Grant, Signal, Standing, Subject, Take,
};
use domain::{JobId, TenantId};
use futures::stream::BoxStream;

pub use config::{DispatchConfig, TenantLimits};
use scripts::{Names, Scripts};
use wire::{job_text, lane_text, lease_text, millis};

use super::{Redis, engine_error};

/// How many facts one script takes: other callers wait while it runs.
const FACTS_A_SCRIPT: usize = 24;
/// How many scripts go out at once.
const SCRIPTS_A_TRIP: usize = 64;

/// Decides who may run what, in Redis.
pub struct RedisDispatch {
    redis: Redis,
    config: DispatchConfig,
    scripts: Scripts,
    names: Names,
}

impl RedisDispatch {
    /// Keeps its state in `redis`.
    #[must_use]
    pub fn new(redis: Redis, config: DispatchConfig) -> Self {
        let names = Names::new(&redis.namespace);
        Self { redis, config, scripts: Scripts::new(), names }
    }

    fn client(&self) -> Client {
        self.redis.client.clone()
    }

    /// During which run of the server the state was complete, and which run this is.
    async fn known_and_run(&self) -> Result<(Option<String>, String), EngineError> {
        let mut pipeline = Pipeline::new();
        pipeline.cmd("GET").arg(self.names.known()).cmd("INFO").arg("server");
        let answer = pipeline.query_async(&mut self.redis.connection.clone()).await;
        let (known, info): (Option<String>, String) = answer.map_err(engine_error)?;
        let run = info.lines().find_map(|line| line.strip_prefix("run_id:")).unwrap_or_default();
        Ok((known, run.to_owned()))
    }

    /// Deletes the state of another run of the server, which may lack what it was told last. One of those who ask does.
    async fn forget(&self) -> Result<(), EngineError> {
        let mut forget = ::redis::cmd("DEL");
        let forget = forget.arg(self.names.known());
        let answer = forget.query_async(&mut self.redis.connection.clone()).await;
        if answer.map_err(engine_error)? {
            tracing::warn!("redis began anew: what the dispatcher knows is forgotten and learnt again");
            self.redis.unlink(&format!("{}*", self.names.prefix)).await?;
        }
        Ok(())
    }

    /// Sends calls of `learn` in one round trip.
    async fn send(&self, chunks: &[String], now_ms: i64) -> Result<(), RedisError> {
        let mut pipeline = Pipeline::new();
        for chunk in chunks {
            let call =
                pipeline.cmd("EVALSHA").arg(self.scripts.learn.get_hash()).arg(1).arg(&self.names.prefix);
            call.arg(&self.names.channel).arg(now_ms).arg(chunk).ignore();
        }
        self.redis.run(&self.scripts.learn, &pipeline).await
    }
}

#[async_trait]
impl Dispatch for RedisDispatch {
    async fn admit(&self, ask: Ask, now: DateTime<Utc>) -> Result<Admission, EngineError> {
        let limits = serde_json::to_string(&self.config.limits(&ask.tenant).for_scripts());
        let mut call = self.names.call(&self.scripts.admit, millis(now));
        call.arg(ask.tenant.as_str()).arg(job_text(ask.job)).arg(ask.tasks).arg(ask.bytes);
        call.arg(limits.map_err(encoding_error)?);
        match &ask.claim {
            Some(claim) => call.arg(lane_text(&claim.lane)).arg(lease_text(claim.lease)),
            None => call.arg("").arg(""),
        };
        let row: Vec<String> =
            call.invoke_async(&mut self.redis.connection.clone()).await.map_err(engine_error)?;
        answers::admission(&row)
    }

    async fn withdraw(&self, tenant: &TenantId, job: JobId) -> Result<(), EngineError> {
        let mut call = self.names.call(&self.scripts.withdraw, millis(Utc::now()));
        call.arg(tenant.as_str()).arg(job_text(job));
        call.invoke_async(&mut self.redis.connection.clone()).await.map_err(engine_error)
    }

    async fn learn(&self, facts: Vec<Fact>, now: DateTime<Utc>) -> Result<(), EngineError> {
        let chunks = facts.chunks(FACTS_A_SCRIPT).map(|chunk| {
            let facts: Vec<_> = chunk.iter().map(|fact| wire::wire_fact(fact, &self.config)).collect();
            serde_json::to_string(&facts).map_err(encoding_error)
        });
        let chunks = chunks.collect::<Result<Vec<_>, _>>()?;
        for trip in chunks.chunks(SCRIPTS_A_TRIP) {
            self.send(trip, millis(now)).await.map_err(engine_error)?;
        }
        Ok(())
    }

    async fn take(&self, take: Take) -> Result<Vec<Grant>, EngineError> {
        let mut call = self.names.call(&self.scripts.take, millis(take.now));
        let except = serde_json::to_string(&take.except).map_err(encoding_error)?;
        call.arg(lane_text(&take.lane)).arg(&take.worker).arg(take.tasks).arg(except);
        for lease in take.leases {
            call.arg(lease_text(lease));
        }
        let rows: Vec<answers::GrantRow> =
            call.invoke_async(&mut self.redis.connection.clone()).await.map_err(engine_error)?;
        rows.into_iter().map(answers::grant).collect()
    }

    async fn due(&self, now: DateTime<Utc>, limit: usize) -> Result<Vec<Due>, EngineError> {
        let mut call = self.names.call(&self.scripts.due, millis(now));
        let members: Vec<String> =
            call.arg(limit).invoke_async(&mut self.redis.connection.clone()).await.map_err(engine_error)?;
        members.iter().map(|member| answers::due(member)).collect()
    }

    async fn standing(&self, subject: Subject, now: DateTime<Utc>) -> Result<Option<Standing>, EngineError> {
        let mut call = self.names.call(&self.scripts.standing, millis(now));
        match &subject {
            Subject::Job(tenant, job) => call.arg("job").arg(tenant.as_str()).arg(job_text(*job)),
            Subject::Batch(tenant, batch) => {
                call.arg("batch").arg(tenant.as_str()).arg(job_text(batch.job)).arg(batch.number)
            }
            Subject::Queue(tenant, queue) => call.arg("queue").arg(tenant.as_str()).arg(queue.as_str()),
        };
        let row: Option<answers::StandingRow> =
            call.invoke_async(&mut self.redis.connection.clone()).await.map_err(engine_error)?;
        row.map(answers::standing).transpose()
    }

    async fn is_known(&self) -> Result<bool, EngineError> {
        let (known, run): (Option<String>, String) = self.known_and_run().await?;
        if known.as_ref().is_some_and(|known| *known != run) {
            self.forget().await?;
        }
        Ok(known == Some(run))
    }

    async fn set_known(&self) -> Result<(), EngineError> {
        let (_, run) = self.known_and_run().await?;
        let mut pipeline = Pipeline::new();
        pipeline.cmd("SET").arg(self.names.known()).arg(run).ignore();
        // Until now, workers were given nothing.
        for message in ["ready jq", "ready http"] {
            pipeline.cmd("PUBLISH").arg(&self.names.channel).arg(message).ignore();
        }
        pipeline.query_async(&mut self.redis.connection.clone()).await.map_err(engine_error)
    }

    async fn signals(&self) -> BoxStream<'static, Signal> {
        signals::listen(self.client(), self.names.channel.clone()).await
    }
}

fn encoding_error(error: serde_json::Error) -> EngineError {
    EngineError { engine: "redis", message: format!("arguments cannot be written as JSON: {error}") }
}

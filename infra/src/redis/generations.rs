//! Generations of the read model of jobs: one is read, another may be built beside it, and one that was replaced stays until it is
//! dropped.

use std::collections::BTreeSet;
use std::sync::atomic::Ordering::Relaxed;

use ::redis::{FromRedisValue, Pipeline, RedisError, Script, Value, cmd, from_redis_value};
use commands::ports::EngineError;
use domain::{JobId, TenantId};
use projections::job_view::JobState;

use super::content::lists_for_good;
use super::keys::{List, ModelKeys};
use super::stored::{self, Fields};
use super::{Redis, engine_error};

/// How many jobs are dropped at once.
const PAGE: usize = 1_000;

impl Redis {
    /// Asks the generation that is read. Which one that is is asked with the same round trip.
    pub(super) async fn ask<T: FromRedisValue>(
        &self,
        build: impl Fn(&ModelKeys, &mut Pipeline),
    ) -> Result<T, RedisError> {
        self.ask_with(None, build).await
    }

    /// The same by a script.
    pub(super) async fn ask_script<T: FromRedisValue>(
        &self,
        script: &Script,
        build: impl Fn(&ModelKeys, &mut Pipeline),
    ) -> Result<T, RedisError> {
        self.ask_with(Some(script), build).await
    }

    async fn ask_with<T: FromRedisValue>(
        &self,
        script: Option<&Script>,
        build: impl Fn(&ModelKeys, &mut Pipeline),
    ) -> Result<T, RedisError> {
        loop {
            let known = self.known.load(Relaxed);
            let mut pipeline = Pipeline::new();
            pipeline.get(self.live_key());
            build(&self.model(known), &mut pipeline);
            let mut answers: Vec<Value> = match script {
                Some(script) => self.run(script, &pipeline).await?,
                None => pipeline.query_async(&mut self.connection.clone()).await?,
            };
            let live: Option<u64> = from_redis_value(answers.remove(0))?;
            if live.unwrap_or(0) == known {
                return Ok(from_redis_value(Value::Array(answers))?);
            }
            self.known.store(live.unwrap_or(0), Relaxed);
        }
    }

    /// The generation that is read.
    ///
    /// # Errors
    /// Redis cannot be reached.
    pub async fn live_generation(&self) -> Result<u64, EngineError> {
        let live: Option<u64> = cmd("GET")
            .arg(self.live_key())
            .query_async(&mut self.connection.clone())
            .await
            .map_err(engine_error)?;
        Ok(live.unwrap_or(0))
    }

    /// A number for a generation that is to be built.
    ///
    /// # Errors
    /// Redis cannot be reached.
    pub async fn begin_generation(&self) -> Result<u64, EngineError> {
        let mut connection = self.connection.clone();
        let next: u64 = cmd("INCR")
            .arg(self.last_generation_key())
            .query_async(&mut connection)
            .await
            .map_err(engine_error)?;
        let mut add = cmd("SADD");
        add.arg(self.generations_key())
            .arg(next)
            .query_async::<()>(&mut connection)
            .await
            .map_err(engine_error)?;
        Ok(next)
    }

    /// Has this generation be read from now on: by queries at once, and by whoever keeps it up to date before they write again.
    ///
    /// # Errors
    /// Redis cannot be reached.
    pub async fn swap_in(&self, generation: u64) -> Result<(), EngineError> {
        let mut set = cmd("SET");
        set.arg(self.live_key()).arg(generation);
        set.query_async::<()>(&mut self.connection.clone()).await.map_err(engine_error)
    }

    /// The generations that there are and that are not read: those that were replaced, and those that are being built.
    ///
    /// # Errors
    /// Redis cannot be reached.
    pub async fn idle_generations(&self) -> Result<Vec<u64>, EngineError> {
        let mut connection = self.connection.clone();
        let mut pipeline = Pipeline::new();
        pipeline.get(self.live_key()).smembers(self.generations_key()).exists(self.model(0).tenants());
        let (live, mut all, first): (Option<u64>, Vec<u64>, bool) =
            pipeline.query_async(&mut connection).await.map_err(engine_error)?;
        all.extend(first.then_some(0));
        all.retain(|generation| *generation != live.unwrap_or(0));
        all.sort_unstable();
        Ok(all)
    }

    /// Deletes a generation that is not read; answers how many jobs it had.
    ///
    /// # Errors
    /// It is the one that is read, or Redis cannot be reached.
    pub async fn drop_generation(&self, generation: u64, shards: &[u16]) -> Result<u64, EngineError> {
        if self.live_generation().await? == generation {
            let message = format!("generation {generation} is the one that is read");
            return Err(EngineError { engine: "redis", message });
        }
        let (keys, mut dropped) = (self.model(generation), 0);
        let tenants = self.tenants_of(&keys).await?;
        for tenant in &tenants {
            dropped += self.drop_jobs(&keys, tenant).await.map_err(engine_error)?;
        }
        self.drop_usage(&keys, &tenants, shards).await?;
        let mut rest = vec![keys.tenants()];
        rest.extend(shards.iter().map(|shard| keys.position(*shard)));
        let mut pipeline = Pipeline::new();
        pipeline.cmd("UNLINK").arg(rest).ignore().srem(self.generations_key(), generation).ignore();
        pipeline.query_async::<()>(&mut self.connection.clone()).await.map_err(engine_error)?;
        Ok(dropped)
    }

    pub(super) async fn tenants_of(&self, keys: &ModelKeys) -> Result<Vec<TenantId>, EngineError> {
        let mut members = cmd("SMEMBERS");
        let tenants: Vec<String> = members
            .arg(keys.tenants())
            .query_async(&mut self.connection.clone())
            .await
            .map_err(engine_error)?;
        Ok(tenants.iter().filter_map(|tenant| tenant.parse().ok()).collect())
    }

    async fn drop_jobs(&self, keys: &ModelKeys, tenant: &TenantId) -> Result<u64, RedisError> {
        let (mut connection, mut dropped) = (self.connection.clone(), 0);
        let mut lists: BTreeSet<List> = JobState::ALL.into_iter().map(List::State).collect();
        loop {
            let mut pop = cmd("ZPOPMIN");
            let all = keys.list(tenant, &List::All);
            let popped: Vec<(String, f64)> = pop.arg(all).arg(PAGE).query_async(&mut connection).await?;
            if popped.is_empty() {
                break;
            }
            let jobs: Vec<JobId> = popped.iter().filter_map(|(id, _)| id.parse().ok()).collect();
            let mut read = Pipeline::new();
            for job in &jobs {
                read.hgetall(keys.job(tenant, *job));
            }
            let hashes: Vec<Fields> = read.query_async(&mut connection).await?;
            for (job, hash) in jobs.iter().zip(&hashes) {
                lists.extend(lists_for_good(&stored::record(*job, hash, None)));
            }
            let gone = jobs.iter().flat_map(|job| [keys.job(tenant, *job), keys.batches(tenant, *job)]);
            cmd("UNLINK").arg(gone.collect::<Vec<_>>()).query_async::<()>(&mut connection).await?;
            dropped += popped.len() as u64;
        }
        let mut rest: Vec<String> = lists.iter().map(|list| keys.list(tenant, list)).collect();
        rest.push(keys.dropped(tenant));
        cmd("UNLINK").arg(rest).query_async::<()>(&mut connection).await?;
        Ok(dropped)
    }
}

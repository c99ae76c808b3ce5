//! Generations of the read model of jobs: one is read, another may be built beside it, and one that was replaced stays until it is
//! dropped.

use std::sync::atomic::Ordering::Relaxed;

use ::redis::{FromRedisValue, Pipeline, RedisError, Value, cmd, from_redis_value};
use commands::ports::EngineError;
use domain::{JobId, TenantId};
use projections::job_view::JobState;

use super::keys::ModelKeys;
use super::{Redis, engine_error};

/// How many jobs are dropped at once.
const PAGE: usize = 1_000;

impl Redis {
    /// Asks the generation that is read. Which one that is is asked with the same round trip.
    pub(super) async fn ask<T: FromRedisValue>(
        &self,
        build: impl Fn(&ModelKeys, &mut Pipeline),
    ) -> Result<T, RedisError> {
        loop {
            let known = self.known.load(Relaxed);
            let mut pipeline = Pipeline::new();
            pipeline.get(self.live_key());
            build(&self.model(known), &mut pipeline);
            let mut answers: Vec<Value> = pipeline.query_async(&mut self.connection.clone()).await?;
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
        loop {
            let mut pop = cmd("ZPOPMIN");
            let popped: Vec<(String, f64)> =
                pop.arg(keys.jobs(tenant)).arg(PAGE).query_async(&mut connection).await?;
            if popped.is_empty() {
                break;
            }
            let jobs = popped.iter().filter_map(|(id, _)| id.parse::<JobId>().ok());
            let hashes: Vec<String> = jobs.map(|job| keys.job(tenant, job)).collect();
            cmd("UNLINK").arg(hashes).query_async::<()>(&mut connection).await?;
            dropped += popped.len() as u64;
        }
        let lists: Vec<String> = JobState::ALL.iter().map(|state| keys.jobs_in(tenant, *state)).collect();
        cmd("UNLINK").arg(lists).query_async::<()>(&mut connection).await?;
        Ok(dropped)
    }
}

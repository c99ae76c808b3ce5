//! Builds a generation of the read model that nobody else writes. Events come once and in order, so there is nothing to compare: what
//! a chunk does to a job is put together, and written at once.

use std::collections::{BTreeMap, BTreeSet};

use ::redis::{Pipeline, RedisError};
use async_trait::async_trait;
use domain::{JobId, RecordedEvent, TenantId};
use projections::job_view::JobState;
use projections::runner::{Chunk, Committed, Poison, Resume, RunnerError, Sink};

use super::Redis;
use super::keys::ModelKeys;
use super::writes::{Write, place, writes};

/// Writes one generation, from its beginning.
pub struct JobsBuilder {
    redis: Redis,
    keys: ModelKeys,
}

/// What a chunk does to a job.
#[derive(Debug, Default)]
struct Merged {
    /// The fields that are set, or taken away.
    fields: BTreeMap<String, Option<String>>,
    counts: BTreeMap<&'static str, u64>,
    /// Whether it is in these lists afterwards.
    lists: BTreeMap<Option<JobState>, bool>,
}

type Jobs = BTreeMap<(TenantId, JobId), Merged>;

impl JobsBuilder {
    /// Writes a generation that was just begun.
    #[must_use]
    pub fn new(redis: Redis, generation: u64) -> Self {
        let keys = redis.model(generation);
        Self { redis, keys }
    }

    fn pipeline(&self, shard: u16, through: u64, jobs: Jobs) -> Pipeline {
        let mut pipeline = Pipeline::new();
        let tenants: BTreeSet<&TenantId> = jobs.keys().map(|(tenant, _)| tenant).collect();
        for tenant in tenants {
            pipeline.sadd(self.keys.tenants(), tenant.as_str()).ignore();
        }
        for ((tenant, job), merged) in &jobs {
            merged.write(&self.keys, tenant, *job, &mut pipeline);
        }
        pipeline.set(self.keys.position(shard), through).ignore();
        pipeline.set(self.keys.usage_begun(shard), 1).ignore();
        // All of it or nothing, so that a chunk may be written again whose answer was lost.
        pipeline.atomic();
        pipeline
    }

    async fn position(&self, shard: u16) -> Result<u64, RunnerError> {
        let mut get = ::redis::cmd("GET");
        let get = get.arg(self.keys.position(shard));
        let position: Option<u64> =
            get.query_async(&mut self.redis.connection.clone()).await.map_err(away)?;
        Ok(position.unwrap_or(0))
    }
}

impl Merged {
    fn add(&mut self, event: &RecordedEvent, seen: String) -> Result<(), String> {
        let writes = writes(event)?;
        if !writes.is_empty() {
            *self.counts.entry("rev").or_default() += 1;
        }
        for write in writes {
            match write {
                Write::Set(field, value) => drop(self.fields.insert(field.to_owned(), Some(value))),
                Write::Delete(field) => drop(self.fields.insert(field.to_owned(), None)),
                Write::Add(field, count) => *self.counts.entry(field).or_default() += count,
                Write::Enter(list) => drop(self.lists.insert(list, true)),
                Write::Leave(state) => drop(self.lists.insert(Some(state), false)),
            }
        }
        self.fields.insert(seen, Some(event.sequence.to_string()));
        Ok(())
    }

    fn write(&self, keys: &ModelKeys, tenant: &TenantId, job: JobId, pipeline: &mut Pipeline) {
        let key = keys.job(tenant, job);
        let set = pipeline.cmd("HSET").arg(&key);
        for (field, value) in &self.fields {
            if let Some(value) = value {
                set.arg(field).arg(value);
            }
        }
        set.ignore();
        let gone: Vec<&String> =
            self.fields.iter().filter(|(_, value)| value.is_none()).map(|(field, _)| field).collect();
        if !gone.is_empty() {
            pipeline.hdel(&key, gone).ignore();
        }
        for (field, count) in &self.counts {
            pipeline.hincr(&key, *field, *count).ignore();
        }
        for (list, is_in) in &self.lists {
            let (list, id) = (keys.list(tenant, *list), job.to_string());
            match is_in {
                true => pipeline.zadd(list, id, 0).ignore(),
                false => pipeline.zrem(list, id).ignore(),
            };
        }
    }
}

/// Puts together what events do, without those that cannot be read.
fn merge(events: &[RecordedEvent]) -> (Jobs, Vec<Poison>) {
    let (mut jobs, mut poisons) = (Jobs::new(), vec![]);
    for (index, event) in events.iter().enumerate() {
        let Some((job, seen)) = place(event) else { continue };
        let merged = jobs.entry((event.tenant.clone(), job)).or_default();
        if let Err(reason) = merged.add(event, seen) {
            poisons.push(Poison { index, reason });
        }
    }
    jobs.retain(|_, merged| !merged.fields.is_empty());
    (jobs, poisons)
}

fn away(error: RedisError) -> RunnerError {
    RunnerError::Away(format!("redis: {error}"))
}

#[async_trait]
impl Sink for JobsBuilder {
    fn name(&self) -> &'static str {
        "redis"
    }

    async fn resume(&self, shard: u16, _: Committed) -> Result<Resume, RunnerError> {
        Ok(Resume { after: self.position(shard).await?, chunk_end: None })
    }

    fn intent(&self, _: &Chunk) -> Option<String> {
        None
    }

    async fn is_at(&self, _: u16, _: u64) -> Result<bool, RunnerError> {
        Ok(true)
    }

    async fn write(&self, chunk: &Chunk) -> Result<Vec<Poison>, RunnerError> {
        let (jobs, mut poisons) = merge(&chunk.events);
        self.redis.write_usage(&self.keys, chunk, &mut poisons).await?;
        match self.position(chunk.shard).await? {
            at if at == chunk.after => {}
            at if at == chunk.through => return Ok(poisons),
            at => return Err(RunnerError::Rewind(format!("redis is at {at}, not at {}", chunk.after))),
        }
        let pipeline = self.pipeline(chunk.shard, chunk.through, jobs);
        pipeline.query_async::<()>(&mut self.redis.connection.clone()).await.map_err(away)?;
        Ok(poisons)
    }
}

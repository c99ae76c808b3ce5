//! Builds a generation of the read model that nobody else writes. Events come once and in order, so there is nothing to compare: what
//! a chunk does to a job is put together, and written at once. A job that a chunk begins needs no script: nothing of it is there yet.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ::redis::Pipeline;
use async_trait::async_trait;
use domain::{JobId, TenantId};
use projections::runner::{Chunk, Committed, Poison, Resume, RunnerError, Sink};
use tokio::task::spawn_blocking;

use super::keys::{List, ModelKeys};
use super::usage::pipe_usage;
use super::{Redis, away};

mod merged;
mod writer;

use merged::{Jobs, Merged, ScriptJob, merge};
use writer::{Made, Writer};

/// KEYS: of each job its hash, and that of its batches. ARGV: the jobs, as JSON: fields and values that are set, fields that are taken
/// away, how many events of its own changed something, how many of its batches did, how many tasks succeeded, failed and were
/// cancelled by these, and of each batch its number, its last sequence, its state or nothing, and its tasks that ended.
/// What it keeps is what the script of `sink.rs` keeps.
const MERGE: &str = r"
local function add(text, pattern, add)
  local known = {string.match(text, pattern)}
  for index, more in ipairs(add) do known[index] = string.format('%d', known[index] + more) end
  return table.concat(known, ':')
end
for number, merged in ipairs(cjson.decode(ARGV[1])) do
  local job, batches = KEYS[2 * number - 1], KEYS[2 * number]
  local set, gone, own, others, all, cells = unpack(merged)
  if #set > 0 then redis.call('HSET', job, unpack(set)) end
  if #gone > 0 then redis.call('HDEL', job, unpack(gone)) end
  if own > 0 then redis.call('HINCRBY', job, 'rev', own) end
  if redis.call('HEXISTS', job, 'ended') == 1 then
    redis.call('UNLINK', batches)
  else
    if others > 0 then
      local known = redis.call('HGET', batches, 'all') or '0:0:0:0'
      redis.call('HSET', batches, 'all',
        add(known, '(%d+):(%d+):(%d+):(%d+)', {others, all[1], all[2], all[3]}))
    end
    for _, cell in ipairs(cells) do
      local known = redis.call('HGET', batches, cell[1]) or '0:waiting:0:0:0'
      local state, counts = string.match(known, '%d+:(%a+):(.+)')
      if cell[3] ~= '' then state = cell[3] end
      counts = add(counts, '(%d+):(%d+):(%d+)', {cell[4], cell[5], cell[6]})
      redis.call('HSET', batches, cell[1], string.format('%d:%s:%s', cell[2], state, counts))
    end
  end
end
";

/// Writes one generation, from its beginning.
pub struct JobsBuilder {
    redis: Redis,
    keys: ModelKeys,
    writer: Arc<Writer>,
    /// What was made of chunks whose turn has not come, by shard and by what is before them.
    made: Mutex<BTreeMap<(u16, u64), Made>>,
}

/// Who comes into a list of a tenant, and who leaves it.
#[derive(Debug, Default)]
struct Moves {
    into: Vec<JobId>,
    out: Vec<JobId>,
}

/// How many jobs one call of the script takes: other callers wait while it runs.
const JOBS_A_SCRIPT: usize = 256;

impl JobsBuilder {
    /// Writes a generation that was just begun.
    #[must_use]
    pub fn new(redis: Redis, generation: u64) -> Self {
        let keys = redis.model(generation);
        let writer = Arc::new(Writer::new(redis.client.clone(), keys.clone()));
        Self { redis, keys, writer, made: Mutex::default() }
    }

    fn make(&self, chunk: &Chunk) -> Made {
        let (tenants, poisons) = merge(&chunk.events);
        let mut made = Made::new(chunk, poisons);
        let Made { sets, adds, over, poisons, .. } = &mut made;
        for (tenant, jobs) in &tenants {
            sets.sadd(self.keys.tenants(), tenant.as_str()).ignore();
            let (begun, others): (Vec<_>, Vec<_>) = jobs.iter().partition(|(_, merged)| merged.is_all());
            self.set(tenant, &begun, sets);
            let ended = begun.iter().filter(|(_, merged)| merged.has_ended());
            over.extend(ended.map(|(job, _)| (tenant.clone(), **job)));
            let with_batches = others.iter().filter(|(_, merged)| !merged.cells.is_empty());
            self.writer.expect_batches(with_batches.map(|(job, _)| **job));
            for jobs in others.chunks(JOBS_A_SCRIPT) {
                self.merge(tenant, jobs, adds);
            }
            self.list(tenant, jobs, sets);
        }
        pipe_usage(&self.keys, chunk, poisons, adds);
        let position = self.keys.position(chunk.shard);
        sets.cmd("WATCH").arg(&position).ignore().get(&position);
        adds.set(position, chunk.through).ignore().atomic();
        made
    }

    /// Writes jobs of which nothing is there but what batches on other shards may have said before.
    fn set(&self, tenant: &TenantId, jobs: &[(&JobId, &Merged)], pipeline: &mut Pipeline) {
        for (job, merged) in jobs {
            let set = pipeline.cmd("HSET").arg(self.keys.job(tenant, **job));
            for (field, value) in &merged.fields {
                if let Some(value) = value {
                    set.arg(field).arg(value);
                }
            }
            set.arg("rev").arg(merged.own).ignore();
        }
    }

    /// Has the script write jobs of which something is there.
    fn merge(&self, tenant: &TenantId, jobs: &[(&JobId, &Merged)], pipeline: &mut Pipeline) {
        let keys =
            jobs.iter().flat_map(|(job, _)| [self.keys.job(tenant, **job), self.keys.batches(tenant, **job)]);
        let merged: Vec<ScriptJob<'_>> = jobs.iter().map(|(_, merged)| merged.for_script()).collect();
        let merged = serde_json::to_string(&merged).unwrap_or_default();
        let call = pipeline.cmd("EVAL").arg(MERGE).arg(2 * jobs.len());
        call.arg(keys.collect::<Vec<_>>()).arg(merged).ignore();
    }

    /// Enters jobs into lists, and takes them out: each list once.
    fn list(&self, tenant: &TenantId, jobs: &Jobs, pipeline: &mut Pipeline) {
        let mut lists = BTreeMap::<&List, Moves>::new();
        for (job, merged) in jobs {
            for (list, is_in) in &merged.lists {
                match is_in {
                    true => lists.entry(list).or_default().into.push(*job),
                    // What begins here was in no list before.
                    false if merged.is_new() => {}
                    false => lists.entry(list).or_default().out.push(*job),
                }
            }
        }
        for (list, Moves { into, out }) in lists {
            let list = self.keys.list(tenant, list);
            if !into.is_empty() {
                let into: Vec<_> = into.iter().map(|job| (0, job.to_string())).collect();
                pipeline.zadd_multiple(&list, &into).ignore();
            }
            if !out.is_empty() {
                let out: Vec<_> = out.iter().map(JobId::to_string).collect();
                pipeline.zrem(&list, out).ignore();
            }
        }
    }

    async fn position(&self, shard: u16) -> Result<u64, RunnerError> {
        let mut get = ::redis::cmd("GET");
        let get = get.arg(self.keys.position(shard));
        let position: Option<u64> =
            get.query_async(&mut self.redis.connection.clone()).await.map_err(away)?;
        Ok(position.unwrap_or(0))
    }
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

    fn prepare(&self, chunk: &Chunk) {
        let made = self.make(chunk);
        lock(&self.made).insert((chunk.shard, chunk.after), made);
    }

    async fn write(&self, chunk: &Chunk) -> Result<Vec<Poison>, RunnerError> {
        let made = lock(&self.made).remove(&(chunk.shard, chunk.after));
        let made = made.unwrap_or_else(|| self.make(chunk));
        let writer = Arc::clone(&self.writer);
        let written = spawn_blocking(move || writer.write(&made).map(|()| made.poisons)).await;
        written.unwrap_or_else(|_| Err(RunnerError::Away("what writes has panicked".to_owned())))
    }
}

fn lock<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

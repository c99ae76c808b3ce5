//! Builds a generation of the read model that nobody else writes. Events come once and in order, so there is nothing to compare: what
//! a chunk does to a job is put together, and written at once. A job that a chunk begins needs no script: nothing of it is there yet.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use ::redis::Pipeline;
use async_trait::async_trait;
use domain::job::Counts;
use domain::{JobId, RecordedEvent, TenantId};
use projections::job_view::CellChange;
use projections::runner::{Chunk, Committed, Poison, Resume, RunnerError, Sink};
use serde::Serialize;

use super::keys::{List, ModelKeys};
use super::usage::pipe_usage;
use super::writes::{Effect, Write, effect, words_of};
use super::{Redis, away};

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
    /// Up to where shards are written for certain: Redis need not be asked.
    written: Mutex<BTreeMap<u16, u64>>,
}

/// What a chunk does to a job.
#[derive(Debug, Default)]
struct Merged {
    /// The fields that are set, or taken away: a few, so that looking at each is the fastest.
    fields: Vec<(&'static str, Option<String>)>,
    /// How many of its events changed something.
    own: u64,
    /// How many of those of its batches did.
    others: u64,
    /// How many of its tasks ended.
    counts: Counts,
    /// What is done to its batches, and the last event of each that is.
    cells: BTreeMap<u64, (u64, CellChange)>,
    /// Whether it is in these lists afterwards.
    lists: Vec<(List, bool)>,
}

/// A job as the script takes it.
#[derive(Serialize)]
struct ScriptJob<'a>(
    Vec<&'a str>,
    Vec<&'a str>,
    u64,
    u64,
    [u64; 3],
    Vec<(String, u64, &'static str, u64, u64, u64)>,
);

type Jobs = BTreeMap<JobId, Merged>;

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
        Self { redis, keys, written: Mutex::default() }
    }

    /// All that a chunk does, and the events that cannot be read. It is done whole or not at all, so that it may be written again when
    /// its answer was lost.
    fn pipeline(&self, chunk: &Chunk) -> (Pipeline, Vec<Poison>) {
        let (tenants, mut poisons) = merge(&chunk.events);
        let mut pipeline = Pipeline::new();
        for (tenant, jobs) in &tenants {
            pipeline.sadd(self.keys.tenants(), tenant.as_str()).ignore();
            let (begun, others): (Vec<_>, Vec<_>) = jobs.iter().partition(|(_, merged)| merged.is_all());
            self.set(tenant, &begun, &mut pipeline);
            for jobs in others.chunks(JOBS_A_SCRIPT) {
                self.merge(tenant, jobs, &mut pipeline);
            }
            self.list(tenant, jobs, &mut pipeline);
        }
        pipe_usage(&self.keys, chunk, &mut poisons, &mut pipeline);
        // It answers where it was.
        pipeline.cmd("SET").arg(self.keys.position(chunk.shard)).arg(chunk.through).arg("GET");
        pipeline.atomic();
        (pipeline, poisons)
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
        let ended = jobs.iter().filter(|(_, merged)| merged.has_ended());
        let batches: Vec<_> = ended.map(|(job, _)| self.keys.batches(tenant, **job)).collect();
        if !batches.is_empty() {
            pipeline.unlink(batches).ignore();
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

    fn written(&self) -> MutexGuard<'_, BTreeMap<u16, u64>> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Merged {
    fn add(&mut self, sequence: u64, effect: Effect) {
        match effect {
            Effect::Own(writes) => {
                self.own += u64::from(!writes.is_empty());
                put(&mut self.fields, "seen", Some(sequence.to_string()));
                writes.into_iter().for_each(|write| self.write(write));
            }
            Effect::Batch(number, change) => {
                self.others += u64::from(change.counts.total() > 0);
                self.counts += change.counts;
                let (last, merged) = self.cells.entry(number).or_default();
                *last = sequence;
                *merged += change;
            }
        }
    }

    fn write(&mut self, write: Write) {
        match write {
            Write::Set(field, value) => put(&mut self.fields, field, Some(value)),
            Write::Delete(field) => put(&mut self.fields, field, None),
            Write::Enter(list) => put(&mut self.lists, list, true),
            Write::Leave(state) => put(&mut self.lists, List::State(state), false),
            // The script sees to it.
            Write::Close => {}
        }
    }

    fn for_script(&self) -> ScriptJob<'_> {
        let (mut set, mut gone) = (vec![], vec![]);
        for (field, value) in &self.fields {
            match value {
                Some(value) => set.extend([*field, value]),
                None => gone.push(*field),
            }
        }
        let cells = self.cells.iter().map(|(number, (sequence, change))| {
            let (state, succeeded, failed, cancelled) = words_of(*change);
            (number.to_string(), *sequence, state, succeeded, failed, cancelled)
        });
        let Counts { succeeded, failed, cancelled } = self.counts;
        ScriptJob(set, gone, self.own, self.others, [succeeded, failed, cancelled], cells.collect())
    }

    /// Whether it begins here.
    fn is_new(&self) -> bool {
        self.lists.iter().any(|(list, _)| *list == List::All)
    }

    fn has_ended(&self) -> bool {
        self.fields.iter().any(|(field, _)| *field == "ended")
    }

    /// Whether this is all that there is to be of it: what its batches said before or say later counts no more, or they said nothing.
    fn is_all(&self) -> bool {
        self.is_new() && (self.has_ended() || self.cells.is_empty())
    }
}

/// Sets what belongs to a key.
fn put<K: PartialEq, V>(all: &mut Vec<(K, V)>, key: K, value: V) {
    match all.iter_mut().find(|(known, _)| *known == key) {
        Some((_, known)) => *known = value,
        None => all.push((key, value)),
    }
}

/// Puts together what events do, without those that cannot be read.
fn merge(events: &[RecordedEvent]) -> (BTreeMap<TenantId, Jobs>, Vec<Poison>) {
    let (mut tenants, mut poisons) = (BTreeMap::<TenantId, Jobs>::new(), vec![]);
    for (index, event) in events.iter().enumerate() {
        match effect(event) {
            Ok(Some((job, effect))) => {
                let jobs = tenants.entry(event.tenant.clone()).or_default();
                jobs.entry(job).or_default().add(event.sequence, effect);
            }
            Ok(None) => {}
            Err(reason) => poisons.push(Poison { index, reason }),
        }
    }
    (tenants, poisons)
}

/// A chunk is written where the one before it ended.
fn must_follow(at: u64, chunk: &Chunk) -> Result<(), RunnerError> {
    match at == chunk.after {
        true => Ok(()),
        false => Err(RunnerError::Rewind(format!("redis is at {at}, not at {}", chunk.after))),
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

    async fn write(&self, chunk: &Chunk) -> Result<Vec<Poison>, RunnerError> {
        let (pipeline, poisons) = self.pipeline(chunk);
        // Until this is answered it is not known.
        let known = self.written().remove(&chunk.shard);
        let at = match known {
            Some(at) => at,
            None => self.position(chunk.shard).await?,
        };
        if at != chunk.through {
            must_follow(at, chunk)?;
            let written = pipeline.query_async(&mut self.redis.connection.clone()).await;
            let (was,): (Option<u64>,) = written.map_err(away)?;
            // Redis may have lost its data since it was asked.
            must_follow(was.unwrap_or(0), chunk)?;
        }
        self.written().insert(chunk.shard, chunk.through);
        Ok(poisons)
    }
}

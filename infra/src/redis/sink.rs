//! Writes the read model of jobs. Each event is applied once: a script compares its sequence with the last
//! one of its stream. How far each shard is written stands beside the data, so what Redis forgets it is told again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use ::redis::{Pipeline, RedisError, Script};
use async_trait::async_trait;
use commands::ports::{EngineError, EventLog, StreamId};
use domain::{JobId, RecordedEvent, TenantId};
use projections::job_view::cells;
use projections::runner::{Chunk, Committed, Poison, Resume, RunnerError, Sink};
use serde::Serialize;

use super::keys::ModelKeys;
use super::live::Announcement;
use super::writes::{Effect, effect, words_of};
use super::{Redis, away};

/// KEYS: of each event its job, and that job's batches. ARGV: the events, as JSON: the batch, or nothing if it is of the job itself;
/// the sequence; and commands, or a batch's change (its state, and how many tasks succeeded, failed and were cancelled).
/// Answers for each 1 when it applied the event, 0 when it had it, -1 when events before it are missing. What batches say of a job
/// that has ended is had, whatever it is. `rev` counts the events that changed something: it follows from the log alone, so it is the
/// same when the read model is built again.
const APPLY: &str = r"
local function own(job, event)
  local sequence = event[2]
  local known = tonumber(redis.call('HGET', job, 'seen') or '0')
  if sequence ~= known + 1 then return sequence <= known and 0 or -1 end
  for _, command in ipairs(event[3]) do redis.call(unpack(command)) end
  if #event[3] > 0 then redis.call('HINCRBY', job, 'rev', 1) end
  redis.call('HSET', job, 'seen', sequence)
  return 1
end
local function of_batch(job, batches, event)
  if redis.call('HEXISTS', job, 'ended') == 1 then return 0 end
  local number, sequence, change = event[1], event[2], event[3]
  local known, state, succeeded, failed, cancelled =
    string.match(redis.call('HGET', batches, number) or '0:waiting:0:0:0', '(%d+):(%a+):(%d+):(%d+):(%d+)')
  known = tonumber(known)
  if sequence ~= known + 1 then return sequence <= known and 0 or -1 end
  if change[1] ~= '' then state = change[1] end
  redis.call('HSET', batches, number, string.format('%d:%s:%d:%d:%d',
    sequence, state, succeeded + change[2], failed + change[3], cancelled + change[4]))
  if change[2] + change[3] + change[4] > 0 then
    local rev, all_succeeded, all_failed, all_cancelled =
      string.match(redis.call('HGET', batches, 'all') or '0:0:0:0', '(%d+):(%d+):(%d+):(%d+)')
    redis.call('HSET', batches, 'all', string.format('%d:%d:%d:%d',
      rev + 1, all_succeeded + change[2], all_failed + change[3], all_cancelled + change[4]))
  end
  return 1
end
local answers = {}
for number, event in ipairs(cjson.decode(ARGV[1])) do
  local job, batches = KEYS[2 * number - 1], KEYS[2 * number]
  answers[number] = event[1] == '' and own(job, event) or of_batch(job, batches, event)
end
return answers
";

/// How many events of a tenant one script takes: other callers wait while it runs.
const EVENTS_A_SCRIPT: usize = 64;

/// KEYS: a shard's position. ARGV: the position before a chunk, and its last.
/// Answers 1 when the shard is written up to the last now, 0 when it is elsewhere: what was written before is gone.
const MOVE: &str = r"
local position = redis.call('GET', KEYS[1])
if position ~= ARGV[1] and position ~= ARGV[2] then return 0 end
redis.call('SET', KEYS[1], ARGV[2])
return 1
";

/// The projection of jobs.
pub struct JobsSink {
    redis: Redis,
    log: Arc<dyn EventLog>,
    script: Script,
    target: Target,
    announces: bool,
}

/// Which generation is written.
enum Target {
    /// The one that is read: as it was when a shard was begun. Another one is noticed before the next chunk.
    Live(AtomicU64),
    /// This one, whether or not it is read.
    Only(u64),
}

/// One event as the script takes it.
struct Apply {
    job: JobId,
    keys: [String; 2],
    event: ScriptEvent,
    /// Whether it changes what is said of the job.
    tells: bool,
}

/// The batch or nothing, the sequence, and what is done.
#[derive(Serialize)]
struct ScriptEvent(String, u64, Deed);

#[derive(Serialize)]
#[serde(untagged)]
enum Deed {
    Commands(Vec<Vec<String>>),
    Change((&'static str, u64, u64, u64)),
}

impl JobsSink {
    /// Writes to `redis` what is read there; what it misses it reads from `log`.
    #[must_use]
    pub fn new(redis: Redis, log: Arc<dyn EventLog>) -> Self {
        let target = Target::Live(AtomicU64::new(0));
        Self { redis, log, script: Script::new(APPLY), target, announces: false }
    }

    /// Tells those who watch jobs which have changed. A read model that is built beside the one that is read tells nobody.
    #[must_use]
    pub fn announcing(self) -> Self {
        Self { announces: true, ..self }
    }

    /// The same of one generation, whether or not it is read.
    #[must_use]
    pub fn of_generation(self, generation: u64) -> Self {
        Self { target: Target::Only(generation), ..self }
    }

    fn keys(&self) -> ModelKeys {
        self.redis.model(match &self.target {
            Target::Live(generation) => generation.load(Relaxed),
            Target::Only(generation) => *generation,
        })
    }

    /// Applies events of one tenant in one round trip; answers as the script does for each.
    async fn apply(&self, applies: &[Apply]) -> Result<Vec<i64>, RedisError> {
        let mut pipeline = Pipeline::new();
        for applies in applies.chunks(EVENTS_A_SCRIPT) {
            let keys: Vec<&String> = applies.iter().flat_map(|apply| &apply.keys).collect();
            let events: Vec<&ScriptEvent> = applies.iter().map(|apply| &apply.event).collect();
            let events = serde_json::to_string(&events).unwrap_or_default();
            pipeline.cmd("EVALSHA").arg(self.script.get_hash()).arg(keys.len()).arg(keys).arg(events);
        }
        let answers: Vec<Vec<i64>> = self.redis.run(&self.script, &pipeline).await?;
        Ok(answers.concat())
    }

    /// Reads the streams of an event's job from the log and applies all of them: what was applied stays as it is. What a batch
    /// says counts only while its job has not ended, so the job comes first.
    async fn heal(&self, event: &RecordedEvent) -> Result<(), RunnerError> {
        if let Some(batch) = cells::batch_of(event) {
            self.heal_stream(event, "job", batch.job.to_string()).await?;
            return self.heal_stream(event, "batch", event.aggregate_id.clone()).await;
        }
        self.heal_stream(event, "job", event.aggregate_id.clone()).await
    }

    async fn heal_stream(
        &self,
        event: &RecordedEvent,
        aggregate_type: &'static str,
        aggregate_id: String,
    ) -> Result<(), RunnerError> {
        let stream = StreamId { aggregate_type, aggregate_id };
        tracing::warn!(%stream, sequence = event.sequence, "events are missing; reads the stream again");
        let events = self
            .log
            .read_stream(&event.tenant, &stream, 0)
            .await
            .map_err(|e| RunnerError::Away(e.to_string()))?;
        let keys = self.keys();
        let applies: Vec<Apply> =
            events.iter().filter_map(|event| apply_of(&keys, event).ok().flatten()).collect();
        self.apply(&applies).await.map_err(away)?;
        Ok(())
    }

    /// Applies the stream of an event that could not be read before.
    ///
    /// # Errors
    /// It still cannot be read, or an engine is away.
    pub async fn retry(&self, event: &RecordedEvent) -> Result<(), RunnerError> {
        effect(event).map_err(RunnerError::Away)?;
        self.resume(event.shard, Committed::default()).await?;
        self.redis.add_late_usage(&self.keys(), event).await?;
        self.heal(event).await
    }

    /// Remembers where the next chunk begins, and which tenants there are; tells which of their jobs have changed.
    async fn finish(
        &self,
        chunk: &Chunk,
        tenants: BTreeMap<&TenantId, BTreeSet<JobId>>,
    ) -> Result<(), RunnerError> {
        let (mut pipeline, keys) = (Pipeline::new(), self.keys());
        for (tenant, changed) in tenants {
            pipeline.sadd(keys.tenants(), tenant.as_str()).ignore();
            if self.announces && !changed.is_empty() {
                let announcement = Announcement::new(tenant, changed).text();
                pipeline.publish(self.redis.live_channel(), announcement).ignore();
            }
        }
        let moving = pipeline.cmd("EVAL").arg(MOVE).arg(1).arg(keys.position(chunk.shard));
        moving.arg(chunk.after).arg(chunk.through);
        let answer = pipeline.query_async(&mut self.redis.connection.clone()).await;
        match answer.map_err(away)? {
            (1,) => Ok(()),
            // What was written of this chunk may be gone too.
            (_,) => Err(RunnerError::Rewind("redis lost its data while a chunk was written".to_owned())),
        }
    }

    /// How far a shard is written; nothing if Redis does not know it, or if another generation is read by now.
    async fn position(&self, shard: u16) -> Result<Option<u64>, RunnerError> {
        let mut pipeline = Pipeline::new();
        pipeline.get(self.redis.live_key()).get(self.keys().position(shard));
        let answer = pipeline.query_async(&mut self.redis.connection.clone()).await;
        let (live, position): (Option<u64>, Option<u64>) = answer.map_err(away)?;
        Ok(match &self.target {
            Target::Live(generation) if live.unwrap_or(0) != generation.load(Relaxed) => None,
            _ => position,
        })
    }
}

fn apply_of(keys: &ModelKeys, event: &RecordedEvent) -> Result<Option<Apply>, String> {
    let Some((job, effect)) = effect(event)? else {
        return Ok(None);
    };
    let (batch, tells, deed) = match effect {
        Effect::Own(writes) => {
            let command = |write| keys.command(&event.tenant, job, write);
            let commands: Vec<_> = writes.into_iter().map(command).collect();
            (String::new(), !commands.is_empty(), Deed::Commands(commands))
        }
        Effect::Batch(number, change) => {
            (number.to_string(), change.counts.total() > 0, Deed::Change(words_of(change)))
        }
    };
    let keys = [keys.job(&event.tenant, job), keys.batches(&event.tenant, job)];
    Ok(Some(Apply { job, keys, event: ScriptEvent(batch, event.sequence, deed), tells }))
}

fn engine_away(error: EngineError) -> RunnerError {
    RunnerError::Away(error.to_string())
}

#[async_trait]
impl Sink for JobsSink {
    fn name(&self) -> &'static str {
        "redis"
    }

    async fn resume(&self, shard: u16, _: Committed) -> Result<Resume, RunnerError> {
        // The position stands there from the beginning: without one, everything is lost.
        if let Target::Live(generation) = &self.target {
            generation.store(self.redis.live_generation().await.map_err(engine_away)?, Relaxed);
        }
        let (mut begin, key) = (Pipeline::new(), self.keys().position(shard));
        begin.set_nx(&key, 0).ignore().get(&key);
        let (after,): (u64,) = begin.query_async(&mut self.redis.connection.clone()).await.map_err(away)?;
        Ok(Resume { after, chunk_end: None })
    }

    fn intent(&self, _: &Chunk) -> Option<String> {
        None
    }

    async fn is_at(&self, shard: u16, position: u64) -> Result<bool, RunnerError> {
        Ok(self.position(shard).await? == Some(position))
    }

    async fn write(&self, chunk: &Chunk) -> Result<Vec<Poison>, RunnerError> {
        let position = self.position(chunk.shard).await?;
        if position != Some(chunk.after) && position != Some(chunk.through) {
            return Err(RunnerError::Rewind(format!("redis is at {position:?}, not at {}", chunk.after)));
        }
        let (mut poisons, keys) = (vec![], self.keys());
        // What one script touches is of one tenant.
        let mut tenants: BTreeMap<&TenantId, (Vec<Apply>, Vec<&RecordedEvent>)> = BTreeMap::new();
        for (index, event) in chunk.events.iter().enumerate() {
            match apply_of(&keys, event) {
                Ok(Some(apply)) => {
                    let (applies, sources) = tenants.entry(&event.tenant).or_default();
                    applies.push(apply);
                    sources.push(event);
                }
                Ok(None) => {}
                Err(reason) => poisons.push(Poison { index, reason }),
            }
        }
        let mut written = BTreeMap::new();
        for (tenant, (applies, sources)) in tenants {
            let answers = self.apply(&applies).await.map_err(away)?;
            let changed: &mut BTreeSet<JobId> = written.entry(tenant).or_default();
            for ((answer, apply), event) in answers.into_iter().zip(applies).zip(sources) {
                if answer < 0 {
                    self.heal(event).await?;
                }
                if answer != 0 && apply.tells {
                    changed.insert(apply.job);
                }
            }
        }
        self.redis.write_usage(&keys, chunk, &mut poisons).await?;
        self.finish(chunk, written).await?;
        Ok(poisons)
    }
}

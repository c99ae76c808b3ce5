//! What tenants used: a hash for each tenant and shard, which says up to which event it counts.
//!
//! A shard's events come in order of position, and a hash has all of its tenant's up to its own. What is added and the position that it
//! reaches are written by one script, if the hash is still where it was when it was read. So nothing counts twice, whatever is written
//! again, and a process that was paused meanwhile adds nothing.

use std::collections::BTreeMap;

use ::redis::{Pipeline, Script};
use async_trait::async_trait;
use chrono::NaiveDate;
use commands::ports::EngineError;
use domain::{RecordedEvent, TenantId};
use projections::queries::QueryError;
use projections::runner::{Chunk, Poison, RunnerError};
use projections::usage::{UsageView, Used, UsedByDay, used};

use super::keys::ModelKeys;
use super::views::query_error;
use super::{Redis, away, engine_error};

/// The field that says up to which event a hash counts.
const POSITION: &str = "position";
/// How many keys are deleted at once.
const PAGE: usize = 1_000;

/// KEYS: what a tenant used. ARGV: the position that was read, the one that is reached, and what is added to which field.
/// Answers 1 when it was added, 0 when the hash is elsewhere by now.
const ADD: &str = r"
if (redis.call('HGET', KEYS[1], 'position') or '0') ~= ARGV[1] then return 0 end
for place = 3, #ARGV, 2 do redis.call('HINCRBY', KEYS[1], ARGV[place], ARGV[place + 1]) end
redis.call('HSET', KEYS[1], 'position', ARGV[2])
return 1
";

/// KEYS: what a tenant used. ARGV: the field that says that an event was left out, and what that event adds to which field.
const ADD_LATE: &str = r"
if redis.call('HDEL', KEYS[1], ARGV[1]) == 0 then return 0 end
for place = 2, #ARGV, 2 do redis.call('HINCRBY', KEYS[1], ARGV[place], ARGV[place + 1]) end
return 1
";

/// What is added to the fields of a hash.
type Fields = BTreeMap<String, u64>;

/// Days as the fields of a hash. What is zero has none.
#[must_use]
pub fn usage_fields(days: &UsedByDay) -> BTreeMap<String, u64> {
    let of_day = |(day, used): (&NaiveDate, &Used)| {
        let names = Used::NAMES.map(|name| format!("{day}:{name}"));
        names.into_iter().zip(used.numbers()).filter(|(_, number)| *number > 0)
    };
    days.iter().flat_map(of_day).collect()
}

fn left_out(position: u64) -> String {
    format!("left_out:{position}")
}

/// What an event adds.
enum Added {
    Used(NaiveDate, Used),
    /// It cannot be read by this version.
    LeftOut,
}

/// What the events of a chunk add, by tenant and in order of their positions.
type ByTenant<'a> = BTreeMap<&'a TenantId, Vec<(u64, Added)>>;

/// What a chunk adds; `poisons` gets the events that cannot be read.
fn added<'a>(chunk: &'a Chunk, poisons: &mut Vec<Poison>) -> ByTenant<'a> {
    let mut tenants = ByTenant::new();
    for (index, event) in chunk.events.iter().enumerate() {
        let added = match used(event) {
            Ok(None) => continue,
            Ok(Some((day, used))) => Added::Used(day, used),
            Err(error) => {
                // Another part of the read model may not be able to read it either.
                if !poisons.iter().any(|poison| poison.index == index) {
                    poisons.push(Poison { index, reason: error.to_string() });
                }
                Added::LeftOut
            }
        };
        tenants.entry(&event.tenant).or_default().push((event.position, added));
    }
    tenants
}

/// What is added after a position, and the last position that has something; none if there is nothing.
fn after(position: u64, added: &[(u64, Added)]) -> Option<(u64, Fields)> {
    let (mut days, mut last, mut late) = (UsedByDay::new(), None, Fields::new());
    for (at, added) in added.iter().filter(|(at, _)| *at > position) {
        last = Some(*at);
        match added {
            Added::Used(day, used) => *days.entry(*day).or_default() += *used,
            Added::LeftOut => drop(late.insert(left_out(*at), 1)),
        }
    }
    last.map(|last| (last, usage_fields(&days).into_iter().chain(late).collect()))
}

/// Adds to a pipeline what a chunk says was used, where nobody else writes and nothing of the chunk is there yet; `poisons` gets the
/// events that cannot be read, unless it has them.
pub(super) fn pipe_usage(
    keys: &ModelKeys,
    chunk: &Chunk,
    poisons: &mut Vec<Poison>,
    pipeline: &mut Pipeline,
) {
    for (tenant, added) in added(chunk, poisons) {
        let Some((last, fields)) = after(chunk.after, &added) else { continue };
        let key = keys.usage(tenant, chunk.shard);
        for (field, number) in fields {
            pipeline.hincr(&key, field, number).ignore();
        }
        pipeline.hset(&key, POSITION, last).ignore().sadd(keys.tenants(), tenant.as_str()).ignore();
    }
}

impl Redis {
    /// Adds what a chunk says was used; `poisons` gets the events that cannot be read, unless it has them.
    pub(super) async fn write_usage(
        &self,
        keys: &ModelKeys,
        chunk: &Chunk,
        poisons: &mut Vec<Poison>,
    ) -> Result<(), RunnerError> {
        let tenants = added(chunk, poisons);
        if tenants.is_empty() {
            return Ok(());
        }
        let positions = self.usage_positions(keys, chunk, &tenants).await?;
        let (mut writing, script) = (Pipeline::new(), Script::new(ADD));
        for ((tenant, added), position) in tenants.iter().zip(positions) {
            let Some((last, fields)) = after(position, added) else { continue };
            writing.sadd(keys.tenants(), tenant.as_str()).ignore();
            let add = writing.cmd("EVALSHA").arg(script.get_hash()).arg(1);
            add.arg(keys.usage(tenant, chunk.shard)).arg(position).arg(last);
            for (field, number) in fields {
                add.arg(field).arg(number);
            }
        }
        if writing.is_empty() {
            return Ok(());
        }
        let answers: Vec<i64> = self.run(&script, &writing).await.map_err(away)?;
        match answers.contains(&0) {
            false => Ok(()),
            true => Err(RunnerError::Rewind("another process counted what was used".to_owned())),
        }
    }

    /// Up to where it is counted what tenants used. The shard's position is read after these: as long as it is there, nothing had been
    /// lost when they were read, and a tenant without a hash had used nothing before the chunk.
    async fn usage_positions(
        &self,
        keys: &ModelKeys,
        chunk: &Chunk,
        tenants: &ByTenant<'_>,
    ) -> Result<Vec<u64>, RunnerError> {
        let mut asking = Pipeline::new();
        for tenant in tenants.keys() {
            asking.hget(keys.usage(tenant, chunk.shard), POSITION);
        }
        asking.get(keys.position(chunk.shard));
        let answers = asking.query_async(&mut self.connection.clone()).await;
        let mut answers: Vec<Option<u64>> = answers.map_err(away)?;
        let at = answers.pop().flatten().unwrap_or(0);
        if at != chunk.after && at != chunk.through {
            return Err(RunnerError::Rewind(format!("redis is at {at}, not at {}", chunk.after)));
        }
        Ok(answers.into_iter().map(Option::unwrap_or_default).collect())
    }

    /// Adds what an event adds that was left out, since it could not be read.
    pub(super) async fn add_late_usage(
        &self,
        keys: &ModelKeys,
        event: &RecordedEvent,
    ) -> Result<(), RunnerError> {
        let added = used(event).map_err(|error| RunnerError::Away(error.to_string()))?;
        let Some(added) = added else { return Ok(()) };
        let script = Script::new(ADD_LATE);
        let mut call = script.key(keys.usage(&event.tenant, event.shard));
        call.arg(left_out(event.position));
        for (field, number) in usage_fields(&[added].into()) {
            call.arg(field).arg(number);
        }
        call.invoke_async(&mut self.connection.clone()).await.map_err(away)
    }

    /// What is stored of a tenant's usage by a shard's events: up to which position, and all other fields.
    ///
    /// # Errors
    /// Redis cannot be reached.
    pub async fn stored_usage(
        &self,
        tenant: &TenantId,
        shard: u16,
    ) -> Result<(u64, BTreeMap<String, String>), EngineError> {
        let asked = self.ask(|keys, pipeline| {
            pipeline.hgetall(keys.usage(tenant, shard));
        });
        let (mut fields,): (BTreeMap<String, String>,) = asked.await.map_err(engine_error)?;
        let position = fields.remove(POSITION).and_then(|position| position.parse().ok());
        Ok((position.unwrap_or(0), fields))
    }

    /// Deletes what a generation has of usage.
    pub(super) async fn drop_usage(
        &self,
        keys: &ModelKeys,
        tenants: &[TenantId],
        shards: &[u16],
    ) -> Result<(), EngineError> {
        let of_tenant = |tenant| shards.iter().map(move |shard| keys.usage(tenant, *shard));
        let all: Vec<String> = tenants.iter().flat_map(of_tenant).collect();
        for some in all.chunks(PAGE) {
            let mut unlink = ::redis::cmd("UNLINK");
            let unlinked = unlink.arg(some).query_async::<()>(&mut self.connection.clone()).await;
            unlinked.map_err(engine_error)?;
        }
        Ok(())
    }
}

/// What tenants used, as the read model has it.
pub struct RedisUsage {
    redis: Redis,
    shards: Vec<u16>,
}

impl RedisUsage {
    /// Reads from `redis` what the events of these shards say.
    #[must_use]
    pub fn new(redis: Redis, shards: Vec<u16>) -> Self {
        Self { redis, shards }
    }
}

#[async_trait]
impl UsageView for RedisUsage {
    async fn usage(
        &self,
        tenant: &TenantId,
        from: NaiveDate,
        until: NaiveDate,
    ) -> Result<UsedByDay, QueryError> {
        let days: Vec<NaiveDate> = from.iter_days().take_while(|day| *day < until).collect();
        if days.is_empty() {
            return Ok(UsedByDay::new());
        }
        let names = days.iter().flat_map(|day| Used::NAMES.map(|name| format!("{day}:{name}")));
        let names: Vec<String> = names.collect();
        let asked = self.redis.ask(|keys, pipeline| {
            for shard in &self.shards {
                pipeline.cmd("HMGET").arg(keys.usage(tenant, *shard)).arg(&names);
            }
        });
        let hashes: Vec<Vec<Option<u64>>> = asked.await.map_err(query_error)?;
        let mut sums = UsedByDay::new();
        for numbers in hashes {
            for (day, numbers) in days.iter().zip(numbers.as_chunks().0) {
                let used = Used::of_numbers(numbers.map(Option::unwrap_or_default));
                if used != Used::default() {
                    *sums.entry(*day).or_default() += used;
                }
            }
        }
        Ok(sums)
    }
}

//! Reads all that the read model has, to hold it against the log.

use std::collections::{BTreeMap, HashMap};

use ::redis::{FromRedisValue, Value, from_redis_value};
use commands::ports::EngineError;
use domain::{JobId, TenantId};
use projections::job_view::{JobRecord, JobState};

use super::views::record;
use super::{Redis, engine_error};

/// A job as it is stored.
#[derive(Debug, Clone)]
pub struct StoredJob {
    /// Which one.
    pub id: JobId,
    /// What is known of it.
    pub record: JobRecord,
    /// The last sequence of its own stream, and of those of its batches by their numbers.
    pub seen: Seen,
    /// Whether it is in the list of all jobs.
    pub is_listed: bool,
    /// The states in whose lists it is.
    pub lists: Vec<JobState>,
}

/// The last sequence that is known of each stream of a job.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// Of its own.
    pub own: u64,
    /// Of each batch.
    pub batches: BTreeMap<u64, u64>,
}

impl Seen {
    /// How many events that is.
    #[must_use]
    pub fn events(&self) -> u64 {
        self.own + self.batches.values().sum::<u64>()
    }
}

impl Redis {
    /// The tenants of whom there is something.
    ///
    /// # Errors
    /// Redis cannot be reached.
    pub async fn stored_tenants(&self) -> Result<Vec<TenantId>, EngineError> {
        let asked = self.ask(|keys, pipeline| {
            pipeline.smembers(keys.tenants());
        });
        let (tenants,): (Vec<String>,) = asked.await.map_err(engine_error)?;
        Ok(tenants.iter().filter_map(|tenant| tenant.parse().ok()).collect())
    }

    /// Jobs of the list of all jobs, in order of their ids: those after `after`, up to `limit`.
    ///
    /// # Errors
    /// Redis cannot be reached.
    pub async fn stored_ids(
        &self,
        tenant: &TenantId,
        after: Option<JobId>,
        limit: usize,
    ) -> Result<Vec<JobId>, EngineError> {
        let min = after.map_or_else(|| "-".to_owned(), |id| format!("({id}"));
        let asked = self.ask(|keys, pipeline| {
            let range = pipeline.cmd("ZRANGEBYLEX").arg(keys.jobs(tenant));
            range.arg(&min).arg("+").arg("LIMIT").arg(0).arg(limit);
        });
        let (ids,): (Vec<String>,) = asked.await.map_err(engine_error)?;
        Ok(ids.iter().filter_map(|id| id.parse().ok()).collect())
    }

    /// Jobs as they are stored: of each, all at one moment.
    ///
    /// # Errors
    /// Redis cannot be reached.
    pub async fn stored_jobs(&self, tenant: &TenantId, ids: &[JobId]) -> Result<Vec<StoredJob>, EngineError> {
        let asked = self.ask(|keys, pipeline| {
            pipeline.atomic();
            for id in ids {
                pipeline.hgetall(keys.job(tenant, *id)).zscore(keys.jobs(tenant), id.to_string());
                for state in JobState::ALL {
                    pipeline.zscore(keys.jobs_in(tenant, state), id.to_string());
                }
            }
        });
        let answers: Vec<Value> = asked.await.map_err(engine_error)?;
        let mut answers = answers.into_iter();
        let mut jobs = vec![];
        for id in ids {
            let hash: HashMap<String, String> = next(&mut answers)?;
            let is_listed = next::<Option<f64>>(&mut answers)?.is_some();
            let mut lists = vec![];
            for state in JobState::ALL {
                lists.extend(next::<Option<f64>>(&mut answers)?.map(|_| state));
            }
            let record = record(|name| hash.get(name).cloned());
            jobs.push(StoredJob { id: *id, record, seen: seen(&hash), is_listed, lists });
        }
        Ok(jobs)
    }

    /// How many jobs are in the list of all, and in those of all states together.
    ///
    /// # Errors
    /// Redis cannot be reached.
    pub async fn stored_counts(&self, tenant: &TenantId) -> Result<(u64, u64), EngineError> {
        let asked = self.ask(|keys, pipeline| {
            pipeline.atomic().zcard(keys.jobs(tenant));
            for state in JobState::ALL {
                pipeline.zcard(keys.jobs_in(tenant, state));
            }
        });
        let counts: Vec<u64> = asked.await.map_err(engine_error)?;
        let (all, states) = counts.split_first().unwrap_or((&0, &[]));
        Ok((*all, states.iter().sum()))
    }
}

fn next<T: FromRedisValue>(answers: &mut impl Iterator<Item = Value>) -> Result<T, EngineError> {
    let answer = answers.next().unwrap_or(Value::Nil);
    from_redis_value(answer).map_err(|error| EngineError { engine: "redis", message: error.to_string() })
}

fn seen(hash: &HashMap<String, String>) -> Seen {
    let number = |text: &String| text.parse::<u64>().ok();
    let batches = hash.iter().filter_map(|(field, sequence)| {
        Some((field.strip_prefix("seen:")?.parse().ok()?, number(sequence)?))
    });
    Seen { own: hash.get("seen").and_then(number).unwrap_or(0), batches: batches.collect() }
}

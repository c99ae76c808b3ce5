//! Reads all that the read model has, to hold it against the log.

use ::redis::{FromRedisValue, Value, from_redis_value};
use commands::ports::EngineError;
use domain::{JobId, TenantId};
use projections::job_view::{Folded, JobRecord, JobState};

use super::keys::List;
use super::stored::{self, Fields};
use super::{Redis, engine_error};

/// A job as it is stored.
#[derive(Debug, Clone)]
pub struct StoredJob {
    /// Which one.
    pub id: JobId,
    /// What is known of it.
    pub folded: Folded,
    /// Whether it is in the list of all jobs, and in those of its tags and its queue.
    pub is_listed: bool,
    /// Whether it is in none of these.
    pub is_unlisted: bool,
    /// The states in whose lists it is.
    pub states: Vec<JobState>,
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
            let range = pipeline.cmd("ZRANGEBYLEX").arg(keys.list(tenant, &List::All));
            range.arg(&min).arg("+").arg("LIMIT").arg(0).arg(limit);
        });
        let (ids,): (Vec<String>,) = asked.await.map_err(engine_error)?;
        Ok(ids.iter().filter_map(|id| id.parse().ok()).collect())
    }

    /// Jobs as they are stored: of each, all at one moment, except for lists that it never leaves.
    ///
    /// # Errors
    /// Redis cannot be reached.
    pub async fn stored_jobs(&self, tenant: &TenantId, ids: &[JobId]) -> Result<Vec<StoredJob>, EngineError> {
        let asked = self.ask(|keys, pipeline| {
            pipeline.atomic();
            for id in ids {
                pipeline.hgetall(keys.job(tenant, *id)).hgetall(keys.batches(tenant, *id));
                for state in JobState::ALL {
                    pipeline.zscore(keys.list(tenant, &List::State(state)), id.to_string());
                }
            }
        });
        let answers: Vec<Value> = asked.await.map_err(engine_error)?;
        let mut answers = answers.into_iter();
        let mut jobs = vec![];
        for id in ids {
            let (job, batches): (Fields, Fields) = (next(&mut answers)?, next(&mut answers)?);
            let mut states = vec![];
            for state in JobState::ALL {
                states.extend(next::<Option<f64>>(&mut answers)?.map(|_| state));
            }
            let record = stored::record(*id, &job, batches.get(stored::ALL).map(String::as_str));
            let folded = Folded { record, cells: stored::cells(&batches) };
            jobs.push(StoredJob { id: *id, folded, is_listed: false, is_unlisted: false, states });
        }
        self.look_in_lists(tenant, &mut jobs).await?;
        Ok(jobs)
    }

    async fn look_in_lists(&self, tenant: &TenantId, jobs: &mut [StoredJob]) -> Result<(), EngineError> {
        let lists: Vec<Vec<List>> = jobs.iter().map(|job| lists_for_good(&job.folded.record)).collect();
        let asked = self.ask(|keys, pipeline| {
            for (job, lists) in jobs.iter().zip(&lists) {
                for list in lists {
                    pipeline.zscore(keys.list(tenant, list), job.id.to_string());
                }
            }
        });
        let answers: Vec<Option<f64>> = asked.await.map_err(engine_error)?;
        let mut answers = answers.into_iter();
        for (job, lists) in jobs.iter_mut().zip(lists) {
            let is_in = answers.by_ref().take(lists.len()).flatten().count();
            (job.is_listed, job.is_unlisted) = (is_in == lists.len(), is_in == 0);
        }
        Ok(())
    }

    /// How many jobs are in the list of all, and in those of all states together.
    ///
    /// # Errors
    /// Redis cannot be reached.
    pub async fn stored_counts(&self, tenant: &TenantId) -> Result<(u64, u64), EngineError> {
        let asked = self.ask(|keys, pipeline| {
            pipeline.atomic().zcard(keys.list(tenant, &List::All));
            for state in JobState::ALL {
                pipeline.zcard(keys.list(tenant, &List::State(state)));
            }
        });
        let counts: Vec<u64> = asked.await.map_err(engine_error)?;
        let (all, states) = counts.split_first().unwrap_or((&0, &[]));
        Ok((*all, states.iter().sum()))
    }
}

/// The lists that a job is in from its submission on.
pub(super) fn lists_for_good(record: &JobRecord) -> Vec<List> {
    let mut lists = vec![List::All];
    if let Some(facts) = &record.submitted {
        lists.extend(facts.tags.iter().cloned().map(List::Tag));
        lists.extend(facts.queue.clone().map(List::Queue));
    }
    lists
}

fn next<T: FromRedisValue>(answers: &mut impl Iterator<Item = Value>) -> Result<T, EngineError> {
    let answer = answers.next().unwrap_or(Value::Nil);
    from_redis_value(answer).map_err(|error| EngineError { engine: "redis", message: error.to_string() })
}

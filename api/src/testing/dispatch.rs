//! A dispatcher in memory: it hands out what it has learnt, the oldest first, and knows nothing of limits.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use commands::ports::EngineError;
use commands::ports::dispatch::{
    Admission, Ask, BatchFacts, Dispatch, Due, Fact, Grant, JobFacts, Lane, QueueFacts, Signal, Standing,
    Subject, Take, Waiting,
};
use domain::waiting::WaitReason;
use domain::{BatchId, JobId, QueueName, TenantId};
use futures::StreamExt as _;
use futures::stream::{self, BoxStream};

/// Decides who may run what, in memory.
#[derive(Default)]
pub(crate) struct Dispatcher {
    /// What the next job is told that asks to be let in; without it, all are let in.
    pub(crate) admission: Mutex<Option<Admission>>,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    jobs: BTreeMap<JobId, JobFacts>,
    batches: BTreeMap<BatchId, BatchFacts>,
    queues: BTreeMap<QueueName, QueueFacts>,
}

impl Dispatcher {
    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap()
    }
}

impl Known {
    fn learn(&mut self, fact: Fact) {
        match fact {
            Fact::Job(job) => {
                if self.jobs.get(&job.job).is_none_or(|known| known.version < job.version) {
                    self.jobs.insert(job.job, *job);
                }
            }
            Fact::Batch(batch) => {
                if self.batches.get(&batch.batch).is_none_or(|known| known.version < batch.version) {
                    self.batches.insert(batch.batch, batch);
                }
            }
            Fact::Queue(queue) => {
                if self.queues.get(&queue.queue).is_none_or(|known| known.version < queue.version) {
                    self.queues.insert(queue.queue.clone(), queue);
                }
            }
        }
    }

    fn is_paused(&self, lane: &Lane) -> bool {
        match lane {
            Lane::External { queue, .. } => self.queues.get(queue).is_some_and(|queue| queue.paused),
            Lane::Jq | Lane::Http => false,
        }
    }

    /// What stands in the way of a job; nothing where a worker may have it.
    fn obstacle(&self, job: &JobFacts) -> Option<WaitReason> {
        match job {
            _ if job.paused || job.stopping => Some(WaitReason::Paused),
            _ if self.is_paused(&job.lane) => Some(WaitReason::QueuePaused),
            _ => None,
        }
    }

    fn take(&mut self, take: Take) -> Vec<Grant> {
        let (mut left, mut grants) = (take.tasks, vec![]);
        let mut leases = take.leases.into_iter();
        for (id, batch) in &self.batches {
            let job = self.jobs.get(&id.job).filter(|job| job.lane == take.lane);
            let waiting: u64 = batch.waiting.iter().map(|waiting| waiting.tasks).sum();
            let tasks = waiting.min(left);
            let may = job.is_some_and(|job| self.obstacle(job).is_none()) && tasks > 0;
            if may && let Some(lease) = leases.next() {
                left -= tasks;
                let (tenant, batch) = (batch.tenant.clone(), *id);
                grants.push(Grant { tenant, batch, lease, tasks, reason: None, traceparent: None });
            }
        }
        grants
    }

    fn standing(&self, is_meant: impl Fn(BatchId, &JobFacts) -> bool) -> Option<Standing> {
        let mut standing = Standing::default();
        let mut any = false;
        for (id, batch) in &self.batches {
            let Some(job) = self.jobs.get(&id.job).filter(|job| is_meant(*id, job)) else {
                continue;
            };
            any = true;
            standing.waiting += batch.waiting.iter().map(|waiting| waiting.tasks).sum::<u64>();
            standing.in_flight += batch.leases.iter().map(|lease| lease.tasks).sum::<u64>();
            standing.oldest = batch.waiting.iter().map(|waiting| waiting.since).chain(standing.oldest).min();
            let reason = self.obstacle(job).unwrap_or(WaitReason::NoWorker);
            standing.why = Some(Waiting { reason, in_use: None, limit: None, at: None, behind: None });
        }
        standing.why = standing.why.filter(|_| standing.waiting > 0);
        any.then_some(standing)
    }
}

#[async_trait]
impl Dispatch for Dispatcher {
    async fn admit(&self, _: Ask, _: DateTime<Utc>) -> Result<Admission, EngineError> {
        let scripted = self.admission.lock().unwrap().take();
        Ok(scripted.unwrap_or(Admission::Admitted { claimed: false }))
    }

    async fn withdraw(&self, _: &TenantId, _: JobId) -> Result<(), EngineError> {
        Ok(())
    }

    async fn learn(&self, facts: Vec<Fact>, _: DateTime<Utc>) -> Result<(), EngineError> {
        facts.into_iter().for_each(|fact| self.known().learn(fact));
        Ok(())
    }

    async fn take(&self, take: Take) -> Result<Vec<Grant>, EngineError> {
        Ok(self.known().take(take))
    }

    async fn due(&self, _: DateTime<Utc>, _: usize) -> Result<Vec<Due>, EngineError> {
        Ok(vec![])
    }

    async fn standing(&self, subject: Subject, _: DateTime<Utc>) -> Result<Option<Standing>, EngineError> {
        let known = self.known();
        Ok(match subject {
            Subject::Job(of, id) => known.standing(|batch, job| batch.job == id && job.tenant == of),
            Subject::Batch(of, id) => known.standing(|batch, job| batch == id && job.tenant == of),
            Subject::Queue(tenant, queue) => {
                let lane = Lane::External { tenant, queue };
                known.standing(|_, job| job.lane == lane)
            }
        })
    }

    async fn is_known(&self) -> Result<bool, EngineError> {
        Ok(true)
    }

    async fn set_known(&self) -> Result<(), EngineError> {
        Ok(())
    }

    async fn signals(&self) -> BoxStream<'static, Signal> {
        stream::pending().boxed()
    }
}

//! A dispatcher of a test's own, and facts to tell it.

use chrono::{DateTime, Utc};
use commands::ports::dispatch::{
    BatchFacts, Dispatch as _, Fact, Grant, JobFacts, Lane, LeaseFacts, QueueFacts, Standing, Subject, Take,
    WaitingTasks,
};
use domain::options::{Priority, Rate, Throttle};
use domain::waiting::WaitReason;
use domain::{BatchId, JobId, LeaseId, TenantId};
use infra::redis::{DispatchConfig, RedisDispatch, TenantLimits};
use uuid::Uuid;

use crate::support::Place;

pub(super) struct World {
    pub(super) place: Place,
    pub(super) dispatch: RedisDispatch,
}

/// So many milliseconds after the tests' time begins.
pub(super) fn at(ms: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(1_800_000_000_000 + ms).unwrap()
}

pub(super) fn tenant(name: &str) -> TenantId {
    name.parse().unwrap()
}

pub(super) fn new_lease() -> LeaseId {
    LeaseId(Uuid::now_v7())
}

/// The tenant's own queue of this name.
pub(super) fn queue(name: &str, queue: &str) -> Lane {
    Lane::External { tenant: tenant(name), queue: queue.parse().unwrap() }
}

pub(super) fn queue_facts(name: &str, queue: &str, version: u64, throttle: Throttle) -> QueueFacts {
    let queue = queue.parse().unwrap();
    QueueFacts { tenant: tenant(name), queue, version, paused: false, draining: false, throttle }
}

pub(super) fn rate(per_second: f64, burst: u32, key: Option<&str>) -> Throttle {
    let rate = Rate { per_second, burst, key: key.map(str::to_owned) };
    Throttle { max_concurrency: None, rate: Some(rate) }
}

pub(super) fn at_a_time(max: u32) -> Throttle {
    Throttle { max_concurrency: Some(max), rate: None }
}

/// A job of the tenant that was submitted at this time.
pub(super) fn job(name: &str, submitted_ms: i64) -> JobFacts {
    JobFacts {
        tenant: tenant(name),
        job: JobId(Uuid::now_v7()),
        version: 1,
        lane: Lane::Jq,
        priority: Priority::Normal,
        submitted_at: at(submitted_ms),
        tasks: 10,
        bytes: 100,
        planned: true,
        start_at: None,
        deadline: None,
        begun: false,
        key: None,
        throttle: Throttle::default(),
        paused: false,
        stopping: false,
        over: false,
    }
}

/// A batch of the job of which nothing has run.
pub(super) fn batch(job: &JobFacts, number: u64, tasks: u64) -> BatchFacts {
    BatchFacts {
        tenant: job.tenant.clone(),
        batch: BatchId { job: job.job, number },
        version: 1,
        waiting: vec![WaitingTasks { tasks, since: job.submitted_at, not_before: None }],
        leases: vec![],
        began: vec![],
        failed: 0,
        spent_micros: 0,
        over: false,
        traceparent: None,
    }
}

pub(super) fn of_job(job: &JobFacts) -> Subject {
    Subject::Job(job.tenant.clone(), job.job)
}

pub(super) fn of_batch(batch: &BatchFacts) -> Subject {
    Subject::Batch(batch.tenant.clone(), batch.batch)
}

/// What the log says after a lease of up to so many tasks began.
pub(super) fn leased(batch: &mut BatchFacts, lease: LeaseId, tasks: u64, until_ms: i64) -> Fact {
    let mut left = tasks;
    for group in &mut batch.waiting {
        let taken = left.min(group.tasks);
        group.tasks -= taken;
        left -= taken;
    }
    batch.waiting.retain(|group| group.tasks > 0);
    batch.leases.push(LeaseFacts { lease, tasks: tasks - left, until: at(until_ms) });
    batch.version += 1;
    Fact::Batch(batch.clone())
}

/// What the log says after all of a lease ended, each task having run for so long.
pub(super) fn reported(batch: &mut BatchFacts, lease: LeaseId, micros: u64) -> Fact {
    let index = batch.leases.iter().position(|held| held.lease == lease).unwrap();
    let held = batch.leases.remove(index);
    batch.spent_micros += held.tasks * micros;
    batch.over = batch.waiting.is_empty() && batch.leases.is_empty();
    batch.version += 1;
    Fact::Batch(batch.clone())
}

/// What the log says after the job changed.
pub(super) fn changed(job: &mut JobFacts, change: impl FnOnce(&mut JobFacts)) -> Fact {
    change(job);
    job.version += 1;
    Fact::Job(Box::new(job.clone()))
}

impl World {
    /// Nothing waits, and that is known.
    pub(super) async fn new() -> Self {
        Self::with(DispatchConfig::default()).await
    }

    /// The same, where these tenants have these limits.
    pub(super) async fn limited<const N: usize>(tenants: [(&str, TenantLimits); N]) -> Self {
        let tenants = tenants.map(|(name, limits)| (tenant(name), limits)).into();
        Self::with(DispatchConfig { tenants, ..DispatchConfig::default() }).await
    }

    pub(super) async fn with(config: DispatchConfig) -> Self {
        let mut place = Place::new();
        let dispatch = RedisDispatch::new(place.redis(), config);
        dispatch.set_known().await.unwrap();
        Self { place, dispatch }
    }

    pub(super) async fn learn(&self, ms: i64, facts: impl IntoIterator<Item = Fact>) {
        self.dispatch.learn(facts.into_iter().collect(), at(ms)).await.unwrap();
    }

    /// A job with batches of so many tasks.
    pub(super) async fn given(&self, ms: i64, job: &JobFacts, batches: &[u64]) -> Vec<BatchFacts> {
        let batches = (0..).zip(batches).map(|(number, tasks)| batch(job, number, *tasks));
        let batches: Vec<_> = batches.collect();
        let facts = [Fact::Job(Box::new(job.clone()))].into_iter();
        self.learn(ms, facts.chain(batches.iter().cloned().map(Fact::Batch))).await;
        batches
    }

    /// What a worker gets that asks for so many batches, and so many tasks in all.
    pub(super) async fn take(&self, ms: i64, lane: &Lane, batches: usize, tasks: u64) -> Vec<Grant> {
        self.take_except(ms, lane, batches, tasks, &[]).await
    }

    /// The same, of other tenants than these.
    pub(super) async fn take_except(
        &self,
        ms: i64,
        lane: &Lane,
        batches: usize,
        tasks: u64,
        except: &[TenantId],
    ) -> Vec<Grant> {
        let leases = (0..batches).map(|_| new_lease()).collect();
        let (lane, worker, except) = (lane.clone(), "w".to_owned(), except.to_vec());
        self.dispatch.take(Take { lane, worker, leases, tasks, except, now: at(ms) }).await.unwrap()
    }

    /// The only grant of one batch at most.
    pub(super) async fn take_one(&self, ms: i64, lane: &Lane) -> Option<Grant> {
        self.take(ms, lane, 1, 1_000).await.pop()
    }

    /// How something stands after a second.
    pub(super) async fn dispatch_standing(&self, subject: Subject) -> Option<Standing> {
        self.dispatch.standing(subject, at(1_000)).await.unwrap()
    }

    pub(super) async fn stands(&self, ms: i64, subject: Subject) -> Standing {
        self.dispatch.standing(subject, at(ms)).await.unwrap().expect("it is known")
    }

    pub(super) async fn why(&self, ms: i64, job: &JobFacts) -> Option<WaitReason> {
        self.stands(ms, of_job(job)).await.why.map(|why| why.reason)
    }

    /// The keys that do not go away by themselves, without those of the deployment itself.
    pub(super) async fn lasting_keys(&self) -> Vec<String> {
        let client = redis::Client::open(self.place.redis_url()).unwrap();
        let mut connection = client.get_multiplexed_async_connection().await.unwrap();
        let pattern = format!("{}:*", self.place.namespace);
        let keys: Vec<String> = redis::cmd("KEYS").arg(pattern).query_async(&mut connection).await.unwrap();
        let mut lasting = vec![];
        for key in keys {
            let ttl: i64 = redis::cmd("TTL").arg(&key).query_async(&mut connection).await.unwrap();
            if ttl == -1 && !key.ends_with(":known") {
                lasting.push(key);
            }
        }
        lasting
    }
}

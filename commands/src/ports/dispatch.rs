//! Who may run what now. The log says what there is to do; what waits, and in which order, follows from it, and is
//! kept where every process can reach it. Every fact carries the version of the stream that it was folded from, so
//! that it may come late, twice, or from several processes.

use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::options::{ConcurrencyKey, Priority, Throttle};
use domain::waiting::WaitReason;
use domain::{BatchId, JobId, LeaseId, QueueName, TenantId};
use futures::stream::BoxStream;

use super::EngineError;

/// Where work waits for workers that can do it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Lane {
    /// Filters, run by our workers.
    Jq,
    /// Calls, made by our workers.
    Http,
    /// What a tenant's own workers take.
    External {
        /// The tenant.
        tenant: TenantId,
        /// The queue.
        queue: QueueName,
    },
}

/// What is known of a job.
#[derive(Debug, Clone, PartialEq)]
pub struct JobFacts {
    /// Whose it is.
    pub tenant: TenantId,
    /// The job.
    pub job: JobId,
    /// The version of its stream.
    pub version: u64,
    /// Where its tasks wait.
    pub lane: Lane,
    /// Which of the tenant's jobs go first.
    pub priority: Priority,
    /// When it was accepted.
    pub submitted_at: DateTime<Utc>,
    /// How many tasks it has.
    pub tasks: u64,
    /// How many bytes its items have.
    pub bytes: u64,
    /// Whether every batch is open.
    pub planned: bool,
    /// No task starts before this time.
    pub start_at: Option<DateTime<Utc>>,
    /// What has not ended at this time is cancelled.
    pub deadline: Option<DateTime<Utc>>,
    /// Whether some of its batches are over: those need not be told of, and the job holds its key all the same.
    pub begun: bool,
    /// Jobs with the same key wait for each other.
    pub key: Option<ConcurrencyKey>,
    /// How fast it may go.
    pub throttle: Throttle,
    /// Whether it is paused: nothing more of it starts.
    pub paused: bool,
    /// Whether it is being stopped: nothing more of it starts, and what runs should stop.
    pub stopping: bool,
    /// Whether it is over: nothing of it need be known any more.
    pub over: bool,
}

/// What is known of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchFacts {
    /// Whose it is.
    pub tenant: TenantId,
    /// The batch.
    pub batch: BatchId,
    /// The version of its stream.
    pub version: u64,
    /// The tasks that wait.
    pub waiting: Vec<WaitingTasks>,
    /// The tasks that are held.
    pub leases: Vec<LeaseFacts>,
    /// Leases that have begun and are over already, as far as whoever tells knows it from the events that led here: a
    /// grant of such a lease is no longer waited for.
    pub began: Vec<LeaseId>,
    /// How many tasks have failed for good.
    pub failed: u64,
    /// How long all attempts at its tasks have run in all, in microseconds.
    pub spent_micros: u64,
    /// Whether it is over: nothing of it need be known any more.
    pub over: bool,
    /// The W3C trace context of what led to it.
    pub traceparent: Option<String>,
}

/// Some tasks of a batch that wait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingTasks {
    /// How many.
    pub tasks: u64,
    /// Since when.
    pub since: DateTime<Utc>,
    /// When they may start, where they wait to be tried again.
    pub not_before: Option<DateTime<Utc>>,
}

/// A lease that is not over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeaseFacts {
    /// The lease.
    pub lease: LeaseId,
    /// How many tasks it holds that have not ended.
    pub tasks: u64,
    /// When it ends.
    pub until: DateTime<Utc>,
}

/// What is known of a queue.
#[derive(Debug, Clone, PartialEq)]
pub struct QueueFacts {
    /// Whose it is.
    pub tenant: TenantId,
    /// The queue.
    pub queue: QueueName,
    /// The version of its stream.
    pub version: u64,
    /// Whether nothing is handed out.
    pub paused: bool,
    /// Whether new jobs are refused while what it holds is worked off.
    pub draining: bool,
    /// How fast it may go.
    pub throttle: Throttle,
}

/// Something that is known.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    /// Of a job.
    Job(Box<JobFacts>),
    /// Of a batch.
    Batch(BatchFacts),
    /// Of a queue.
    Queue(QueueFacts),
}

/// A job that asks to be let in.
#[derive(Debug, Clone)]
pub struct Ask {
    /// The tenant.
    pub tenant: TenantId,
    /// The job.
    pub job: JobId,
    /// How many tasks it has.
    pub tasks: u64,
    /// How many bytes its items have.
    pub bytes: u64,
    /// A lease that would like to begin with the job, where nothing stands in its way: for a job of one batch and
    /// without options.
    pub claim: Option<Claim>,
}

/// A lease that would like to begin with its job.
#[derive(Debug, Clone)]
pub struct Claim {
    /// Where the tasks would wait otherwise.
    pub lane: Lane,
    /// The lease.
    pub lease: LeaseId,
    /// The worker that would have it.
    pub worker: String,
}

/// What a tenant may have too much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::Display)]
#[strum(serialize_all = "snake_case")]
pub enum Cap {
    /// Jobs that are not over.
    Jobs,
    /// Their tasks.
    Tasks,
    /// The bytes of their items.
    Bytes,
}

/// Whether a job is let in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Admission {
    /// It is; its place is kept for a while, until the job is known.
    Admitted {
        /// Whether its lease may begin with it.
        claimed: bool,
    },
    /// The tenant has as much as it may.
    Full {
        /// Of what.
        cap: Cap,
        /// How much it has.
        in_use: u64,
        /// How much it may have.
        limit: u64,
        /// When asking again is worthwhile.
        retry_after: Duration,
    },
}

/// A worker that asks for work.
#[derive(Debug, Clone)]
pub struct Take {
    /// What it can do.
    pub lane: Lane,
    /// Who it is.
    pub worker: String,
    /// The ids of the leases that it would begin: no more batches than these.
    pub leases: Vec<LeaseId>,
    /// No more tasks than these in all.
    pub tasks: u64,
    /// Nothing of these tenants: what others wait for who have used less so far.
    pub except: Vec<TenantId>,
    /// The time now.
    pub now: DateTime<Utc>,
}

/// Work that is a worker's to lease. Where no lease is seen within a while, it is another's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Whose it is.
    pub tenant: TenantId,
    /// The batch.
    pub batch: BatchId,
    /// The lease to begin.
    pub lease: LeaseId,
    /// How many tasks it may hold at most.
    pub tasks: u64,
    /// Why it had waited, for the most part; nothing where it did not wait.
    pub reason: Option<WaitReason>,
    /// The W3C trace context of what led to it.
    pub traceparent: Option<String>,
}

/// Something whose time has come. It comes again after a while, until it is not so any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Due {
    /// A lease ended.
    Lease {
        /// Whose it is.
        tenant: TenantId,
        /// The batch.
        batch: BatchId,
        /// The lease.
        lease: LeaseId,
    },
    /// A job's deadline has passed.
    Deadline {
        /// Whose it is.
        tenant: TenantId,
        /// The job.
        job: JobId,
    },
}

/// What workers should know at once. A signal may be lost: whoever acts on one finds out without it, later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signal {
    /// There is work where there was none.
    Ready(Lane),
    /// Whatever of the job runs should stop.
    Stop(JobId),
    /// What of the job has not begun should be handed back.
    Pause(JobId),
    /// The job is over: who waits for that may look.
    Ended(JobId),
}

/// Why something waits, and the numbers behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Why.
    pub reason: WaitReason,
    /// How much of the limit is in use.
    pub in_use: Option<u64>,
    /// The limit.
    pub limit: Option<u64>,
    /// When it goes on, where that is known.
    pub at: Option<DateTime<Utc>>,
    /// A job that is in the way.
    pub behind: Option<JobId>,
}

/// How a job, a batch or a queue stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// How many tasks wait.
    pub waiting: u64,
    /// How many tasks are held by workers.
    pub in_flight: u64,
    /// Since when the oldest of those that wait has waited.
    pub oldest: Option<DateTime<Utc>>,
    /// Why they wait; nothing where none wait.
    pub why: Option<Waiting>,
    /// How many workers have asked for such work lately.
    pub workers: u64,
}

/// What a standing is asked of.
#[derive(Debug, Clone)]
pub enum Subject {
    /// A job.
    Job(TenantId, JobId),
    /// A batch.
    Batch(TenantId, BatchId),
    /// A queue.
    Queue(TenantId, QueueName),
}

/// Decides who may run what now.
#[async_trait]
pub trait Dispatch: Send + Sync {
    /// Whether a job is let in.
    async fn admit(&self, ask: Ask, now: DateTime<Utc>) -> Result<Admission, EngineError>;

    /// Gives back the place of a job that was let in and then not recorded.
    async fn withdraw(&self, tenant: &TenantId, job: JobId) -> Result<(), EngineError>;

    /// Takes facts, in order. Older ones than are known change nothing.
    async fn learn(&self, facts: Vec<Fact>, now: DateTime<Utc>) -> Result<(), EngineError>;

    /// Work for a worker: fair between tenants, then by priority, then by age. Nothing while the state is unknown.
    async fn take(&self, take: Take) -> Result<Vec<Grant>, EngineError>;

    /// What is due by `now`, the oldest first.
    async fn due(&self, now: DateTime<Utc>, limit: usize) -> Result<Vec<Due>, EngineError>;

    /// How something stands; nothing where it is not known.
    async fn standing(&self, subject: Subject, now: DateTime<Utc>) -> Result<Option<Standing>, EngineError>;

    /// Whether the state is complete. It is not after the engine lost it, until [`Dispatch::set_known`].
    async fn is_known(&self) -> Result<bool, EngineError>;

    /// Says that everything in the log has been learnt.
    async fn set_known(&self) -> Result<(), EngineError>;

    /// Signals from now on.
    async fn signals(&self) -> BoxStream<'static, Signal>;
}

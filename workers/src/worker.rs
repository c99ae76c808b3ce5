//! A worker: takes work from the dispatcher, leases it, runs it, reports.

mod local;
mod orders;
mod taking;

use std::sync::Arc;

use commands::dispatch::Hints;
use commands::ports::HeldLease;
use commands::ports::dispatch::Dispatch;
use commands::{CommandContext, Executor};
use domain::batch::Batch;
use tokio::sync::{Notify, Semaphore};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::Instrument;

use crate::config::WorkerConfig;
use crate::engine::Engines;
use crate::work::{Held, Room, work};
pub use local::{Local, NoWorkers};
use orders::Orders;

/// How many jobs may begin the moment that they are submitted, and not be over yet: no more, since
/// other tenants' wait behind them for a runner.
const SMALL_JOBS: usize = 128;
/// The part of the calls in flight that is made ready ahead, so that the room of one that ends is not empty while
/// another is leased and its templates are run.
const READY_PART: usize = 8;
/// How many batches of other tenants a worker may hold beside those that it is full of.
const BESIDE: usize = 8;

/// A worker of this process. It does nothing until [`Worker::run`].
pub struct Worker {
    pub(crate) config: WorkerConfig,
    pub(crate) executor: Arc<Executor>,
    pub(crate) engines: Engines,
    pub(crate) dispatch: Arc<dyn Dispatch>,
    pub(crate) hints: Hints,
    /// Room for batches of filters.
    batches: Arc<Semaphore>,
    /// Room for batches of tenants that have none here, while others fill the worker.
    beside: Arc<Semaphore>,
    /// Room for jobs that begin the moment that they are submitted: they wait for nothing but a runner.
    small_jobs: Arc<Semaphore>,
    /// Room for calls, with some more that are ready to be made.
    calls: Arc<Semaphore>,
    /// Calls that may be in flight.
    pub(crate) in_flight: Semaphore,
    wake_jq: Notify,
    wake_http: Notify,
    orders: Orders,
    running: TaskTracker,
    stop: CancellationToken,
}

impl Worker {
    /// A worker. It takes no more work when `stop` is cancelled, and hands back what it has not begun.
    #[must_use]
    pub fn new(
        config: WorkerConfig,
        executor: Arc<Executor>,
        engines: Engines,
        dispatch: Arc<dyn Dispatch>,
        hints: Hints,
        stop: CancellationToken,
    ) -> Arc<Self> {
        Arc::new(Self {
            batches: Arc::new(Semaphore::new(config.batches)),
            beside: Arc::new(Semaphore::new(BESIDE)),
            small_jobs: Arc::new(Semaphore::new(SMALL_JOBS)),
            calls: Arc::new(Semaphore::new(config.calls + config.calls / READY_PART)),
            in_flight: Semaphore::new(config.calls),
            config,
            executor,
            engines,
            dispatch,
            hints,
            wake_jq: Notify::new(),
            wake_http: Notify::new(),
            orders: Orders::default(),
            running: TaskTracker::new(),
            stop,
        })
    }

    /// Works until it is stopped, and what it holds is done or handed back.
    pub async fn run(self: Arc<Self>) {
        let listening = tokio::spawn(Arc::clone(&self).listen());
        tokio::join!(self.take_filters(), self.take_calls());
        listening.abort();
        self.running.close();
        self.running.wait().await;
    }

    /// Returns when the worker is told to stop.
    pub(crate) async fn stopped(&self) {
        self.stop.cancelled().await;
    }

    /// Begins to work on a lease.
    pub(crate) fn begin(self: &Arc<Self>, lease: HeldLease, room: Room) {
        let HeldLease { context, batch, lease: id, state } = lease;
        let Batch::Open(open) = &*state.state else {
            return;
        };
        let Some(held) = open.lease(id) else {
            return;
        };
        let held = Held { id, batch, spec: open.spec.clone(), lease: held.clone() };
        self.running.spawn(Arc::clone(self).follow(context, held, room).in_current_span());
    }

    /// Works on a lease for as long as it should.
    async fn follow(self: Arc<Self>, context: CommandContext, held: Held, room: Room) {
        let orders = self.orders.of(&context.tenant, held.batch.job, &self.stop);
        tokio::select! {
            () = work(&self, &context, &held, room, orders.hand_back()) => {}
            // The tasks are cancelled in the log already: nobody asks for their results.
            () = orders.stopped() => tracing::info!(lease = %held.id, "its job was stopped"),
        }
        drop(orders);
        // What its tenant has waiting may be taken beside now.
        if self.batches.available_permits() == 0 {
            self.wake_jq.notify_one();
        }
    }
}

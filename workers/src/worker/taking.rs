//! Takes work: as much as there is room for, when there is some.

use std::sync::Arc;
use std::time::Duration;

use chrono::Utc;
use commands::CommandContext;
use commands::ports::HeldLease;
use commands::ports::dispatch::{Grant, Lane, Signal, Take};
use domain::batch::{Batch, BatchCommand};
use domain::{LeaseId, TenantId};
use futures::StreamExt as _;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tracing::Instrument as _;
use uuid::Uuid;

use super::Worker;
use crate::retry::{FIRST_PAUSE, is_transient, wait};
use crate::work::Room;

/// How often a worker looks for work that no signal told it of.
const LOOK: Duration = Duration::from_secs(1);
/// The most batches that calls are taken of at once.
const BATCHES_AT_ONCE: usize = 32;
/// The part of the calls that is enough room to take more at once. Where it is less, more room is waited for a moment:
/// a lease for each call that ends would cost more than the call.
const ENOUGH_ROOM: usize = 16;
/// That moment.
const GATHER: Duration = Duration::from_millis(25);
/// How long work waits before it is asked again whether it may begin.
const PACE: Duration = Duration::from_millis(20);

impl Worker {
    /// Acts on signals until the task is dropped.
    pub(super) async fn listen(self: Arc<Self>) {
        let mut signals = self.dispatch.signals().await;
        while let Some(signal) = signals.next().await {
            match signal {
                Signal::Ready(Lane::Jq) => self.wake_jq.notify_one(),
                Signal::Ready(Lane::Http) => self.wake_http.notify_one(),
                Signal::Ready(Lane::External { .. }) => {}
                Signal::Ended(_) => {}
                Signal::Stop(job) => self.orders.stop(job),
                Signal::Pause(job) => self.orders.hand_back(job),
            }
        }
    }

    pub(super) async fn take_filters(self: &Arc<Self>) {
        while let Some((permits, except)) = self.room_for_filters().await {
            let leases = permits.len();
            let granted = self.take(Lane::Jq, leases, u64::MAX >> 12, except, &self.wake_jq).await;
            for (grant, permit) in granted.into_iter().zip(permits) {
                self.running.spawn(Arc::clone(self).start(grant, Room::new(permit)));
            }
        }
    }

    pub(super) async fn take_calls(self: &Arc<Self>) {
        while let Some(permits) = self.room(&self.calls, 1).await {
            drop(permits);
            if self.calls.available_permits() < self.config.calls / ENOUGH_ROOM {
                tokio::time::sleep(GATHER).await;
            }
            let free = self.calls.available_permits() as u64;
            let granted = self.take(Lane::Http, BATCHES_AT_ONCE, free, vec![], &self.wake_http).await;
            for grant in granted {
                let tasks = u32::try_from(grant.tasks).unwrap_or(u32::MAX);
                // Only this loop takes room, so what was free is still.
                if let Ok(permit) = Arc::clone(&self.calls).try_acquire_many_owned(tasks) {
                    self.running.spawn(Arc::clone(self).start(grant, Room::new(permit)));
                }
            }
        }
    }

    /// Waits for room for filters; and where there is only room beside, tells of whom there are batches already.
    async fn room_for_filters(&self) -> Option<(Vec<OwnedSemaphorePermit>, Vec<TenantId>)> {
        tokio::select! {
            biased;
            room = self.room(&self.batches, self.config.batches) => Some((room?, vec![])),
            beside = Arc::clone(&self.beside).acquire_owned() => Some((vec![beside.ok()?], self.orders.tenants().into_iter().collect())),
        }
    }

    /// Waits for room, and takes up to `most` of it; nothing when the worker stops.
    async fn room(&self, room: &Arc<Semaphore>, most: usize) -> Option<Vec<OwnedSemaphorePermit>> {
        let first = tokio::select! {
            first = Arc::clone(room).acquire_owned() => first.ok()?,
            () = self.stop.cancelled() => return None,
        };
        let more = std::iter::from_fn(|| Arc::clone(room).try_acquire_owned().ok());
        Some(std::iter::once(first).chain(more).take(most).collect())
    }

    /// Asks for work, and if there is none waits until there may be some.
    async fn take(
        &self,
        lane: Lane,
        leases: usize,
        tasks: u64,
        except: Vec<TenantId>,
        wake: &Notify,
    ) -> Vec<Grant> {
        self.keep_pace().await;
        let is_beside = !except.is_empty();
        let take = Take {
            lane,
            worker: self.config.name.clone(),
            leases: (0..leases).map(|_| LeaseId(Uuid::now_v7())).collect(),
            tasks,
            except,
            now: Utc::now(),
        };
        let granted = self.dispatch.take(take).await.unwrap_or_else(|error| {
            tracing::warn!(%error, "cannot ask for work; asks again");
            vec![]
        });
        if granted.is_empty() {
            tokio::select! {
                () = wake.notified() => {}
                // There is room again for whoever it is.
                _ = self.batches.acquire(), if is_beside => {}
                () = tokio::time::sleep(LOOK) => {}
                () = self.stop.cancelled() => {}
            }
        }
        granted
    }

    /// Waits until more may begin.
    async fn keep_pace(&self) {
        let Some(pace) = &self.engines.pace else { return };
        while !self.stop.is_cancelled() && !pace.may_begin().await {
            tokio::time::sleep(PACE).await;
        }
    }

    /// Leases what was granted, as a part of the trace that led to it.
    async fn start(self: Arc<Self>, grant: Grant, room: Room) {
        let span = tracing::info_span!("batch", batch = %grant.batch);
        (self.config.continue_trace)(&span, grant.traceparent.as_deref());
        self.lease(grant, room).instrument(span).await;
    }

    /// Leases what was granted, however long the event store is away, and begins to work on it.
    async fn lease(self: &Arc<Self>, grant: Grant, room: Room) {
        let context = CommandContext {
            traceparent: grant.traceparent.clone(),
            ..CommandContext::new(grant.tenant.clone(), &self.config.name, grant.batch.job)
        };
        let mut pause = FIRST_PAUSE;
        loop {
            let at = Utc::now();
            let command = BatchCommand::LeaseTasks {
                lease: grant.lease,
                worker: self.config.name.clone(),
                max: grant.tasks,
                reason: grant.reason,
                at,
                until: at + self.config.lease,
            };
            match self.executor.execute::<Batch>(&context, &grant.batch, command).await {
                Ok(done) => {
                    let (tenant, state) = (context.tenant.clone(), done.aggregate.clone());
                    self.begin(HeldLease { context, batch: grant.batch, lease: grant.lease, state }, room);
                    let trace = grant.traceparent.as_deref();
                    return self.hints.batch(&tenant, grant.batch, &done.aggregate, trace).await;
                }
                Err(error) if is_transient(&error) => {
                    tracing::warn!(batch = %grant.batch, %error, "cannot lease; tries again");
                    pause = wait(pause).await;
                }
                Err(error) => {
                    return tracing::error!(batch = %grant.batch, %error, "a batch that cannot be leased");
                }
            }
        }
    }
}

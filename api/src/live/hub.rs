//! The hub of a process: what is watched by any of its connections, each topic once, and which of it is to be looked at.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, Once, PoisonError};

use domain::{JobId, TenantId};
use metrics::{Counter, Gauge, Histogram};
use projections::live::Hint;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use super::guard::Guards;
use super::inbox::Inbox;
use super::looker;
use super::topic::Topic;
use super::watched::{Latest, Watched};
use crate::Shared;

/// What is watched in this process.
pub(crate) struct Hub {
    tenants: Mutex<HashMap<TenantId, Topics>>,
    pub(super) jobs: Dirty,
    pub(super) lists: Dirty,
    pub(super) queues: Dirty,
    pub(super) guards: Guards,
    pub(super) stop: CancellationToken,
    pub(super) meters: Meters,
    begun: Once,
}

/// What is watched of a tenant.
#[derive(Default)]
struct Topics {
    jobs: HashMap<JobId, Arc<Watched>>,
    others: HashMap<Topic, Arc<Watched>>,
}

/// What is measured for each push: looked up once.
pub(super) struct Meters {
    pub(super) subscriptions: Gauge,
    pub(super) pushes: Counter,
    pub(super) coalesced: Counter,
    pub(super) look: Histogram,
    pub(super) lag: Histogram,
}

impl Default for Meters {
    fn default() -> Self {
        Self {
            subscriptions: metrics::gauge!("thousandfold_live_subscriptions"),
            pushes: metrics::counter!("thousandfold_live_pushes_total"),
            coalesced: metrics::counter!("thousandfold_live_coalesced_total"),
            look: metrics::histogram!("thousandfold_live_look_seconds"),
            lag: metrics::histogram!("thousandfold_live_push_lag_seconds"),
        }
    }
}

impl Hub {
    /// Nobody watches yet. All connections end when `stop` is cancelled.
    pub(crate) fn new(stop: CancellationToken) -> Self {
        Self {
            tenants: Mutex::default(),
            jobs: Dirty::default(),
            lists: Dirty::default(),
            queues: Dirty::default(),
            guards: Guards::default(),
            stop,
            meters: Meters::default(),
            begun: Once::new(),
        }
    }

    /// Begins to look, with the first connection: a process that nobody watches in asks for nothing.
    pub(super) fn begin(&self, shared: &Arc<Shared>) {
        self.begun.call_once(|| looker::spawn(shared));
    }

    /// Watches a topic until what this gives is dropped.
    pub(super) fn watch(
        shared: &Arc<Shared>,
        tenant: &TenantId,
        topic: Topic,
        inbox: &Arc<Inbox>,
        number: u32,
    ) -> Watching {
        let hub = &shared.hub;
        let mut tenants = hub.tenants();
        let topics = tenants.entry(tenant.clone()).or_default();
        let new = || Arc::new(Watched::new(tenant.clone(), topic.clone()));
        let watched = match &topic {
            Topic::Job(id) => topics.jobs.entry(*id).or_insert_with(new),
            _ => topics.others.entry(topic.clone()).or_insert_with(new),
        };
        let watched = Arc::clone(watched);
        watched.join(Arc::clone(inbox), number);
        drop(tenants);
        hub.soil(&watched);
        hub.meters.subscriptions.increment(1);
        Watching { shared: Arc::clone(shared), watched, inbox: Arc::clone(inbox), number }
    }

    /// Has a topic looked at.
    pub(super) fn soil(&self, watched: &Arc<Watched>) {
        if watched.soil() {
            let dirty = match &watched.topic {
                Topic::Job(_) => &self.jobs,
                Topic::List { .. } => &self.lists,
                Topic::Queue(_) => &self.queues,
            };
            dirty.add(Arc::clone(watched));
        }
    }

    /// Has all looked at that a hint is about.
    pub(super) fn hear(&self, hint: &Hint) {
        let tenants = self.tenants();
        match hint {
            Hint::All => tenants.values().for_each(|topics| self.soil_jobs(topics)),
            Hint::Tenant(tenant) => tenants.get(tenant).into_iter().for_each(|topics| self.soil_jobs(topics)),
            Hint::Jobs(tenant, jobs) => {
                let Some(topics) = tenants.get(tenant) else { return };
                jobs.iter().filter_map(|job| topics.jobs.get(job)).for_each(|watched| self.soil(watched));
                self.soil_others(topics, |topic| matches!(topic, Topic::List { .. }));
            }
        }
    }

    /// Has all queues looked at: nothing says when they change.
    pub(super) fn hear_queues(&self) {
        let is_queue = |topic: &Topic| matches!(topic, Topic::Queue(_));
        self.tenants().values().for_each(|topics| self.soil_others(topics, is_queue));
    }

    fn soil_jobs(&self, topics: &Topics) {
        let changing =
            topics.jobs.values().filter(|job| !job.latest().is_some_and(|latest| latest.view.is_final()));
        changing.for_each(|watched| self.soil(watched));
        self.soil_others(topics, |topic| matches!(topic, Topic::List { .. }));
    }

    fn soil_others(&self, topics: &Topics, which: impl Fn(&Topic) -> bool) {
        let others = topics.others.iter().filter(|(topic, _)| which(topic));
        others.for_each(|(_, watched)| self.soil(watched));
    }

    fn forget(&self, watched: &Watched) {
        let mut tenants = self.tenants();
        let Some(topics) = tenants.get_mut(&watched.tenant) else { return };
        // Somebody may have come since the last one left.
        if watched.is_left() {
            match &watched.topic {
                Topic::Job(id) => topics.jobs.remove(id),
                topic => topics.others.remove(topic),
            };
        }
        if topics.jobs.is_empty() && topics.others.is_empty() {
            tenants.remove(&watched.tenant);
        }
    }

    fn tenants(&self) -> MutexGuard<'_, HashMap<TenantId, Topics>> {
        self.tenants.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Topics that are to be looked at.
#[derive(Default)]
pub(super) struct Dirty {
    topics: Mutex<Vec<Arc<Watched>>>,
    wake: Notify,
}

impl Dirty {
    fn add(&self, watched: Arc<Watched>) {
        self.topics.lock().unwrap_or_else(PoisonError::into_inner).push(watched);
        self.wake.notify_one();
    }

    /// Waits until there are some, and takes them all.
    pub(super) async fn take(&self) -> Vec<Arc<Watched>> {
        loop {
            let topics = std::mem::take(&mut *self.topics.lock().unwrap_or_else(PoisonError::into_inner));
            if !topics.is_empty() {
                return topics;
            }
            self.wake.notified().await;
        }
    }
}

/// A subscription to a topic, until it is dropped.
pub(super) struct Watching {
    shared: Arc<Shared>,
    watched: Arc<Watched>,
    inbox: Arc<Inbox>,
    number: u32,
}

impl Watching {
    pub(super) fn topic(&self) -> &Topic {
        &self.watched.topic
    }

    pub(super) fn latest(&self) -> Option<Latest> {
        self.watched.latest()
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let hub = &self.shared.hub;
        hub.meters.subscriptions.decrement(1);
        if self.watched.leave(&self.inbox, self.number) {
            hub.forget(&self.watched);
        }
    }
}

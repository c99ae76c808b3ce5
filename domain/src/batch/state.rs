//! What a batch's events fold to.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::lost::is_of_lost;
use super::{BatchEvent, BatchSpec};
use crate::ids::LeaseId;
use crate::job::Counts;
use crate::options::RetryPolicy;
use crate::results::{Part, TaskRetry};
use crate::tasks::TaskSet;

/// How many leases of a batch are remembered.
const MAX_KNOWN: usize = 1_000;

/// A batch's state.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub enum Batch {
    /// Nothing is known of it.
    #[default]
    Unopened,
    /// Some tasks have not ended.
    Open(Box<OpenBatch>),
    /// Every task has ended.
    Completed {
        /// How.
        counts: Counts,
        /// Where the result lines are.
        parts: Vec<Part>,
        /// How long all attempts ran in all, in microseconds.
        spent_micros: u64,
        /// What its leases reported.
        reported: BTreeMap<LeaseId, TaskSet>,
        /// The leases whose late reports were refused.
        refused: BTreeSet<LeaseId>,
    },
}

/// A batch some of whose tasks have not ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OpenBatch {
    /// What is to be done.
    pub spec: BatchSpec,
    /// The tasks that nobody holds.
    pub waiting: Vec<Waiting>,
    /// Who holds tasks now.
    pub leases: BTreeMap<LeaseId, Lease>,
    /// How many tasks ended in which way.
    pub counts: Counts,
    /// Where the result lines are of those that ended.
    pub parts: Vec<Part>,
    /// How long all attempts ran in all, in microseconds.
    pub spent_micros: u64,
    /// What each lease has reported, also when it is over: a report or a lease that comes again is known by it.
    pub reported: BTreeMap<LeaseId, TaskSet>,
    /// The leases whose late reports were refused.
    pub refused: BTreeSet<LeaseId>,
}

/// What was tried before, the same for every task of a lease.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Tries {
    /// How many attempts have begun, without those that were given back.
    pub attempts: u32,
    /// How many of them failed.
    pub failures: u32,
    /// How many of them were lost with their worker.
    pub lost: u32,
    /// When the first began.
    pub first_at: Option<DateTime<Utc>>,
}

/// Tasks that nobody holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Waiting {
    /// The tasks.
    pub tasks: TaskSet,
    /// What was tried before.
    pub tries: Tries,
    /// Since when they could run.
    pub since: DateTime<Utc>,
    /// When they may be tried again.
    pub not_before: Option<DateTime<Utc>>,
}

impl Waiting {
    /// Whether they may start.
    #[must_use]
    pub fn is_due(&self, at: DateTime<Utc>) -> bool {
        self.not_before.is_none_or(|not_before| not_before <= at)
    }
}

/// A worker's time-boxed right to some tasks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Lease {
    /// Who holds it.
    pub worker: String,
    /// What was tried, this attempt included.
    pub tries: Tries,
    /// The tasks that have not ended.
    pub tasks: TaskSet,
    /// How long the tasks had waited, in milliseconds.
    pub queue_wait_ms: u64,
    /// Why they had waited, for the most part.
    pub reason: Option<crate::waiting::WaitReason>,
    /// Until when.
    pub until: DateTime<Utc>,
}

impl Lease {
    /// When a task is tried again that fails with this kind of failure now; nothing if never. `chance` is a number
    /// from 0 to 1, and `after` a pause that whoever refused the task asked for.
    ///
    /// Nobody can ask for a longer pause than a policy can.
    #[must_use]
    pub fn retry_at(
        &self,
        spec: &BatchSpec,
        class: &str,
        at: DateTime<Utc>,
        chance: f64,
        after: Option<TimeDelta>,
    ) -> Option<DateTime<Utc>> {
        let failures = self.tries.failures + 1;
        if !spec.retry.retries(failures, class) {
            return None;
        }
        let longest = TimeDelta::milliseconds(RetryPolicy::MAX_PAUSE_MS.into());
        let pause = spec.retry.pause(failures, chance).max(after.unwrap_or_default()).min(longest);
        let retry_at = at.checked_add_signed(pause)?;
        self.ends_by(spec).is_none_or(|end| retry_at < end).then_some(retry_at)
    }

    /// The time after which no attempt at its tasks begins.
    #[must_use]
    pub fn ends_by(&self, spec: &BatchSpec) -> Option<DateTime<Utc>> {
        let limit = TimeDelta::milliseconds(i64::try_from(spec.limits.task_timeout_ms?).ok()?);
        self.tries.first_at?.checked_add_signed(limit)
    }
}

impl OpenBatch {
    fn new(spec: BatchSpec, opened_at: DateTime<Utc>) -> Self {
        let tasks = TaskSet::range(spec.first_task, spec.first_task + spec.tasks);
        Self {
            spec,
            waiting: vec![Waiting { tasks, tries: Tries::default(), since: opened_at, not_before: None }],
            leases: BTreeMap::new(),
            counts: Counts::default(),
            parts: vec![],
            spent_micros: 0,
            reported: BTreeMap::new(),
            refused: BTreeSet::new(),
        }
    }

    /// The lease, if it is not over.
    #[must_use]
    pub fn lease(&self, id: LeaseId) -> Option<&Lease> {
        self.leases.get(&id)
    }

    /// The tasks that have not ended.
    #[must_use]
    pub fn unfinished(&self) -> TaskSet {
        let held = self.leases.values().map(|lease| &lease.tasks);
        self.waiting
            .iter()
            .map(|waiting| &waiting.tasks)
            .chain(held)
            .fold(TaskSet::default(), |all, some| all.union(some))
    }

    fn evolve(&mut self, event: BatchEvent) {
        match event {
            BatchEvent::TasksLeased {
                lease,
                worker,
                attempt,
                tasks,
                queue_wait_ms,
                reason,
                leased_at,
                until,
            } => {
                let before = self.take(&tasks);
                let first_at = before.first_at.or(Some(leased_at));
                let tries = Tries { attempts: attempt, first_at, ..before };
                self.know(lease);
                self.leases.insert(lease, Lease { worker, tries, tasks, queue_wait_ms, reason, until });
            }
            BatchEvent::LeaseExtended { lease, until, .. } => {
                self.leases.entry(lease).and_modify(|held| held.until = until);
            }
            BatchEvent::TasksReported { lease, part, micros, failures, retries, .. } => {
                self.spent_micros += micros.iter().map(|micros| u64::from(*micros)).sum::<u64>();
                if !is_of_lost(&failures) {
                    self.remember(lease, part.as_ref(), &retries);
                }
                self.wait_to_retry(lease, &retries);
                if let Some(part) = part {
                    self.counts.failed += failures.len() as u64;
                    self.counts.succeeded += part.tasks.len() - failures.len() as u64;
                    self.release(lease, &part.tasks);
                    self.parts.push(part);
                }
            }
            BatchEvent::LeaseReturned { lease, tasks, returned_at, .. } => {
                if let Some(held) = self.leases.remove(&lease) {
                    let attempts = held.tries.attempts - 1;
                    // An attempt that does not count begins no task's time.
                    let first_at = held.tries.first_at.filter(|_| attempts > 0);
                    let tries = Tries { attempts, first_at, ..held.tries };
                    self.wait(Waiting { tasks, tries, since: returned_at, not_before: None });
                }
            }
            BatchEvent::LeaseExpired { lease, tasks, expired_at, .. } => {
                if let Some(held) = self.leases.remove(&lease) {
                    let tries = Tries { lost: held.tries.lost + 1, ..held.tries };
                    self.wait(Waiting { tasks, tries, since: expired_at, not_before: None });
                }
            }
            BatchEvent::TasksCancelled { tasks, .. } => {
                self.counts.cancelled += tasks.len();
                self.take(&tasks);
                self.leases.clear();
            }
            BatchEvent::LateReportRefused { lease, .. } => {
                self.refused.insert(lease);
            }
            BatchEvent::BatchOpened { .. } | BatchEvent::BatchCompleted { .. } => {}
        }
    }

    /// Remembers a lease from now on, and forgets the oldest that is over where there are too many.
    fn know(&mut self, lease: LeaseId) {
        self.reported.entry(lease).or_default();
        if self.reported.len() > MAX_KNOWN {
            let over =
                self.reported.keys().find(|known| **known != lease && !self.leases.contains_key(known));
            if let Some(oldest) = over.copied() {
                self.reported.remove(&oldest);
            }
        }
    }

    fn remember(&mut self, lease: LeaseId, part: Option<&Part>, retries: &[TaskRetry]) {
        let retried: TaskSet = retries.iter().map(|retry| retry.task).collect();
        let tasks = part.map_or(retried.clone(), |part| part.tasks.union(&retried));
        self.reported.entry(lease).and_modify(|known| *known = known.union(&tasks)).or_insert(tasks);
    }

    /// Takes tasks out of those that wait; answers what was tried of them before.
    fn take(&mut self, tasks: &TaskSet) -> Tries {
        let mut tries = Tries::default();
        for waiting in &mut self.waiting {
            let left = waiting.tasks.minus(tasks);
            if left.len() < waiting.tasks.len() {
                tries = waiting.tries;
                waiting.tasks = left;
            }
        }
        self.waiting.retain(|waiting| !waiting.tasks.is_empty());
        tries
    }

    /// Tasks that wait for the same are kept together: a thousand that fail alike cost one entry.
    fn wait(&mut self, new: Waiting) {
        let alike = |known: &&mut Waiting| {
            (known.tries, known.since, known.not_before) == (new.tries, new.since, new.not_before)
        };
        match self.waiting.iter_mut().find(alike) {
            Some(known) => known.tasks = known.tasks.union(&new.tasks),
            None => self.waiting.push(new),
        }
    }

    fn wait_to_retry(&mut self, lease: LeaseId, retries: &[TaskRetry]) {
        let Some(held) = self.leases.get(&lease).filter(|_| !retries.is_empty()) else {
            return;
        };
        let tries = Tries { failures: held.tries.failures + 1, ..held.tries };
        let mut by_time: BTreeMap<DateTime<Utc>, Vec<u64>> = BTreeMap::new();
        for retry in retries {
            self.spent_micros += u64::from(retry.micros);
            by_time.entry(retry.not_before).or_default().push(retry.task);
        }
        for (not_before, tasks) in by_time {
            let tasks = tasks.into_iter().collect();
            self.wait(Waiting { tasks, tries, since: not_before, not_before: Some(not_before) });
        }
        self.release(lease, &retries.iter().map(|retry| retry.task).collect());
    }

    /// Tasks are no longer the lease's; with its last one it is over.
    fn release(&mut self, lease: LeaseId, tasks: &TaskSet) {
        if let Some(held) = self.leases.get_mut(&lease) {
            held.tasks = held.tasks.minus(tasks);
        }
        self.leases.retain(|_, held| !held.tasks.is_empty());
    }
}

impl Batch {
    /// How many tasks it has.
    #[must_use]
    pub fn tasks(&self) -> u64 {
        match self {
            Self::Unopened => 0,
            Self::Open(batch) => batch.spec.tasks,
            Self::Completed { counts, .. } => counts.succeeded + counts.failed + counts.cancelled,
        }
    }

    /// The tasks that a lease has reported, also when it is over, as far as that is remembered.
    #[must_use]
    pub fn reported(&self, lease: LeaseId) -> Option<&TaskSet> {
        match self {
            Self::Unopened => None,
            Self::Open(batch) => batch.reported.get(&lease),
            Self::Completed { reported, .. } => reported.get(&lease),
        }
    }

    pub(super) fn evolve(&mut self, event: BatchEvent) {
        match (&mut *self, event) {
            (Self::Unopened, BatchEvent::BatchOpened { spec, opened_at }) => {
                *self = Self::Open(Box::new(OpenBatch::new(spec, opened_at)));
            }
            (Self::Open(batch), BatchEvent::BatchCompleted { parts, .. }) => {
                let OpenBatch { counts, spent_micros, .. } = **batch;
                let (reported, refused) =
                    (std::mem::take(&mut batch.reported), std::mem::take(&mut batch.refused));
                *self = Self::Completed { counts, parts, spent_micros, reported, refused };
            }
            (Self::Completed { refused, .. }, BatchEvent::LateReportRefused { lease, .. }) => {
                refused.insert(lease);
            }
            (Self::Open(batch), event) => batch.evolve(event),
            (Self::Unopened | Self::Completed { .. }, _) => {}
        }
    }
}

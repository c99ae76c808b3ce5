//! What the dispatcher must hold to, in a few loops over everything that it has been told and has handed out.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, TimeDelta, Utc};
use commands::ports::dispatch::{BatchFacts, Fact, Grant, JobFacts, Lane, QueueFacts};
use domain::options::Rate;
use domain::{BatchId, JobId, LeaseId, TenantId};

const GRANT_SECONDS: i64 = 15;

#[derive(Default)]
pub(super) struct Reference {
    max_in_flight: u64,
    jobs: HashMap<JobId, JobFacts>,
    batches: HashMap<BatchId, BatchFacts>,
    queues: HashMap<Lane, QueueFacts>,
    grants: Vec<(Grant, DateTime<Utc>)>,
    begun: HashSet<JobId>,
    buckets: HashMap<String, (f64, DateTime<Utc>)>,
}

impl Reference {
    /// Nothing is known. Each tenant may have so many tasks in flight.
    pub(super) fn new(max_in_flight: u64) -> Self {
        Self { max_in_flight, ..Self::default() }
    }

    /// Takes a fact as the port says: an older one changes nothing, but a lease that it shows has begun.
    pub(super) fn learn(&mut self, fact: &Fact) {
        match fact {
            Fact::Job(job) => {
                let known = self.jobs.get(&job.job).map_or(0, |known| known.version);
                if job.version > known {
                    self.jobs.insert(job.job, (**job).clone());
                }
            }
            Fact::Batch(batch) => self.learn_batch(batch),
            Fact::Queue(queue) => {
                let lane = Lane::External { tenant: queue.tenant.clone(), queue: queue.queue.clone() };
                let known = self.queues.get(&lane).map_or(0, |known| known.version);
                if queue.version > known {
                    self.queues.insert(lane, queue.clone());
                }
            }
        }
    }

    fn learn_batch(&mut self, batch: &BatchFacts) {
        let seen: HashSet<LeaseId> =
            batch.leases.iter().map(|held| held.lease).chain(batch.began.iter().copied()).collect();
        self.grants.retain(|(grant, _)| !seen.contains(&grant.lease));
        if batch.version <= self.batches.get(&batch.batch).map_or(0, |known| known.version) {
            return;
        }
        if batch.over {
            self.grants.retain(|(grant, _)| grant.batch != batch.batch);
        }
        if !batch.leases.is_empty() || batch.spent_micros > 0 || batch.over {
            self.begun.insert(batch.batch.job);
        }
        self.batches.insert(batch.batch, batch.clone());
    }

    /// Everything is forgotten, but not what may be handed out.
    pub(super) fn forget(&mut self) {
        *self = Self::new(self.max_in_flight);
    }

    fn is_over(&self, job: JobId) -> bool {
        self.jobs.get(&job).is_some_and(|job| job.over)
    }

    fn granted(&self, now: DateTime<Utc>) -> impl Iterator<Item = &Grant> {
        let live = self.grants.iter().filter(move |(_, until)| *until > now);
        live.map(|(grant, _)| grant).filter(|grant| !self.is_over(grant.batch.job))
    }

    fn in_flight(&self, now: DateTime<Utc>, of: impl Fn(&TenantId, JobId) -> bool) -> u64 {
        let held = self.batches.values().filter(|batch| !batch.over && !self.is_over(batch.batch.job));
        let held = held.filter(|batch| of(&batch.tenant, batch.batch.job));
        let held: u64 = held.flat_map(|batch| &batch.leases).map(|held| held.tasks).sum();
        let granted = self.granted(now).filter(|grant| of(&grant.tenant, grant.batch.job));
        held + granted.map(|grant| grant.tasks).sum::<u64>()
    }

    fn available(&self, batch: &BatchFacts, now: DateTime<Utc>) -> u64 {
        let due = batch.waiting.iter().filter(|group| group.not_before.is_none_or(|time| time <= now));
        let due: u64 = due.map(|group| group.tasks).sum();
        let granted = self.granted(now).filter(|grant| grant.batch == batch.batch);
        due.saturating_sub(granted.map(|grant| grant.tasks).sum())
    }

    fn bucket(job: &JobFacts) -> Option<(String, &Rate)> {
        let rate = job.throttle.rate.as_ref()?;
        Some((rate.key.as_ref().map_or(job.job.to_string(), |key| format!("{}/{key}", job.tenant)), rate))
    }

    fn tokens(&self, name: &str, rate: &Rate, now: DateTime<Utc>) -> f64 {
        let burst = f64::from(rate.burst);
        self.buckets
            .get(name)
            .map_or(burst, |(tokens, at)| burst.min(tokens + (now - *at).as_seconds_f64() * rate.per_second))
    }

    /// How many tasks of the job may start now, as far as it is not up to its batches.
    fn room(&self, job: &JobFacts, now: DateTime<Utc>) -> u64 {
        let is_early = job.start_at.is_some_and(|start| start > now);
        if job.over || job.paused || job.stopping || is_early || !self.key_is_free(job) {
            return 0;
        }
        let most = |limit: u64, in_flight: u64| limit.saturating_sub(in_flight);
        let mut room = most(self.max_in_flight, self.in_flight(now, |tenant, _| *tenant == job.tenant));
        if let Some(limit) = job.throttle.max_concurrency {
            room = room.min(most(limit.into(), self.in_flight(now, |_, of| of == job.job)));
        }
        if let Some((name, rate)) = Self::bucket(job) {
            room = room.min((self.tokens(&name, rate, now) + 1e-6).floor() as u64);
        }
        room.min(self.queue_room(&job.lane, now))
    }

    fn queue_room(&self, lane: &Lane, now: DateTime<Utc>) -> u64 {
        let Some(queue) = self.queues.get(lane) else { return u64::MAX };
        let in_lane = |_: &TenantId, job| self.jobs.get(&job).is_some_and(|job| job.lane == *lane);
        match queue.throttle.max_concurrency {
            _ if queue.paused => 0,
            Some(limit) => u64::from(limit).saturating_sub(self.in_flight(now, in_lane)),
            None => u64::MAX,
        }
    }

    fn key_is_free(&self, job: &JobFacts) -> bool {
        let Some(key) = job.key.as_ref().filter(|_| !self.begun.contains(&job.job)) else { return true };
        let holds = |other: &&JobFacts| {
            let same = other.tenant == job.tenant && other.key.as_ref().is_some_and(|k| k.name == key.name);
            same && !other.over && self.begun.contains(&other.job)
        };
        self.jobs.values().filter(holds).count() < key.limit as usize
    }

    /// Counts what was handed out, which must have been allowed.
    pub(super) fn grant(&mut self, grant: &Grant, lane: &Lane, now: DateTime<Utc>) {
        let job = self.jobs[&grant.batch.job].clone();
        assert_eq!((&job.lane, &job.tenant), (lane, &grant.tenant));
        assert!(grant.tasks > 0);
        let (room, key_is_free) = (self.room(&job, now), self.key_is_free(&job));
        let in_flight = self.in_flight(now, |tenant, _| *tenant == job.tenant);
        assert!(grant.tasks <= room, "{room}, key {key_is_free}, tenant {in_flight}: {grant:?}: {job:?}");
        assert!(grant.tasks <= self.available(&self.batches[&grant.batch], now), "{grant:?}");
        if let Some((name, rate)) = Self::bucket(&job) {
            let tokens = self.tokens(&name, rate, now) - grant.tasks as f64;
            self.buckets.insert(name, (tokens, now));
        }
        self.begun.insert(job.job);
        self.grants.push((grant.clone(), now + TimeDelta::seconds(GRANT_SECONDS)));
    }

    /// A job of the lane of which something could still be handed out.
    pub(super) fn stuck(&self, lane: &Lane, now: DateTime<Utc>) -> Option<&JobFacts> {
        let of_lane = |batch: &&BatchFacts| {
            let job = self.jobs.get(&batch.batch.job).filter(|job| job.lane == *lane);
            !batch.over && job.is_some_and(|job| self.room(job, now) > 0) && self.available(batch, now) > 0
        };
        self.batches.values().find(of_lane).and_then(|batch| self.jobs.get(&batch.batch.job))
    }

    /// What the dispatcher says of a job: how much waits and how much is in flight.
    pub(super) fn counts(&self, job: JobId, now: DateTime<Utc>) -> Option<(u64, u64)> {
        self.jobs.get(&job).filter(|job| !job.over)?;
        let waiting = |batch: &BatchFacts| {
            let all: u64 = batch.waiting.iter().map(|group| group.tasks).sum();
            let granted = self.granted(now).filter(|grant| grant.batch == batch.batch);
            all.saturating_sub(granted.map(|grant| grant.tasks).sum())
        };
        let batches = self.batches.values().filter(|batch| batch.batch.job == job && !batch.over);
        Some((batches.map(waiting).sum(), self.in_flight(now, |_, of| of == job)))
    }
}

//! Whatever is told, in whichever order, and whatever is forgotten: limits hold, and nothing is stuck.

use std::collections::HashMap;

use commands::ports::dispatch::{BatchFacts, Dispatch as _, Fact, Grant, JobFacts, Lane, WaitingTasks};
use domain::options::{ConcurrencyKey, Throttle};
use infra::redis::{DispatchConfig, TenantLimits};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use super::reference::Reference;
use super::world::{
    World, at, at_a_time, batch, changed, job, leased, of_job, queue, queue_facts, rate, reported,
};

const MAX_IN_FLIGHT: u64 = 14;
const TASKS: u64 = 6;

/// Something happens. A number chooses which of several it happens to.
#[derive(Debug, Clone)]
enum Step {
    /// Quarters of a second go by, so that the tokens of buckets are exact.
    Wait(u8),
    /// A worker asks for so many batches, and so many tasks.
    Take(usize, usize, u64),
    /// A worker asks for everything, and must get it.
    TakeAll(usize),
    /// The lease of a grant begins, if it does not find its tasks taken.
    Begin(usize),
    /// A lease ends: its tasks are done, or some are tried again so many quarters of a second later.
    End(usize, u8),
    /// A fact arrives.
    Tell(usize),
    /// A job is paused or goes on.
    Pause(usize),
    /// A job may run so many tasks at a time.
    Limit(usize, u32),
    /// A job is stopped, and is over at once.
    Stop(usize),
    /// A queue is paused or goes on, and may run so many tasks at a time.
    Queue(bool, u32),
    /// Redis forgets everything, and is told what the log says.
    Forget,
}

fn step() -> impl Strategy<Value = Step> {
    let which = 0..usize::MAX;
    prop_oneof![
        4 => (1..30_u8).prop_map(Step::Wait),
        6 => (which.clone(), 1..6_usize, 1..20_u64).prop_map(|(lane, batches, tasks)| Step::Take(lane, batches, tasks)),
        3 => which.clone().prop_map(Step::TakeAll),
        6 => which.clone().prop_map(Step::Begin),
        6 => (which.clone(), 0..40_u8).prop_map(|(lease, retry)| Step::End(lease, retry)),
        12 => which.clone().prop_map(Step::Tell),
        2 => which.clone().prop_map(Step::Pause),
        2 => (which.clone(), 1..8_u32).prop_map(|(job, limit)| Step::Limit(job, limit)),
        1 => which.prop_map(Step::Stop),
        1 => (any::<bool>(), 1..12_u32).prop_map(|(paused, limit)| Step::Queue(paused, limit)),
        1 => Just(Step::Forget),
    ]
}

/// The log, who tells of it, and what must be true.
struct Run {
    world: World,
    reference: Reference,
    ms: i64,
    jobs: Vec<JobFacts>,
    batches: Vec<BatchFacts>,
    queue_version: u64,
    grants: Vec<Grant>,
    untold: Vec<Fact>,
}

fn lanes() -> [Lane; 3] {
    [Lane::Jq, Lane::Http, queue("acme", "letters")]
}

/// Jobs that have each kind of limit, alone and together.
fn some_jobs() -> Vec<JobFacts> {
    let key = |limit| Some(ConcurrencyKey { name: "k".to_owned(), limit });
    let with = |number: i64, change: &dyn Fn(&mut JobFacts)| {
        let mut job = job(["acme", "bulk"][usize::from(number % 5 == 4)], number);
        change(&mut job);
        job
    };
    let changes: [&dyn Fn(&mut JobFacts); 12] = [
        &|job| job.key = key(1),
        &|job| (job.key, job.throttle) = (key(1), rate(1.0, 3, Some("r"))),
        &|job| job.throttle = rate(1.0, 3, Some("r")),
        &|job| job.throttle = at_a_time(4),
        &|_| {},
        &|job| job.throttle = rate(2.0, 4, None),
        &|job| (job.key, job.lane) = (key(1), Lane::Http),
        &|job| (job.throttle, job.lane) = (rate(1.0, 3, Some("r")), queue("acme", "letters")),
        &|job| job.start_at = Some(at(20_000)),
        &|job| job.throttle = Throttle { max_concurrency: Some(2), ..rate(4.0, 4, None) },
        &|job| job.lane = queue("acme", "letters"),
        &|job| (job.key, job.throttle) = (key(1), rate(1.0, 3, Some("r"))),
    ];
    (0..).zip(changes).map(|(number, change)| with(number, change)).collect()
}

impl Run {
    async fn new() -> Self {
        let default = TenantLimits { max_in_flight: MAX_IN_FLIGHT, ..TenantLimits::default() };
        let world = World::with(DispatchConfig { default, ..DispatchConfig::default() }).await;
        let reference = Reference::new(MAX_IN_FLIGHT);
        let jobs = some_jobs();
        let batches: Vec<_> =
            jobs.iter().flat_map(|job| [0, 1].map(|number| batch(job, number, TASKS))).collect();
        let untold = batches.iter().cloned().map(Fact::Batch);
        let untold = untold.chain(jobs.iter().map(|job| Fact::Job(Box::new(job.clone())))).collect();
        Self { world, reference, ms: 100, jobs, batches, queue_version: 0, grants: vec![], untold }
    }

    async fn step(&mut self, step: &Step) {
        match *step {
            Step::Wait(quarters) => self.ms += 250 * i64::from(quarters),
            Step::Take(lane, batches, tasks) => self.take(&lanes()[lane % 3], batches, tasks).await,
            Step::TakeAll(lane) => self.take_all(&lanes()[lane % 3]).await,
            Step::Begin(index) => self.begin(index),
            Step::End(index, retry) => self.end(index, retry),
            Step::Tell(index) if !self.untold.is_empty() => {
                let fact = self.untold.swap_remove(index % self.untold.len());
                self.tell(vec![fact]).await;
            }
            Step::Tell(_) => {}
            Step::Pause(index) => self.change(index, |job| job.paused = !job.paused),
            Step::Limit(index, limit) => self.change(index, |job| job.throttle.max_concurrency = Some(limit)),
            Step::Stop(index) => self.change(index, |job| job.over = true),
            Step::Queue(paused, limit) => self.change_queue(paused, limit),
            Step::Forget => self.forget().await,
        }
    }

    fn change(&mut self, index: usize, change: impl FnOnce(&mut JobFacts)) {
        let index = index % self.jobs.len();
        if !self.jobs[index].over {
            self.untold.push(changed(&mut self.jobs[index], change));
        }
    }

    fn change_queue(&mut self, paused: bool, limit: u32) {
        self.queue_version += 1;
        let mut facts = queue_facts("acme", "letters", self.queue_version, at_a_time(limit));
        facts.paused = paused;
        self.untold.push(Fact::Queue(facts));
    }

    async fn tell(&mut self, facts: Vec<Fact>) {
        facts.iter().for_each(|fact| self.reference.learn(fact));
        self.world.learn(self.ms, facts).await;
    }

    async fn forget(&mut self) {
        self.world.place.redis().clear().await.unwrap();
        self.reference.forget();
        let facts = self.batches.iter().cloned().map(Fact::Batch);
        let facts = facts.chain(self.jobs.iter().map(|job| Fact::Job(Box::new(job.clone()))));
        self.tell(facts.collect()).await;
        self.world.dispatch.set_known().await.unwrap();
    }

    async fn take(&mut self, lane: &Lane, batches: usize, tasks: u64) {
        for grant in self.world.take(self.ms, lane, batches, tasks).await {
            self.reference.grant(&grant, lane, at(self.ms));
            self.grants.push(grant);
        }
    }

    async fn take_all(&mut self, lane: &Lane) {
        self.take(lane, 100, 10_000).await;
        if let Some(job) = self.reference.stuck(lane, at(self.ms)) {
            let standing = self.world.stands(self.ms, of_job(job)).await;
            panic!("stuck: {job:?}, {standing:?}");
        }
    }

    fn position(&self, grant: &Grant) -> usize {
        self.batches.iter().position(|batch| batch.batch == grant.batch).unwrap()
    }

    fn is_over(&self, batch: &BatchFacts) -> bool {
        batch.over || self.jobs.iter().any(|job| job.job == batch.batch.job && job.over)
    }

    fn begin(&mut self, index: usize) {
        if self.grants.is_empty() {
            return;
        }
        let grant = self.grants.swap_remove(index % self.grants.len());
        let index = self.position(&grant);
        let waiting = self.batches[index].waiting.iter().map(|group| group.tasks).sum::<u64>();
        if !self.is_over(&self.batches[index]) && waiting > 0 {
            let until = self.ms + 60_000;
            self.untold.push(leased(&mut self.batches[index], grant.lease, grant.tasks, until));
        }
    }

    fn end(&mut self, index: usize, retry: u8) {
        let leases: Vec<_> = (0..self.batches.len())
            .filter(|index| !self.is_over(&self.batches[*index]))
            .flat_map(|index| self.batches[index].leases.iter().map(move |held| (index, held.clone())))
            .collect();
        let Some((index, held)) = leases.get(index % leases.len().max(1)) else { return };
        let batch = &mut self.batches[*index];
        // More than half of the leases end with their tasks done.
        if retry >= 16 {
            let since = at(self.ms + 250 * i64::from(retry - 16));
            batch.waiting.push(WaitingTasks { tasks: held.tasks, since, not_before: Some(since) });
        }
        let fact = reported(batch, held.lease, 1_000);
        self.untold.push(fact);
    }

    /// The dispatcher counts as the reference does.
    async fn check_counts(&self) {
        for job in &self.jobs {
            let standing = self.world.dispatch.standing(of_job(job), at(self.ms)).await.unwrap();
            let counts = standing.map(|standing| (standing.waiting, standing.in_flight));
            assert_eq!(counts, self.reference.counts(job.job, at(self.ms)), "{job:?}");
        }
    }

    async fn finish(mut self) {
        for index in 0..self.jobs.len() {
            self.change(index, |job| job.over = true);
        }
        let untold = std::mem::take(&mut self.untold);
        self.tell(untold).await;
        self.ms += 1_000_000;
        for lane in lanes() {
            self.take_all(&lane).await;
        }
        self.world.dispatch.due(at(self.ms), 10_000).await.unwrap();
        let mut keys = self.world.lasting_keys().await;
        // What was said of a queue stays.
        keys.retain(|key| !key.ends_with("lane:external/acme/letters"));
        assert_eq!(keys, [""; 0]);
    }
}

#[test]
fn limits_hold_and_nothing_is_stuck_whatever_happens() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(48);
    let config =
        ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 400, ..Default::default() };
    let steps = prop::collection::vec(step(), 20..160);
    let outcome = TestRunner::new(config).run(&steps, |steps| {
        runtime.block_on(async {
            let mut run = Run::new().await;
            for step in &steps {
                run.step(step).await;
                run.check_counts().await;
            }
            run.finish().await;
        });
        Ok(())
    });
    outcome.unwrap();
}

/// The same jobs, when all are told of at once and nothing else happens: they all get done.
#[tokio::test]
async fn all_gets_done() {
    let mut run = Run::new().await;
    let untold = std::mem::take(&mut run.untold);
    run.tell(untold).await;
    for _ in 0..400 {
        for lane in lanes() {
            run.take_all(&lane).await;
        }
        while !run.grants.is_empty() {
            run.begin(0);
        }
        for _ in 0..50 {
            run.end(0, 0);
        }
        let over: HashMap<_, _> = run.jobs.iter().map(|job| (job.job, job.over)).collect();
        for index in 0..run.jobs.len() {
            let id = run.jobs[index].job;
            let done = run.batches.iter().filter(|batch| batch.batch.job == id).all(|batch| batch.over);
            if done && !over[&id] {
                run.change(index, |job| job.over = true);
            }
        }
        let untold = std::mem::take(&mut run.untold);
        run.tell(untold).await;
        run.ms += 250;
    }
    assert!(run.jobs.iter().all(|job| job.over));
    run.finish().await;
}

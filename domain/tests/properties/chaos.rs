//! What may happen, in any order; and how all goes well again in the end.

use chrono::{DateTime, TimeDelta, Utc};
use domain::batch::{Batch, BatchCommand};
use domain::job::{JobCommand, StopCause};
use domain::options::Throttle;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::checks;
use crate::reactors::Reactor;
use crate::sim::{Happened, Sim};
use crate::specs::Items;
use crate::workers::{Held, Outcome};

#[derive(Debug, Clone)]
pub(crate) enum Op {
    /// A planner goes on, or begins anew.
    PlanOn,
    /// It dies; or dies within a step.
    PlannerDies {
        fuel: u32,
    },
    /// The event that starts the planner comes again.
    PlanAgain,
    /// A reactor goes on with the log; with some fuel it dies at some point.
    React {
        reactor: Reactor,
        fuel: Option<u32>,
    },
    /// It sees an old event again.
    ReactAgain {
        reactor: Reactor,
        event: Index,
    },
    Lease {
        batch: Index,
        max: u64,
        skew: i64,
        answered: bool,
    },
    Report {
        lease: Index,
        outcomes: Vec<u8>,
        skew: i64,
    },
    Extend {
        lease: Index,
        skew: i64,
    },
    Return {
        lease: Index,
    },
    /// A timekeeper's clock is wrong.
    Expire {
        lease: Index,
        skew: i64,
    },
    KeepTime,
    Pass {
        milliseconds: i64,
    },
    Cancel,
    Pause,
    Resume,
    Throttle {
        most: Option<u32>,
    },
    /// The states are read from a snapshot.
    Reload,
}

/// By how many milliseconds a clock is wrong.
fn skew() -> impl Strategy<Value = i64> {
    prop_oneof![3 => Just(0), 1 => -50_000..50_000_i64]
}

fn reactor() -> impl Strategy<Value = Reactor> {
    prop_oneof![Just(Reactor::Progress), Just(Reactor::Stopper)]
}

fn op() -> impl Strategy<Value = Op> {
    let fuel = proptest::option::weighted(0.3, 0..4_u32);
    prop_oneof![
        6 => Just(Op::PlanOn),
        3 => (0..3_u32).prop_map(|fuel| Op::PlannerDies { fuel }),
        1 => Just(Op::PlanAgain),
        8 => (reactor(), fuel).prop_map(|(reactor, fuel)| Op::React { reactor, fuel }),
        3 => (reactor(), any::<Index>()).prop_map(|(reactor, event)| Op::ReactAgain { reactor, event }),
        10 => (any::<Index>(), 0..5_u64, skew(), prop::bool::weighted(0.9))
            .prop_map(|(batch, max, skew, answered)| Op::Lease { batch, max, skew, answered }),
        10 => (any::<Index>(), vec(0..5_u8, 8), skew())
            .prop_map(|(lease, outcomes, skew)| Op::Report { lease, outcomes, skew }),
        2 => (any::<Index>(), skew()).prop_map(|(lease, skew)| Op::Extend { lease, skew }),
        2 => any::<Index>().prop_map(|lease| Op::Return { lease }),
        2 => (any::<Index>(), skew()).prop_map(|(lease, skew)| Op::Expire { lease, skew }),
        4 => Just(Op::KeepTime),
        6 => prop_oneof![0..2_000_i64, 0..60_000_i64, -20_000..0_i64]
            .prop_map(|milliseconds| Op::Pass { milliseconds }),
        2 => Just(Op::Cancel),
        1 => Just(Op::Pause),
        1 => Just(Op::Resume),
        1 => proptest::option::of(1..9_u32).prop_map(|most| Op::Throttle { most }),
        2 => Just(Op::Reload),
    ]
}

pub(crate) fn ops() -> impl Strategy<Value = Vec<Op>> {
    vec(op(), 0..120)
}

fn outcome(number: u8) -> Outcome {
    match number {
        0 | 1 => Outcome::Succeeded,
        2 => Outcome::Failed("timed_out"),
        3 => Outcome::Failed("filter_error"),
        _ => Outcome::Unknown,
    }
}

impl Sim {
    fn wrong(&self, skew: i64) -> DateTime<Utc> {
        self.clock + TimeDelta::milliseconds(skew)
    }

    fn any_held(&self, index: Index) -> Option<Held> {
        (!self.held.is_empty()).then(|| index.get(&self.held).clone())
    }

    pub(crate) fn suffer(&mut self, op: Op) {
        let at = self.clock;
        match op {
            Op::PlanOn => {
                let _ = self.plan_on();
            }
            Op::PlannerDies { fuel } => {
                self.with_fuel(Some(fuel), |sim| sim.plan_on().is_ok());
                self.planner = None;
            }
            Op::PlanAgain => self.is_planned = self.items == Items::Inline,
            Op::React { reactor, fuel } => {
                let goes_on = self.with_fuel(fuel, |sim| sim.catch_up(reactor));
                if !goes_on && reactor == Reactor::Progress {
                    self.failures.clear();
                }
            }
            Op::ReactAgain { reactor, event } => {
                let event = event.get(&self.log).clone();
                let _ = self.react(reactor, &event);
            }
            Op::Lease { batch, max, skew, answered } if !self.batches.is_empty() => {
                let numbers: Vec<u64> = self.batches.keys().copied().collect();
                self.lease(*batch.get(&numbers), max, self.wrong(skew), answered);
            }
            Op::Report { lease, outcomes, skew } => {
                if let Some(held) = self.any_held(lease) {
                    self.report(&held, self.wrong(skew), |task| {
                        outcome(outcomes[usize::try_from(task % 8).unwrap()])
                    });
                }
            }
            Op::Extend { lease, skew } => {
                let until = self.wrong(skew) + TimeDelta::seconds(30);
                self.of_held(lease, |held| BatchCommand::ExtendLease {
                    lease: held.id,
                    until,
                    progress: None,
                });
            }
            Op::Return { lease } => {
                self.of_held(lease, |held| BatchCommand::ReturnTasks { lease: held.id, at })
            }
            Op::Expire { lease, skew } => {
                let at = self.wrong(skew);
                self.of_held(lease, |held| BatchCommand::ExpireLease { lease: held.id, at });
            }
            Op::KeepTime => {
                let _ = self.keep_time();
            }
            Op::Pass { milliseconds } => self.pass(milliseconds),
            Op::Cancel => self.ask(JobCommand::Stop { cause: StopCause::Cancelled { reason: None }, at }),
            Op::Pause => self.ask(JobCommand::Pause { at }),
            Op::Resume => self.ask(JobCommand::Resume { at }),
            Op::Throttle { most } => {
                let throttle = Throttle { max_concurrency: most, rate: None };
                self.ask(JobCommand::ChangeThrottle { throttle, at });
            }
            Op::Reload => self.reload(),
            Op::Lease { .. } => {}
        }
    }

    fn ask(&mut self, command: JobCommand) {
        // A tenant may be refused.
        let _ = self.tell_job(command);
    }

    fn of_held(&mut self, lease: Index, command: impl Fn(&Held) -> BatchCommand) {
        if let Some(held) = self.any_held(lease) {
            let _ = self.tell_batch(held.batch, command(&held));
        }
    }

    fn with_fuel(&mut self, fuel: Option<u32>, work: impl Fn(&mut Self) -> bool) -> bool {
        self.fuel = fuel;
        let done = work(self);
        self.fuel = None;
        done
    }

    /// An event whose reaction was cut off comes again.
    fn catch_up(&mut self, reactor: Reactor) -> bool {
        while let Some(event) = self.log.get(self.cursors[&reactor]).cloned() {
            if self.react(reactor, &event).is_err() {
                return false;
            }
            *self.cursors.entry(reactor).or_default() += 1;
        }
        true
    }

    fn reload(&mut self) {
        self.job = checks::kept(&self.job);
        self.batches.values_mut().for_each(|batch| *batch = checks::kept(batch));
    }

    /// From now on everybody does what they should, and the job must end.
    pub(crate) fn settle(&mut self) {
        self.held.clear();
        if self.spec.options.deadline.is_none_or(|deadline| self.clock < deadline) {
            self.ask(JobCommand::Resume { at: self.clock });
        }
        for round in 0.. {
            assert!(round < 1_000, "the job does not end: {:?}\n{:#?}", self.job, self.batches);
            let _ = self.plan_on();
            self.catch_up(Reactor::Progress);
            self.catch_up(Reactor::Stopper);
            let _ = self.keep_time();
            if !self.is_running() && self.cursors.values().all(|cursor| *cursor == self.log.len()) {
                return;
            }
            self.work();
            checks::every_time(self);
            self.pass(1_000);
        }
    }

    /// Workers take all that waits, and report it at once.
    fn work(&mut self) {
        let open = self.batches.iter().filter(|(_, batch)| matches!(batch, Batch::Open(_)));
        for number in open.map(|(number, _)| *number).collect::<Vec<_>>() {
            self.lease(number, 1_000, self.clock, true);
        }
        for held in std::mem::take(&mut self.held) {
            self.report(&held, self.clock, |task| if task % 3 == 0 { outcome(2) } else { outcome(0) });
        }
    }
}

/// Events of a batch, in the order in which they happened.
pub(crate) fn of_batch(log: &[Happened], wanted: u64) -> impl Iterator<Item = &domain::batch::BatchEvent> {
    log.iter().filter_map(move |happened| match happened {
        Happened::Batch(number, event) if *number == wanted => Some(event),
        _ => None,
    })
}

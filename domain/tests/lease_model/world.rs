//! What there is, and what may happen next.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use domain::LeaseId;
use domain::batch::{Batch, BatchCommand, BatchSpec, Input};
use domain::options::RetryPolicy;
use domain::processor::{Limits, Processor};
use stateright::{Model, Property};
use uuid::Uuid;

use crate::messages::Message;
use crate::properties;
use crate::workers::Worker;

/// How long a lease lasts, in seconds.
pub(crate) const LEASE: i64 = 2;

/// The size of the world.
pub(crate) struct Protocol {
    pub(crate) workers: usize,
    pub(crate) tasks: u64,
    /// How much may go wrong: crashes, messages that are lost or come twice, time that passes while others work, ...
    pub(crate) faults: u8,
    /// Whether the job is stopped at some point.
    pub(crate) cancels: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct World {
    pub(crate) batch: Batch,
    pub(crate) workers: Vec<Worker>,
    /// What was sent and has not arrived, in no order.
    pub(crate) network: BTreeSet<Message>,
    /// The time, in seconds.
    pub(crate) clock: i64,
    pub(crate) leases: u8,
    pub(crate) faults: u8,
    pub(crate) may_cancel: bool,
    pub(crate) seen: Seen,
}

/// What an observer of the events knows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct Seen {
    /// How often each task ended.
    pub(crate) ends: BTreeMap<u64, u8>,
    pub(crate) over: BTreeSet<LeaseId>,
    pub(crate) counted_though_over: bool,
    pub(crate) mismatch: Option<&'static str>,
    pub(crate) late_refused: bool,
    pub(crate) retried: bool,
    pub(crate) returned: bool,
    pub(crate) cancelled_while_held: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Action {
    /// A worker asks for tasks, or asks again where it got no answer.
    Ask(usize),
    /// A worker says how its next task ended.
    Report { worker: usize, succeeded: bool },
    /// A worker says that all its tasks succeeded.
    ReportAll(usize),
    /// A message arrives.
    Arrive(Message),
    /// Time passes because nothing else can happen.
    Wait,
    /// A lease is taken back whose time is over.
    Expire(LeaseId),
    /// The job is stopped.
    Cancel,
    /// Something that should not happen, or not now.
    Fault(Fault),
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Fault {
    /// A worker dies, and another takes its place.
    Crash(usize),
    /// A message is lost.
    Lose(Message),
    /// A message arrives, and will once more.
    Repeat(Message),
    /// A message arrives, and its answer is lost.
    Unanswered(Message),
    /// Time passes though a worker could go on: it is slow, or was stopped.
    Tick,
    /// The timekeeper's clock is ahead.
    ExpireEarly(LeaseId),
    /// A worker keeps its lease for longer.
    Extend(usize),
    /// A worker gives back what it holds.
    Return(usize),
}

pub(crate) fn at(second: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(second)
}

pub(crate) fn lease(number: u8) -> LeaseId {
    LeaseId(Uuid::from_u128(number.into()))
}

impl Protocol {
    fn spec(&self) -> BatchSpec {
        let retry = RetryPolicy { max_attempts: 2, jitter_percent: 0, ..RetryPolicy::default() };
        BatchSpec {
            first_task: 0,
            tasks: self.tasks,
            input: Input::Items(vec![]),
            pick: None,
            processor: Processor::Jq { filter: ".".into() },
            limits: Limits::default(),
            retry,
            name: None,
            tags: BTreeSet::new(),
            only: false,
        }
    }
}

impl World {
    /// The leases that are not over, and their last second.
    fn held(&self) -> Vec<(LeaseId, DateTime<Utc>)> {
        match &self.batch {
            Batch::Open(batch) => batch.leases.iter().map(|(id, held)| (*id, held.until)).collect(),
            Batch::Unopened | Batch::Completed { .. } => vec![],
        }
    }

    /// Whether some task waits that may start, so that the dispatcher offers it.
    fn is_offered(&self) -> bool {
        matches!(&self.batch, Batch::Open(batch) if batch.waiting.iter().any(|some| some.is_due(at(self.clock))))
    }

    fn usual(&self, actions: &mut Vec<Action>) {
        for (number, worker) in self.workers.iter().enumerate() {
            match worker {
                Worker::Idle if self.is_offered() => actions.push(Action::Ask(number)),
                Worker::Asking(asked) if !self.network.iter().any(|message| message.asks_for(*asked)) => {
                    actions.push(Action::Ask(number));
                }
                Worker::Holding { tasks, .. } => {
                    actions
                        .extend([true, false].map(|succeeded| Action::Report { worker: number, succeeded }));
                    if tasks.len() > 1 {
                        actions.push(Action::ReportAll(number));
                    }
                }
                Worker::Idle | Worker::Asking(_) => {}
            }
        }
        actions.extend(self.network.iter().cloned().map(Action::Arrive));
    }

    fn faults(&self, actions: &mut Vec<Action>) {
        let mut faults = vec![];
        for (number, worker) in self.workers.iter().enumerate() {
            match worker {
                Worker::Idle => {}
                Worker::Asking(_) => faults.push(Fault::Crash(number)),
                Worker::Holding { .. } => {
                    faults.extend([Fault::Crash(number), Fault::Extend(number), Fault::Return(number)]);
                }
            }
        }
        for message in &self.network {
            faults.extend([Fault::Lose(message.clone()), Fault::Repeat(message.clone())]);
            // To other messages, nobody waits for the answer.
            if matches!(message, Message::Lease { .. }) {
                faults.push(Fault::Unanswered(message.clone()));
            }
        }
        let held = self.held().into_iter().filter(|(_, until)| *until > at(self.clock));
        faults.extend(held.map(|(lease, _)| Fault::ExpireEarly(lease)));
        faults.push(Fault::Tick);
        actions.extend(faults.into_iter().map(Action::Fault));
    }

    fn suffer(&mut self, fault: Fault) {
        match fault {
            Fault::Crash(worker) => self.workers[worker] = Worker::Idle,
            Fault::Lose(message) => {
                self.network.remove(&message);
            }
            Fault::Repeat(message) => self.arrive(&message, true),
            Fault::Unanswered(message) => {
                self.network.remove(&message);
                self.arrive(&message, false);
            }
            Fault::Tick => self.clock += 1,
            Fault::ExpireEarly(lease) => {
                self.execute(BatchCommand::ExpireLease { lease, at: at(self.clock + LEASE * 2) });
            }
            Fault::Extend(worker) => self.extend(worker),
            Fault::Return(worker) => self.give_back(worker),
        }
    }
}

impl Model for Protocol {
    type State = World;
    type Action = Action;

    fn init_states(&self) -> Vec<World> {
        let mut world = World {
            batch: Batch::default(),
            workers: vec![Worker::Idle; self.workers],
            network: BTreeSet::new(),
            clock: 0,
            leases: 0,
            faults: self.faults,
            may_cancel: self.cancels,
            seen: Seen::default(),
        };
        world.execute(BatchCommand::Open { spec: self.spec(), at: at(0) });
        vec![world]
    }

    fn actions(&self, world: &World, actions: &mut Vec<Action>) {
        world.usual(actions);
        let over = world.held().into_iter().filter(|(_, until)| *until <= at(world.clock));
        actions.extend(over.map(|(lease, _)| Action::Expire(lease)));
        if matches!(world.batch, Batch::Completed { .. }) {
            return;
        }
        if actions.is_empty() {
            actions.push(Action::Wait);
        }
        if world.may_cancel {
            actions.push(Action::Cancel);
        }
        if world.faults > 0 {
            world.faults(actions);
        }
    }

    fn next_state(&self, before: &World, action: Action) -> Option<World> {
        let mut world = before.clone();
        match action {
            Action::Ask(worker) => world.ask(worker),
            Action::Report { worker, succeeded } => world.report_next(worker, succeeded),
            Action::ReportAll(worker) => world.report_all(worker),
            Action::Arrive(message) => {
                world.network.remove(&message);
                world.arrive(&message, true);
            }
            Action::Wait => world.clock += 1,
            Action::Expire(lease) => {
                world.execute(BatchCommand::ExpireLease { lease, at: at(world.clock) });
            }
            Action::Cancel => {
                world.may_cancel = false;
                world.seen.cancelled_while_held |= !world.held().is_empty();
                world.execute(BatchCommand::Cancel { at: at(world.clock) });
            }
            Action::Fault(fault) => {
                world.faults -= 1;
                world.suffer(fault);
            }
        }
        Some(world)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        properties::all(self)
    }
}

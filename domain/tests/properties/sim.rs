//! A job, its batches, and all that happened to them.

use std::collections::BTreeMap;
use std::fmt::Debug;

use chrono::{DateTime, TimeDelta, Utc};
use cqrs_es::Aggregate;
use domain::batch::{Batch, BatchCommand, BatchError, BatchEvent};
use domain::job::{Job, JobCommand, JobError, JobEvent, JobSpec, Plan};
use domain::{JobId, Root};
use uuid::Uuid;

use crate::reactors::Reactor;
use crate::specs::Items;
use crate::workers::Held;

pub(crate) const START: DateTime<Utc> = DateTime::UNIX_EPOCH;

/// A process ended before it had done all.
pub(crate) struct Crash;

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Happened {
    Job(JobEvent),
    Batch(u64, BatchEvent),
}

pub(crate) struct Sim {
    pub(crate) spec: JobSpec,
    pub(crate) items: Items,
    /// How many items there are, whoever has counted them.
    pub(crate) tasks: u64,
    pub(crate) job: Job,
    pub(crate) batches: BTreeMap<u64, Batch>,
    pub(crate) log: Vec<Happened>,
    /// How far the reactors are.
    pub(crate) cursors: BTreeMap<Reactor, usize>,
    /// How far a planner is that runs.
    pub(crate) planner: Option<Plan>,
    pub(crate) is_planned: bool,
    /// What the progress reactor keeps in memory.
    pub(crate) failures: BTreeMap<u64, u64>,
    pub(crate) clock: DateTime<Utc>,
    /// What workers believe to hold.
    pub(crate) held: Vec<Held>,
    pub(crate) leases: u128,
    /// How many commands a process gives before it crashes.
    pub(crate) fuel: Option<u32>,
}

impl Sim {
    pub(crate) fn new(spec: JobSpec, items: Items) -> Self {
        let tasks = spec.source.items().unwrap_or_else(|| spec.name.as_ref().unwrap().parse().unwrap());
        let mut sim = Self {
            items,
            tasks,
            job: Job::default(),
            batches: BTreeMap::new(),
            log: vec![],
            cursors: [(Reactor::Progress, 0), (Reactor::Stopper, 0)].into(),
            planner: None,
            is_planned: items == Items::Inline,
            failures: BTreeMap::new(),
            clock: START,
            held: vec![],
            leases: 0,
            fuel: None,
            spec: spec.clone(),
        };
        let submitted = sim.tell_job(JobCommand::Submit { spec, at: START });
        assert!(matches!(submitted, Ok(Ok(()))), "the job was not accepted");
        if items == Items::Inline {
            let _ = sim.open(0);
        }
        sim
    }

    pub(crate) fn id(&self) -> JobId {
        JobId(Uuid::from_u128(1))
    }

    pub(crate) fn pass(&mut self, milliseconds: i64) {
        self.clock += TimeDelta::milliseconds(milliseconds);
    }

    fn burn(&mut self) -> Result<(), Crash> {
        match &mut self.fuel {
            Some(0) => Err(Crash),
            Some(left) => {
                *left -= 1;
                Ok(())
            }
            None => Ok(()),
        }
    }

    pub(crate) fn tell_job(&mut self, command: JobCommand) -> Result<Result<(), JobError>, Crash> {
        self.burn()?;
        Ok(execute(&mut self.job, command)
            .map(|events| self.log.extend(events.into_iter().map(Happened::Job))))
    }

    pub(crate) fn tell_batch(
        &mut self,
        number: u64,
        command: BatchCommand,
    ) -> Result<Result<(), BatchError>, Crash> {
        self.burn()?;
        let mut batch = self.batches.remove(&number).unwrap_or_default();
        let done = execute(&mut batch, command);
        if batch != Batch::Unopened {
            self.batches.insert(number, batch);
        }
        let happened = |event| Happened::Batch(number, event);
        Ok(done.map(|events| self.log.extend(events.into_iter().map(happened))))
    }
}

/// Does what a command asks for. Where that changes anything, the command comes again, as after an answer that was
/// lost: that must change nothing.
fn execute<A: Root + Debug + PartialEq>(state: &mut A, command: A::Command) -> Result<Vec<A::Event>, A::Error>
where
    A::Command: Clone + Debug,
    A::Event: Clone,
    A::Error: Debug,
{
    let events = Root::decide(state, command.clone())?;
    for event in events.clone() {
        Aggregate::apply(state, event);
    }
    if !events.is_empty() {
        match Root::decide(state, command.clone()) {
            Ok(again) if again.is_empty() => {}
            other => panic!("{command:?} came again: {other:?}"),
        }
    }
    Ok(events)
}

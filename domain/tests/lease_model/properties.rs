//! What must hold in every world, and what must be possible at all.

use domain::batch::{Batch, BatchEvent};
use domain::tasks::TaskSet;
use stateright::{Model, Property};

use crate::world::{Protocol, Seen, World};

pub(crate) fn all(protocol: &Protocol) -> Vec<Property<Protocol>> {
    let mut all = vec![
        Property::always("no task ends twice", |_, world: &World| {
            world.seen.ends.values().all(|times| *times == 1)
        }),
        Property::always("no result of a lease that is over counts", |_, world: &World| {
            !world.seen.counted_though_over
        }),
        Property::always("no report is refused as wrong", |_, world: &World| world.seen.mismatch.is_none()),
        Property::always("every task waits, is held once, or has ended", is_partition),
        Property::always("no task fails more often than it is tried", tries_are_bounded),
        Property::always("where nothing more happens, every task has ended", |protocol, world| {
            !is_last(protocol, world) || is_completed(protocol, world)
        }),
        Property::eventually("every task ends", is_completed),
        Property::sometimes("a late report is refused", |_, world: &World| world.seen.late_refused),
        Property::sometimes("a task is tried again and succeeds", |_, world: &World| {
            world.seen.retried
                && matches!(world.batch, Batch::Completed { counts, .. } if counts.failed == 0 && counts.cancelled == 0)
        }),
        Property::sometimes("a lease is returned", |_, world: &World| world.seen.returned),
    ];
    if protocol.cancels {
        all.push(Property::sometimes("held tasks are cancelled", |_, world: &World| {
            world.seen.cancelled_while_held
        }));
    }
    all
}

fn is_last(protocol: &Protocol, world: &World) -> bool {
    let mut actions = vec![];
    protocol.actions(world, &mut actions);
    actions.is_empty()
}

fn is_completed(protocol: &Protocol, world: &World) -> bool {
    matches!(world.batch, Batch::Completed { counts, .. }
        if counts.succeeded + counts.failed + counts.cancelled == protocol.tasks)
        && world.seen.ends.len() as u64 == protocol.tasks
}

fn is_partition(protocol: &Protocol, world: &World) -> bool {
    let ended: TaskSet = world.seen.ends.keys().copied().collect();
    let all = TaskSet::range(0, protocol.tasks);
    let Batch::Open(batch) = &world.batch else {
        return ended == all;
    };
    let sets = batch.waiting.iter().map(|waiting| &waiting.tasks);
    let sets: Vec<_> = sets.chain(batch.leases.values().map(|held| &held.tasks)).chain([&ended]).collect();
    let union = sets.iter().fold(TaskSet::default(), |union, set| union.union(set));
    union == all && sets.iter().map(|set| set.len()).sum::<u64>() == all.len()
}

fn tries_are_bounded(_: &Protocol, world: &World) -> bool {
    let Batch::Open(batch) = &world.batch else {
        return true;
    };
    let waiting = batch.waiting.iter().map(|waiting| waiting.tries);
    let mut tries = waiting.chain(batch.leases.values().map(|held| held.tries));
    tries.all(|tries| tries.failures < 2 && tries.failures + tries.lost <= tries.attempts)
}

impl Seen {
    pub(crate) fn see(&mut self, event: &BatchEvent) {
        match event {
            BatchEvent::TasksReported { lease, part, retries, lease_over, .. } => {
                self.counted_though_over |= self.over.contains(lease);
                self.retried |= !retries.is_empty();
                part.iter().for_each(|part| self.end(&part.tasks));
                if *lease_over {
                    self.over.insert(*lease);
                }
            }
            BatchEvent::LeaseExpired { lease, .. } => {
                self.over.insert(*lease);
            }
            BatchEvent::LeaseReturned { lease, .. } => {
                self.over.insert(*lease);
                self.returned = true;
            }
            BatchEvent::TasksCancelled { tasks, .. } => self.end(tasks),
            BatchEvent::LateReportRefused { .. } => self.late_refused = true,
            BatchEvent::TasksLeased { lease, .. } => self.counted_though_over |= self.over.contains(lease),
            _ => {}
        }
    }

    fn end(&mut self, tasks: &TaskSet) {
        tasks.iter().for_each(|task| *self.ends.entry(task).or_default() += 1);
    }
}

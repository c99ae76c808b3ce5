//! Which worlds are alike: those in which the same may happen from now on.

use std::hash::{Hash, Hasher};

use chrono::{DateTime, Utc};
use domain::batch::{Batch, OpenBatch, Tries};

use crate::messages::Message;
use crate::world::{World, at};

/// Times count from now on, and what is over is over. How long tasks waited and ran decides nothing.
impl Hash for World {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match &self.batch {
            Batch::Unopened => {}
            Batch::Open(batch) => self.hash_open(batch, state),
            Batch::Completed { reported, refused, .. } => hash_debug(&(reported, refused), state),
        }
        (&self.workers, self.leases, self.faults, self.may_cancel, &self.seen).hash(state);
        self.network.iter().for_each(|message| message.from(self.clock).hash(state));
    }
}

impl World {
    fn hash_open<H: Hasher>(&self, batch: &OpenBatch, state: &mut H) {
        let left = |time: DateTime<Utc>| (time - at(self.clock)).num_seconds().max(0);
        for waiting in &batch.waiting {
            (self.tries(waiting.tries), waiting.not_before.map_or(0, left)).hash(state);
            hash_debug(&waiting.tasks, state);
        }
        for (lease, held) in &batch.leases {
            (lease, self.tries(held.tries), left(held.until)).hash(state);
            hash_debug(&held.tasks, state);
        }
        hash_debug(&(&batch.reported, &batch.refused), state);
    }

    /// Tasks that were tried alike are leased together.
    fn tries(&self, tries: Tries) -> (u32, u32, u32, Option<i64>) {
        let began = tries.first_at.map(|time| (time - at(self.clock)).num_seconds());
        (tries.attempts, tries.failures, tries.lost, began)
    }
}

fn hash_debug<H: Hasher>(value: &impl std::fmt::Debug, state: &mut H) {
    format!("{value:?}").hash(state);
}

impl Message {
    /// The message with times that count from `now` on.
    fn from(&self, now: i64) -> Self {
        match self.clone() {
            Self::Lease { worker, lease, sent } => Self::Lease { worker, lease, sent: sent - now },
            Self::Extend { lease, sent } => Self::Extend { lease, sent: sent - now },
            Self::Report { lease, ended, failed, retried } => {
                let retried = retried.into_iter().map(|(task, second)| (task, (second - now).max(0)));
                Self::Report { lease, ended, failed, retried: retried.collect() }
            }
            Self::Return(lease) => Self::Return(lease),
        }
    }
}

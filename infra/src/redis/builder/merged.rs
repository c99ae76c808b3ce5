//! What a chunk does to jobs, put together.

use std::collections::BTreeMap;

use domain::job::Counts;
use domain::{JobId, RecordedEvent, TenantId};
use projections::job_view::CellChange;
use projections::runner::Poison;
use serde::Serialize;

use super::super::keys::List;
use super::super::writes::{Effect, Write, effect, words_of};

/// What a chunk does to a job.
#[derive(Debug, Default)]
pub(super) struct Merged {
    /// The fields that are set, or taken away: a few, so that looking at each is the fastest.
    pub(super) fields: Vec<(&'static str, Option<String>)>,
    /// How many of its events changed something.
    pub(super) own: u64,
    /// How many of those of its batches did.
    others: u64,
    /// How many of its tasks ended.
    counts: Counts,
    /// What is done to its batches, and the last event of each that is.
    pub(super) cells: BTreeMap<u64, (u64, CellChange)>,
    /// Whether it is in these lists afterwards.
    pub(super) lists: Vec<(List, bool)>,
}

/// A job as the script takes it.
#[derive(Serialize)]
pub(super) struct ScriptJob<'a>(
    Vec<&'a str>,
    Vec<&'a str>,
    u64,
    u64,
    [u64; 3],
    Vec<(String, u64, &'static str, u64, u64, u64)>,
);

pub(super) type Jobs = BTreeMap<JobId, Merged>;

impl Merged {
    fn add(&mut self, sequence: u64, effect: Effect) {
        match effect {
            Effect::Own(writes) => {
                self.own += u64::from(!writes.is_empty());
                put(&mut self.fields, "seen", Some(sequence.to_string()));
                writes.into_iter().for_each(|write| self.write(write));
            }
            Effect::Batch(number, change) => {
                self.others += u64::from(change.counts.total() > 0);
                self.counts += change.counts;
                let (last, merged) = self.cells.entry(number).or_default();
                *last = sequence;
                *merged += change;
            }
        }
    }

    fn write(&mut self, write: Write) {
        match write {
            Write::Set(field, value) => put(&mut self.fields, field, Some(value)),
            Write::Delete(field) => put(&mut self.fields, field, None),
            Write::Enter(list) => put(&mut self.lists, list, true),
            Write::Leave(state) => put(&mut self.lists, List::State(state), false),
            // The script sees to it.
            Write::Close => {}
        }
    }

    pub(super) fn for_script(&self) -> ScriptJob<'_> {
        let (mut set, mut gone) = (vec![], vec![]);
        for (field, value) in &self.fields {
            match value {
                Some(value) => set.extend([*field, value]),
                None => gone.push(*field),
            }
        }
        let cells = self.cells.iter().map(|(number, (sequence, change))| {
            let (state, succeeded, failed, cancelled) = words_of(*change);
            (number.to_string(), *sequence, state, succeeded, failed, cancelled)
        });
        let Counts { succeeded, failed, cancelled } = self.counts;
        ScriptJob(set, gone, self.own, self.others, [succeeded, failed, cancelled], cells.collect())
    }

    /// Whether it begins here.
    pub(super) fn is_new(&self) -> bool {
        self.lists.iter().any(|(list, _)| *list == List::All)
    }

    pub(super) fn has_ended(&self) -> bool {
        self.fields.iter().any(|(field, _)| *field == "ended")
    }

    /// Whether this is all that there is to be of it: what its batches said before or say later counts no more, or they said nothing.
    pub(super) fn is_all(&self) -> bool {
        self.is_new() && (self.has_ended() || self.cells.is_empty())
    }
}

/// Sets what belongs to a key.
fn put<K: PartialEq, V>(all: &mut Vec<(K, V)>, key: K, value: V) {
    match all.iter_mut().find(|(known, _)| *known == key) {
        Some((_, known)) => *known = value,
        None => all.push((key, value)),
    }
}

/// Puts together what events do, without those that cannot be read.
pub(super) fn merge(events: &[RecordedEvent]) -> (BTreeMap<TenantId, Jobs>, Vec<Poison>) {
    let (mut tenants, mut poisons) = (BTreeMap::<TenantId, Jobs>::new(), vec![]);
    for (index, event) in events.iter().enumerate() {
        match effect(event) {
            Ok(Some((job, effect))) => {
                let jobs = tenants.entry(event.tenant.clone()).or_default();
                jobs.entry(job).or_default().add(event.sequence, effect);
            }
            Ok(None) => {}
            Err(reason) => poisons.push(Poison { index, reason }),
        }
    }
    (tenants, poisons)
}

//! A search for an order of one stream's operations that explains all answers, after Wing and Gong, with Lowe's
//! memory of what was tried. It knows nothing of positions: it is a second opinion.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::record::{EventId, Expected, OperationId};

/// An operation on one stream.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// The operation.
    pub id: OperationId,
    /// When it began.
    pub invoked: u64,
    /// When it had ended; `None` if it may take effect at any later time, or never.
    pub completed: Option<u64>,
    /// What it did.
    pub step: Step<'a>,
}

/// What an operation did to a stream, or saw of it.
#[derive(Debug, Clone)]
pub enum Step<'a> {
    /// These events were added.
    Append {
        /// To this version.
        expected: Expected,
        /// The events.
        events: &'a [EventId],
    },
    /// The stream had another version than was expected.
    Version {
        /// The version that was expected.
        expected: Expected,
        /// The version that it had.
        actual: u64,
    },
    /// The stream had these events, and no others, after a sequence.
    Read {
        /// The sequence.
        after: u64,
        /// The events.
        events: Cow<'a, [EventId]>,
    },
}

/// What the search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// There is an order.
    Linearisable,
    /// There is none. The order that came furthest was stuck before these operations.
    Violation {
        /// The operations, of which one had to come next and none could.
        stuck: Vec<OperationId>,
    },
    /// The search was given up.
    CannotDecide {
        /// How many states it had visited.
        states: usize,
    },
}

/// Looks for an order of the entries, and visits up to `limit` states.
#[must_use]
pub fn linearise(entries: &[Entry<'_>], limit: usize) -> Verdict {
    let mut entries: Vec<&Entry<'_>> = entries.iter().collect();
    entries.sort_by_key(|entry| entry.invoked);
    let mut search = Search::new(&entries);
    let mut path = vec![search.choices()];
    while let Some(choices) = path.last_mut() {
        if search.is_done() {
            return Verdict::Linearisable;
        }
        if search.tried.len() >= limit {
            return Verdict::CannotDecide { states: search.tried.len() };
        }
        match choices.pop() {
            Some(choice) => {
                search.take(choice);
                let next = if search.is_new() { search.choices() } else { vec![] };
                path.push(next);
            }
            None => {
                path.pop();
                search.back();
            }
        }
    }
    Verdict::Violation { stuck: search.stuck }
}

/// One order as far as it has come, and what was tried before.
struct Search<'e> {
    entries: &'e [&'e Entry<'e>],
    taken: Taken,
    /// How many of those that have ended are not in the order yet.
    left: usize,
    stream: Vec<EventId>,
    /// The choices so far, each with the looks that were taken with it.
    order: Vec<Vec<usize>>,
    tried: HashSet<State>,
    /// How few were left at best, and which operations were stuck there.
    best: usize,
    stuck: Vec<OperationId>,
}

/// A state that was visited: which entries were taken, and what the stream had.
type State = (Box<[u64]>, Box<[EventId]>);

/// A set of entries.
struct Taken {
    bits: Box<[u64]>,
    /// All before this one are taken.
    first_free: usize,
}

impl Taken {
    fn has(&self, entry: usize) -> bool {
        self.bits[entry / 64] & (1 << (entry % 64)) != 0
    }

    fn flip(&mut self, entry: usize) {
        self.bits[entry / 64] ^= 1 << (entry % 64);
        self.first_free = self.first_free.min(entry);
    }
}

impl<'e> Search<'e> {
    fn new(entries: &'e [&'e Entry<'e>]) -> Self {
        let left = entries.iter().filter(|entry| entry.completed.is_some()).count();
        let taken = Taken { bits: vec![0; entries.len().div_ceil(64)].into(), first_free: 0 };
        let (stream, order, tried, stuck) = (vec![], vec![vec![]], HashSet::new(), vec![]);
        let mut search = Self { entries, taken, left, stream, order, tried, best: usize::MAX, stuck };
        search.look();
        search
    }

    fn is_done(&self) -> bool {
        self.left == 0
    }

    /// Whether this state was not visited before.
    fn is_new(&mut self) -> bool {
        self.tried.insert((self.taken.bits.clone(), self.stream.clone().into()))
    }

    /// The entries that may come next: none of those left had ended before they began.
    fn candidates(&mut self) -> Vec<usize> {
        while self.taken.first_free < self.entries.len() && self.taken.has(self.taken.first_free) {
            self.taken.first_free += 1;
        }
        let (mut candidates, mut first_end) = (vec![], u64::MAX);
        for number in self.taken.first_free..self.entries.len() {
            let entry = self.entries[number];
            if entry.invoked > first_end {
                break;
            }
            if !self.taken.has(number) {
                candidates.push(number);
                first_end = first_end.min(entry.completed.unwrap_or(u64::MAX));
            }
        }
        candidates
    }

    /// The appends that may come next, the last one first to be tried.
    fn choices(&mut self) -> Vec<usize> {
        let candidates = self.candidates();
        if self.left < self.best {
            self.best = self.left;
            let ended = candidates.iter().filter(|number| self.entries[**number].completed.is_some());
            self.stuck = ended.map(|number| self.entries[*number].id).collect();
        }
        let possible = candidates.into_iter().filter(|number| !self.entries[*number].step.only_looks());
        let mut possible: Vec<usize> = possible.filter(|number| self.fits(*number)).collect();
        // What was acknowledged is likelier to have happened than what nobody knows of.
        possible.sort_by_key(|number| std::cmp::Reverse(self.entries[*number].completed.unwrap_or(u64::MAX)));
        possible
    }

    fn fits(&self, number: usize) -> bool {
        let step = &self.entries[number].step;
        step.fits(self.stream.len() as u64)
            && match step {
                Step::Read { events, .. } => self.stream.ends_with(events),
                _ => true,
            }
    }

    /// Takes an append, and all that can look at the stream as it is then.
    fn take(&mut self, number: usize) {
        self.order.push(vec![]);
        self.mark(number);
        if let Step::Append { events, .. } = &self.entries[number].step {
            self.stream.extend_from_slice(events);
        }
        self.look();
    }

    /// Takes what looks at the stream and fits. That is never wrong: it changes nothing for the others.
    fn look(&mut self) {
        loop {
            let mut fitting = self.candidates();
            fitting.retain(|number| self.entries[*number].step.only_looks() && self.fits(*number));
            if fitting.is_empty() {
                return;
            }
            fitting.into_iter().for_each(|number| self.mark(number));
        }
    }

    fn mark(&mut self, number: usize) {
        self.taken.flip(number);
        self.left -= usize::from(self.entries[number].completed.is_some());
        if let Some(step) = self.order.last_mut() {
            step.push(number);
        }
    }

    /// Takes back the last choice and what came with it.
    fn back(&mut self) {
        for number in self.order.pop().unwrap_or_default() {
            self.taken.flip(number);
            self.left += usize::from(self.entries[number].completed.is_some());
            if let Step::Append { events, .. } = &self.entries[number].step {
                self.stream.truncate(self.stream.len() - events.len());
            }
        }
    }
}

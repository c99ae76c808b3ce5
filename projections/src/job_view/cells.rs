//! The batches of a job, a cell each: where a million tasks are, on one screen.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use domain::event::DecodeError;
use domain::job::Counts;
use domain::{BatchId, RecordedEvent};
use serde::{Deserialize, Serialize};

use super::{EVENT_TYPES, JobChangeKind, of_batch};

/// Where a batch is in its life.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BatchState {
    /// None of its tasks was begun.
    #[default]
    Waiting,
    /// A worker has had some of its tasks.
    Started,
    /// All of its tasks have ended.
    Done,
}

impl BatchState {
    /// Its name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Started => "started",
            Self::Done => "done",
        }
    }

    /// The state of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Waiting, Self::Started, Self::Done].into_iter().find(|state| state.as_str() == name)
    }

    /// The state that an event of this type puts a batch in.
    fn after(event_type: &str) -> Option<Self> {
        match event_type {
            "TasksLeased" | "TasksReported" => Some(Self::Started),
            "BatchCompleted" => Some(Self::Done),
            _ => None,
        }
    }
}

/// One batch.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// The last event of its stream that is known.
    pub sequence: u64,
    /// Where it is in its life.
    pub state: BatchState,
    /// How many of its tasks have ended, and how.
    pub counts: Counts,
}

/// What an event does to a batch.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CellChange {
    /// The state that it is in from then on, if it is another.
    pub state: Option<BatchState>,
    /// How many tasks have ended by it.
    pub counts: Counts,
}

impl CellChange {
    /// What an event of a batch does to it. Of an event that ends no tasks, the payload is not looked at.
    ///
    /// # Errors
    /// The event cannot be read.
    pub fn of(event: &RecordedEvent) -> Result<Self, DecodeError> {
        let counts = match EVENT_TYPES.contains(&event.event_type.as_str()) {
            true => match of_batch(event.decode()?) {
                Some(JobChangeKind::Reported(counts)) => counts,
                _ => Counts::default(),
            },
            false => Counts::default(),
        };
        Ok(Self { state: BatchState::after(&event.event_type), counts })
    }
}

impl AddAssign for CellChange {
    /// What comes after.
    fn add_assign(&mut self, next: Self) {
        self.state = next.state.or(self.state);
        self.counts += next.counts;
    }
}

/// The batches of a job, by their numbers.
pub type Cells = BTreeMap<u64, Cell>;

impl Cell {
    /// Adds the next event of the batch.
    pub fn apply(&mut self, sequence: u64, change: CellChange) {
        self.sequence = sequence;
        self.state = change.state.unwrap_or(self.state);
        self.counts += change.counts;
    }
}

/// Adds an event to the batches of its job, if it is of one.
///
/// # Errors
/// The event cannot be read.
pub fn add(cells: &mut Cells, event: &RecordedEvent) -> Result<(), DecodeError> {
    if let Some(batch) = batch_of(event) {
        cells.entry(batch.number).or_default().apply(event.sequence, CellChange::of(event)?);
    }
    Ok(())
}

/// The batch that an event is of.
#[must_use]
pub fn batch_of(event: &RecordedEvent) -> Option<BatchId> {
    (event.aggregate_type == "batch").then(|| event.aggregate_id.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use domain::samples::{self, Sample};

    use super::*;

    #[test]
    fn a_batch_is_started_by_a_lease_and_done_when_it_says_so() {
        let mut cell = Cell::default();
        let events: Vec<_> = samples::all().iter().map(Sample::recorded).collect();
        let mut apply = |event_type: &str| {
            let event = events.iter().find(|event| event.event_type == event_type).unwrap();
            cell.apply(cell.sequence + 1, CellChange::of(event).unwrap());
            cell
        };
        assert_eq!(apply("BatchOpened").state, BatchState::Waiting);
        assert_eq!(apply("TasksLeased").state, BatchState::Started);
        let reported = apply("TasksReported");
        assert!(reported.counts.total() > 0, "{reported:?}");
        assert_eq!(apply("LeaseExpired").state, BatchState::Started);
        let done = apply("BatchCompleted");
        assert_eq!((done.state, done.sequence, done.counts), (BatchState::Done, 5, reported.counts));
    }
}

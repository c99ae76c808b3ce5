//! What a history says of each stream alone: the part of every operation that concerns it.
//!
//! A part of an operation on several streams is still an operation on its stream, between the same two
//! moments. So each stream must be linearisable by itself; that several streams changed at the same instant
//! is not looked at here.

use std::collections::BTreeMap;

use crate::linearise::{Entry, Step};
use crate::record::{Call, Expected, History, Operation, OperationId, Outcome, StreamPart};

/// The read that stands for what the log has in the end.
pub(crate) const FINALLY: OperationId = OperationId(u64::MAX);

/// The operations on each stream. What the log has of it in the end is one more read, after all others.
#[must_use]
pub fn project(history: &History) -> BTreeMap<&str, Vec<Entry<'_>>> {
    let mut streams: BTreeMap<&str, Vec<Entry<'_>>> = BTreeMap::new();
    for operation in &history.operations {
        match &operation.call {
            Call::Append(parts) => {
                for (stream, step) in parts.iter().filter_map(|part| append(part, &operation.outcome)) {
                    streams.entry(stream).or_default().push(entry(operation, step));
                }
            }
            Call::ReadStream { stream, after } => {
                if let Outcome::Read(events) = &operation.outcome {
                    let step = Step::Read { after: *after, events: events.into() };
                    streams.entry(stream).or_default().push(entry(operation, step));
                }
            }
            Call::ReadLog { .. } => {}
        }
    }
    let mut ends: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for event in &history.log {
        ends.entry(&event.stream).or_default().push(event.event);
    }
    for (stream, entries) in &mut streams {
        let step = Step::Read { after: 0, events: ends.remove(stream).unwrap_or_default().into() };
        entries.push(Entry { id: FINALLY, invoked: u64::MAX, completed: Some(u64::MAX), step });
    }
    streams
}

fn entry<'a>(operation: &Operation, step: Step<'a>) -> Entry<'a> {
    let certain = !matches!(operation.outcome, Outcome::Unknown(_));
    let completed = operation.completed.filter(|_| certain);
    Entry { id: operation.id, invoked: operation.invoked, completed, step }
}

fn append<'a>(part: &'a StreamPart, outcome: &Outcome) -> Option<(&'a str, Step<'a>)> {
    let step = match outcome {
        Outcome::Appended(_) | Outcome::Unknown(_) => {
            Step::Append { expected: part.expected, events: &part.events }
        }
        // The answer names one stream, and says nothing of the others.
        Outcome::Conflict { stream, actual, .. } if *stream == part.stream => {
            Step::Version { expected: part.expected, actual: *actual }
        }
        _ => return None,
    };
    Some((&part.stream, step))
}

impl Step<'_> {
    /// Whether the step leaves the stream as it is.
    pub(crate) fn only_looks(&self) -> bool {
        !matches!(self, Step::Append { .. })
    }

    /// Whether the step could have happened to a stream of this version, but for what is in it.
    pub(crate) fn fits(&self, version: u64) -> bool {
        match self {
            Step::Append { expected, .. } => expected.fits(version),
            Step::Version { expected, actual } => *actual == version && !Expected::fits(*expected, version),
            Step::Read { after, events } => match events.len() as u64 {
                0 => version <= *after,
                seen => version == after + seen,
            },
        }
    }
}

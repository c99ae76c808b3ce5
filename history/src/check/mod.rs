//! Checks a history by the log's own order.
//!
//! The log orders all appends. What is left to find out is whether that order can be what happened: whether an
//! instant can be given to each operation, between its call and its answer, so that all answers are right.

mod answers;
mod index;
mod instants;
mod kafka;
mod structure;
mod violation;

use serde::Serialize;

pub use violation::{Kind, Violation};

use crate::record::{Call, History, Outcome};
use crate::streams::FINALLY;
use crate::{Verdict, linearise, project};
use index::Index;

/// How many states the search over one stream may visit.
const STATES: usize = 50_000;

/// What was found.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Report {
    /// How many operations were judged, by what they were told.
    pub counts: Counts,
    /// Events in the log.
    pub events: u64,
    /// Messages in the topic.
    pub messages: u64,
    /// Messages of events that were published already.
    pub repeats: u64,
    /// Streams that the search found linearisable.
    pub linearised: u64,
    /// Streams that the search gave up on; the positions decided them all the same.
    pub undecided: u64,
    /// What is wrong.
    pub violations: Vec<Violation>,
}

/// Operations by what they were told.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct Counts {
    /// Appends that were acknowledged.
    pub appended: u64,
    /// Appends to more than one stream that were acknowledged.
    pub several_streams: u64,
    /// Appends that met a conflict.
    pub conflicts: u64,
    /// Operations that certainly had no effect.
    pub failed: u64,
    /// Appends whose fate their client was not told.
    pub unknown: u64,
    /// Those of them that are in the log.
    pub unknown_there: u64,
    /// Reads of a stream.
    pub stream_reads: u64,
    /// Reads of the log.
    pub log_reads: u64,
}

/// Checks everything.
#[must_use]
pub fn check(history: &History) -> Report {
    let index = Index::of(history);
    let mut violations = structure::check(&index);
    violations.extend(answers::check(&index));
    violations.extend(instants::check(&index));
    let mut report =
        Report { counts: count(&index), events: history.log.len() as u64, violations, ..Report::default() };
    kafka::check(&index, &mut report);
    search(history, &mut report);
    report
}

/// The independent check: it knows nothing of positions.
fn search(history: &History, report: &mut Report) {
    for (stream, entries) in project(history) {
        match linearise(&entries, STATES) {
            Verdict::Linearisable => report.linearised += 1,
            Verdict::CannotDecide { .. } => report.undecided += 1,
            Verdict::Violation { stuck } => {
                let stuck: Vec<_> = stuck.into_iter().filter(|id| *id != FINALLY).collect();
                let next = match stuck.as_slice() {
                    [] => "what the log has of it in the end".to_owned(),
                    ids => ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
                };
                let message = format!("no order of the operations on {stream} explains {next}");
                report.violations.push(Violation::new(Kind::NotLinearisable, message).operations(stuck));
            }
        }
    }
}

fn count(index: &Index<'_>) -> Counts {
    let mut counts = Counts::default();
    for operation in &index.history.operations {
        let counter = match (&operation.call, &operation.outcome) {
            (_, Outcome::Failed(_)) => &mut counts.failed,
            (Call::ReadStream { .. }, _) => &mut counts.stream_reads,
            (Call::ReadLog { .. }, _) => &mut counts.log_reads,
            (Call::Append(_), Outcome::Conflict { .. }) => &mut counts.conflicts,
            (Call::Append(parts), Outcome::Unknown(_)) => {
                counts.unknown_there += u64::from(index.is_there(parts));
                &mut counts.unknown
            }
            (Call::Append(parts), _) => {
                counts.several_streams += u64::from(parts.len() > 1);
                &mut counts.appended
            }
        };
        *counter += 1;
    }
    counts
}

//! Whether each append did what its client was told: there and whole, or absent.

use super::index::{Index, events};
use super::violation::{Kind, Violation};
use crate::record::{Expected, Operation, Outcome, StreamPart};

pub(super) fn check(index: &Index<'_>) -> Vec<Violation> {
    let mut violations = vec![];
    for (operation, parts) in index.all_appends() {
        let places: Vec<_> = events(parts).map(|event| index.place(event)).collect();
        let there: Vec<usize> = places.iter().flatten().copied().collect();
        if there.is_empty() {
            violations.extend(lost(operation));
            continue;
        }
        violations.extend(in_pieces(index, operation, &there, places.len()));
        violations.extend(told_otherwise(index, operation, &there));
        violations.extend(parts.iter().filter_map(|part| wrong_version(index, operation, part)));
    }
    violations
}

fn lost(operation: &Operation) -> Option<Violation> {
    let Outcome::Appended(position) = operation.outcome else { return None };
    let message = format!("{} was told position {position}, and the log has none of it", operation.id);
    Some(Violation::new(Kind::Lost, message).operations([operation.id]).positions([position]))
}

fn in_pieces(index: &Index<'_>, operation: &Operation, there: &[usize], all: usize) -> Option<Violation> {
    if there.len() == all && there.windows(2).all(|pair| pair[1] == pair[0] + 1) {
        return None;
    }
    let positions: Vec<u64> = there.iter().map(|place| index.position(*place)).collect();
    let message =
        format!("{} has {} of its {all} events in the log, at {positions:?}", operation.id, there.len());
    Some(Violation::new(Kind::Partial, message).operations([operation.id]).positions(positions))
}

fn told_otherwise(index: &Index<'_>, operation: &Operation, there: &[usize]) -> Option<Violation> {
    let last = index.position(*there.last()?);
    let (kind, told) = match &operation.outcome {
        Outcome::Appended(position) if *position == last => return None,
        Outcome::Unknown(_) => return None,
        Outcome::Appended(position) => (Kind::WrongPosition, format!("position {position}")),
        Outcome::Conflict { stream, actual, .. } => {
            (Kind::Refused, format!("that {stream} was at version {actual}"))
        }
        Outcome::Failed(reason) => (Kind::Refused, format!("that it failed: {reason}")),
        Outcome::Read(_) | Outcome::Garbled(_) => (Kind::Refused, "what a reader is told".to_owned()),
    };
    let message = format!("{} was told {told}; its last event is at position {last}", operation.id);
    Some(Violation::new(kind, message).operations([operation.id]).positions([last]))
}

/// What the log holds of a stream's part follows on the version that the append expected.
fn wrong_version(index: &Index<'_>, operation: &Operation, part: &StreamPart) -> Option<Violation> {
    let first = &index.log()[index.place(*part.events.first()?)?];
    let version = first.sequence.saturating_sub(1);
    if part.expected.fits(version) {
        return None;
    }
    let expected = match part.expected {
        Expected::Exact(version) => format!("version {version}"),
        Expected::NoStream => "no stream".to_owned(),
        Expected::Any => "anything".to_owned(),
    };
    let message = format!(
        "{} expected {expected} of {}, and was appended to version {version}, at position {}",
        operation.id, part.stream, first.position
    );
    Some(Violation::new(Kind::WrongVersion, message).operations([operation.id]).positions([first.position]))
}

//! Whether the log has the shape of a log: no holes, nothing twice, nothing that nobody appended.

use std::collections::HashMap;

use super::index::Index;
use super::violation::{Kind, Violation};
use crate::record::{Call, LogEvent};

pub(super) fn check(index: &Index<'_>) -> Vec<Violation> {
    let mut violations = positions(index.log());
    violations.extend(sequences(index.log()));
    for (place, event) in index.log().iter().enumerate() {
        violations.extend(duplicate(index, place, event));
        violations.extend(phantom(index, event));
    }
    violations
}

/// Positions are 1, 2, 3 … After one that is wrong the count goes on from there.
fn positions(log: &[LogEvent]) -> Vec<Violation> {
    let mut violations = vec![];
    let mut last = 0;
    for event in log {
        if event.position != last + 1 {
            let message = format!("position {} ({}) follows on position {last}", event.position, event.event);
            let violation = Violation::new(Kind::Gap, message).positions([last, event.position]);
            violations.push(violation.operations([event.event.operation()]));
        }
        last = event.position;
    }
    violations
}

fn sequences(log: &[LogEvent]) -> Vec<Violation> {
    let mut versions: HashMap<&str, u64> = HashMap::new();
    let mut violations = vec![];
    for event in log {
        let version = versions.entry(&event.stream).or_default();
        if event.sequence != *version + 1 {
            let message = format!(
                "{} at position {} has the sequence {} of {}, which has {version} before it",
                event.event, event.position, event.sequence, event.stream
            );
            let violation = Violation::new(Kind::Sequence, message).positions([event.position]);
            violations.push(violation.operations([event.event.operation()]));
        }
        *version = event.sequence;
    }
    violations
}

fn duplicate(index: &Index<'_>, place: usize, event: &LogEvent) -> Option<Violation> {
    let first = index.place(event.event).filter(|first| *first != place)?;
    let positions = [index.position(first), event.position];
    let message = format!("{} is at position {} and at position {}", event.event, positions[0], positions[1]);
    let violation = Violation::new(Kind::Duplicate, message).positions(positions);
    Some(violation.operations([event.event.operation()]))
}

/// Somebody tried to append this event to this stream.
fn phantom(index: &Index<'_>, event: &LogEvent) -> Option<Violation> {
    let by = event.event.operation();
    let attempted = index.operation(by).is_some_and(|operation| match &operation.call {
        Call::Append(parts) => {
            let mut parts = parts.iter().filter(|part| part.stream == event.stream);
            parts.any(|part| part.events.contains(&event.event))
        }
        _ => false,
    });
    if attempted {
        return None;
    }
    let message = format!(
        "nobody appended {} to {}, and it is at position {}",
        event.event, event.stream, event.position
    );
    Some(Violation::new(Kind::Phantom, message).positions([event.position]).operations([by]))
}

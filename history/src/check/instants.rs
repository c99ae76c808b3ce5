//! Whether an instant can be given to each operation, between its call and its answer.
//!
//! Let T(a) be the instant at which append `a` of the log takes effect. The log's order says T(1) ≤ T(2) ≤ …
//! Every operation bounds some of them: an append its own; a read that saw append `a` and not `b` says that
//! T(a) was before the read's end and T(b) after its beginning; a conflict is a read of a version. There are
//! such instants exactly if no append's earliest instant is after the latest of the same or a later append.

use super::index::Index;
use super::violation::{Kind, Violation};
use crate::record::{Call, EventId, Expected, Operation, Outcome, StreamPart};

/// What an operation says of an append's instant.
#[derive(Clone, Copy)]
struct Bound<'a> {
    at: u64,
    place: usize,
    by: &'a Operation,
}

/// The bounds of each append, the narrowest on either side.
struct Instants<'a> {
    index: &'a Index<'a>,
    earliest: Vec<Option<Bound<'a>>>,
    latest: Vec<Option<Bound<'a>>>,
    violations: Vec<Violation>,
}

pub(super) fn check<'a>(index: &'a Index<'a>) -> Vec<Violation> {
    let none = vec![None; index.appends()];
    let mut instants = Instants { index, earliest: none.clone(), latest: none, violations: vec![] };
    for operation in &index.history.operations {
        instants.add(operation);
    }
    instants.sweep();
    instants.violations
}

impl<'a> Instants<'a> {
    fn add(&mut self, operation: &'a Operation) {
        match (&operation.call, &operation.outcome) {
            (Call::Append(parts), Outcome::Conflict { stream, expected, actual }) => {
                self.conflict(operation, parts, (stream, *expected, *actual));
                self.append(operation, parts);
            }
            (Call::Append(parts), _) => self.append(operation, parts),
            (Call::ReadStream { stream, after }, Outcome::Read(events)) => {
                self.stream_read(operation, stream, *after, events);
            }
            (Call::ReadLog { after, limit }, Outcome::Read(events)) => {
                self.log_read(operation, *after, *limit, events);
            }
            (_, Outcome::Garbled(how)) => self.wrong(Kind::WrongRead, operation, how.clone(), []),
            _ => {}
        }
    }

    fn append(&mut self, operation: &'a Operation, parts: &[StreamPart]) {
        let first = parts.iter().flat_map(|part| &part.events).find_map(|event| self.index.place(*event));
        let Some(place) = first else { return };
        self.not_before(place, operation);
        if matches!(operation.outcome, Outcome::Appended(_)) {
            self.not_after(place, operation);
        }
    }

    /// A conflict is justified when the stream had that version, and the append did not want it.
    fn conflict(
        &mut self,
        operation: &'a Operation,
        parts: &[StreamPart],
        (stream, expected, actual): (&str, Expected, u64),
    ) {
        let asked = parts.iter().any(|part| part.stream == stream && part.expected == expected);
        let count = self.index.stream(stream).last().map_or(0, |place| self.index.log()[*place].sequence);
        let wrong = if !asked {
            Some(format!("does not expect {expected:?} of {stream}, and was refused for it"))
        } else if expected.fits(actual) {
            Some(format!("was refused because {stream} was at version {actual}, which it expects"))
        } else if actual > count {
            Some(format!("was refused because {stream} was at version {actual}; the log has {count} events"))
        } else {
            None
        };
        match wrong {
            Some(wrong) => self.wrong(Kind::UnjustifiedConflict, operation, wrong, []),
            None => self.saw_version(operation, stream, actual),
        }
    }

    fn stream_read(&mut self, operation: &'a Operation, stream: &str, after: u64, events: &[EventId]) {
        let (_, places) = self.index.split_stream(stream, after);
        let first = places.first().copied();
        if self.differs(operation, places, events) {
            return;
        }
        match events.len() as u64 {
            // The stream may be shorter than what the reader knew; it was not longer.
            0 => first.into_iter().for_each(|place| self.not_before(place, operation)),
            seen => self.saw_version(operation, stream, after + seen),
        }
    }

    fn log_read(&mut self, operation: &'a Operation, after: u64, limit: u64, events: &[EventId]) {
        let first = self.index.behind(after);
        let places: Vec<usize> = (first..self.index.log().len()).take(events.len() + 1).collect();
        if self.differs(operation, &places, events) {
            return;
        }
        let last = events.len().checked_sub(1).map(|last| places[last]);
        // A full page says nothing of what comes behind it.
        let next = places.get(events.len()).filter(|_| (events.len() as u64) < limit);
        self.saw_between(operation, last, next.copied());
    }

    /// Whether a read saw other events than the log has at these places.
    fn differs(&mut self, operation: &'a Operation, places: &[usize], events: &[EventId]) -> bool {
        let log = self.index.log();
        let there = |n: usize| places.get(n).map(|place| &log[*place]);
        let Some(n) = (0..events.len()).find(|n| there(*n).map(|event| event.event) != Some(events[*n]))
        else {
            return false;
        };
        let (has, position) = match there(n) {
            Some(event) => (format!("{} at position {}", event.event, event.position), Some(event.position)),
            None => ("nothing".to_owned(), None),
        };
        let message = format!("saw {} as number {} of its answer; the log has {has}", events[n], n + 1);
        self.wrong(Kind::WrongRead, operation, message, position);
        true
    }

    fn saw_version(&mut self, operation: &'a Operation, stream: &str, version: u64) {
        let (until, behind) = self.index.split_stream(stream, version);
        let (last, next) = (until.last().copied(), behind.first().copied());
        self.saw_between(operation, last, next);
    }

    /// The operation saw the event at `last`, and not yet the one at `next`.
    fn saw_between(&mut self, operation: &'a Operation, last: Option<usize>, next: Option<usize>) {
        if let (Some(last), Some(next)) = (last, next)
            && self.index.append_at(last) == self.index.append_at(next)
        {
            let by = self.index.log()[last].event.operation();
            let positions = [last, next].map(|place| self.index.position(place));
            let message =
                format!("saw position {} of {by}, and not its position {}", positions[0], positions[1]);
            self.wrong(Kind::Partial, operation, message, positions);
            return;
        }
        last.into_iter().for_each(|place| self.not_after(place, operation));
        next.into_iter().for_each(|place| self.not_before(place, operation));
    }

    fn not_before(&mut self, place: usize, by: &'a Operation) {
        let bound = &mut self.earliest[self.index.append_at(place)];
        if bound.is_none_or(|bound| bound.at < by.invoked) {
            *bound = Some(Bound { at: by.invoked, place, by });
        }
    }

    fn not_after(&mut self, place: usize, by: &'a Operation) {
        let Some(at) = by.completed else { return };
        let bound = &mut self.latest[self.index.append_at(place)];
        if bound.is_none_or(|bound| bound.at > at) {
            *bound = Some(Bound { at, place, by });
        }
    }

    fn wrong(
        &mut self,
        kind: Kind,
        operation: &Operation,
        what: String,
        positions: impl IntoIterator<Item = u64>,
    ) {
        let violation = Violation::new(kind, format!("{} {what}", operation.id));
        self.violations.push(violation.operations([operation.id]).positions(positions));
    }

    /// Compares the latest instant of each append with the earliest ones of those before it.
    fn sweep(&mut self) {
        let mut earliest: Option<Bound<'_>> = None;
        for append in 0..self.earliest.len() {
            if let Some(bound) = self.earliest[append]
                && earliest.is_none_or(|earliest| earliest.at < bound.at)
            {
                earliest = Some(bound);
            }
            if let (Some(earliest), Some(latest)) = (earliest, self.latest[append])
                && earliest.at > latest.at
            {
                self.violations.push(contradiction(self.index, earliest, latest));
            }
        }
    }
}

/// `late` began after `early` had ended, and the log has what `late` came before in front of what `early` saw.
fn contradiction(index: &Index<'_>, late: Bound<'_>, early: Bound<'_>) -> Violation {
    let positions = [early.place, late.place].map(|place| index.position(place));
    let [of_early, of_late] = positions;
    let did = |by: &Operation, has: &str, sees: &str, position| match (&by.call, &by.outcome) {
        (Call::Append(_), Outcome::Conflict { stream, actual, .. }) => {
            format!("was told version {actual} of {stream}, {sees} position {position}")
        }
        (Call::Append(_), _) => format!("{has} position {position}"),
        _ => format!("{sees} position {position}"),
    };
    let message = format!(
        "{} {} and ended {} ns before {} began, which {}",
        early.by.id,
        did(early.by, "has", "saw", of_early),
        late.at - early.at,
        late.by.id,
        did(late.by, "has the earlier", "did not see", of_late),
    );
    let kind = kind(late.by, early.by);
    Violation::new(kind, message).operations([early.by.id, late.by.id]).positions(positions)
}

fn kind(late: &Operation, early: &Operation) -> Kind {
    let conflict = |by: &Operation| matches!(by.outcome, Outcome::Conflict { .. });
    let append = |by: &Operation| matches!(by.call, Call::Append(_));
    match (late, early) {
        (late, _) if conflict(late) => Kind::UnjustifiedConflict,
        (late, _) if !append(late) => Kind::StaleRead,
        (_, early) if conflict(early) => Kind::UnjustifiedConflict,
        (_, early) if !append(early) => Kind::FutureRead,
        _ => Kind::RealTime,
    }
}

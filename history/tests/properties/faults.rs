//! Each kind of fault, planted into a correct history, is found, and named.

use std::collections::BTreeSet;

use history::check::{Kind, check};
use history::{Call, EventId, History, LogEvent, Operation, OperationId, Outcome};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestCaseError;

use crate::world;

/// Where a fault was planted, and what must be said of it: a violation of one of these kinds that names these
/// operations and positions.
struct Planted {
    kinds: &'static [Kind],
    operations: Vec<OperationId>,
    positions: Vec<u64>,
    /// Whether the search must find it too.
    searched: bool,
}

fn planted(kinds: &'static [Kind], operation: OperationId) -> Planted {
    Planted { kinds, operations: vec![operation], positions: vec![], searched: false }
}

fn found(mut history: History, plant: impl Fn(&mut History) -> Option<Planted>) -> Result<(), TestCaseError> {
    let planted = plant(&mut history);
    prop_assume!(planted.is_some(), "there is no place for it");
    let planted = planted.unwrap();
    let violations = check(&history).violations;
    let hit = violations.iter().find(|violation| {
        planted.kinds.contains(&violation.kind)
            && planted.operations.iter().all(|operation| violation.operations.contains(operation))
            && planted.positions.iter().all(|position| violation.positions.contains(position))
    });
    prop_assert!(hit.is_some(), "{:?} is not among {violations:#?}", planted.kinds);
    for operation in &planted.operations {
        prop_assert!(hit.unwrap().message.contains(&operation.to_string()[10..]), "{}", hit.unwrap());
    }
    for position in &planted.positions {
        prop_assert!(hit.unwrap().message.contains(&position.to_string()), "{}", hit.unwrap());
    }
    let searched = violations.iter().any(|violation| violation.kind == Kind::NotLinearisable);
    prop_assert!(searched || !planted.searched, "the search did not find it");
    Ok(())
}

/// One of those that fit.
fn pick<T>(mut fitting: Vec<T>, index: &Index) -> Option<T> {
    (!fitting.is_empty()).then(|| fitting.swap_remove(index.index(fitting.len())))
}

fn acknowledged(history: &History) -> Vec<&Operation> {
    history.operations.iter().filter(|op| matches!(op.outcome, Outcome::Appended(_))).collect()
}

fn events_of(operation: &Operation) -> Vec<EventId> {
    match &operation.call {
        Call::Append(parts) => parts.iter().flat_map(|part| part.events.clone()).collect(),
        _ => vec![],
    }
}

fn operation(history: &History, id: OperationId) -> &Operation {
    history.operations.iter().find(|operation| operation.id == id).unwrap()
}

fn operation_mut(history: &mut History, id: OperationId) -> &mut Operation {
    history.operations.iter_mut().find(|operation| operation.id == id).unwrap()
}

/// Numbers the log again, so that nothing but the fault itself can be found by its shape.
fn renumber(log: &mut [LogEvent]) {
    let mut versions = std::collections::HashMap::new();
    for (position, event) in (1..).zip(log) {
        let version = versions.entry(event.stream.clone()).or_insert(0);
        *version += 1;
        (event.position, event.sequence) = (position, *version);
    }
}

fn lost(history: &mut History, index: &Index) -> Option<Planted> {
    let lost = pick(acknowledged(history), index)?.clone();
    history.log.retain(|event| event.event.operation() != lost.id);
    renumber(&mut history.log);
    let Outcome::Appended(position) = lost.outcome else { return None };
    Some(Planted { positions: vec![position], searched: true, ..planted(&[Kind::Lost], lost.id) })
}

fn duplicate(history: &mut History, index: &Index) -> Option<Planted> {
    let event = pick(history.log.iter().collect(), index)?.clone();
    let positions = vec![event.position, history.log.len() as u64 + 1];
    let by = event.event.operation();
    history.log.push(event);
    renumber(&mut history.log);
    Some(Planted { positions, ..planted(&[Kind::Duplicate], by) })
}

fn partial(history: &mut History, index: &Index) -> Option<Planted> {
    let several = |operation: &&Operation| events_of(operation).len() > 1;
    let torn = pick(acknowledged(history).into_iter().filter(several).collect(), index)?;
    let (by, missing) = (torn.id, pick(events_of(torn), index)?);
    history.log.retain(|event| event.event != missing);
    renumber(&mut history.log);
    Some(planted(&[Kind::Partial], by))
}

fn gap(history: &mut History, index: &Index) -> Option<Planted> {
    let first = pick((0..history.log.len()).collect(), index)?;
    history.log[first..].iter_mut().for_each(|event| event.position += 1);
    let event = &history.log[first];
    Some(Planted { positions: vec![event.position], ..planted(&[Kind::Gap], event.event.operation()) })
}

/// Two acknowledged appends, one after the other in time and in the log, change places there.
fn swapped(history: &mut History, index: &Index) -> Option<Planted> {
    history.operations.retain(|operation| {
        matches!(operation.call, Call::Append(_)) && !matches!(operation.outcome, Outcome::Conflict { .. })
    });
    let streams = |id| match &operation(history, id).call {
        Call::Append(parts) => parts.iter().map(|part| part.stream.clone()).collect(),
        _ => BTreeSet::new(),
    };
    let mut order: Vec<OperationId> = history.log.iter().map(|event| event.event.operation()).collect();
    order.dedup();
    let fits = |pair: &&[OperationId]| {
        let [first, second] = [pair[0], pair[1]].map(|id| operation(history, id));
        let acknowledged = matches!(second.outcome, Outcome::Appended(_));
        acknowledged
            && first.completed.is_some_and(|completed| completed < second.invoked)
            && streams(first.id).is_disjoint(&streams(second.id))
    };
    let pair = pick(order.windows(2).filter(fits).collect(), index)?;
    let [first, second] = [pair[0], pair[1]];
    history.log.sort_by_key(|event| {
        let by = event.event.operation();
        let by = if by == first {
            second
        } else if by == second {
            first
        } else {
            by
        };
        order.iter().position(|id| *id == by)
    });
    renumber(&mut history.log);
    for id in [first, second] {
        let last = history.log.iter().rfind(|event| event.event.operation() == id).unwrap().position;
        operation_mut(history, id).outcome = Outcome::Appended(last);
    }
    let operations = vec![first, second];
    Some(Planted { operations, ..planted(&[Kind::RealTime], first) })
}

/// The reads of streams that saw something.
fn reads(history: &History) -> Vec<(OperationId, Vec<EventId>)> {
    let read = |operation: &Operation| match (&operation.call, &operation.outcome) {
        (Call::ReadStream { .. }, Outcome::Read(events)) if !events.is_empty() => {
            Some((operation.id, events.clone()))
        }
        _ => None,
    };
    history.operations.iter().filter_map(read).collect()
}

/// A read does not see the last append to its stream, which had ended before it began.
fn stale_read(history: &mut History, index: &Index) -> Option<Planted> {
    let fits = |(id, events): &(OperationId, Vec<EventId>)| {
        let last = operation(history, events.last().unwrap().operation());
        last.completed.is_some_and(|completed| completed < operation(history, *id).invoked)
    };
    let (id, mut events) = pick(reads(history).into_iter().filter(fits).collect(), index)?;
    let last = events.last()?.operation();
    events.retain(|event| event.operation() != last);
    operation_mut(history, id).outcome = Outcome::Read(events);
    let stale = planted(&[Kind::StaleRead], id);
    Some(Planted { searched: true, ..stale })
}

/// A read ends before the append begins that it saw.
fn future_read(history: &mut History, index: &Index) -> Option<Planted> {
    let (id, events) = pick(reads(history), index)?;
    let begin = operation(history, events.last()?.operation()).invoked;
    let read = operation_mut(history, id);
    (read.invoked, read.completed) = (begin - 20, Some(begin - 10));
    let kinds = &[Kind::FutureRead, Kind::StaleRead, Kind::UnjustifiedConflict];
    Some(Planted { searched: true, ..planted(kinds, id) })
}

/// A read sees an append to its stream in part, or less than there is in the middle.
fn short_read(history: &mut History, index: &Index) -> Option<Planted> {
    let cut = |(_, events): &(OperationId, Vec<EventId>)| {
        let end = events.len();
        end > 1 && events[end - 1].operation() == events[end - 2].operation()
    };
    let (id, mut events) = pick(reads(history).into_iter().filter(cut).collect(), index)?;
    events.remove(index.index(events.len()));
    operation_mut(history, id).outcome = Outcome::Read(events);
    Some(Planted { searched: true, ..planted(&[Kind::Partial, Kind::WrongRead], id) })
}

fn phantom(history: &mut History, index: &Index) -> Option<Planted> {
    let nobody = EventId::new(OperationId::new(8, 1), 0);
    let mut event = pick(history.log.iter().collect(), index)?.clone();
    (event.event, event.position) = (nobody, history.log.len() as u64 + 1);
    history.log.push(event);
    renumber(&mut history.log);
    let positions = vec![history.log.len() as u64];
    Some(Planted { positions, ..planted(&[Kind::Phantom], nobody.operation()) })
}

/// A conflict is told of a version that the stream had left before the append began.
fn late_conflict(history: &mut History, index: &Index) -> Option<Planted> {
    let next = |operation_: &Operation| {
        let Outcome::Conflict { stream, actual, .. } = &operation_.outcome else { return None };
        let event = history.log.iter().find(|event| event.stream == *stream && event.sequence > *actual)?;
        Some((operation_.id, operation(history, event.event.operation()).completed?))
    };
    let (id, left) = pick(history.operations.iter().filter_map(next).collect(), index)?;
    let conflict = operation_mut(history, id);
    (conflict.invoked, conflict.completed) = (left + 10, Some(left + 20));
    Some(Planted { searched: true, ..planted(&[Kind::UnjustifiedConflict], id) })
}

/// A conflict is told though the stream is as expected.
fn needless_conflict(history: &mut History, index: &Index) -> Option<Planted> {
    let refused = |operation: &&mut Operation| matches!(operation.outcome, Outcome::Conflict { .. });
    let conflict = pick(history.operations.iter_mut().filter(refused).collect(), index)?;
    let Outcome::Conflict { expected: history::Expected::Exact(version), actual, .. } = &mut conflict.outcome
    else {
        return None;
    };
    *actual = *version;
    Some(Planted { searched: true, ..planted(&[Kind::UnjustifiedConflict], conflict.id) })
}

/// An append is there that its client was told is not.
fn refused(history: &mut History, index: &Index) -> Option<Planted> {
    let id = pick(acknowledged(history), index)?.id;
    operation_mut(history, id).outcome = Outcome::Failed("the store is away".into());
    Some(planted(&[Kind::Refused], id))
}

fn wrong_position(history: &mut History, index: &Index) -> Option<Planted> {
    let id = pick(acknowledged(history), index)?.id;
    let told = operation_mut(history, id);
    let Outcome::Appended(position) = &mut told.outcome else { return None };
    *position += 1;
    let positions = vec![*position - 1];
    Some(Planted { positions, ..planted(&[Kind::WrongPosition], id) })
}

/// The follower misses an event.
fn missed(history: &mut History, index: &Index) -> Option<Planted> {
    let saw = |operation: &&mut Operation| {
        let events = matches!(&operation.outcome, Outcome::Read(events) if !events.is_empty());
        operation.id.process() == world::FOLLOWER && events
    };
    let page = pick(history.operations.iter_mut().filter(saw).collect(), index)?;
    let Outcome::Read(events) = &mut page.outcome else { return None };
    let missed = events.remove(index.index(events.len()));
    let position = history.log.iter().find(|event| event.event == missed)?.position;
    Some(Planted { kinds: &[Kind::Follower], operations: vec![], positions: vec![position], searched: false })
}

/// The topic lacks an event, and all its repeats.
fn unpublished(history: &mut History, index: &Index) -> Option<Planted> {
    let missing = pick(history.log.clone(), index)?;
    history.topic.as_mut()?.retain(|message| message.content.as_ref() != Ok(&missing));
    // It is noticed at the next event of its stream, or at the end.
    let next = |event: &&LogEvent| event.stream == missing.stream && event.sequence == missing.sequence + 1;
    let positions = vec![history.log.iter().find(next).unwrap_or(&missing).position];
    Some(Planted { kinds: &[Kind::Topic], operations: vec![], positions, searched: false })
}

/// The topic has two events of a stream in the wrong order.
fn published_early(history: &mut History, index: &Index) -> Option<Planted> {
    let second = |event: &&LogEvent| event.sequence > 1;
    let early = pick(history.log.iter().filter(second).collect(), index)?.clone();
    let topic = history.topic.as_mut()?;
    let before = |message: &history::Message| {
        let content = message.content.as_ref().unwrap();
        content.stream == early.stream && content.sequence == early.sequence - 1
    };
    let place = topic.iter().position(before)?;
    let partition = topic[place].partition;
    topic.insert(place, history::Message { partition, content: Ok(early.clone()) });
    let positions = vec![early.position];
    Some(Planted { kinds: &[Kind::Topic], operations: vec![], positions, searched: false })
}

macro_rules! is_found {
    ($($name:ident: $plant:ident;)*) => {
        proptest! {
            #![proptest_config(ProptestConfig { max_global_rejects: 100_000, ..ProptestConfig::with_cases(200) })]
            $(
                #[test]
                fn $name(steps in world::steps(20..80), index: Index) {
                    found(world::play(&steps), |history| $plant(history, &index))?;
                }
            )*
        }
    };
}

is_found! {
    a_lost_acknowledgement_is_found: lost;
    a_duplicate_is_found: duplicate;
    an_append_in_part_is_found: partial;
    a_hole_is_found: gap;
    an_order_against_the_time_is_found: swapped;
    a_stale_read_is_found: stale_read;
    a_read_of_the_future_is_found: future_read;
    a_short_read_is_found: short_read;
    a_phantom_is_found: phantom;
    a_conflict_told_too_late_is_found: late_conflict;
    a_needless_conflict_is_found: needless_conflict;
    a_refused_append_that_is_there_is_found: refused;
    a_wrong_position_is_found: wrong_position;
    an_event_that_the_follower_missed_is_found: missed;
    an_event_that_was_not_published_is_found: unpublished;
    an_event_that_was_published_too_early_is_found: published_early;
}

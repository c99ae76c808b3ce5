//! The two checks are independent of each other, so they must say the same.

use history::check::{Kind, check};
use history::{Call, EventId, Expected, History, Operation, OperationId, Outcome, StreamPart, Verdict};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::world;

const INSTANTS: [Kind; 4] = [Kind::RealTime, Kind::StaleRead, Kind::FutureRead, Kind::UnjustifiedConflict];

/// Only what concerns one stream, at other times.
fn one_stream(mut history: History, times: &[(u64, u64)]) -> History {
    history.log.retain(|event| event.stream == "s0");
    for (position, event) in (1..).zip(&mut history.log) {
        event.position = position;
    }
    history.operations.retain_mut(|operation| match &mut operation.call {
        Call::Append(parts) => {
            parts.retain(|part| part.stream == "s0");
            let elsewhere = matches!(&operation.outcome, Outcome::Conflict { stream, .. } if stream != "s0");
            !parts.is_empty() && !elsewhere
        }
        Call::ReadStream { stream, .. } => stream == "s0",
        Call::ReadLog { .. } => false,
    });
    for (operation, (begin, length)) in history.operations.iter_mut().zip(times.iter().cycle()) {
        operation.invoked += begin;
        operation.completed = operation.completed.map(|_| operation.invoked + length);
        if let (Outcome::Appended(position), Call::Append(parts)) = (&mut operation.outcome, &operation.call)
        {
            let last = parts.last().and_then(|part| part.events.last());
            let there = history.log.iter().find(|event| Some(&event.event) == last);
            *position = there.map_or(*position, |event| event.position);
        }
    }
    History { topic: None, follower: None, ..history }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]
    #[test]
    fn positions_and_the_search_agree_on_one_stream(
        steps in world::steps(2..40),
        times in vec((0..6_000u64, 1..6_000u64), 1..40),
    ) {
        // Given one stream's answers, at times that may contradict them
        let history = one_stream(world::play(&steps), &times);
        // When both checks judge them
        let report = check(&history);
        let by_instants = report.violations.iter().any(|violation| INSTANTS.contains(&violation.kind));
        let by_search = report.violations.iter().any(|violation| violation.kind == Kind::NotLinearisable);
        // Then they say the same
        prop_assert_eq!(report.undecided, 0);
        prop_assert_eq!(by_instants, by_search, "{:#?}", report.violations);
    }
}

fn append(number: u32, expected: Expected) -> Operation {
    let id = OperationId::new(1, number);
    let part = StreamPart { stream: "s".into(), expected, events: vec![EventId::new(id, 0)] };
    let (call, outcome) = (Call::Append(vec![part]), Outcome::Unknown("no answer".into()));
    Operation { id, client: number, invoked: 0, completed: None, call, outcome }
}

#[test]
fn a_search_that_explodes_says_so() {
    // Given twelve appends of which nobody knows, in any order, and a read that none of their orders explains
    let operations = (1..=12).map(|number| append(number, Expected::Any)).collect();
    let mut history = History { operations, ..History::default() };
    let (call, outcome) =
        (Call::ReadStream { stream: "s".into(), after: 0 }, Outcome::Read(vec![EventId::FOREIGN]));
    let id = OperationId::new(2, 1);
    history.operations.push(Operation { id, client: 0, invoked: 1, completed: Some(2), call, outcome });
    // When the search may visit a thousand states
    let verdict = history::linearise(&history::project(&history)["s"], 1_000);
    // Then it does not pretend to know
    assert_eq!(verdict, Verdict::CannotDecide { states: 1_000 });
}

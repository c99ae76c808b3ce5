//! A correct event store in memory, which does one thing after the other, and clients who see it from afar: what
//! they know is that it happened at some time between their call and their answer.

use std::collections::BTreeMap;
use std::ops::Range;

use history::{
    Call, EventId, Expected, History, LogEvent, Message, Operation, OperationId, Outcome, StreamPart,
};
use proptest::collection::vec;
use proptest::prelude::*;

/// The time between two instants. A window reaches over several.
const BEAT: u64 = 1_000;
pub(crate) const FOLLOWER: u32 = 9;
const PAGE: u64 = 4;
const STREAMS: u8 = 4;

/// What one client does.
#[derive(Debug, Clone)]
pub(crate) struct Does {
    what: What,
    /// How long before and after its instant it begins and ends.
    before: u64,
    after: u64,
}

#[derive(Debug, Clone)]
enum What {
    Append { streams: Vec<(u8, Aim, u16)>, told: Told },
    ReadStream { stream: u8, skip: u64 },
    ReadLog { skip: u64, limit: u64 },
    Follow,
}

/// Which version an append expects.
#[derive(Debug, Clone, Copy)]
enum Aim {
    Right,
    Below(u64),
    Above(u64),
    Any,
}

/// What becomes of the answer.
#[derive(Debug, Clone, Copy)]
enum Told {
    Answer,
    /// It takes effect, and the answer is lost.
    LostAnswer,
    /// It never reaches the store, and nobody knows.
    LostCall,
    Failed,
}

pub(crate) fn steps(count: Range<usize>) -> impl Strategy<Value = Vec<Does>> {
    let step = (what(), 0..4 * BEAT, 1..4 * BEAT);
    vec(step.prop_map(|(what, before, after)| Does { what, before, after }), count)
}

fn what() -> impl Strategy<Value = What> {
    let aim = prop_oneof![
        8 => Just(Aim::Right),
        2 => (1..5u64).prop_map(Aim::Below),
        1 => (1..1_000u64).prop_map(Aim::Above),
        1 => Just(Aim::Any),
    ];
    let told = prop_oneof![
        8 => Just(Told::Answer),
        1 => Just(Told::LostAnswer),
        1 => Just(Told::LostCall),
        1 => Just(Told::Failed),
    ];
    let streams = vec((0..STREAMS, aim, 1..6u16), 1..4).prop_map(|mut streams| {
        streams.sort_by_key(|(stream, ..)| *stream);
        streams.dedup_by_key(|(stream, ..)| *stream);
        streams
    });
    prop_oneof![
        6 => (streams, told).prop_map(|(streams, told)| What::Append { streams, told }),
        3 => (0..STREAMS, 0..12u64).prop_map(|(stream, skip)| What::ReadStream { stream, skip }),
        1 => (0..40u64, 1..60u64).prop_map(|(skip, limit)| What::ReadLog { skip, limit }),
        2 => Just(What::Follow),
    ]
}

/// What the store has.
#[derive(Default)]
struct Store {
    history: History,
    streams: BTreeMap<String, Vec<EventId>>,
    followed: u64,
}

/// The history of a store that did this.
pub(crate) fn play(steps: &[Does]) -> History {
    let mut store = Store::default();
    store.history.follower = Some(FOLLOWER);
    for (number, step) in (1..).zip(steps) {
        store.step(number, step);
    }
    let end = BEAT * (steps.len() as u64 + 10);
    while store.followed < store.history.log.len() as u64 {
        let number = u32::try_from(steps.len() + store.history.operations.len()).unwrap();
        store.follow(OperationId::new(FOLLOWER, number + 1), end, end + 1);
    }
    store.history.topic = Some(topic(&store.history.log));
    store.history
}

/// Each event is published, some again and again, as after crashes of the relay.
fn topic(log: &[LogEvent]) -> Vec<Message> {
    let again = |(n, _): &(usize, &LogEvent)| if n % 7 == 0 { n.saturating_sub(5) } else { *n };
    let published = log.iter().enumerate().flat_map(|numbered| &log[again(&numbered)..=numbered.0]);
    published
        .map(|event| {
            let partition = i32::from(event.stream.ends_with(['1', '3']));
            Message { partition, content: Ok(event.clone()) }
        })
        .collect()
}

impl Store {
    fn step(&mut self, number: u32, step: &Does) {
        let at = BEAT * (u64::from(number) + 4);
        let (invoked, completed) = (at - step.before, at + step.after);
        let id = OperationId::new(number % 3, number);
        let (call, outcome) = match &step.what {
            What::Append { streams, told } => self.append(id, streams, *told),
            What::ReadStream { stream, skip } => self.read_stream(&name(*stream), *skip),
            What::ReadLog { skip, limit } => {
                let after = (self.history.log.len() as u64).saturating_sub(*skip);
                self.read_log(after, *limit)
            }
            // The follower does one thing after the other.
            What::Follow => return self.follow(OperationId::new(FOLLOWER, number), at, at + 1),
        };
        let completed = Some(completed).filter(|_| !matches!(outcome, Outcome::Unknown(_)));
        self.history.operations.push(Operation { id, client: number % 5, invoked, completed, call, outcome });
    }

    fn append(&mut self, id: OperationId, streams: &[(u8, Aim, u16)], told: Told) -> (Call, Outcome) {
        let mut index = 0;
        let mut part = |(stream, aim, count): &(u8, Aim, u16)| {
            let stream = name(*stream);
            let version = self.version(&stream);
            let expected = match aim {
                Aim::Right if version == 0 => Expected::NoStream,
                Aim::Right => Expected::Exact(version),
                Aim::Below(less) => Expected::Exact(version.saturating_sub(*less)),
                Aim::Above(more) => Expected::Exact(version + more),
                Aim::Any => Expected::Any,
            };
            let events = (index..index + count).map(|index| EventId::new(id, index)).collect();
            index += count;
            StreamPart { stream, expected, events }
        };
        let parts: Vec<StreamPart> = streams.iter().map(&mut part).collect();
        let outcome = match told {
            Told::Failed => Outcome::Failed("the store is away".into()),
            Told::LostCall => Outcome::Unknown("no answer".into()),
            Told::Answer => self.apply(&parts),
            Told::LostAnswer => {
                self.apply(&parts);
                Outcome::Unknown("no answer".into())
            }
        };
        (Call::Append(parts), outcome)
    }

    fn apply(&mut self, parts: &[StreamPart]) -> Outcome {
        let conflict = parts.iter().find(|part| !part.expected.fits(self.version(&part.stream)));
        if let Some(StreamPart { stream, expected, .. }) = conflict {
            let actual = self.version(stream);
            return Outcome::Conflict { stream: stream.clone(), expected: *expected, actual };
        }
        for part in parts {
            let stream = self.streams.entry(part.stream.clone()).or_default();
            for event in &part.events {
                stream.push(*event);
                let (position, sequence) = (self.history.log.len() as u64 + 1, stream.len() as u64);
                let event = LogEvent { position, stream: part.stream.clone(), sequence, event: *event };
                self.history.log.push(event);
            }
        }
        Outcome::Appended(self.history.log.len() as u64)
    }

    fn read_stream(&self, stream: &str, skip: u64) -> (Call, Outcome) {
        let after = self.version(stream).saturating_sub(skip);
        let events = self.streams.get(stream).into_iter().flatten().skip(usize::try_from(after).unwrap());
        (Call::ReadStream { stream: stream.into(), after }, Outcome::Read(events.copied().collect()))
    }

    fn read_log(&self, after: u64, limit: u64) -> (Call, Outcome) {
        let [skip, take] = [after, limit].map(|number| usize::try_from(number).unwrap());
        let events = self.history.log.iter().skip(skip).take(take).map(|event| event.event).collect();
        (Call::ReadLog { after, limit }, Outcome::Read(events))
    }

    fn follow(&mut self, id: OperationId, invoked: u64, completed: u64) {
        let (call, outcome) = self.read_log(self.followed, PAGE);
        if let Outcome::Read(events) = &outcome {
            self.followed += events.len() as u64;
        }
        let completed = Some(completed);
        self.history.operations.push(Operation { id, client: 0, invoked, completed, call, outcome });
    }

    fn version(&self, stream: &str) -> u64 {
        self.streams.get(stream).map_or(0, |events| events.len() as u64)
    }
}

fn name(stream: u8) -> String {
    format!("s{stream}")
}

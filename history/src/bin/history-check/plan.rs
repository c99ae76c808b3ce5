//! What a client does next: at random, and by what its process knows of the streams, as a warm cache would.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use fastrand::Rng;
use history::{Call, EventId, Expected, OperationId, Outcome, StreamPart};

use crate::clock;
use crate::files::Setup;
use crate::store::TAKES_ANY;

/// How many events a stream has, about, before another takes its place: reads stay short in a long run.
const EVENTS_OF_A_STREAM: u64 = 150;
/// The rate that is assumed where there is no limit.
const FULL_RATE: u64 = 3_000;

/// What the clients of one process know.
pub(crate) struct Known {
    began: u64,
    streams: u64,
    /// How long a stream is in use, in nanoseconds.
    lifetime: u64,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    versions: HashMap<String, u64>,
    /// A position that the log has.
    position: u64,
}

impl Known {
    pub(crate) fn new(setup: &Setup) -> Self {
        let streams = u64::from(setup.streams);
        let rate = if setup.rate == 0 { FULL_RATE } else { u64::from(setup.rate) };
        // There are about three events for two operations.
        let lifetime = EVENTS_OF_A_STREAM * streams * 1_000_000_000 / (rate * 3 / 2).max(1);
        Self { began: setup.began, streams, lifetime, state: Mutex::default() }
    }

    /// What to do next.
    pub(crate) fn next(&self, id: OperationId, rng: &mut Rng) -> Call {
        match rng.u32(..100) {
            0..55 => Call::Append(self.append(id, rng)),
            55..85 => self.read_stream(rng),
            _ => self.read_log(rng),
        }
    }

    fn append(&self, id: OperationId, rng: &mut Rng) -> Vec<StreamPart> {
        let count = [1, 1, 1, 1, 2, 2, 3][rng.usize(..7)];
        let mut streams: Vec<String> = (0..count).map(|_| self.stream(rng)).collect();
        streams.sort();
        streams.dedup();
        let (mut index, mut parts) = (0, vec![]);
        for stream in streams {
            let expected = self.expected(&stream, rng);
            let most = rng.u16(1..=5);
            let end = index + rng.u16(1..=most);
            let events = (index..end).map(|index| EventId::new(id, index)).collect();
            index = end;
            parts.push(StreamPart { stream, expected, events });
        }
        parts
    }

    /// Mostly the version that is right, as far as the process knows; else one that is stale, or wild.
    fn expected(&self, stream: &str, rng: &mut Rng) -> Expected {
        let version = self.version(stream);
        match rng.u32(..100) {
            0..80 if version == 0 => Expected::NoStream,
            0..80 => Expected::Exact(version),
            80..90 => Expected::Exact(version.saturating_sub(rng.u64(1..8))),
            90..94 => Expected::Exact(version + rng.u64(1..1_000)),
            94..97 => Expected::NoStream,
            _ if TAKES_ANY => Expected::Any,
            _ => Expected::Exact(version),
        }
    }

    fn read_stream(&self, rng: &mut Rng) -> Call {
        let stream = self.stream(rng);
        let version = self.version(&stream);
        let after = if rng.bool() { 0 } else { version.saturating_sub(rng.u64(..10)) };
        Call::ReadStream { stream, after }
    }

    fn read_log(&self, rng: &mut Rng) -> Call {
        let position = self.lock().position + 10;
        Call::ReadLog { after: position.saturating_sub(rng.u64(..100)), limit: rng.u64(1..100) }
    }

    /// A stream that is in use now. Some are used more than others.
    fn stream(&self, rng: &mut Rng) -> String {
        let slot = rng.u64(..self.streams).min(rng.u64(..self.streams));
        let age = clock::now().saturating_sub(self.began) + slot * self.lifetime / self.streams;
        format!("s{slot}-{}", age / self.lifetime)
    }

    fn version(&self, stream: &str) -> u64 {
        self.lock().versions.get(stream).copied().unwrap_or(0)
    }

    /// Remembers what an answer says.
    pub(crate) fn learn(&self, call: &Call, outcome: &Outcome) {
        match (call, outcome) {
            (Call::Append(parts), Outcome::Appended(position)) => {
                self.lock().position = *position;
                for part in parts {
                    if let Some(version) = version_of(part.expected) {
                        self.at_least(&part.stream, version + part.events.len() as u64);
                    }
                }
            }
            (_, Outcome::Conflict { stream, actual, .. }) => self.at_least(stream, *actual),
            (Call::ReadStream { stream, after }, Outcome::Read(events)) if !events.is_empty() => {
                self.at_least(stream, after + events.len() as u64);
            }
            _ => {}
        }
    }

    fn at_least(&self, stream: &str, version: u64) {
        let state = &mut self.lock();
        if state.versions.len() as u64 > 4 * self.streams {
            state.versions.clear();
        }
        let known = state.versions.entry(stream.to_owned()).or_default();
        *known = version.max(*known);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn version_of(expected: Expected) -> Option<u64> {
    match expected {
        Expected::Exact(version) => Some(version),
        Expected::NoStream => Some(0),
        Expected::Any => None,
    }
}

/// When the caller gives an append up: mostly never.
pub(crate) fn patience(rng: &mut Rng) -> Option<Duration> {
    (rng.u32(..100) < 5).then(|| Duration::from_micros(rng.u64(..4_000)))
}

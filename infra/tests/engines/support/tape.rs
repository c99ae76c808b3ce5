//! Events of shard 0 on a tape: a source for projections that a test can wind, extend and look at. Unlike a real one, it may repeat events
//! and leave some out.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use domain::RecordedEvent;
use projections::runner::{Committed, Polled, RunnerError, Source};
use tokio::sync::Notify;

#[derive(Clone, Default)]
pub(crate) struct Tape(Arc<Recording>);

#[derive(Default)]
struct Recording {
    state: Mutex<State>,
    news: Notify,
}

#[derive(Default)]
struct State {
    events: Vec<RecordedEvent>,
    committed: Committed,
    parked: Vec<(RecordedEvent, String)>,
}

impl Tape {
    /// Adds events to the end.
    pub(crate) fn record(&self, events: &[RecordedEvent]) {
        let mut state = self.0.state.lock().unwrap();
        state.events.extend_from_slice(events);
        drop(state);
        self.0.news.notify_waiters();
    }

    /// The last position.
    pub(crate) fn last(&self) -> u64 {
        self.0.state.lock().unwrap().events.iter().map(|event| event.position).max().unwrap()
    }

    /// The events that were parked, and why.
    pub(crate) fn parked(&self) -> Vec<(RecordedEvent, String)> {
        self.0.state.lock().unwrap().parked.clone()
    }

    /// A reader that has the shard.
    pub(crate) fn reader(&self) -> Reader {
        Reader { tape: self.clone(), place: 0, assigned: false }
    }
}

pub(crate) struct Reader {
    tape: Tape,
    /// How many events of the tape were given out.
    place: usize,
    assigned: bool,
}

impl Reader {
    fn next(&mut self) -> Option<Polled> {
        let state = self.tape.0.state.lock().unwrap();
        let event = state.events.get(self.place)?;
        self.place += 1;
        Some(Polled::Event(Box::new(event.clone())))
    }
}

#[async_trait]
impl Source for Reader {
    async fn poll(&mut self, wait: Duration) -> Polled {
        if !std::mem::replace(&mut self.assigned, true) {
            return Polled::Assigned(BTreeSet::from([0]));
        }
        let tape = self.tape.clone();
        let news = tape.0.news.notified();
        if let Some(event) = self.next() {
            return event;
        }
        let _ = tokio::time::timeout(wait, news).await;
        self.next().unwrap_or(Polled::Idle)
    }

    fn seek(&mut self, _: u16, after: u64) {
        let events = &self.tape.0.state.lock().unwrap().events;
        self.place = events.iter().position(|event| event.position > after).unwrap_or(events.len());
    }

    async fn committed(&mut self, _: u16) -> Result<Committed, RunnerError> {
        Ok(self.tape.0.state.lock().unwrap().committed.clone())
    }

    async fn commit(&mut self, _: u16, position: u64, note: &str) -> Result<(), RunnerError> {
        let committed = Committed { position: Some(position), note: note.to_owned() };
        self.tape.0.state.lock().unwrap().committed = committed;
        Ok(())
    }

    fn reached(&mut self, _: u16, _: u64) {}

    async fn park(&self, _: &str, event: &RecordedEvent, reason: &str) {
        self.tape.0.state.lock().unwrap().parked.push((event.clone(), reason.to_owned()));
    }
}

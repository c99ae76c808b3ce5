//! Events on a tape: a source for projections that a test can wind, extend and look at.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use domain::RecordedEvent;
use projections::runner::{Committed, Delivery, Polled, RunnerError, Source};
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
    partitions: BTreeMap<i32, Vec<RecordedEvent>>,
    committed: HashMap<i32, Committed>,
    parked: Vec<(RecordedEvent, String)>,
}

impl Tape {
    /// Adds events to the end of a partition.
    pub(crate) fn record(&self, partition: i32, events: &[RecordedEvent]) {
        let mut state = self.0.state.lock().unwrap();
        state.partitions.entry(partition).or_default().extend_from_slice(events);
        drop(state);
        self.0.news.notify_waiters();
    }

    pub(crate) fn length(&self, partition: i32) -> i64 {
        i64::try_from(self.0.state.lock().unwrap().partitions[&partition].len()).unwrap()
    }

    /// What a reader committed of a partition.
    pub(crate) fn committed(&self, partition: i32) -> Committed {
        self.0.state.lock().unwrap().committed.get(&partition).cloned().unwrap_or_default()
    }

    /// The events that were parked, and why.
    pub(crate) fn parked(&self) -> Vec<(RecordedEvent, String)> {
        self.0.state.lock().unwrap().parked.clone()
    }

    /// A reader that has all partitions.
    pub(crate) fn reader(&self) -> Reader {
        Reader { tape: self.clone(), places: HashMap::new(), assigned: false }
    }
}

pub(crate) struct Reader {
    tape: Tape,
    places: HashMap<i32, i64>,
    assigned: bool,
}

impl Reader {
    fn next(&mut self) -> Option<Delivery> {
        let state = self.tape.0.state.lock().unwrap();
        self.places.iter_mut().find_map(|(&partition, place)| {
            let event = state.partitions[&partition].get(usize::try_from(*place).unwrap())?;
            *place += 1;
            Some(Delivery { partition, offset: *place - 1, event: Some(event.clone()) })
        })
    }
}

#[async_trait]
impl Source for Reader {
    async fn poll(&mut self, wait: Duration) -> Polled {
        if !std::mem::replace(&mut self.assigned, true) {
            return Polled::Assigned(self.tape.0.state.lock().unwrap().partitions.keys().copied().collect());
        }
        let tape = self.tape.clone();
        let news = tape.0.news.notified();
        if let Some(delivery) = self.next() {
            return Polled::Message(Box::new(delivery));
        }
        let _ = tokio::time::timeout(wait, news).await;
        self.next().map_or(Polled::Idle, |delivery| Polled::Message(Box::new(delivery)))
    }

    async fn seek(&mut self, partition: i32, offset: i64) -> Result<(), RunnerError> {
        self.places.insert(partition, offset);
        Ok(())
    }

    async fn committed(&mut self, partition: i32) -> Result<Committed, RunnerError> {
        Ok(self.tape.committed(partition))
    }

    async fn commit(&mut self, partition: i32, offset: i64, note: &str) -> Result<(), RunnerError> {
        let committed = Committed { offset: Some(offset), note: note.to_owned() };
        self.tape.0.state.lock().unwrap().committed.insert(partition, committed);
        Ok(())
    }

    async fn park(&self, _: &str, event: &RecordedEvent, reason: &str) {
        self.tape.0.state.lock().unwrap().parked.push((event.clone(), reason.to_owned()));
    }
}

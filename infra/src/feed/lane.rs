//! The events of one shard that have come, put in order.

use std::collections::BTreeMap;
use std::time::Duration;

use domain::RecordedEvent;
use tokio::time::Instant;

/// How many events are read from the log at once.
pub(super) const PAGE: u32 = 2_000;
/// How long it is waited for what is missing between events that have come: partitions of a topic do not come in step.
const GAP: Duration = Duration::from_millis(100);
/// How long no news is taken for no news.
const LOOK: Duration = Duration::from_millis(500);
/// How many events, and how many bytes of them, may wait for one that is missing. What comes beyond is read from the log.
const MAX_AHEAD: usize = 10_000;
const MAX_AHEAD_BYTES: usize = 32 << 20;

/// What there is of a shard from the next position on.
#[derive(Debug)]
pub(super) struct Lane {
    /// The position that is to come next.
    next: u64,
    ahead: BTreeMap<u64, RecordedEvent>,
    bytes: usize,
    /// When the log is to be read, unless what is next comes before; none while it is being read.
    read_at: Option<Instant>,
}

impl Lane {
    /// A shard after a position. What is there already is in the log.
    pub(super) fn new(after: u64) -> Self {
        Self { next: after + 1, ahead: BTreeMap::new(), bytes: 0, read_at: Some(Instant::now()) }
    }

    /// The next event, if it has come.
    pub(super) fn next(&mut self) -> Option<RecordedEvent> {
        let event = self.ahead.remove(&self.next)?;
        self.bytes -= event.payload.len();
        self.next += 1;
        // A read that is under way comes to its end first.
        if self.read_at.is_some() && !self.ahead.contains_key(&self.next) {
            self.wait();
        }
        Some(event)
    }

    /// An event that Kafka brought.
    pub(super) fn add(&mut self, event: RecordedEvent) {
        let has_room = self.ahead.len() < MAX_AHEAD && self.bytes < MAX_AHEAD_BYTES;
        if event.position < self.next || !(has_room || event.position == self.next) {
            return;
        }
        let is_first = self.ahead.is_empty();
        self.insert(event);
        if is_first && self.read_at.is_some() {
            self.wait();
        }
    }

    /// The position after which the log is to be read now.
    pub(super) fn read_from(&mut self, now: Instant) -> Option<u64> {
        self.read_at.take_if(|at| *at <= now).map(|_| self.next - 1)
    }

    /// When the log is to be read.
    pub(super) fn read_at(&self) -> Option<Instant> {
        self.read_at
    }

    /// What the log has after a position.
    pub(super) fn was_read(&mut self, after: u64, events: Vec<RecordedEvent>) {
        // An event is large at times, so that a page may have few and yet not be the last.
        let more = !events.is_empty() && after + 1 >= self.next;
        let next = self.next;
        events.into_iter().filter(|event| event.position >= next).for_each(|event| self.insert(event));
        match more {
            true => self.read_at = Some(Instant::now()),
            false => self.wait(),
        }
    }

    fn insert(&mut self, event: RecordedEvent) {
        self.bytes += event.payload.len();
        if let Some(same) = self.ahead.insert(event.position, event) {
            self.bytes -= same.payload.len();
        }
    }

    fn wait(&mut self) {
        let patience = if self.ahead.is_empty() { LOOK } else { GAP };
        self.read_at = Some(Instant::now() + patience);
    }
}

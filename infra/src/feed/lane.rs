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
    /// Whether the log has more, as far as is known.
    behind: bool,
    /// When the log is to be read, unless what is next comes before; none while it is being read.
    read_at: Option<Instant>,
}

impl Lane {
    /// A shard after a position. What is there already is in the log.
    pub(super) fn new(after: u64) -> Self {
        let mut lane =
            Self { next: after + 1, ahead: BTreeMap::new(), bytes: 0, behind: true, read_at: None };
        lane.wait();
        lane
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
        self.behind = !events.is_empty() && after + 1 >= self.next;
        let next = self.next;
        events.into_iter().filter(|event| event.position >= next).for_each(|event| self.insert(event));
        self.wait();
    }

    fn insert(&mut self, event: RecordedEvent) {
        self.bytes += event.payload.len();
        if let Some(same) = self.ahead.insert(event.position, event) {
            self.bytes -= same.payload.len();
        }
    }

    fn wait(&mut self) {
        let patience = match self.behind {
            true => Duration::ZERO,
            false if self.ahead.is_empty() => LOOK,
            false => GAP,
        };
        self.read_at = Some(Instant::now() + patience);
    }
}

#[cfg(test)]
mod tests {
    use domain::samples;

    use super::*;

    fn event(position: u64) -> RecordedEvent {
        RecordedEvent { position, ..samples::all()[0].recorded() }
    }

    fn drain(lane: &mut Lane) -> Vec<u64> {
        std::iter::from_fn(|| lane.next()).map(|event| event.position).collect()
    }

    /// A lane that has read the log to its end, at position 3.
    fn at_the_end() -> Lane {
        let mut lane = Lane::new(0);
        assert_eq!(lane.read_from(Instant::now()), Some(0));
        lane.was_read(0, (1..=3).map(event).collect());
        assert_eq!(drain(&mut lane), [1, 2, 3]);
        assert_eq!(lane.read_from(Instant::now()), Some(3), "there may be more, so it is asked for at once");
        lane.was_read(3, vec![]);
        lane
    }

    async fn read_after(lane: &mut Lane, time: Duration) -> Option<u64> {
        tokio::time::advance(time).await;
        lane.read_from(Instant::now())
    }

    #[tokio::test(start_paused = true)]
    async fn the_log_is_read_page_by_page_and_then_now_and_then() {
        let mut lane = at_the_end();
        assert_eq!(read_after(&mut lane, LOOK / 2).await, None);
        assert_eq!(read_after(&mut lane, LOOK / 2).await, Some(3));
    }

    #[tokio::test(start_paused = true)]
    async fn what_comes_in_time_puts_the_look_off() {
        let mut lane = at_the_end();
        tokio::time::advance(LOOK / 2).await;
        lane.add(event(4));
        assert_eq!(drain(&mut lane), [4]);
        assert_eq!(read_after(&mut lane, LOOK / 2).await, None);
        assert_eq!(read_after(&mut lane, LOOK / 2).await, Some(4));
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_missing_is_waited_for_and_then_read() {
        let mut lane = at_the_end();
        for position in [6, 5, 6, 2] {
            lane.add(event(position));
        }
        assert!(drain(&mut lane).is_empty());
        assert_eq!(read_after(&mut lane, GAP / 2).await, None);
        assert_eq!(read_after(&mut lane, GAP / 2).await, Some(3));
        lane.add(event(4));
        assert_eq!(drain(&mut lane), [4, 5, 6], "it came while the log was read");
        lane.was_read(3, vec![event(4), event(5), event(6), event(7)]);
        assert_eq!(drain(&mut lane), [7]);
    }
}

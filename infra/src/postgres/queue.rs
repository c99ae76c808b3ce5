//! The appends that wait for a shard, and which of them go together.

use std::collections::{HashSet, VecDeque};
use std::hash::{BuildHasher as _, RandomState};

use commands::ports::StreamAppend;
use tokio::sync::mpsc;

use super::writer::Waiting;

/// A transaction takes about so many events at most.
const MAX_EVENTS: usize = 1_024;
/// And so many bytes of payload.
const MAX_BYTES: usize = 16 << 20;
/// How often the writer steps aside before it takes a batch, so that callers just answered can join it.
const YIELDS: usize = 8;

/// Appends in the order in which they came.
pub(super) struct Queue {
    coming: mpsc::Receiver<Waiting>,
    /// Those that could not go with the batches so far.
    deferred: VecDeque<Waiting>,
    /// How many there were before the last batch was taken.
    callers: usize,
}

impl Queue {
    pub(super) fn new(coming: mpsc::Receiver<Waiting>) -> Self {
        Self { coming, deferred: VecDeque::new(), callers: 0 }
    }

    /// Waits for appends, and takes those that can go together: no stream twice. None when nobody can append any more.
    pub(super) async fn next_batch(&mut self) -> Option<Vec<Waiting>> {
        if self.deferred.is_empty() {
            let first = self.coming.recv().await?;
            self.deferred.push_back(first);
        }
        for _ in 0..YIELDS {
            self.take_waiting();
            // As many as there were last time: whoever was answered then is here again.
            if self.deferred.len() >= self.callers {
                break;
            }
            tokio::task::yield_now().await;
        }
        self.take_waiting();
        self.callers = self.deferred.len();
        let mut batch = Batch::default();
        for waiting in std::mem::take(&mut self.deferred) {
            if let Some(left) = batch.take(waiting) {
                self.deferred.push_back(left);
            }
        }
        Some(batch.appends)
    }

    fn take_waiting(&mut self) {
        while self.deferred.len() < MAX_EVENTS {
            let Ok(waiting) = self.coming.try_recv() else { break };
            self.deferred.push_back(waiting);
        }
    }
}

#[derive(Default)]
struct Batch {
    appends: Vec<Waiting>,
    events: usize,
    bytes: usize,
    /// The streams of these and of those that must wait, by their hashes: two streams with the same would only not go together.
    streams: HashSet<u64>,
    hasher: RandomState,
}

impl Batch {
    /// Takes an append, or gives it back for a later batch.
    fn take(&mut self, waiting: Waiting) -> Option<Waiting> {
        let (events, bytes) = (self.events + waiting.events(), self.bytes + waiting.bytes());
        let fits = self.appends.is_empty() || (events <= MAX_EVENTS && bytes <= MAX_BYTES);
        let hash = |stream: &StreamAppend| self.hasher.hash_one(&stream.stream);
        let streams: Vec<u64> = waiting.append.streams.iter().map(hash).collect();
        let free = streams.iter().all(|stream| !self.streams.contains(stream));
        // Also those that must wait hold their streams, so that appends to a stream keep their order.
        self.streams.extend(streams);
        if !(fits && free) {
            return Some(waiting);
        }
        (self.events, self.bytes) = (events, bytes);
        self.appends.push(waiting);
        None
    }
}

//! Commands of this process on one aggregate take turns: none of them makes stale what another decides by. Those of
//! other processes are told apart by the log.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Who waits for which aggregate.
#[derive(Default)]
pub(super) struct Turns(Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>);

/// One who wants a turn.
pub(super) struct Place<'a> {
    turns: &'a Turns,
    key: String,
    queue: Arc<tokio::sync::Mutex<()>>,
}

impl Turns {
    fn queues(&self) -> MutexGuard<'_, HashMap<String, Arc<tokio::sync::Mutex<()>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn place(&self, key: String) -> Place<'_> {
        let queue = Arc::clone(self.queues().entry(key.clone()).or_default());
        Place { turns: self, key, queue }
    }
}

impl Place<'_> {
    /// Waits for the turn, which lasts as long as the answer is held.
    pub(super) async fn turn(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.queue.lock().await
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        let mut queues = self.turns.queues();
        // This one and the map's own are the last two.
        if Arc::strong_count(&self.queue) <= 2 {
            queues.remove(&self.key);
        }
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt as _;

    use super::*;

    #[test]
    fn the_second_waits_for_the_first_and_others_for_neither() {
        let turns = Turns::default();
        let (first, second, other) =
            (turns.place("a".into()), turns.place("a".into()), turns.place("b".into()));
        let turn = first.turn().now_or_never();
        assert!(turn.is_some() && other.turn().now_or_never().is_some());
        assert!(second.turn().now_or_never().is_none());
        drop(turn);
        assert!(second.turn().now_or_never().is_some());
    }

    #[test]
    fn nobody_is_remembered_who_waits_no_more() {
        let turns = Turns::default();
        let (first, second) = (turns.place("a".into()), turns.place("a".into()));
        let turn = first.turn().now_or_never();
        assert!(second.turn().now_or_never().is_none());
        drop(second);
        drop(turn);
        drop(first);
        assert!(turns.queues().is_empty());
    }
}

//! What a connection has to look at. It holds which subscriptions have news, never the news: a slow reader gets the newest state.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use metrics::Counter;
use tokio::sync::Notify;

use crate::problem::Kind;

/// Why a connection ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// The process stops.
    Stop,
    /// What the client brought is good no more, or it may not do this any more.
    Over(Kind),
}

/// The inbox of a connection.
pub(super) struct Inbox {
    dirty: Mutex<VecDeque<u32>>,
    end: OnceLock<End>,
    wake: Notify,
    coalesced: Counter,
}

impl Inbox {
    pub(super) fn new(coalesced: Counter) -> Self {
        Self { dirty: Mutex::default(), end: OnceLock::new(), wake: Notify::new(), coalesced }
    }

    /// A subscription has news.
    pub(super) fn mark(&self, number: u32) {
        let mut dirty = self.dirty();
        if dirty.contains(&number) {
            self.coalesced.increment(1);
            return;
        }
        dirty.push_back(number);
        drop(dirty);
        self.wake.notify_one();
    }

    /// A subscription that has news, the one that had them first.
    pub(super) fn take(&self) -> Option<u32> {
        self.dirty().pop_front()
    }

    /// The connection is to end.
    pub(super) fn end(&self, end: End) {
        // The first reason is the one that is told.
        let _ = self.end.set(end);
        self.wake.notify_one();
    }

    /// Why the connection is to end, if it is.
    pub(super) fn ended(&self) -> Option<End> {
        self.end.get().copied()
    }

    /// Waits until there may be something to do.
    pub(super) async fn woken(&self) {
        self.wake.notified().await;
    }

    fn dirty(&self) -> MutexGuard<'_, VecDeque<u32>> {
        self.dirty.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

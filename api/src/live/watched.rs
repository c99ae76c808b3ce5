//! One topic that is watched: how it is, and who watches it.

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use domain::TenantId;

use super::inbox::Inbox;
use super::topic::Topic;
use super::view::View;

/// A topic of a tenant that somebody watches.
pub(super) struct Watched {
    pub(super) tenant: TenantId,
    pub(super) topic: Topic,
    /// Whether it is to be looked at.
    dirty: AtomicBool,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    latest: Option<Latest>,
    /// Since when it is to be looked at.
    soiled: Option<Instant>,
    watchers: Vec<Watcher>,
    /// How many have begun to watch it.
    begun: u64,
}

/// How a topic is.
#[derive(Clone)]
pub(super) struct Latest {
    pub(super) view: Arc<View>,
    /// When it was heard that it may have changed.
    pub(super) since: Instant,
}

/// Who watches.
struct Watcher {
    inbox: Arc<Inbox>,
    /// The connection's number of the subscription.
    number: u32,
    /// The how manyth it is.
    nth: u64,
    /// Whether it was told of a look that began after it did.
    greeted: bool,
}

/// A look that began.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    /// How many watched when it began.
    begun: u64,
    /// Since when it was due.
    since: Instant,
}

impl Watched {
    pub(super) fn new(tenant: TenantId, topic: Topic) -> Self {
        Self { tenant, topic, dirty: AtomicBool::new(false), state: Mutex::default() }
    }

    /// Adds a watcher. It hears of the topic after the next look: an earlier one may be older than what its client has seen.
    pub(super) fn join(&self, inbox: Arc<Inbox>, number: u32) {
        let mut state = self.state();
        state.begun += 1;
        let nth = state.begun;
        state.watchers.push(Watcher { inbox, number, nth, greeted: false });
    }

    /// Removes a watcher. Whether nobody is left.
    pub(super) fn leave(&self, inbox: &Arc<Inbox>, number: u32) -> bool {
        let mut state = self.state();
        state.watchers.retain(|watcher| watcher.number != number || !Arc::ptr_eq(&watcher.inbox, inbox));
        state.watchers.is_empty()
    }

    /// Whether nobody watches.
    pub(super) fn is_left(&self) -> bool {
        self.state().watchers.is_empty()
    }

    /// It is to be looked at. Whether that is new.
    pub(super) fn soil(&self) -> bool {
        let is_new = !self.dirty.swap(true, SeqCst);
        if is_new {
            self.state().soiled = Some(Instant::now());
        }
        is_new
    }

    /// A look begins: what happens from now on needs another.
    pub(super) fn begin(&self) -> Look {
        self.dirty.store(false, SeqCst);
        let mut state = self.state();
        Look { begun: state.begun, since: state.soiled.take().unwrap_or_else(Instant::now) }
    }

    /// How it is, as far as that is known.
    pub(super) fn latest(&self) -> Option<Latest> {
        self.state().latest.clone()
    }

    /// Whether somebody waits to hear of it for the first time.
    pub(super) fn is_awaited(&self) -> bool {
        self.state().watchers.iter().any(|watcher| !watcher.greeted)
    }

    /// What a look has found; nothing says that it found nothing else than what is known.
    pub(super) fn found(&self, look: Look, view: Option<View>) {
        let mut state = self.state();
        let newer = view.and_then(|view| view.after(state.latest.as_ref().map(|latest| &*latest.view)));
        let changed = newer.is_some();
        if let Some(newer) = newer {
            state.latest = Some(Latest { view: Arc::new(newer), since: look.since });
        }
        for watcher in &mut state.watchers {
            let is_first = !watcher.greeted && watcher.nth <= look.begun;
            if is_first || changed && watcher.greeted {
                watcher.greeted = true;
                watcher.inbox.mark(watcher.number);
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

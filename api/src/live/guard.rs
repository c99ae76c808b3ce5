//! Who watches may be kept from it while they do: every few seconds it is asked whether what they brought still holds.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::Utc;
use commands::accounts::{Caller, Subject};
use domain::{ApiKeyId, TenantId};
use futures::{StreamExt as _, stream};
use metrics::Gauge;

use super::inbox::{End, Inbox};
use crate::Shared;
use crate::problem::Kind;

/// How often it is asked what was revoked.
const EVERY: Duration = Duration::from_secs(2);
/// How often keys are looked up: a revocation is forgotten after a while, and a connection may outlive that.
const KEYS_EVERY: u32 = 30;
/// How many subjects are asked for at once.
const AT_ONCE: usize = 512;

/// How many keys are looked up at a time.
const KEYS_AT_A_TIME: usize = 8;

/// The connections, and by what right they are.
#[derive(Default)]
pub(super) struct Guards {
    next: AtomicU64,
    guarded: Mutex<HashMap<u64, Guarded>>,
}

/// One connection.
#[derive(Clone)]
struct Guarded {
    caller: Arc<Caller>,
    inbox: Arc<Inbox>,
}

/// A connection that is guarded, until this is dropped.
pub(super) struct Guard {
    shared: Arc<Shared>,
    number: u64,
    connections: Gauge,
}

impl Guard {
    /// Has the inbox told when its connection is to end.
    pub(super) fn new(
        shared: &Arc<Shared>,
        caller: &Arc<Caller>,
        inbox: &Arc<Inbox>,
        transport: &'static str,
    ) -> Self {
        let guards = &shared.hub.guards;
        let number = guards.next.fetch_add(1, Relaxed);
        guards.all().insert(number, Guarded { caller: Arc::clone(caller), inbox: Arc::clone(inbox) });
        // One that comes while the others are told to end would never hear of it.
        if shared.hub.stop.is_cancelled() {
            inbox.end(End::Stop);
        }
        let connections = metrics::gauge!("thousandfold_live_connections", "transport" => transport);
        connections.increment(1);
        Self { shared: Arc::clone(shared), number, connections }
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.shared.hub.guards.all().remove(&self.number);
        self.connections.decrement(1);
    }
}

impl Guards {
    fn all(&self) -> MutexGuard<'_, HashMap<u64, Guarded>> {
        self.guarded.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends those of which this gives a reason.
    fn end(&self, reason: impl Fn(&Caller) -> Option<End>) {
        for guarded in self.all().values() {
            if let Some(end) = reason(&guarded.caller) {
                guarded.inbox.end(end);
            }
        }
    }

    /// All who watch, each once.
    fn callers(&self) -> Vec<Arc<Caller>> {
        let all = self.all();
        let by_place: BTreeMap<*const Caller, &Arc<Caller>> =
            all.values().map(|guarded| (Arc::as_ptr(&guarded.caller), &guarded.caller)).collect();
        by_place.into_values().cloned().collect()
    }
}

/// Looks after the connections until the process stops, and then ends them.
pub(super) async fn keep(shared: Arc<Shared>) {
    let (guards, stop) = (&shared.hub.guards, &shared.hub.stop);
    let looking = async {
        for round in 1_u32.. {
            tokio::time::sleep(EVERY).await;
            end_those_that_are_over(guards);
            end_the_revoked(&shared).await;
            if round.is_multiple_of(KEYS_EVERY) {
                end_keys_that_are_gone(&shared).await;
            }
        }
    };
    let _ = stop.run_until_cancelled(looking).await;
    guards.end(|_| Some(End::Stop));
}

fn end_those_that_are_over(guards: &Guards) {
    let now = Utc::now();
    guards.end(|caller| {
        caller.until.is_some_and(|until| until <= now).then_some(End::Over(Kind::TokenExpired))
    });
}

async fn end_the_revoked(shared: &Shared) {
    let guards = &shared.hub.guards;
    let subjects: HashSet<String> = guards.callers().iter().flat_map(|caller| caller.revocable()).collect();
    let subjects: Vec<String> = subjects.into_iter().collect();
    let mut revoked = HashSet::new();
    for subjects in subjects.chunks(AT_ONCE) {
        let answers = shared.services.limits.revoked(subjects).await;
        revoked
            .extend(subjects.iter().zip(answers).filter(|(_, revoked)| *revoked).map(|(subject, _)| subject));
    }
    if !revoked.is_empty() {
        let is_revoked = |caller: &Caller| caller.revocable().iter().any(|subject| revoked.contains(subject));
        guards.end(|caller| is_revoked(caller).then_some(End::Over(Kind::TokenRevoked)));
    }
}

async fn end_keys_that_are_gone(shared: &Shared) {
    let guards = &shared.hub.guards;
    let keys: HashSet<(TenantId, ApiKeyId)> =
        guards.callers().iter().filter_map(|caller| key_of(caller)).collect();
    let looks = keys.into_iter().map(async |(tenant, key)| {
        let row = shared.services.accounts.key(&tenant, key).await;
        // While it cannot be looked up, it is as it was.
        row.is_ok_and(|row| row.revoked_at.is_some()).then_some(key)
    });
    let looks = stream::iter(looks).buffer_unordered(KEYS_AT_A_TIME);
    let gone: HashSet<ApiKeyId> = looks.filter_map(async |gone| gone).collect().await;
    if !gone.is_empty() {
        let is_gone = |caller: &Caller| key_of(caller).is_some_and(|(_, key)| gone.contains(&key));
        guards.end(|caller| is_gone(caller).then_some(End::Over(Kind::TokenRevoked)));
    }
}

fn key_of(caller: &Caller) -> Option<(TenantId, ApiKeyId)> {
    match (caller.subject, caller.tenant()) {
        (Subject::Key(key), Some(tenant)) => Some((tenant.clone(), key)),
        _ => None,
    }
}

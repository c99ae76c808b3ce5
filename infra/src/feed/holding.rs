//! Which shards are this process's to project: it holds each until it ends, or is taken for dead.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use commands::ports::EngineError;
use tokio::sync::Notify;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinSet;

use crate::postgres::{Claim, Consumer, Shard};

/// How long to wait before a shard is claimed again after something failed.
const PAUSE: Duration = Duration::from_millis(500);
/// How often others are shown that this process is alive.
const CONFIRM_EVERY: Duration = Duration::from_secs(1);
/// What the advisory locks of projections begin with.
const LOCKS: i64 = 0x7072_6f6a << 32;

/// What has become of a claim.
pub(super) enum Change {
    /// The shard is ours.
    Won(u16, Arc<Claim>),
    /// It is not ours any more.
    Lost(u16),
}

/// The claims of a process. They end with it.
pub(super) struct Holding {
    changes: UnboundedReceiver<Change>,
    given_up: BTreeMap<u16, Arc<Notify>>,
    _claiming: JoinSet<()>,
}

impl Holding {
    pub(super) fn begin<'a>(projection: &str, shards: impl Iterator<Item = &'a Shard>) -> Self {
        let (changed, changes) = unbounded_channel();
        let (mut claiming, mut given_up) = (JoinSet::new(), BTreeMap::new());
        for shard in shards {
            let give_up = Arc::new(Notify::new());
            given_up.insert(shard.number(), Arc::clone(&give_up));
            claiming.spawn(hold(shard.clone(), consumer(projection), changed.clone(), give_up));
        }
        Self { changes, given_up, _claiming: claiming }
    }

    /// The next change, if there was one.
    pub(super) fn try_next(&mut self) -> Option<Change> {
        self.changes.try_recv().ok()
    }

    /// Gives up a claim with which something failed: the shard is claimed again.
    pub(super) fn give_up(&self, shard: u16) {
        if let Some(given_up) = self.given_up.get(&shard) {
            given_up.notify_one();
        }
    }

    /// Waits for the next change.
    pub(super) async fn next(&mut self) -> Change {
        match self.changes.recv().await {
            Some(change) => change,
            None => std::future::pending().await,
        }
    }
}

fn consumer(projection: &str) -> Consumer {
    let hash = projection.bytes().fold(0u32, |hash, byte| hash.wrapping_mul(31).wrapping_add(byte.into()));
    Consumer { name: format!("projection:{projection}"), lock: LOCKS | i64::from(hash), may_repeat: false }
}

/// Claims a shard again and again.
async fn hold(shard: Shard, consumer: Consumer, changed: UnboundedSender<Change>, given_up: Arc<Notify>) {
    loop {
        let why = match Claim::take(&shard, consumer.clone()).await {
            Ok(claim) => {
                let claim = Arc::new(claim);
                if changed.send(Change::Won(shard.number(), Arc::clone(&claim))).is_err() {
                    return;
                }
                let why = tokio::select! {
                    error = keep(&claim) => error.to_string(),
                    () = given_up.notified() => "it was given up".to_owned(),
                };
                let _ = changed.send(Change::Lost(shard.number()));
                why
            }
            Err(error) => error.to_string(),
        };
        tracing::warn!(shard = shard.number(), consumer = consumer.name, why, "claims the shard again");
        tokio::time::sleep(PAUSE).await;
    }
}

/// Shows that the claim is used, and how far, until it is lost.
async fn keep(claim: &Claim) -> EngineError {
    let mut saved = claim.position();
    loop {
        tokio::time::sleep(CONFIRM_EVERY).await;
        match claim.save_reached(saved).await {
            Ok(reached) => saved = reached,
            Err(error) => return error,
        }
    }
}

//! Which shards are this process's to project: it holds each until it ends, or is taken for dead.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use commands::ports::EngineError;
use tokio::sync::Notify;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinSet;

use crate::postgres::{Claim, Consumer, Shard};
use crate::progress::checkpoint_of;

/// How long to wait before a shard is claimed again after something failed.
const PAUSE: Duration = Duration::from_millis(500);
/// How often others are shown that this process is alive.
const CONFIRM_EVERY: Duration = Duration::from_secs(1);
/// What the advisory locks of projections begin with.
const LOCKS: i64 = 0x7072_6f6a << 32;

/// A shard that is ours, as long as nothing fails with its claim.
pub(super) struct Held {
    claim: Claim,
    /// How far it is written, where nothing else says it.
    reached: AtomicU64,
    given_up: Notify,
}

impl Held {
    fn new(claim: Claim) -> Self {
        let reached = AtomicU64::new(claim.position());
        Self { claim, reached, given_up: Notify::new() }
    }

    pub(super) fn claim(&self) -> &Claim {
        &self.claim
    }

    /// Has it saved, within a second, how far the shard is written.
    pub(super) fn reach(&self, position: u64) {
        self.reached.store(position, Relaxed);
    }

    /// Gives up a claim with which something failed: the shard is claimed again.
    pub(super) fn give_up(&self) {
        self.given_up.notify_one();
    }

    /// Shows that the claim is used, and how far, until it is lost, or asked for by another.
    async fn keep(&self) -> Result<(), EngineError> {
        let mut saved = self.claim.position();
        while !self.claim.is_wanted().await? {
            let reached = self.reached.load(Relaxed);
            match reached == saved {
                true => self.claim.confirm_now().await?,
                false => self.claim.save(reached).await?,
            }
            saved = reached;
            tokio::time::sleep(CONFIRM_EVERY).await;
        }
        Ok(())
    }
}

/// What has become of a claim.
pub(super) enum Change {
    /// The shard is ours.
    Won(u16, Arc<Held>),
    /// It is not ours any more.
    Lost(u16),
}

/// The claims of a process. They end with it.
pub(super) struct Holding {
    changes: UnboundedReceiver<Change>,
    _claiming: JoinSet<()>,
}

impl Holding {
    pub(super) fn begin<'a>(projection: &str, shards: impl Iterator<Item = &'a Shard>) -> Self {
        let (changed, changes) = unbounded_channel();
        let mut claiming = JoinSet::new();
        for shard in shards {
            claiming.spawn(hold(shard.clone(), consumer(projection), changed.clone()));
        }
        Self { changes, _claiming: claiming }
    }

    /// The next change, if there was one.
    pub(super) fn try_next(&mut self) -> Option<Change> {
        self.changes.try_recv().ok()
    }

    /// Waits for the next change.
    pub(super) async fn next(&mut self) -> Change {
        match self.changes.recv().await {
            Some(change) => change,
            None => std::future::pending().await,
        }
    }
}

pub(crate) fn consumer(projection: &str) -> Consumer {
    let hash = projection.bytes().fold(0u32, |hash, byte| hash.wrapping_mul(31).wrapping_add(byte.into()));
    Consumer { name: checkpoint_of(projection), lock: LOCKS | i64::from(hash), may_repeat: false }
}

/// Claims a shard again and again.
async fn hold(shard: Shard, consumer: Consumer, changed: UnboundedSender<Change>) {
    loop {
        let why = match Claim::take(&shard, consumer.clone()).await {
            Ok(claim) => {
                let held = Arc::new(Held::new(claim));
                if changed.send(Change::Won(shard.number(), Arc::clone(&held))).is_err() {
                    return;
                }
                let why = tokio::select! {
                    kept = held.keep() => kept.err().map_or("it was asked for".to_owned(), |error| error.to_string()),
                    () = held.given_up.notified() => "it was given up".to_owned(),
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

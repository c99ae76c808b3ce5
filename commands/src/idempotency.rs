//! Requests that may come again: each is done once, and answered the same each time.

use std::sync::Arc;
use std::time::Duration;

use auth::Sealer;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ports::EngineError;
use crate::ports::idempotency::{Claim, Idempotency, RequestKey, StoredAnswer};

/// For how long a claim lasts unless it is kept: as long as others wait when its process dies.
const LASTING: Duration = Duration::from_secs(20);
/// How often a claim is kept.
const KEEP_EVERY: Duration = Duration::from_secs(6);
/// How often old requests are forgotten.
const FORGET_EVERY: Duration = Duration::from_secs(600);
/// Under what answers are sealed: some have secrets that are shown once.
const CONTEXT: &str = "idempotent answer";

/// An answer that can be given again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Its HTTP status.
    pub status: u16,
    /// Its headers, as far as they belong to it.
    pub headers: Vec<(String, String)>,
    /// Its body.
    pub body: String,
}

/// What is known of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// It is to be done; what it makes has this id.
    New(Uuid),
    /// It is being done.
    InFlight,
    /// Another request has the key.
    Other,
    /// It was done: for a request of this fingerprint, with this answer.
    Before([u8; 32], Answer),
}

/// Remembers answers.
#[derive(Clone)]
pub struct Answers {
    store: Arc<dyn Idempotency>,
    sealer: Arc<Sealer>,
}

impl Answers {
    /// Remembers in `store`, sealed.
    #[must_use]
    pub fn new(store: Arc<dyn Idempotency>, sealer: Arc<Sealer>) -> Self {
        Self { store, sealer }
    }

    /// Claims a request, or says what is known of it.
    ///
    /// # Errors
    /// The store is away, or an answer cannot be opened.
    pub async fn claim(&self, key: &RequestKey, fingerprint: Option<[u8; 32]>) -> Result<Asked, EngineError> {
        match self.store.claim(key, Uuid::now_v7(), fingerprint, LASTING).await? {
            Claim::Other => Ok(Asked::Other),
            Claim::Yours(id) => Ok(Asked::New(id)),
            Claim::InFlight => Ok(Asked::InFlight),
            Claim::Done(StoredAnswer { fingerprint, sealed }) => {
                let opened = self.sealer.open(CONTEXT, &sealed).map_err(damaged)?;
                Ok(Asked::Before(fingerprint, serde_json::from_slice(&opened).map_err(damaged)?))
            }
        }
    }

    /// Does something while its claim is kept.
    pub async fn keeping<T>(&self, key: &RequestKey, doing: impl Future<Output = T>) -> T {
        let keep = async {
            loop {
                tokio::time::sleep(KEEP_EVERY).await;
                if let Err(error) = self.store.keep(key, LASTING).await {
                    tracing::warn!(%error, "a claim of a request cannot be kept");
                }
            }
        };
        tokio::select! {
            done = doing => done,
            never = keep => never,
        }
    }

    /// Remembers the answer to a request.
    ///
    /// # Errors
    /// The store is away: the request is done all the same, and comes to the same answer if it is done again.
    pub async fn finish(
        &self,
        key: &RequestKey,
        fingerprint: [u8; 32],
        answer: &Answer,
    ) -> Result<(), EngineError> {
        let text = serde_json::to_vec(answer).map_err(damaged)?;
        let sealed = self.sealer.seal(CONTEXT, &text).map_err(damaged)?;
        self.store.finish(key, &StoredAnswer { fingerprint, sealed }).await
    }

    /// Forgets what is old, from time to time, until the task is dropped.
    pub async fn forget_old(self) {
        let mut tick = tokio::time::interval(FORGET_EVERY);
        tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tick.tick().await;
            match self.store.forget_old().await {
                Ok(0) => {}
                Ok(requests) => tracing::info!(requests, "forgot old requests"),
                Err(error) => tracing::warn!(%error, "old requests are not forgotten yet"),
            }
        }
    }

    /// Lets a request be claimed again.
    pub async fn release(&self, key: &RequestKey, made_nothing: bool) {
        if let Err(error) = self.store.release(key, made_nothing).await {
            tracing::warn!(%error, "a claim of a request is given up late");
        }
    }
}

fn damaged(error: impl ToString) -> EngineError {
    EngineError { engine: "postgres", message: format!("an answer that was kept: {}", error.to_string()) }
}

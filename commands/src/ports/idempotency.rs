//! Remembers what was answered to requests that may come again.

use std::time::Duration;

use async_trait::async_trait;
use domain::TenantId;
use uuid::Uuid;

use super::EngineError;

/// Which request it is: of whom, to do what, and by which key of theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestKey {
    /// For which tenant it is made.
    pub tenant: TenantId,
    /// By whom, and which operation: others may use the same key.
    pub scope: String,
    /// What the client calls it.
    pub key: String,
}

/// An answer that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredAnswer {
    /// The SHA-256 of the request that it was given to.
    pub fingerprint: [u8; 32],
    /// The answer, sealed.
    pub sealed: Vec<u8>,
}

/// What is known of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// It may be done now, by nobody else; what it makes has this id. It may have been done in part before.
    Yours(Uuid),
    /// It is being done.
    InFlight,
    /// Another request has the key.
    Other,
    /// It was done.
    Done(StoredAnswer),
}

/// The memory.
#[async_trait]
pub trait Idempotency: Send + Sync {
    /// Claims a request for `lasting`, or says why not. `id` is for what it makes, if it is new. A fingerprint that is known this
    /// early is kept with the claim: whoever takes the claim over must have the same.
    async fn claim(
        &self,
        key: &RequestKey,
        id: Uuid,
        fingerprint: Option<[u8; 32]>,
        lasting: Duration,
    ) -> Result<Claim, EngineError>;
    /// Keeps a claim for longer.
    async fn keep(&self, key: &RequestKey, lasting: Duration) -> Result<(), EngineError>;
    /// Keeps the answer.
    async fn finish(&self, key: &RequestKey, answer: &StoredAnswer) -> Result<(), EngineError>;
    /// Gives a claim up: the request may be claimed again at once. What it makes keeps its id, unless nothing was made.
    async fn release(&self, key: &RequestKey, made_nothing: bool) -> Result<(), EngineError>;
    /// Forgets requests that first came a day ago, and says how many.
    async fn forget_old(&self) -> Result<u64, EngineError>;
}

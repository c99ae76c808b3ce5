//! How much each may ask for, and who may not ask any more. The counts are where every process can reach them, because
//! a limit holds for all processes together.

use std::fmt;
use std::time::Duration;

use async_trait::async_trait;

use super::EngineError;

/// Whom a bucket counts. It is what headers call the bucket's policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BucketName {
    /// A tenant.
    Tenant,
    /// A user who signed in, or who tries to.
    User,
    /// An API key.
    Key,
    /// A network address.
    Address,
}

impl BucketName {
    /// The name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Tenant => "tenant",
            Self::User => "user",
            Self::Key => "key",
            Self::Address => "address",
        }
    }
}

impl fmt::Display for BucketName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Tokens that come back evenly, and what one request takes of them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Bucket {
    /// Whom it counts.
    pub name: BucketName,
    /// Which bucket it is, such as `tenant/acme/write`. It must have neither secrets nor names of people.
    pub key: String,
    /// The most tokens that it has.
    pub quota: u32,
    /// How long an empty one takes to be full again.
    pub window: Duration,
    /// How many tokens the request takes. One that takes more than the quota is never let in.
    pub cost: u32,
}

/// How full a bucket is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// Whom the bucket counts.
    pub name: BucketName,
    /// The most tokens that it has.
    pub quota: u32,
    /// How long an empty one takes to be full again.
    pub window: Duration,
    /// How many whole tokens there are now.
    pub remaining: u32,
    /// How long it takes until it is full.
    pub reset: Duration,
}

/// Whether a request is let in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Whether every bucket had enough; what was taken was taken from all of them.
    pub allowed: bool,
    /// When all will have enough, if nobody else takes from them; only where it is not allowed.
    pub retry_after: Option<Duration>,
    /// How full the buckets are now, in the order of the question.
    pub levels: Vec<Level>,
    /// Whether one of the subjects was revoked. Then nothing is allowed, and nothing was taken.
    pub revoked: bool,
    /// Whether this is the word of one process alone, because the engine is away.
    pub degraded: bool,
}

/// Counts requests of all processes, and knows who was revoked.
#[async_trait]
pub trait Limits: Send + Sync {
    /// Takes from all buckets or from none, in one round trip, and tells whether any of `subjects` was revoked.
    async fn take(&self, buckets: &[Bucket], subjects: &[String]) -> Result<Verdict, EngineError>;

    /// Gives tokens back: a sign-in that succeeded does not count.
    async fn give_back(&self, buckets: &[Bucket]) -> Result<(), EngineError>;

    /// Has `take` say that this subject (a session, a key, a member) is revoked, for as long as what it was given may
    /// live.
    async fn revoke(&self, subject: &str, lasting: Duration) -> Result<(), EngineError>;

    /// Which of these subjects are revoked, in their order. Nothing is taken.
    async fn revoked(&self, subjects: &[String]) -> Result<Vec<bool>, EngineError>;
}

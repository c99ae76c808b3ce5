//! How fast work may be begun.

use async_trait::async_trait;

/// Says whether more work may begin.
#[async_trait]
pub trait Pace: Send + Sync {
    /// Whether it may now. It is asked again a moment later.
    async fn may_begin(&self) -> bool;
}

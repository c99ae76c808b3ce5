//! How a worker works.

use std::time::Duration;

use tracing::Span;

/// How a worker works.
#[derive(Debug, Clone)]
pub struct WorkerConfig {
    /// Its name, in leases and attempts.
    pub name: String,
    /// How many batches it holds at once.
    pub batches: usize,
    /// How many calls it makes at once.
    pub calls: usize,
    /// How long a lease lasts unless it is extended.
    pub lease: Duration,
    /// How often it reports what has ended of a batch that takes long.
    pub report_every: Duration,
    /// Makes a span a part of the trace of a `traceparent`.
    pub continue_trace: fn(&Span, Option<&str>),
}

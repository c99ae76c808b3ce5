//! What a worker works with.

use std::sync::Arc;

use commands::ports::ObjectStore;

use crate::jq::JqPool;

/// The engines of a worker.
#[derive(Clone)]
pub struct Engines {
    /// Where items are read and results are written.
    pub objects: Arc<dyn ObjectStore>,
    /// Runs jq filters.
    pub jq: Arc<JqPool>,
}

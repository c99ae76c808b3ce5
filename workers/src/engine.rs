//! What a worker works with.

use std::sync::Arc;

use commands::ports::ObjectStore;

use crate::blocks::Blocks;
use crate::http::HttpClient;
use crate::jq::JqPool;
use crate::pace::Pace;

/// The engines of a worker.
#[derive(Clone)]
pub struct Engines {
    /// Where results are written.
    pub objects: Arc<dyn ObjectStore>,
    /// Reads what batches share.
    pub blocks: Arc<Blocks>,
    /// Runs jq filters.
    pub jq: Arc<JqPool>,
    /// Makes calls.
    pub http: Arc<HttpClient>,
    /// Holds work back; none if it begins as soon as there is room.
    pub pace: Option<Arc<dyn Pace>>,
}

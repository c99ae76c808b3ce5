//! What is done to an item, and within what bounds.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a job does to each of its items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Processor {
    /// Transforms the item by a jq filter.
    Jq {
        /// The filter's source.
        filter: Arc<str>,
    },
}

/// The bounds of every task of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Limits {
    /// How long one attempt at one task may run, in milliseconds.
    pub task_timeout_ms: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { task_timeout_ms: 5_000 }
    }
}

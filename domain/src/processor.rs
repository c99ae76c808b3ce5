//! What is done to an item, and within what bounds.

use std::collections::BTreeMap;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::ids::QueueName;

/// What a job does to each of its items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Processor {
    /// Transforms the item by a jq filter.
    Jq {
        /// The filter's source. It may use `$item`, `$job` and `$tenant`.
        filter: Arc<str>,
    },
    /// Calls a URL for the item.
    Http(Arc<HttpCall>),
    /// Hands the item to the tenant's own workers.
    External {
        /// The queue that they take it from.
        queue: QueueName,
    },
}

impl Processor {
    /// Its kind, as tables and lists name it.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        self.which().into()
    }

    /// Which of them it is.
    #[must_use]
    pub fn which(&self) -> ProcessorKind {
        match self {
            Self::Jq { .. } => ProcessorKind::Jq,
            Self::Http(_) => ProcessorKind::Http,
            Self::External { .. } => ProcessorKind::External,
        }
    }

    /// The queue that the tenant's own workers take its items from.
    #[must_use]
    pub fn queue(&self) -> Option<&QueueName> {
        match self {
            Self::External { queue } => Some(queue),
            Self::Jq { .. } | Self::Http(_) => None,
        }
    }
}

/// The kinds of processors: a closed list, the same in events, answers and tables.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
    strum::EnumString,
    strum::EnumIter,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum ProcessorKind {
    /// A jq filter.
    Jq,
    /// Calls of a URL.
    Http,
    /// The tenant's own workers.
    External,
}

/// One call for each item. A template is text in which `\(…)` stands for what a jq filter makes of the item, as in a
/// string of jq's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct HttpCall {
    /// The method, a template such as `POST`.
    pub method: String,
    /// The URL, a template such as `https://example.org/orders/\(.id)`.
    pub url: String,
    /// The headers; each value is a template.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, String>,
    /// A jq filter that makes the body: text goes as it is, any other value as JSON. Without one there is no body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// A jq filter that makes the task's output of `{status, headers, body}`; without one, the body is the output.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
    /// How many redirects are followed.
    #[serde(default)]
    pub redirects: u8,
    /// The largest answer, in bytes.
    pub max_response_bytes: u32,
}

impl HttpCall {
    /// The most redirects that may be asked for.
    pub const MAX_REDIRECTS: u8 = 10;
    /// The largest answer that may be asked for, in bytes.
    pub const MAX_RESPONSE_BYTES: u32 = 1 << 20;
}

/// The bounds of every task of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Limits {
    /// How long one attempt at one task may run, in milliseconds.
    pub attempt_timeout_ms: u32,
    /// How long one task may take from its first attempt on, in milliseconds: no attempt begins later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task_timeout_ms: Option<u64>,
    /// The memory of a jq filter, in MiB; without it, the worker's own limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memory_mib: Option<u32>,
}

impl Default for Limits {
    fn default() -> Self {
        Self { attempt_timeout_ms: 5_000, task_timeout_ms: None, memory_mib: None }
    }
}

/// Events of earlier versions gave the time limit of an attempt another name.
pub(crate) fn upcast_limits(spec: &mut Map<String, Value>) {
    if let Some(limits) = spec.get_mut("limits").and_then(Value::as_object_mut)
        && let Some(limit) = limits.remove("task_timeout_ms")
    {
        limits.insert("attempt_timeout_ms".to_owned(), limit);
    }
}

//! Why work waits: a closed list, the same in events, answers and tables.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Why tasks wait that nobody runs.
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
    strum::Display,
    strum::EnumString,
    strum::EnumIter,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum WaitReason {
    /// The job's items are being cut into batches.
    Planning,
    /// The job starts later.
    Scheduled,
    /// The job is paused.
    Paused,
    /// The queue is paused.
    QueuePaused,
    /// As many jobs of its key run as may.
    Key,
    /// As many of the job's tasks run as may.
    JobLimit,
    /// As many of the queue's tasks run as may.
    QueueLimit,
    /// As many of the tenant's tasks run as may.
    TenantLimit,
    /// As many attempts have begun as may in this time.
    Rate,
    /// What failed is tried again later.
    Retry,
    /// No worker has asked for such work lately.
    NoWorker,
    /// Other work goes first.
    Turn,
}

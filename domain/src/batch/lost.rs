//! Tasks whose workers are lost again and again: at some point they are what kills the workers.

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use super::{BatchEvent, BatchSpec, Lease};
use crate::ids::LeaseId;
use crate::results::{Part, TaskFailure, error_line};

/// How many workers a task may be lost with.
pub(super) const MAX_LOST: u32 = 10;
/// The kind of failure.
const CLASS: &str = "lost";

/// The report that ends the tasks of a lease which is one too many to be lost, and its part.
pub(super) fn fail_lost(
    spec: &BatchSpec,
    lease: LeaseId,
    held: &Lease,
    at: DateTime<Utc>,
) -> Option<(BatchEvent, Part)> {
    if held.tries.lost + 1 < MAX_LOST {
        return None;
    }
    let message = format!("{MAX_LOST} workers were lost while they ran it; the last was {}", held.worker);
    let lines: String = held.tasks.iter().map(|task| error_line(task, CLASS, &message)).collect();
    let part = Part {
        tasks: held.tasks.clone(),
        bytes: lines.len() as u64,
        sha256: hex::encode(Sha256::digest(&lines)),
        key: None,
    };
    let reported = BatchEvent::TasksReported {
        lease,
        worker: held.worker.clone(),
        attempt: held.tries.attempts,
        part: Some(part.clone()),
        lines: Some(lines),
        micros: held.tasks.iter().map(|_| 0).collect(),
        failures: held.tasks.iter().map(|task| TaskFailure::new(task, CLASS, &message)).collect(),
        retries: vec![],
        lease_over: true,
        queue_wait_ms: held.queue_wait_ms,
        reason: held.reason,
        processor: Some(spec.processor.which()),
        queue: spec.processor.queue().cloned(),
        bytes_in: spec.item_bytes(held.tasks.iter()),
        reported_at: at,
    };
    Some((reported, part))
}

/// Whether failures are those of such a report: the worker that is named in it did not send it.
pub(super) fn is_of_lost(failures: &[TaskFailure]) -> bool {
    !failures.is_empty() && failures.iter().all(|failure| failure.class == CLASS)
}

//! The attempts at tasks that an event of a batch tells of.

use chrono::{DateTime, Utc};
use domain::batch::{BatchEvent, Sizes};
use domain::processor::ProcessorKind;
use domain::results::{Part, TaskFailure, TaskRetry};
use domain::waiting::WaitReason;
use domain::{BatchId, QueueName, RecordedEvent};

use super::{AttemptRow, Outcome};

pub(super) fn of_batch(event: &RecordedEvent, batch: BatchId, payload: BatchEvent) -> Vec<AttemptRow> {
    match payload {
        BatchEvent::TasksReported {
            worker,
            attempt,
            part,
            lines,
            micros,
            failures,
            retries,
            queue_wait_ms,
            reason,
            processor,
            queue,
            bytes_in,
            reported_at,
            ..
        } => {
            let waited = Waited { ms: queue_wait_ms, reason };
            let row = template(event, batch, (worker, attempt), waited, (processor, queue), reported_at);
            let ended = part.as_ref().map_or(0, |part| usize::try_from(part.tasks.len()).unwrap_or(0));
            let unknown = Sizes::Total(0);
            let mut sizes = bytes_in.unwrap_or(unknown).each(ended + retries.len());
            let of_retries = sizes.split_off(ended);
            let mut rows = part.map_or_else(Vec::new, |part| {
                let out = bytes_of_lines(&part, lines.as_deref(), ended);
                reported(&row, &part, &micros, failures, sizes.into_iter().zip(out))
            });
            rows.extend(
                retries.into_iter().zip(of_retries).map(|(retry, bytes)| retried(&row, retry, bytes)),
            );
            rows
        }
        BatchEvent::LeaseExpired {
            worker,
            attempt,
            tasks,
            queue_wait_ms,
            reason,
            processor,
            queue,
            expired_at,
            ..
        } => {
            let waited = Waited { ms: queue_wait_ms, reason };
            let row = template(event, batch, (worker, attempt), waited, (processor, queue), expired_at);
            let abandoned = |task| AttemptRow { task, outcome: Outcome::Abandoned, ..row.clone() };
            tasks.iter().map(abandoned).collect()
        }
        // An attempt that was given back does not count.
        BatchEvent::BatchOpened { .. }
        | BatchEvent::TasksLeased { .. }
        | BatchEvent::LeaseExtended { .. }
        | BatchEvent::LeaseReturned { .. }
        | BatchEvent::TasksCancelled { .. }
        | BatchEvent::LateReportRefused { .. }
        | BatchEvent::BatchCompleted { .. } => vec![],
    }
}

/// How long tasks had waited, and why.
struct Waited {
    ms: u64,
    reason: Option<WaitReason>,
}

/// What all attempts of an event have in common.
fn template(
    event: &RecordedEvent,
    batch: BatchId,
    (worker, attempt): (String, u32),
    waited: Waited,
    (processor, queue): (Option<ProcessorKind>, Option<QueueName>),
    ended_at: DateTime<Utc>,
) -> AttemptRow {
    AttemptRow {
        tenant: event.tenant.to_string(),
        job: batch.job.to_string(),
        task: 0,
        attempt,
        batch: batch.number,
        outcome: Outcome::Succeeded,
        queue_wait_ms: waited.ms,
        wait_reason: waited.reason.map_or("", <&str>::from),
        duration_us: 0,
        worker,
        processor: processor.map_or("", <&str>::from),
        queue: queue.map(|queue| queue.to_string()).unwrap_or_default(),
        build: event.metadata.build.clone(),
        bytes_in: 0,
        bytes_out: 0,
        error_class: String::new(),
        error_message: String::new(),
        ended_at,
        shard: event.shard,
        position: event.position,
    }
}

fn retried(template: &AttemptRow, retry: TaskRetry, bytes_in: u64) -> AttemptRow {
    AttemptRow {
        task: retry.task,
        outcome: Outcome::Retried,
        duration_us: retry.micros,
        bytes_in,
        error_class: retry.class,
        error_message: retry.message,
        ..template.clone()
    }
}

/// The length of each result line: of lines in the event it can be seen; of others, the part tells their sum.
fn bytes_of_lines(part: &Part, lines: Option<&str>, count: usize) -> Vec<u64> {
    let each = lines.map(|lines| lines.split_inclusive('\n').map(|line| line.len() as u64).collect());
    each.map_or(Sizes::Total(part.bytes), Sizes::Each).each(count)
}

/// One row a task. A task's end is not recorded by itself: it is the report's time.
fn reported(
    template: &AttemptRow,
    part: &Part,
    micros: &[u32],
    failures: Vec<TaskFailure>,
    bytes: impl Iterator<Item = (u64, u64)>,
) -> Vec<AttemptRow> {
    let mut failures = failures.into_iter().peekable();
    let tasks = part.tasks.iter().zip(micros).zip(bytes);
    tasks
        .map(|((task, &duration_us), (bytes_in, bytes_out))| {
            let mut row = AttemptRow { task, duration_us, bytes_in, bytes_out, ..template.clone() };
            if let Some(failure) = failures.next_if(|failure| failure.task == task) {
                row.outcome = Outcome::Failed;
                (row.error_class, row.error_message) = (failure.class, failure.message);
            }
            row
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::rows;
    use super::*;
    use domain::samples;

    /// A batch's event of the samples, changed in its JSON.
    fn event(kind: &str, change: impl Fn(&mut serde_json::Value)) -> RecordedEvent {
        let sample =
            samples::all().into_iter().find(|sample| sample.event_type == kind && sample.case.is_none());
        let mut event = sample.unwrap().recorded();
        let mut payload: serde_json::Value = serde_json::from_str(&event.payload).unwrap();
        change(&mut payload[kind]);
        event.payload = payload.to_string();
        (event.shard, event.position, event.metadata.build) = (3, 7, "1.2.3".to_owned());
        event
    }

    fn bytes(event: &RecordedEvent) -> Vec<(u64, u64, u64)> {
        let rows = rows(event).unwrap().attempts;
        rows.iter().map(|row| (row.task, row.bytes_in, row.bytes_out)).collect()
    }

    #[test]
    fn an_attempt_says_what_was_done_by_whom_and_where_that_is_recorded() {
        let event = event("TasksReported", |report| {
            report["processor"] = "external".into();
            report["queue"] = "letters".into();
        });
        let row = &rows(&event).unwrap().attempts[0];
        assert_eq!((row.processor, row.queue.as_str(), row.build.as_str()), ("external", "letters", "1.2.3"));
        assert_eq!((row.shard, row.position, row.wait_reason), (3, 7, "turn"));
    }

    #[test]
    fn bytes_out_are_those_of_the_lines_in_the_event() {
        assert_eq!(bytes(&event("TasksReported", |_| ())), [(0, 31, 11), (1, 31, 11)]);
    }

    #[test]
    fn bytes_that_are_told_in_all_are_shared() {
        let shared = event("TasksReported", |report| {
            report["lines"] = serde_json::Value::Null;
            report["bytes_in"] = 63.into();
            report["part"]["bytes"] = 23.into();
        });
        assert_eq!(bytes(&shared), [(0, 32, 12), (1, 31, 11)]);
    }

    #[test]
    fn an_event_of_before_has_bytes_as_far_as_they_follow() {
        let old = event("TasksReported", |report| {
            for member in ["processor", "bytes_in"] {
                report.as_object_mut().unwrap().remove(member);
            }
        });
        assert_eq!(bytes(&old), [(0, 0, 11), (1, 0, 11)]);
        assert_eq!(rows(&old).unwrap().attempts[0].processor, "");
    }

    #[test]
    fn what_is_tried_again_and_what_is_lost_gives_nothing_out() {
        let retried = event("TasksReported", |report| {
            report["part"] = serde_json::Value::Null;
            report["micros"] = serde_json::json!([]);
            report["failures"] = serde_json::json!([]);
            report["retries"] = serde_json::json!([{
                "task": 2, "class": "timed_out", "message": "slow", "micros": 5, "not_before": "2026-01-02T03:04:05Z"
            }]);
            report["bytes_in"] = vec![9].into();
        });
        assert_eq!(bytes(&retried), [(2, 9, 0)]);
        let lost = event("LeaseExpired", |_| ());
        assert_eq!(bytes(&lost), [(2, 0, 0)]);
        assert_eq!(rows(&lost).unwrap().attempts[0].processor, "jq");
    }
}

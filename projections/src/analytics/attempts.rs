//! The attempts at tasks that an event of a batch tells of.

use chrono::{DateTime, Utc};
use domain::batch::{BatchEvent, Sizes};
use domain::processor::ProcessorKind;
use domain::results::{Part, TaskFailure, TaskRetry};
use domain::waiting::WaitReason;
use domain::{BatchId, QueueName, RecordedEvent};

use super::{AttemptRow, Outcome};
use crate::usage::Used;

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
            let (sizes, of_retries) = sizes_of(part.as_ref(), bytes_in.as_ref(), retries.len());
            let mut rows = part.map_or_else(Vec::new, |part| {
                let ended = ended(&part, lines.as_deref(), &micros, failures, sizes);
                ended.map(|ended| ended.row(&row)).collect()
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

/// The lengths of items: of the tasks that ended, and of those that are tried again.
fn sizes_of(part: Option<&Part>, bytes_in: Option<&Sizes>, retries: usize) -> (Vec<u64>, Vec<u64>) {
    let ended = part.map_or(0, |part| usize::try_from(part.tasks.len()).unwrap_or(0));
    let mut sizes = bytes_in.unwrap_or(&Sizes::Total(0)).each(ended + retries);
    let of_retries = sizes.split_off(ended);
    (sizes, of_retries)
}

/// A task that ended, as a report tells it.
struct Ended {
    task: u64,
    duration_us: u32,
    bytes_in: u64,
    bytes_out: u64,
    failure: Option<TaskFailure>,
}

fn ended(
    part: &Part,
    lines: Option<&str>,
    micros: &[u32],
    failures: Vec<TaskFailure>,
    sizes: Vec<u64>,
) -> impl Iterator<Item = Ended> {
    let mut failures = failures.into_iter().peekable();
    let out = bytes_of_lines(part, lines, sizes.len());
    let tasks = part.tasks.iter().zip(micros).zip(sizes.into_iter().zip(out));
    tasks.map(move |((task, &duration_us), (bytes_in, bytes_out))| {
        let failure = failures.next_if(|failure| failure.task == task);
        Ended { task, duration_us, bytes_in, bytes_out, failure }
    })
}

impl Ended {
    /// Its row. A task's end is not recorded by itself: it is the report's time.
    fn row(self, template: &AttemptRow) -> AttemptRow {
        let Self { task, duration_us, bytes_in, bytes_out, failure } = self;
        let mut row = AttemptRow { task, duration_us, bytes_in, bytes_out, ..template.clone() };
        if let Some(failure) = failure {
            row.outcome = Outcome::Failed;
            (row.error_class, row.error_message) = (failure.class, failure.message);
        }
        row
    }
}

/// What the attempts took that an event of a batch tells of, and when they ended: the sums of the rows, without making any.
pub(crate) fn used_by(payload: BatchEvent) -> Option<(DateTime<Utc>, Used)> {
    let mut used = Used::default();
    match payload {
        BatchEvent::TasksReported {
            part, lines, micros, failures, retries, bytes_in, reported_at, ..
        } => {
            let (sizes, of_retries) = sizes_of(part.as_ref(), bytes_in.as_ref(), retries.len());
            for (retry, bytes_in) in retries.iter().zip(of_retries) {
                used.add_attempt(retry.micros, bytes_in, 0);
            }
            if let Some(part) = part {
                for ended in ended(&part, lines.as_deref(), &micros, failures, sizes) {
                    used.add_attempt(ended.duration_us, ended.bytes_in, ended.bytes_out);
                    let failed = u64::from(ended.failure.is_some());
                    used.tasks_failed += failed;
                    used.tasks_succeeded += 1 - failed;
                }
            }
            Some((reported_at, used))
        }
        BatchEvent::LeaseExpired { tasks, expired_at, .. } => {
            used.attempts = tasks.len();
            Some((expired_at, used))
        }
        BatchEvent::TasksCancelled { tasks, cancelled_at } => {
            used.tasks_cancelled = tasks.len();
            Some((cancelled_at, used))
        }
        _ => None,
    }
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

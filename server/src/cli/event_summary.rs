//! What an event says, in a line for people.

use chrono::{DateTime, Utc};
use domain::batch::{BatchEvent, BatchSpec, Input};
use domain::job::{JobEvent, JobSpec, Source};
use domain::processor::Processor;
use domain::results::TaskFailure;
use domain::tasks::TaskSet;
use serde::de::DeserializeOwned;

use super::text::{counted, cut};
use super::wire::Event;

/// How much is shown of an event that this version does not know, in characters.
const UNKNOWN_LIMIT: usize = 120;
/// How much is shown of a filter.
const FILTER_LIMIT: usize = 60;

/// The event in a line.
pub(crate) fn summary(event: &Event) -> String {
    let of_job = || decode(event).map(of_job);
    let of_batch = || decode(event).map(of_batch);
    of_job().or_else(of_batch).unwrap_or_else(|| cut(event.data.as_str(), UNKNOWN_LIMIT))
}

/// The payload, whether or not it is wrapped in the name of its type.
fn decode<E: DeserializeOwned>(event: &Event) -> Option<E> {
    let data = event.data.as_str();
    let wrapped = || serde_json::to_string(&event.event_type).map(|name| format!("{{{name}:{data}}}"));
    serde_json::from_str(data).or_else(|_| serde_json::from_str(&wrapped()?)).ok()
}

fn of_job(event: JobEvent) -> String {
    match event {
        JobEvent::JobSubmitted { spec, .. } => submitted(&spec),
        JobEvent::JobPlanned { plan, .. } => {
            format!("{} in {}", counted(plan.tasks, "task"), counted(plan.batches, "batch"))
        }
        JobEvent::JobFailed { reason, .. } => reason,
        JobEvent::JobBatchFinished { number, batch, .. } => {
            format!("batch {number}: {}", ended(batch.succeeded, batch.failed))
        }
        JobEvent::JobCompleted { succeeded, failed, .. } => ended(succeeded, failed),
    }
}

fn of_batch(event: BatchEvent) -> String {
    match event {
        BatchEvent::BatchOpened { spec, .. } => opened(&spec),
        BatchEvent::TasksLeased { worker, attempt, tasks, until, .. } => {
            format!("{} to {worker} until {}{}", these(&tasks), clock(until), again(attempt))
        }
        BatchEvent::LeaseExtended { until, .. } => format!("until {}", clock(until)),
        BatchEvent::TasksReported { worker, attempt, part, failures, .. } => {
            format!("{} by {worker}{}{}", these(&part.tasks), failed(&failures), again(attempt))
        }
        BatchEvent::LeaseExpired { worker, tasks, .. } => format!("{} of {worker} wait again", these(&tasks)),
        BatchEvent::BatchCompleted { succeeded, failed, .. } => ended(succeeded, failed),
    }
}

fn submitted(spec: &JobSpec) -> String {
    let items = counted(spec.source.items(), "item");
    let from = match &spec.source {
        Source::Object { dataset: Some(dataset), .. } => format!(" of {dataset}"),
        Source::Object { .. } | Source::Inline { .. } => String::new(),
    };
    let name = spec.name.as_ref().map(|name| format!("{name:?}, "));
    format!("{}{items}{from}, {}", name.unwrap_or_default(), processed(&spec.processor))
}

fn processed(processor: &Processor) -> String {
    match processor {
        Processor::Jq { filter } => format!("jq {}", cut(without_comments(filter), FILTER_LIMIT)),
        Processor::Http(call) => format!("{} {}", call.method, cut(&call.url, FILTER_LIMIT)),
        Processor::External { queue } => format!("by the workers of queue {queue}"),
    }
}

fn opened(spec: &BatchSpec) -> String {
    let tasks = these(&TaskSet::range(spec.first_task, spec.first_task + spec.tasks));
    match &spec.input {
        Input::Items(_) => format!("{tasks}, items in the event"),
        Input::Object { offset, length, .. } => format!("{tasks}, bytes {offset} to {}", offset + length),
    }
}

/// `3 tasks (0 to 2)`.
fn these(tasks: &TaskSet) -> String {
    let count = counted(tasks.len(), "task");
    match (tasks.first(), tasks.last()) {
        (Some(first), Some(last)) if first == last => format!("task {first}"),
        (Some(first), Some(last)) => format!("{count} ({first} to {last})"),
        _ => count,
    }
}

fn ended(succeeded: u64, failed: u64) -> String {
    format!("{succeeded} succeeded, {failed} failed")
}

fn failed(failures: &[TaskFailure]) -> String {
    match failures {
        [] => String::new(),
        [first, ..] => format!(
            ", {} failed (task {}: {}: {})",
            failures.len(),
            first.task,
            first.class,
            cut(&first.message, FILTER_LIMIT)
        ),
    }
}

fn again(attempt: u32) -> String {
    match attempt {
        0 | 1 => String::new(),
        _ => format!(", attempt {attempt}"),
    }
}

fn clock(at: DateTime<Utc>) -> String {
    at.format("%H:%M:%SZ").to_string()
}

/// A filter from its first line that does something: files of filters begin with what they are for.
fn without_comments(filter: &str) -> &str {
    let mut rest = filter.trim_start();
    while rest.starts_with('#') {
        rest = rest.split_once('\n').map_or("", |(_, after)| after.trim_start());
    }
    rest
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn event(event_type: &str, data: &serde_json::Value) -> Event {
        let event = json!({
            "shard": 0, "position": 1, "sequence": 1, "type": event_type, "version": "1.0",
            "recorded_at": "2026-07-11T12:30:01Z", "data": data, "metadata": {}
        });
        serde_json::from_str(&event.to_string()).unwrap()
    }

    fn reported() -> serde_json::Value {
        json!({
            "lease": "lease_00000000000000000000000000000007", "worker": "w-1", "attempt": 2,
            "part": {"tasks": [[0, 3]], "bytes": 1, "sha256": "aa"}, "micros": [1, 2, 3],
            "failures": [{"task": 1, "class": "filter_error", "message": "no"}],
            "lease_over": true, "queue_wait_ms": 1, "reported_at": "2026-07-11T12:30:01Z"
        })
    }

    #[test]
    fn a_payload_may_be_wrapped_in_its_type() {
        let expected = "3 tasks (0 to 2) by w-1, 1 failed (task 1: filter_error: no), attempt 2";
        assert_eq!(summary(&event("TasksReported", &reported())), expected);
        let wrapped = json!({"TasksReported": reported()});
        assert_eq!(summary(&event("TasksReported", &wrapped)), expected);
    }

    #[test]
    fn an_unknown_event_is_shown_as_it_is() {
        let data = json!({"x": 1});
        assert_eq!(summary(&event("JobPaused", &data)), r#"{"x":1}"#);
    }

    #[test]
    fn a_filter_is_shown_from_its_first_line_that_does_something() {
        assert_eq!(without_comments("# what\n # why\n\n.a # how\n"), ".a # how\n");
        assert_eq!(without_comments("# nothing"), "");
    }

    #[test]
    fn a_submission_names_its_items_and_filter() {
        let data = json!({
            "spec": {"name": "n", "source": {"inline": {"items": 2}}, "processor": {"jq": {"filter": ".a"}},
                     "limits": {"attempt_timeout_ms": 1}, "batch_size": 10},
            "submitted_at": "2026-07-11T12:30:01Z"
        });
        assert_eq!(summary(&event("JobSubmitted", &data)), "\"n\", 2 items, jq .a");
    }
}

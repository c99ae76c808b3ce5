//! What an event says, in a line for people.

mod accounts;
mod batch;
mod job;

use chrono::{DateTime, Utc};
use domain::dataset::DatasetEvent;
use domain::event::VersionedEvent;
use domain::queue::QueueEvent;
use domain::{Metadata, RecordedEvent};
use thousandfold_client::types::Event;
use uuid::Uuid;

use super::text::{count, counted, cut};

/// How much is shown of an event that this version does not know, in characters.
const UNKNOWN_LIMIT: usize = 120;
/// How much is shown of a filter, a URL or a message.
const FILTER_LIMIT: usize = 60;

/// An event that a server answered with, in a line.
pub(crate) fn summary_of_answer(event: &Event) -> String {
    recorded(event).map_or_else(|| cut(event.data.as_str(), UNKNOWN_LIMIT), |event| summary(&event))
}

/// The event in a line.
pub(crate) fn summary(event: &RecordedEvent) -> String {
    let of_job = || decode(event).map(job::summary);
    let of_batch = || decode(event).map(batch::summary);
    let of_queue = || decode(event).map(of_queue);
    let of_dataset = || decode(event).map(of_dataset);
    let known =
        of_job().or_else(of_batch).or_else(of_queue).or_else(of_dataset).or_else(|| of_accounts(event));
    known.unwrap_or_else(|| cut(&event.payload, UNKNOWN_LIMIT))
}

/// An event of tenants, users, or what lets them in.
fn of_accounts(event: &RecordedEvent) -> Option<String> {
    decode(event)
        .map(accounts::of_tenant)
        .or_else(|| decode(event).map(accounts::of_user))
        .or_else(|| decode(event).map(accounts::of_invitation))
        .or_else(|| decode(event).map(accounts::of_api_key))
        .or_else(|| decode(event).map(accounts::of_session))
        .or_else(|| decode(event).map(accounts::of_access))
}

/// The event, of whatever version, whether or not its payload is wrapped in the name of its type.
fn decode<E: VersionedEvent>(event: &RecordedEvent) -> Option<E> {
    E::versions(&event.event_type)?;
    let wrapped = || {
        let name = serde_json::to_string(&event.event_type).ok()?;
        let payload = format!("{{{name}:{}}}", event.payload);
        RecordedEvent { payload, ..event.clone() }.decode().ok()
    };
    event.decode().ok().or_else(wrapped)
}

/// The event as the log has it, as far as decoding it needs that.
fn recorded(event: &Event) -> Option<RecordedEvent> {
    Some(RecordedEvent {
        shard: event.shard,
        position: event.position,
        tenant: "unknown".parse().ok()?,
        aggregate_type: String::new(),
        aggregate_id: String::new(),
        sequence: event.sequence,
        event_type: event.type_.clone(),
        event_version: event.version.clone(),
        payload: event.data.as_str().to_owned(),
        metadata: Metadata {
            event_id: Uuid::nil(),
            correlation: String::new(),
            causation: None,
            actor: String::new(),
            command: String::new(),
            traceparent: None,
            build: String::new(),
        },
        recorded_at: event.recorded_at,
    })
}

fn of_queue(event: QueueEvent) -> String {
    match event {
        QueueEvent::QueueThrottleChanged { throttle, .. } => job::of_throttle(&throttle),
        QueueEvent::QueuePaused { .. } => "it hands out no more tasks".to_owned(),
        QueueEvent::QueueResumed { .. } => "it hands out tasks, and takes jobs".to_owned(),
        QueueEvent::QueueDrained { .. } => "it takes no more jobs".to_owned(),
    }
}

fn of_dataset(event: DatasetEvent) -> String {
    let DatasetEvent::DatasetUploaded { upload, .. } = event;
    let name = upload.name.map(|name| format!("{name:?}, ")).unwrap_or_default();
    format!("{name}{} in {} bytes of {}", counted(upload.items, "item"), count(upload.bytes), upload.format)
}

fn ended(succeeded: u64, failed: u64, cancelled: u64) -> String {
    let cancelled = if cancelled > 0 { format!(", {cancelled} cancelled") } else { String::new() };
    format!("{succeeded} succeeded, {failed} failed{cancelled}")
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

    fn event(event_type: &str, data: &serde_json::Value) -> RecordedEvent {
        a_version("1.0", event_type, data)
    }

    fn a_version(version: &str, event_type: &str, data: &serde_json::Value) -> RecordedEvent {
        let event = json!({
            "shard": 0, "position": 1, "sequence": 1, "type": event_type, "version": version,
            "recorded_at": "2026-07-11T12:30:01Z", "data": data,
            "metadata": {"event_id": Uuid::nil(), "correlation": "", "actor": "", "command": "", "build": ""}
        });
        recorded(&serde_json::from_str(&event.to_string()).unwrap()).unwrap()
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
        assert_eq!(summary(&event("JobAdmired", &data)), r#"{"x":1}"#);
        assert_eq!(summary(&event("JobPaused", &data)), r#"{"x":1}"#);
    }

    #[test]
    fn every_event_that_there_is_has_a_line() {
        for sample in domain::samples::all() {
            let data = serde_json::from_str(&sample.payload).unwrap();
            let line = summary(&a_version(&sample.event_version, &sample.event_type, &data));
            assert!(!line.is_empty() && !line.starts_with('{'), "{}: {line}", sample.event_type);
        }
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

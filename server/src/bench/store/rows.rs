//! The rows that both sides write: the same bytes, in streams that are new.

use commands::ports::{Append, Expected, NewEvent, StreamAppend, StreamId};
use cqrs_es::persist::SerializedEvent;
use domain::{JobId, Metadata, TenantId};
use serde_json::Value;
use uuid::Uuid;

/// The type, version and payload of an event as they are in a job.
pub(super) const EVENT_TYPE: &str = "TasksReported";
pub(super) const EVENT_VERSION: &str = "1.0";
pub(super) const PAYLOAD: &str = r#"{"TasksReported":{"lease":"lease_01980b0aa5a57f3d9c07d6a3e9a1b2c3","outcomes":[{"task":0,"outcome":"succeeded"},{"task":1,"outcome":"succeeded"}],"reported_at":"2026-01-02T03:04:05.678901Z"}}"#;

#[expect(clippy::unwrap_used, reason = "the literal is a tenant's name")]
pub(super) fn tenant() -> TenantId {
    "bench".parse().unwrap()
}

pub(super) fn new_id() -> String {
    JobId(Uuid::now_v7()).to_string()
}

pub(super) fn metadata(stream: &str) -> Metadata {
    Metadata {
        event_id: Uuid::now_v7(),
        correlation: stream.to_owned(),
        causation: Some(Uuid::now_v7()),
        actor: "worker".to_owned(),
        command: "ReportTasks".to_owned(),
        traceparent: Some("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".to_owned()),
        build: crate::services::BUILD.to_owned(),
    }
}

/// A new stream with so many events, as our store takes it.
pub(super) fn append(id: String, events: usize) -> Append {
    let event = |_| NewEvent {
        event_type: EVENT_TYPE.to_owned(),
        event_version: EVENT_VERSION.to_owned(),
        payload: PAYLOAD.to_owned(),
        metadata: metadata(&id),
    };
    let events = (0..events).map(event).collect();
    let stream = StreamId { aggregate_type: "job", aggregate_id: id };
    Append { tenant: tenant(), streams: vec![StreamAppend { stream, expected: Expected::NoStream, events }] }
}

/// The same, as postgres-es takes it.
pub(super) fn serialized(id: &str, events: usize, payload: &Value) -> Vec<SerializedEvent> {
    let event = |sequence| SerializedEvent {
        aggregate_id: id.to_owned(),
        sequence,
        aggregate_type: "job".to_owned(),
        event_type: EVENT_TYPE.to_owned(),
        event_version: EVENT_VERSION.to_owned(),
        payload: payload.clone(),
        metadata: serde_json::to_value(metadata(id)).unwrap_or_default(),
    };
    (1..=events).map(event).collect()
}

//! Events to append, and what must be true of a log.

use std::collections::HashMap;

use commands::ports::{Append, Expected, NewEvent, StreamAppend, StreamId};
use domain::{BatchId, JobId, Metadata, RecordedEvent, TenantId};
use infra::postgres::Shard;
use uuid::Uuid;

pub(crate) fn tenant() -> TenantId {
    "dev".parse().unwrap()
}

pub(crate) fn new_job() -> JobId {
    JobId(Uuid::now_v7())
}

pub(crate) fn job_stream(job: JobId) -> StreamId {
    StreamId { aggregate_type: "job", aggregate_id: job.to_string() }
}

pub(crate) fn batch_stream(job: JobId, number: u64) -> StreamId {
    StreamId { aggregate_type: "batch", aggregate_id: BatchId { job, number }.to_string() }
}

pub(crate) fn a_stream() -> StreamId {
    job_stream(new_job())
}

/// An event with this payload. The event store does not look into it.
pub(crate) fn event(payload: &str) -> NewEvent {
    NewEvent {
        event_type: "Happened".to_owned(),
        event_version: "1.0".to_owned(),
        payload: payload.to_owned(),
        metadata: Metadata {
            event_id: Uuid::now_v7(),
            correlation: "test".to_owned(),
            causation: Some(Uuid::now_v7()),
            actor: "tester".to_owned(),
            command: "Happen".to_owned(),
            traceparent: None,
            build: "test".to_owned(),
        },
    }
}

pub(crate) fn events(count: usize) -> Vec<NewEvent> {
    (0..count).map(|n| event(&format!("{{\"n\":{n}}}"))).collect()
}

pub(crate) fn append(stream: &StreamId, expected: u64, events: Vec<NewEvent>) -> Append {
    append_all([(stream, expected, events)])
}

pub(crate) fn append_all<'a>(
    streams: impl IntoIterator<Item = (&'a StreamId, u64, Vec<NewEvent>)>,
) -> Append {
    append_expecting(streams.into_iter().map(|(stream, expected, events)| (stream, expected.into(), events)))
}

pub(crate) fn append_expecting<'a>(
    streams: impl IntoIterator<Item = (&'a StreamId, Expected, Vec<NewEvent>)>,
) -> Append {
    let streams = streams.into_iter().map(|(stream, expected, events)| StreamAppend {
        stream: stream.clone(),
        expected,
        events,
    });
    Append { tenant: tenant(), streams: streams.collect() }
}

/// The same append of another tenant.
pub(crate) fn of_tenant(name: &str, append: Append) -> Append {
    Append { tenant: name.parse().unwrap(), ..append }
}

/// The events of an append, by their ids.
pub(crate) fn ids(append: &Append) -> Vec<Uuid> {
    let events = append.streams.iter().flat_map(|stream| &stream.events);
    events.map(|event| event.metadata.event_id).collect()
}

/// A shard's whole log. Its positions are 1, 2, 3 … and so are the sequences of each of its streams.
pub(crate) async fn whole_log(shard: &Shard) -> Vec<RecordedEvent> {
    let mut log = vec![];
    loop {
        let page = shard.read_log(log.len() as u64, 1_000).await.unwrap();
        if page.is_empty() {
            break;
        }
        log.extend(page);
    }
    assert!((1..).zip(&log).all(|(position, event)| event.position == position), "the log has a hole");
    let mut versions: HashMap<(&str, &str), u64> = HashMap::new();
    for event in &log {
        let version = versions.entry((&event.aggregate_type, &event.aggregate_id)).or_default();
        *version += 1;
        assert_eq!(event.sequence, *version, "the stream {} has a hole", event.aggregate_id);
    }
    log
}

//! Events as CloudEvents 1.0 in Kafka's binary mode: attributes are headers, the payload is the value.

use std::collections::HashMap;

use chrono::{DateTime, SecondsFormat, Utc};
use domain::{Metadata, RecordedEvent};
use rdkafka::message::{Header, Headers, OwnedHeaders};

/// The headers of an event's message.
pub(super) fn headers(event: &RecordedEvent) -> OwnedHeaders {
    let metadata = &event.metadata;
    let mut headers = OwnedHeaders::new_with_capacity(20);
    let mut add = |key: &str, value: &str| {
        let with = std::mem::take(&mut headers);
        headers = with.insert(Header { key, value: Some(value) });
    };
    add("ce_specversion", "1.0");
    add("ce_id", &metadata.event_id.to_string());
    add(SOURCE, &format!("/thousandfold/shards/{}", event.shard));
    add(TYPE, &format!("thousandfold.{}", event.event_type));
    add("ce_subject", &format!("{}/{}", event.aggregate_type, event.aggregate_id));
    add("ce_time", &event.recorded_at.to_rfc3339_opts(SecondsFormat::Micros, true));
    add("ce_partitionkey", &metadata.correlation);
    add("ce_sequence", &event.sequence.to_string());
    add("ce_position", &event.position.to_string());
    add("ce_eventversion", &event.event_version);
    add("ce_tenant", event.tenant.as_str());
    add("ce_actor", &metadata.actor);
    add("ce_command", &metadata.command);
    add("ce_build", &metadata.build);
    if let Some(causation) = metadata.causation {
        add("ce_causationid", &causation.to_string());
    }
    if let Some(traceparent) = &metadata.traceparent {
        add("ce_traceparent", traceparent);
    }
    add("content-type", "application/json");
    headers
}

/// The header that says what kind of event it is.
const TYPE: &str = "ce_type";
/// The header that says which of its shard's relays, in the order of their activity, has published a message.
const GENERATION: &str = "ce_generation";

/// The headers of an event's message that a relay of this generation publishes.
pub(super) fn relayed_headers(event: &RecordedEvent, generation: &str) -> OwnedHeaders {
    headers(event).insert(Header { key: GENERATION, value: Some(generation) })
}

/// The generation of the relay that published a message; none for one from before there were generations.
pub(super) fn generation(headers: Option<&impl Headers>) -> Option<i64> {
    let mut all = headers.into_iter().flat_map(Headers::iter);
    let generation = all.find(|header| header.key == GENERATION)?;
    std::str::from_utf8(generation.value?).ok()?.parse().ok()
}

/// The header that says whose log an event is of.
const SOURCE: &str = "ce_source";

/// The shard whose log an event is of, without reading the rest of it.
pub(crate) fn shard(headers: Option<&impl Headers>) -> Option<u16> {
    let source = headers.into_iter().flat_map(Headers::iter).find(|header| header.key == SOURCE)?;
    shard_of(std::str::from_utf8(source.value?).ok()?)
}

fn shard_of(source: &str) -> Option<u16> {
    source.strip_prefix("/thousandfold/shards/")?.parse().ok()
}

/// What kind of event a message has, without reading the rest of it.
pub(super) fn event_type<H: Headers>(headers: Option<&H>) -> Option<&str> {
    let kind = headers.into_iter().flat_map(Headers::iter).find(|header| header.key == TYPE)?;
    std::str::from_utf8(kind.value?).ok()?.strip_prefix("thousandfold.")
}

/// The event of a message.
///
/// # Errors
/// Says which attribute is missing or wrong.
pub(crate) fn event(headers: Option<&impl Headers>, payload: Option<&[u8]>) -> Result<RecordedEvent, String> {
    let attributes = attributes(headers);
    let get = |name: &str| attributes.get(name).copied().ok_or_else(|| format!("{name} is missing"));
    let number = |name: &str| get(name)?.parse::<u64>().map_err(|error| format!("{name}: {error}"));
    let (aggregate_type, aggregate_id) = get("ce_subject")?.split_once('/').ok_or("ce_subject has no /")?;
    let payload = payload.ok_or("the value is missing")?;
    Ok(RecordedEvent {
        shard: shard_of(get(SOURCE)?).ok_or("ce_source names no shard")?,
        position: number("ce_position")?,
        tenant: get("ce_tenant")?.parse().map_err(|error: domain::ids::InvalidId| error.to_string())?,
        aggregate_type: aggregate_type.to_owned(),
        aggregate_id: aggregate_id.to_owned(),
        sequence: number("ce_sequence")?,
        event_type: get(TYPE)?.trim_start_matches("thousandfold.").to_owned(),
        event_version: get("ce_eventversion")?.to_owned(),
        payload: std::str::from_utf8(payload).map_err(|error| error.to_string())?.to_owned(),
        metadata: Metadata {
            event_id: get("ce_id")?.parse().map_err(|error| format!("ce_id: {error}"))?,
            correlation: get("ce_partitionkey")?.to_owned(),
            causation: attributes.get("ce_causationid").and_then(|id| id.parse().ok()),
            actor: get("ce_actor")?.to_owned(),
            command: get("ce_command")?.to_owned(),
            traceparent: attributes.get("ce_traceparent").map(|&context| context.to_owned()),
            build: get("ce_build")?.to_owned(),
        },
        recorded_at: get("ce_time")?.parse::<DateTime<Utc>>().map_err(|error| format!("ce_time: {error}"))?,
    })
}

fn attributes(headers: Option<&impl Headers>) -> HashMap<&str, &str> {
    let all = headers.into_iter().flat_map(Headers::iter);
    all.filter_map(|header| Some((header.key, std::str::from_utf8(header.value?).ok()?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn an_event() -> RecordedEvent {
        RecordedEvent {
            shard: 1,
            position: 7,
            tenant: "dev".parse().unwrap(),
            aggregate_type: "job".into(),
            aggregate_id: "job_1".into(),
            sequence: 3,
            event_type: "JobPlanned".into(),
            event_version: "1.0".into(),
            payload: r#"{"JobPlanned":{}}"#.into(),
            metadata: Metadata {
                event_id: uuid::Uuid::now_v7(),
                correlation: "job_1".into(),
                causation: Some(uuid::Uuid::now_v7()),
                actor: "planner".into(),
                command: "RecordPlan".into(),
                traceparent: Some("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".into()),
                build: "0.1.0".into(),
            },
            recorded_at: domain_time(),
        }
    }

    fn domain_time() -> DateTime<Utc> {
        "2026-01-02T03:04:05.123456Z".parse().unwrap()
    }

    #[test]
    fn an_event_survives_the_way_through_a_message() {
        let event = an_event();
        let headers = headers(&event);
        assert_eq!(super::event(Some(&headers), Some(event.payload.as_bytes())), Ok(event));
    }

    #[test]
    fn a_message_that_is_no_event_says_what_it_lacks() {
        let headers = OwnedHeaders::new().insert(Header { key: "ce_id", value: Some("x") });
        assert_eq!(event(Some(&headers), Some(b"{}")), Err("ce_subject is missing".to_owned()));
    }
}

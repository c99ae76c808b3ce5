//! The messages of the document: their payloads from the types, their examples from the samples.

use domain::samples::{self, Sample};
use domain::schema::{EventType, event_types_by};
use domain::{Metadata, RecordedEvent};
use rdkafka::message::{Headers, OwnedHeaders};
use schemars::Schema;
use schemars::generate::{SchemaGenerator, SchemaSettings};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{BINDING, headers};
use crate::kafka::cloudevent;

/// All messages, and the schemas that they share.
pub(super) struct Messages {
    pub(super) events: Map<String, Value>,
    pub(super) parked: Value,
    pub(super) schemas: Map<String, Value>,
}

pub(super) fn messages() -> Messages {
    let mut generator = generator();
    let types = event_types_by(&mut generator);
    let samples = samples::all();
    let events = types
        .into_iter()
        .map(|event| (event.versions.event_type.to_owned(), event_message(&mut generator, event, &samples)));
    let events = events.collect();
    let mut schemas = generator.take_definitions(true);
    schemas.insert("EventHeaders".to_owned(), headers::schema(headers::EVENT));
    Messages { events, parked: parked_message(), schemas }
}

/// Schemas as AsyncAPI takes them: of draft 7, with what they share among the document's components.
fn generator() -> SchemaGenerator {
    let settings = SchemaSettings::draft07().for_serialize();
    settings.with(|settings| settings.definitions_path = "/components/schemas".into()).into_generator()
}

/// A schema as the generator's settings want it, which it sees to for whole documents only.
fn finished(generator: &mut SchemaGenerator, mut schema: Schema) -> Value {
    for transform in generator.transforms_mut() {
        transform.transform(&mut schema);
    }
    schema.to_value()
}

fn event_message(generator: &mut SchemaGenerator, event: EventType, samples: &[Sample]) -> Value {
    let (name, version) = (event.versions.event_type, event.versions.current);
    let summary = event.schema.get("description").cloned();
    let of_type = samples.iter().filter(|sample| sample.event_type == name);
    json!({
        "name": format!("thousandfold.{name}"),
        "title": format!("{name} {version}"),
        "summary": summary,
        "tags": [{ "name": event.aggregate }],
        "contentType": "application/json",
        "correlationId": { "$ref": "#/components/correlationIds/correlation" },
        "headers": {
            "type": "object",
            "allOf": [{ "$ref": "#/components/schemas/EventHeaders" }],
            "properties": {
                "ce_type": { "const": format!("thousandfold.{name}") },
                "ce_eventversion": { "const": version },
            },
        },
        "payload": finished(generator, event.schema),
        "bindings": binding("The correlation id, as in `ce_partitionkey`."),
        "examples": of_type.map(example).collect::<Vec<_>>(),
    })
}

fn binding(key: &str) -> Value {
    json!({ "kafka": { "key": { "type": "string", "description": key }, "bindingVersion": BINDING } })
}

fn example(sample: &Sample) -> Value {
    let headers = cloudevent::headers(&recorded(sample));
    let payload: Value = serde_json::from_str(&sample.payload).unwrap_or_default();
    let name = sample.case.map_or(sample.event_type.clone(), |case| format!("{} {case}", sample.event_type));
    json!({ "name": name, "headers": texts(&headers), "payload": payload })
}

/// Headers as they are on the wire.
pub(super) fn texts(headers: &OwnedHeaders) -> Map<String, Value> {
    let text = |value: Option<&[u8]>| String::from_utf8_lossy(value.unwrap_or_default()).into_owned();
    headers.iter().map(|header| (header.key.to_owned(), text(header.value).into())).collect()
}

/// A sample as if a log held it, with what would have led to it.
pub(super) fn recorded(sample: &Sample) -> RecordedEvent {
    let (actor, command) = asked(&sample.event_type);
    let of_dataset = sample.aggregate == "dataset";
    let by_event = matches!(actor, "planner" | "progress");
    let event = sample.recorded();
    let correlation =
        if of_dataset { sample.aggregate_id.clone() } else { event.metadata.correlation.clone() };
    let metadata = Metadata {
        correlation,
        causation: by_event.then(|| Uuid::from_u128(0x0190_f5c0_0000_7000_8000_0000_0000_00fe)),
        actor: actor.to_owned(),
        command: command.to_owned(),
        traceparent: Some("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".to_owned()),
        ..event.metadata
    };
    RecordedEvent { metadata, ..event }
}

/// Who asks for what, so that an event of this type happens.
fn asked(event_type: &str) -> (&'static str, &'static str) {
    match event_type {
        "DatasetUploaded" => ("api", "RecordUpload"),
        "JobSubmitted" => ("api", "Submit"),
        "JobPlanned" => ("planner", "RecordPlan"),
        "JobPaused" => ("api", "Pause"),
        "JobResumed" => ("api", "Resume"),
        "JobThrottleChanged" | "QueueThrottleChanged" => ("api", "ChangeThrottle"),
        "JobStopRequested" => ("api", "Stop"),
        "JobBatchFinished" => ("progress", "FinishBatches"),
        "JobCompleted" | "JobCancelled" | "JobFailed" => ("progress", "Complete"),
        "BatchOpened" => ("planner", "Open"),
        "TasksLeased" => ("worker-1", "LeaseTasks"),
        "LeaseExtended" => ("worker-1", "ExtendLease"),
        "LeaseExpired" => ("timekeeper", "ExpireLease"),
        "LeaseReturned" => ("worker-1", "ReturnTasks"),
        "TasksCancelled" => ("stopper", "Cancel"),
        "LateReportRefused" => ("api", "RefuseReport"),
        "QueuePaused" => ("api", "Pause"),
        "QueueResumed" => ("api", "Resume"),
        "QueueDrained" => ("api", "Drain"),
        _ => ("worker-1", "ReportTasks"),
    }
}

fn parked_message() -> Value {
    json!({
        "name": "MessageParked",
        "title": "A message that a consumer could not handle",
        "summary": "The message as it was: its key, its headers with two more, and its value, byte for byte.",
        "contentType": "application/octet-stream",
        "headers": headers::schema(headers::PARKED),
        "payload": { "description": "Whatever the message held; an event, most likely." },
        "bindings": binding("The key of the message."),
    })
}

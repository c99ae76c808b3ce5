//! What the headers of messages mean.

use serde_json::{Map, Value, json};

use crate::kafka::parking::{PARKED_BY, PARKED_REASON};

/// A header: its name, whether every message has it, the pattern of its text, and what it means.
pub(super) struct HeaderDoc {
    pub(super) name: &'static str,
    pub(super) required: bool,
    pattern: Option<&'static str>,
    meaning: &'static str,
}

const fn always(name: &'static str, pattern: Option<&'static str>, meaning: &'static str) -> HeaderDoc {
    HeaderDoc { name, required: true, pattern, meaning }
}

const fn sometimes(name: &'static str, pattern: Option<&'static str>, meaning: &'static str) -> HeaderDoc {
    HeaderDoc { name, required: false, pattern, meaning }
}

const UUID: Option<&str> = Some("^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$");
const NUMBER: Option<&str> = Some("^[0-9]+$");
const COUNTED: Option<&str> = Some("^[1-9][0-9]*$");
const TRACE: Option<&str> = Some("^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$");

/// The headers of an event.
pub(super) const EVENT: &[HeaderDoc] = &[
    always("ce_specversion", Some("^1\\.0$"), "The version of CloudEvents."),
    always("ce_id", UUID, "The event's own id, a UUIDv7."),
    always("ce_source", Some("^/thousandfold/shards/[0-9]+$"), "The shard whose log holds the event."),
    always("ce_type", Some("^thousandfold\\.[A-Za-z]+$"), "The event's type."),
    always("ce_subject", Some("^[a-z]+/.+$"), "The kind of aggregate, and the aggregate's id."),
    always("ce_time", None, "When the shard recorded the event."),
    always(
        "ce_partitionkey",
        None,
        "What the event belongs to, the message's key: the job's id where there is one.",
    ),
    always("ce_sequence", COUNTED, "The event's place in the aggregate's stream: 1, 2, 3 …"),
    always("ce_position", COUNTED, "The event's place in its shard's log: 1, 2, 3 …"),
    always("ce_eventversion", Some("^[0-9]+\\.[0-9]+$"), "The version of the payload's shape."),
    always("ce_tenant", Some("^[a-z0-9][a-z0-9-]{0,39}$"), "The organisation that the event belongs to."),
    always("ce_actor", None, "Who asked: `api`, a role such as `planner`, or a worker by its name."),
    always("ce_command", None, "The command that the event came from."),
    always("ce_build", None, "The version of the program that decided."),
    sometimes("ce_causationid", UUID, "The id of the event that led to the command."),
    sometimes("ce_traceparent", TRACE, "The W3C trace context of the command."),
    sometimes(
        "ce_generation",
        NUMBER,
        "The generation of the relay that published the event; a lower one is stale.",
    ),
    always("content-type", Some("^application/json$"), "What the value is."),
];

/// The headers that a parked message has beside those that it came with.
pub(super) const PARKED: &[HeaderDoc] = &[
    always(PARKED_BY, None, "The consumer that could not handle the message."),
    always(PARKED_REASON, None, "Why it could not."),
];

/// The schema of messages with these headers.
pub(super) fn schema(headers: &[HeaderDoc]) -> Value {
    let required: Vec<_> =
        headers.iter().filter(|header| header.required).map(|header| header.name).collect();
    let properties: Map<_, _> = headers.iter().map(|header| (header.name.to_owned(), text(header))).collect();
    json!({ "type": "object", "properties": properties, "required": required })
}

fn text(header: &HeaderDoc) -> Value {
    let mut schema = json!({ "type": "string", "description": header.meaning });
    if let Some(pattern) = header.pattern {
        schema["pattern"] = pattern.into();
    }
    if header.name == "ce_time" {
        schema["format"] = "date-time".into();
    }
    schema
}

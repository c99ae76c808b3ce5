//! The AsyncAPI document: what is in the topics, for those who read them with programs of their own.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::topics::{MAX_BATCH_BYTES, Topics};
use super::{default_partitions, default_replicas};
use messages::Messages;

mod headers;
mod messages;
#[cfg(test)]
mod tests;

/// The version of the Kafka bindings that the document keeps to.
const BINDING: &str = "0.5.0";
const INTRODUCTION: &str = "\
What happens in Thousandfold, as it happens. Every domain event is published as a CloudEvent 1.0 in Kafka's binary mode: \
its attributes are headers, its payload is the value, byte for byte as it was recorded.

Delivery is at least once. Events of one aggregate come in the order of `ce_sequence`: 1, 2, 3 … without a hole, and what \
comes again is told by `ce_subject` and `ce_sequence`.

An event keeps its shape for ever. Where a type changed, earlier events stay in the topic in the version that \
`ce_eventversion` names. This document has the current versions; `domain/tests/golden` has all.

Topics and consumer groups are named after the deployment: `thousandfold` is the default.";

/// The document; its members in the order in which one reads them.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document {
    asyncapi: &'static str,
    info: Value,
    default_content_type: &'static str,
    servers: Value,
    channels: Value,
    operations: Value,
    components: Value,
}

/// The AsyncAPI 3.0 document, as YAML.
#[must_use]
pub fn asyncapi_document() -> String {
    let yaml = serde_saphyr::to_string(&document()).unwrap_or_default();
    format!("# Made from the types in `domain` and `infra/src/kafka`: `make asyncapi` writes it.\n{yaml}")
}

fn document() -> Document {
    let topics = Topics::new("thousandfold");
    let Messages { events, parked, schemas } = messages::messages();
    let names: Vec<String> = events.keys().cloned().collect();
    let mut messages = events;
    messages.insert("MessageParked".to_owned(), parked);
    Document {
        asyncapi: "3.0.0",
        info: info(),
        default_content_type: "application/json",
        servers: servers(),
        channels: channels(&topics, &names),
        operations: operations(),
        components: json!({
            "messages": messages,
            "schemas": schemas,
            "correlationIds": { "correlation": {
                "description": "What the event belongs to: the job's id for all that happens to a job.",
                "location": "$message.header#/ce_partitionkey",
            } },
        }),
    }
}

fn info() -> Value {
    json!({
        "title": "Thousandfold events",
        "version": env!("CARGO_PKG_VERSION"),
        "description": INTRODUCTION,
        "license": { "name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0" },
        "tags": [
            { "name": "job", "description": "One request to process many items." },
            { "name": "batch", "description": "Up to 1,000 consecutive tasks of a job." },
            { "name": "dataset", "description": "An uploaded object that jobs read." },
        ],
    })
}

fn servers() -> Value {
    json!({ "kafka": {
        "host": "{broker}",
        "protocol": "kafka",
        "description": "The brokers of a deployment: `kafka.brokers` in its configuration.",
        "variables": { "broker": {
            "default": "localhost:9092",
            "description": "The host and port of a broker.",
        } },
        "bindings": { "kafka": { "bindingVersion": BINDING } },
    } })
}

fn channels(topics: &Topics, events: &[String]) -> Value {
    let refer = |names: &[&str]| -> Map<String, Value> {
        let reference = |name: &&str| json!({ "$ref": format!("#/components/messages/{name}") });
        names.iter().map(|name| ((*name).to_owned(), reference(name))).collect()
    };
    let channel = |topic: &str, title: &str, description: &str, messages: &[&str]| {
        json!({
            "address": topic,
            "title": title,
            "description": description,
            "servers": [{ "$ref": "#/servers/kafka" }],
            "messages": refer(messages),
            "bindings": { "kafka": topic_binding(topic) },
        })
    };
    let events: Vec<&str> = events.iter().map(String::as_str).collect();
    json!({
        "events": channel(&topics.events, "Events", "Every domain event of every tenant. The key is the correlation \
            id, so that all that happens to a job and its batches is in one partition, in order.", &events),
        "parked": channel(&topics.parked, "Parked messages", "What a consumer could not handle, with the reason. \
            The consumer went on without it.", &["MessageParked"]),
    })
}

/// The number of partitions is that of a new topic; it may be raised, and the order within a key is then kept only
/// for what is published later.
fn topic_binding(topic: &str) -> Value {
    json!({
        "topic": topic,
        "partitions": default_partitions(),
        "replicas": default_replicas(),
        "topicConfiguration": {
            "retention.ms": -1,
            "max.message.bytes": MAX_BATCH_BYTES.parse::<u64>().unwrap_or_default(),
        },
        "bindingVersion": BINDING,
    })
}

fn operations() -> Value {
    let operation = |action: &str, channel: &str, summary: &str, groups: &[&str]| {
        let mut binding = json!({ "bindingVersion": BINDING });
        if !groups.is_empty() {
            let groups: Vec<_> = groups.iter().map(|group| format!("thousandfold.{group}")).collect();
            binding["groupId"] = json!({ "type": "string", "examples": groups });
        }
        json!({
            "action": action,
            "channel": { "$ref": format!("#/channels/{channel}") },
            "summary": summary,
            "bindings": { "kafka": binding },
        })
    };
    let readers = ["dispatcher", "reactors", "planner"];
    json!({
        "publishEvents": operation("send", "events", "The relay publishes each shard's log in order.", &[]),
        "followEvents": operation("receive", "events",
            "Reactors follow the events, each group at its own pace. A projection reads them in a group of its own \
             each time, from the end on.", &readers),
        "parkMessages": operation("send", "parked", "A consumer keeps aside what it can never handle.", &[]),
    })
}

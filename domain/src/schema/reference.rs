//! The reference of the events for people: a table of each type's members, made from its schema.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::{EventType, event_types};

const INTRODUCTION: &str = "\
# Events

<!-- Made from the types in `domain`: `make asyncapi` writes it. -->

All that ever happened is one of these events. A stored payload is an object with one member, named after the event's
type, whose members are listed here. A member is always there unless it is optional. Times are RFC 3339, in
UTC. A set of tasks is an array of ranges, each from its first task to the one after its last: `[[0,1000],[1500,1501]]`.

An event is never changed. A type whose shape changes gets a new version, and what was stored before is read through
upcasters; `domain/src/event/versions.rs` says how that is done. [asyncapi.yaml](asyncapi.yaml) describes the messages
that carry the events, and their headers.
";

/// The page, as Markdown.
#[must_use]
pub fn events_reference() -> String {
    let mut page = INTRODUCTION.to_owned();
    let mut aggregate = "";
    for event in event_types() {
        if event.aggregate != aggregate {
            aggregate = event.aggregate;
            let _ = write!(page, "\n## Of a {aggregate}\n");
        }
        page.push_str(&section(&event));
    }
    page
}

fn section(event: &EventType) -> String {
    let (name, version) = (event.versions.event_type, event.versions.current);
    let schema = event.schema.as_value();
    let mut rows = String::new();
    add_members(&mut rows, "", &schema["properties"][name]);
    let (aggregate, meaning) = (event.aggregate, meaning(schema));
    format!(
        "\n### {name}\n\n{meaning}\nVersion {version}, \
         [example](../domain/tests/golden/{aggregate}/{name}/{version}.json).\n\n\
         | member | type | meaning |\n|---|---|---|\n{rows}"
    )
}

/// A row for each member of an object, in the order in which they are written, and the rows of their own members.
fn add_members(rows: &mut String, path: &str, object: &Value) {
    let Some(members) = object["properties"].as_object() else {
        return;
    };
    for (name, required) in in_order(members, object) {
        let (path, schema) = (format!("{path}{name}"), &members[name]);
        let kind = if required { kind(schema) } else { optional(schema) };
        // What is one of several choices is described there.
        let meaning = if schema["description"].is_string() { meaning(schema) } else { meaning(object) };
        let _ = writeln!(rows, "| `{path}` | {kind} | {meaning} |");
        add_nested(rows, &path, schema);
    }
}

fn add_nested(rows: &mut String, path: &str, schema: &Value) {
    add_members(rows, &format!("{path}."), schema);
    for choice in choices(schema) {
        add_members(rows, &format!("{path}."), choice);
    }
    add_members(rows, &format!("{path}[]."), &schema["items"]);
}

/// Members that are always there, in the order of the type, then those that are optional.
fn in_order<'a>(members: &'a Map<String, Value>, object: &'a Value) -> Vec<(&'a str, bool)> {
    let required = object["required"].as_array().map(Vec::as_slice).unwrap_or_default();
    let required: Vec<&str> = required.iter().filter_map(Value::as_str).collect();
    let optional = members.keys().map(String::as_str).filter(|name| !required.contains(name));
    required.iter().map(|name| (*name, true)).chain(optional.map(|name| (name, false))).collect()
}

fn choices(schema: &Value) -> &[Value] {
    let choices = schema["oneOf"].as_array().or(schema["anyOf"].as_array());
    choices.map(Vec::as_slice).unwrap_or_default()
}

fn meaning(schema: &Value) -> String {
    schema["description"].as_str().unwrap_or_default().replace('\n', " ").replace('|', "\\|")
}

/// What a value is that is left out rather than null.
fn optional(schema: &Value) -> String {
    format!("{}, optional", kind(schema).trim_end_matches(" or null"))
}

/// What a value is, in a few words.
fn kind(schema: &Value) -> String {
    if let Some(value) = schema.get("const") {
        return format!("`{value}`");
    }
    let words: Vec<String> = match &schema["type"] {
        Value::String(name) => vec![of_type(name, schema)],
        Value::Array(names) => {
            names.iter().filter_map(Value::as_str).map(|name| of_type(name, schema)).collect()
        }
        _ => choices(schema).iter().map(choice).collect(),
    };
    if words.is_empty() { "any JSON".to_owned() } else { words.join(" or ") }
}

/// A choice: a value, or an object whose only member's name says which it is.
fn choice(schema: &Value) -> String {
    let members = schema["properties"].as_object();
    members.and_then(|members| members.keys().next()).map_or_else(|| kind(schema), |name| format!("`{name}`"))
}

fn of_type(name: &str, schema: &Value) -> String {
    match name {
        "string" => match (schema["format"].as_str(), schema["pattern"].as_str()) {
            (Some("date-time"), _) => "time".to_owned(),
            (_, Some(pattern)) => format!("string `{pattern}`"),
            _ => "string".to_owned(),
        },
        "array" => match schema["prefixItems"].as_array() {
            Some(items) => format!("[{}]", items.iter().map(kind).collect::<Vec<_>>().join(", ")),
            None => format!("array of {}", kind(&schema["items"])),
        },
        _ => name.to_owned(),
    }
}

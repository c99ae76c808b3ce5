//! Says some of the service's description in another way: in one that the generator can read, or makes better code of.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

/// The schema of values that the service gives back byte for byte.
pub(crate) const JSON: &str = "Json";
/// The media type of bytes of any kind.
const BYTES: &str = "application/octet-stream";
/// What a value must keep to. A type of its own for each of these would be in the way, and the service says what is
/// wrong, in the words of its version.
const LIMITS: [&str; 6] = ["pattern", "minLength", "maxLength", "maximum", "maxItems", "default"];

/// The ids of the operations that take an `Idempotency-Key`.
pub(crate) fn keyed(document: &Value) -> Vec<String> {
    let is_key = |parameter: &Value| parameter["name"] == "Idempotency-Key";
    let operations = members(&document["paths"]).flat_map(members);
    let keyed = operations.filter(|operation| elements(&operation["parameters"]).any(is_key));
    keyed.filter_map(|operation| operation["operationId"].as_str().map(str::to_owned)).collect()
}

/// Changes the description, and gives the names of what are texts of any kind by then.
pub(crate) fn adapt(document: &mut Value) -> Vec<String> {
    // It would be the documentation of the client's type, and is that of the service.
    remove(&mut document["info"], "description");
    // The client has a type of its own for it, which keeps what it does not know.
    remove(&mut document["components"]["schemas"], "Problem");
    for operation in members_mut(&mut document["paths"]).flat_map(members_mut) {
        keep_successes(operation);
        keep_one_body(operation);
        join_successes(operation);
    }
    let texts = open_enums(document);
    document["components"]["schemas"][JSON] = json!({ "type": "object" });
    schemas_mut(document).for_each(|(_, schema)| simplify(schema));
    for operation in members_mut(&mut document["paths"]).flat_map(members_mut) {
        let parameters = operation.get_mut("parameters").and_then(Value::as_array_mut);
        parameters.into_iter().flatten().for_each(|parameter| simplify(&mut parameter["schema"]));
    }
    texts
}

/// Answers that are problems are left out: the client reads them, whatever they are.
fn keep_successes(operation: &mut Value) {
    if let Some(answers) = operation["responses"].as_object_mut() {
        answers.retain(|status, _| status.as_str() < "300");
    }
}

/// Of several media types for the same bytes, one is left: the generator takes one.
fn keep_one_body(operation: &mut Value) {
    if let Some(content) = operation.pointer_mut("/requestBody/content").and_then(Value::as_object_mut)
        && content.contains_key(BYTES)
    {
        content.retain(|media_type, _| media_type == BYTES);
    }
}

/// Where successes have different bodies, each is said to have any of them: the generator has one type for all.
fn join_successes(operation: &mut Value) {
    const SCHEMA: &str = "/content/application~1json/schema";
    let bodies = || members(&operation["responses"]).filter_map(|answer| answer.pointer(SCHEMA));
    let any: Vec<Value> = bodies().cloned().collect();
    if any.len() > 1 {
        for schema in members_mut(&mut operation["responses"]).filter_map(|answer| answer.pointer_mut(SCHEMA))
        {
            *schema = json!({ "oneOf": any });
        }
    }
}

/// Enums that only answers have become texts: a newer service may have values that this client does not know.
fn open_enums(document: &mut Value) -> Vec<String> {
    let asked = asked(document);
    let mut texts = vec![];
    for (name, schema) in schemas_mut(document).filter(|(name, _)| !asked.contains(*name)) {
        if schema.get("enum").is_some() {
            texts.push(name.clone());
        }
        each_schema(schema, &mut |schema| drop(schema.remove("enum")));
    }
    texts
}

/// The names of the schemas that requests have in them.
fn asked(document: &Value) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for operation in members(&document["paths"]).flat_map(members) {
        references(&operation["parameters"], &mut names);
        references(&operation["requestBody"], &mut names);
    }
    loop {
        let before = names.len();
        for name in names.clone() {
            references(&document["components"]["schemas"][name], &mut names);
        }
        if names.len() == before {
            return names;
        }
    }
}

fn references(node: &Value, names: &mut BTreeSet<String>) {
    if let Some(name) = node["$ref"].as_str().and_then(|path| path.strip_prefix("#/components/schemas/")) {
        names.insert(name.to_owned());
    }
    members(node).chain(elements(node)).for_each(|inner| references(inner, names));
}

fn simplify(schema: &mut Value) {
    each_schema(schema, &mut |schema| {
        LIMITS.iter().for_each(|limit| drop(schema.remove(*limit)));
        // A text of several forms is a text.
        if schema.get("type").is_some_and(|kind| kind == "string") {
            schema.remove("anyOf");
        }
        // A number that cannot be below 0 has a type for that; one that cannot be 0 would have another.
        if schema.get("minimum").and_then(Value::as_f64).is_some_and(|least| least > 0.0) {
            schema.insert("minimum".to_owned(), 0.into());
        }
        if is_any(schema) {
            schema.insert("allOf".to_owned(), json!([{ "$ref": format!("#/components/schemas/{JSON}") }]));
        }
    });
}

/// Whether nothing is said of what values may be.
fn is_any(schema: &Map<String, Value>) -> bool {
    schema.keys().all(|key| ["title", "description", "nullable", "example"].contains(&key.as_str()))
}

/// Shows `change` a schema, and each that is a part of it.
fn each_schema(schema: &mut Value, change: &mut impl FnMut(&mut Map<String, Value>)) {
    let Some(object) = schema.as_object_mut() else { return };
    change(object);
    for (name, part) in object {
        match name.as_str() {
            "properties" => members_mut(part).for_each(|schema| each_schema(schema, change)),
            "items" | "additionalProperties" => each_schema(part, change),
            _ => {}
        }
    }
}

fn schemas_mut(document: &mut Value) -> impl Iterator<Item = (&String, &mut Value)> {
    document["components"]["schemas"].as_object_mut().into_iter().flatten()
}

fn remove(node: &mut Value, name: &str) {
    if let Some(object) = node.as_object_mut() {
        object.remove(name);
    }
}

fn members(node: &Value) -> impl Iterator<Item = &Value> {
    node.as_object().into_iter().flat_map(Map::values)
}

fn members_mut(node: &mut Value) -> impl Iterator<Item = &mut Value> {
    node.as_object_mut().into_iter().flat_map(Map::values_mut)
}

fn elements(node: &Value) -> impl Iterator<Item = &Value> {
    node.as_array().into_iter().flatten()
}

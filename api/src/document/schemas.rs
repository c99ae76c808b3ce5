//! What poem-openapi does not say of types: what bodies must not have, what may be null, and how large numbers are.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::tree::Node;

/// What the name of a type begins with where it is referred to.
pub(super) const TYPES: &str = "#/components/schemas/";

/// Completes every schema of the document.
pub(super) fn complete(document: &mut Node) {
    walk(document, &mut |node| {
        drop_repeated_words(node);
        bound(node);
    });
    for name in taken(document) {
        let schemas = document.get_mut("components").and_then(|components| components.get_mut("schemas"));
        if let Some(schema) = schemas.and_then(|schemas| schemas.get_mut(&name)) {
            close(schema);
        }
    }
}

/// Does something with a value and all that is within it.
fn walk(node: &mut Node, change: &mut impl FnMut(&mut Node)) {
    change(node);
    match node {
        Node::Object(members) => members.values_mut().for_each(|member| walk(member, change)),
        Node::Array(elements) => elements.iter_mut().for_each(|element| walk(element, change)),
        Node::Other(_) => {}
    }
}

/// A reference with words of its own has them beside `allOf` and once more within it; there, generators of clients take them for
/// a type.
fn drop_repeated_words(node: &mut Node) {
    if let Some(Node::Array(parts)) = node.get_mut("allOf") {
        parts.retain(|part| !matches!(part, Node::Object(members) if members.keys().eq(["description"])));
    }
}

/// Says how large an unsigned number can be: the format alone is not one that OpenAPI knows.
fn bound(node: &mut Node) {
    let most = match node.get("format").and_then(Node::text) {
        Some("uint8") => u64::from(u8::MAX),
        Some("uint16") => u64::from(u16::MAX),
        Some("uint32") => u64::from(u32::MAX),
        Some("uint64") => u64::MAX,
        _ => return,
    };
    for (name, value) in [("minimum", 0), ("maximum", most)] {
        if node.get(name).is_none() {
            node.set(name, json!(value));
        }
    }
}

/// The types of which bodies of requests are made.
fn taken(document: &Node) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open = vec![];
    for (_, path) in document.get("paths").into_iter().flat_map(Node::members) {
        for (_, operation) in path.members() {
            open.extend(operation.get("requestBody").into_iter().flat_map(references));
        }
    }
    let schemas = document.get("components").and_then(|components| components.get("schemas"));
    while let Some(name) = open.pop() {
        if let Some(schema) = schemas.and_then(|schemas| schemas.get(&name))
            && found.insert(name)
        {
            open.extend(references(schema));
        }
    }
    found
}

/// The types that something refers to.
fn references(node: &Node) -> Vec<String> {
    let own = node.get("$ref").and_then(Node::text).and_then(|text| text.strip_prefix(TYPES));
    let within: Vec<String> = match node {
        Node::Object(members) => members.values().flat_map(references).collect(),
        Node::Array(elements) => elements.iter().flat_map(references).collect(),
        Node::Other(_) => vec![],
    };
    own.map(str::to_owned).into_iter().chain(within).collect()
}

/// A body has no other members than these, and `null` is the same as none at all, or takes back what was said.
fn close(schema: &mut Node) {
    let required = schema.get("required").cloned();
    let is_required = |name: &str| match &required {
        Some(Node::Array(names)) => names.iter().any(|required| required.text() == Some(name)),
        _ => false,
    };
    let Some(members) = schema.get_mut("properties") else { return };
    for (_, member) in members.members_mut().filter(|(name, _)| !is_required(name)) {
        if let Some(reference) = member.get("$ref").cloned() {
            *member = json!({ "allOf": [] }).into();
            let mut part: Node = json!({}).into();
            part.set("$ref", reference);
            member.push("allOf", part);
        }
        member.set("nullable", Value::Bool(true));
    }
    schema.set("additionalProperties", Value::Bool(false));
}

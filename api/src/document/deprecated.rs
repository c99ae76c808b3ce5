//! Which operations will go.

use serde_json::json;

use super::tree::Node;
use crate::deprecation::{self, Deprecated};

/// Says of an operation that it will go, if it will.
pub(super) fn mark(operation: &mut Node, table: &[Deprecated]) {
    let name = operation.get("operationId").and_then(Node::text).unwrap_or_default();
    let Some(deprecated) = deprecation::find(table, name) else { return };
    let before = operation.get("description").and_then(Node::text).unwrap_or_default();
    let description = format!("{before}\n\n{}", deprecated.describe());
    operation.set("description", json!(description.trim_start()));
    operation.set("deprecated", json!(true));
    let answers = operation.get_mut("responses").into_iter().flat_map(Node::members_mut);
    for headers in answers.filter_map(|(_, answer)| answer.object("headers")) {
        headers.set("Deprecation", header("Since when it should not be used (RFC 9745)."));
        if deprecated.sunset.is_some() {
            headers.set("Sunset", header("When it goes (RFC 8594)."));
        }
    }
}

fn header(description: &str) -> serde_json::Value {
    json!({ "description": description, "required": false, "schema": { "type": "string" } })
}

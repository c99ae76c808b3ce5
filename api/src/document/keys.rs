//! `Idempotency-Key` on the operations that take one. The gate reads it, and no handler: so none declares it.

use serde_json::json;

use super::tree::Node;
use crate::idempotency::{CREATING, MAX_KEY};

/// Adds the header to an operation that takes it, and to its answers the one that says that they came before.
pub(super) fn add(operation: &mut Node) {
    let name = operation.get("operationId").and_then(Node::text);
    if !name.is_some_and(|name| CREATING.contains(&name)) {
        return;
    }
    operation.push(
        "parameters",
        json!({
            "name": "Idempotency-Key",
            "in": "header",
            "description": "A name of your choice for this request, such as a UUID: however often it comes with it, it is \
                            done once, and answered the same.",
            "required": false,
            "schema": { "type": "string", "minLength": 1, "maxLength": MAX_KEY, "pattern": "^[!-~]+$" },
        }),
    );
    let answers = operation.get_mut("responses").into_iter().flat_map(Node::members_mut);
    for (_, answer) in answers.filter(|(status, _)| status.starts_with('2')) {
        let replayed = json!({
            "description": "Whether this is the answer to an earlier request with the same `Idempotency-Key`.",
            "required": false,
            "schema": { "type": "string", "enum": ["true"] },
        });
        if let Some(headers) = answer.object("headers") {
            headers.set("Idempotent-Replayed", replayed);
        }
    }
}

//! `Consistency-Token` on commands' answers, and on the queries that take it. The gate reads it, and no handler: so none declares it.

use serde_json::json;

use super::tree::Node;
use crate::consistency::{COMMANDS, PATTERN, QUERIES};

/// Adds the header where it is.
pub(super) fn add(operation: &mut Node) {
    let Some(name) = operation.get("operationId").and_then(Node::text).map(str::to_owned) else { return };
    if QUERIES.iter().any(|(query, _)| *query == name) {
        operation.push(
            "parameters",
            json!({
                "name": "Consistency-Token",
                "in": "header",
                "description": "The `Consistency-Token` of a command's answer, or several with commas between: the query is \
                                answered once it sees what the command did. It waits for a few seconds at most.",
                "required": false,
                "schema": { "type": "string", "pattern": PATTERN },
            }),
        );
    }
    if COMMANDS.contains(&name.as_str()) {
        let answers = operation.get_mut("responses").into_iter().flat_map(Node::members_mut);
        for headers in answers
            .filter_map(|(status, answer)| answer.object("headers").filter(|_| status.starts_with('2')))
        {
            let token = json!({
                "description": "Where the command's events are: send it with a query that is to see them. There is none where \
                                nothing was left to do.",
                "required": false,
                "schema": { "type": "string", "pattern": PATTERN },
            });
            headers.set("Consistency-Token", token);
        }
    }
}

//! What an operation answers where the tenant's home is another region, and the service tells its clients so.

use serde_json::json;

use super::tree::Node;
use crate::permissions::{Requirement, requirement};

/// Says of an operation that acts for a tenant that it may lead to another region.
pub(super) fn add(operation: &mut Node) {
    let name = operation.get("operationId").and_then(Node::text).unwrap_or_default();
    let Some(Requirement::May(_)) = requirement(name) else { return };
    let Some(answers) = operation.get_mut("responses") else { return };
    answers.set(
        "307",
        json!({
            "description": "The tenant's home is another region: send the request there, with its credentials. Only where the \
                            service does not forward such requests itself.",
            "headers": {
                "Location": {
                    "description": "The same path at the home region.",
                    "required": true,
                    "schema": { "type": "string" },
                },
            },
        }),
    );
}

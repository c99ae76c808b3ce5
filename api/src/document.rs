//! The OpenAPI document: what follows from the routes, and, here alone, what is added to that before it is served.

use tree::Node;

use crate::deprecation::Deprecated;
use examples::Examples;

mod deprecated;
mod examples;
mod keys;
mod links;
mod regions;
mod schemas;
#[cfg(test)]
mod tests;
mod tokens;
mod tree;

/// The document with all that poem-openapi cannot say, and which of its operations will go.
#[must_use]
#[expect(clippy::unwrap_used, reason = "poem-openapi writes JSON")]
pub(crate) fn complete(spec: &str, table: &[Deprecated]) -> String {
    let mut document: Node = serde_json::from_str(spec).unwrap();
    schemas::complete(&mut document);
    let examples = Examples::read();
    for operation in operations(&mut document) {
        examples.add(operation);
        links::add(operation);
        keys::add(operation);
        tokens::add(operation);
        regions::add(operation);
        deprecated::mark(operation, table);
    }
    serde_json::to_string_pretty(&document).unwrap()
}

/// Every operation of the document.
fn operations(document: &mut Node) -> impl Iterator<Item = &mut Node> {
    let paths = document.get_mut("paths").into_iter().flat_map(Node::members_mut);
    paths.flat_map(|(_, path)| path.members_mut()).map(|(_, operation)| operation)
}

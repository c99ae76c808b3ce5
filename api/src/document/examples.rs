//! An example for every body and every answer: one for each type, in `examples.json`, where `{"$of": …}` stands for another's.

use serde_json::{Map, Value};

use super::schemas::TYPES;
use super::tree::Node;

/// The examples by the names of types, of media types that are no JSON, and of operations whose answers have no type.
pub(super) struct Examples(Map<String, Value>);

impl Examples {
    /// All of them.
    #[expect(clippy::unwrap_used, reason = "the file is JSON, as every test of the document shows")]
    pub(super) fn read() -> Self {
        Self(serde_json::from_str(include_str!("examples.json")).unwrap())
    }

    /// Gives an operation's body, and what it answers when it goes well, their examples.
    pub(super) fn add(&self, operation: &mut Node) {
        let name = operation.get("operationId").and_then(Node::text).unwrap_or_default().to_owned();
        if let Some(body) = operation.get_mut("requestBody") {
            self.add_to(&name, body);
        }
        let answers = operation.get_mut("responses").into_iter().flat_map(Node::members_mut);
        for (_, answer) in answers.filter(|(status, _)| status.starts_with('2')) {
            self.add_to(&name, answer);
        }
    }

    fn add_to(&self, operation: &str, body: &mut Node) {
        let types = body.get_mut("content").into_iter().flat_map(Node::members_mut);
        for (media_type, content) in types {
            let reference = content.get("schema").and_then(|schema| schema.get("$ref")).and_then(Node::text);
            let of_type = reference.and_then(|reference| reference.strip_prefix(TYPES));
            let names = match (of_type, media_type.as_str()) {
                (None, "application/json") => operation,
                (None, media_type) => media_type,
                (Some(of_type), _) => of_type,
            };
            if let Some(example) = self.0.get(names) {
                content.set("example", self.whole(example));
            }
        }
    }

    /// An example with those that it is made of.
    fn whole(&self, example: &Value) -> Value {
        match example {
            Value::Object(members) => match members.get("$of").and_then(Value::as_str) {
                Some(other) => self.0.get(other).map(|other| self.whole(other)).unwrap_or_default(),
                None => members.iter().map(|(name, value)| (name.clone(), self.whole(value))).collect(),
            },
            Value::Array(elements) => elements.iter().map(|element| self.whole(element)).collect(),
            value => value.clone(),
        }
    }
}

#[cfg(test)]
mod tests;

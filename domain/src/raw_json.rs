//! A JSON value kept byte for byte: numbers and key order pass through the service unchanged.

use std::borrow::Cow;
use std::sync::Arc;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// One JSON value, as it was written.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RawJson(Arc<RawValue>);

impl RawJson {
    /// Checks that `text` is one JSON value and keeps it.
    ///
    /// # Errors
    /// `text` is not JSON.
    pub fn parse(text: String) -> Result<Self, serde_json::Error> {
        RawValue::from_string(text).map(|value| Self(value.into()))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.get()
    }

    /// The text on one line. A newline in JSON can only stand between tokens, where a space means the same.
    #[must_use]
    pub fn on_one_line(&self) -> String {
        self.as_str().chars().map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c }).collect()
    }
}

impl JsonSchema for RawJson {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "RawJson".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!(true)
    }
}

impl PartialEq for RawJson {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_lines_become_one() {
        let value = RawJson::parse("{\n \"a\": \"x\\ny\"\r\n}".to_owned()).unwrap();
        assert_eq!(value.on_one_line(), "{  \"a\": \"x\\ny\"  }");
    }

    #[test]
    fn digits_and_key_order_survive() {
        let text = r#"{"b":12345678901234567890.10,"a":1}"#;
        let value: RawJson = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&value).unwrap(), text);
    }
}

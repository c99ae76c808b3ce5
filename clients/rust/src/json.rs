//! JSON that passes unchanged.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};

/// One JSON value as it was written: the digits of numbers and the order of members are kept, as the service keeps
/// them.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Json(Box<RawValue>);

impl Json {
    /// Checks that `text` is one JSON value, and keeps it.
    ///
    /// # Errors
    /// `text` is not JSON.
    pub fn parse(text: String) -> Result<Self, serde_json::Error> {
        RawValue::from_string(text).map(Self)
    }

    /// Writes a value as JSON.
    ///
    /// # Errors
    /// JSON cannot say it, such as a map whose keys are no texts.
    pub fn of(value: &(impl Serialize + ?Sized)) -> Result<Self, serde_json::Error> {
        to_raw_value(value).map(Self)
    }

    /// Reads the value.
    ///
    /// # Errors
    /// It is none of that type.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_str(self.as_str())
    }

    /// The text on one line. A newline in JSON can only stand between tokens, where a space means the same.
    #[must_use]
    pub fn on_one_line(&self) -> String {
        self.as_str().chars().map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c }).collect()
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.get()
    }
}

/// The same text, not only the same value.
impl PartialEq for Json {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_and_the_order_of_members_are_kept() {
        let text = r#"{"b":12345678901234567890.10, "a":1}"#;
        let value: Json = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&value).unwrap(), text);
        assert!(Json::parse("{".to_owned()).is_err());
    }

    #[test]
    fn many_lines_become_one() {
        let value = Json::parse("{\n \"a\": \"x\\ny\"\r\n}".to_owned()).unwrap();
        assert_eq!(value.on_one_line(), "{  \"a\": \"x\\ny\"  }");
    }

    #[test]
    fn values_are_written_and_read() {
        let value = Json::of(&("a", 1)).unwrap();
        assert_eq!(value.as_str(), r#"["a",1]"#);
        assert_eq!(value.read::<(String, u8)>().unwrap(), ("a".to_owned(), 1));
    }
}

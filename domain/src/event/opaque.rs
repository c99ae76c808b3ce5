//! What an upcaster must not touch: JSON of a tenant, which keeps its bytes while the event around it changes.

use std::collections::HashMap;

use serde_json::Value;
use serde_json::value::RawValue;

/// The texts that were taken out of a payload, each with what stands in its place.
pub(super) struct Opaque(Vec<(String, String)>);

impl Opaque {
    /// Reads a payload, and takes out what is found at `pointers`.
    pub(super) fn lift(payload: &str, pointers: &[&str]) -> Result<(Value, Self), serde_json::Error> {
        let mut value: Value = serde_json::from_str(payload)?;
        let mut lifted = Vec::new();
        for pointer in pointers {
            let (Some(place), Some(text)) = (value.pointer_mut(pointer), raw(payload, pointer)) else {
                continue;
            };
            let mut token = format!("opaque {}", lifted.len());
            while payload.contains(&token) {
                token.push('.');
            }
            *place = Value::String(token.clone());
            lifted.push((format!("\"{token}\""), text.get().to_owned()));
        }
        Ok((value, Self(lifted)))
    }

    /// The payload as text, with everything that was taken out in its place again.
    pub(super) fn put_back(&self, payload: &Value) -> String {
        let text = payload.to_string();
        self.0.iter().fold(text, |text, (token, raw)| text.replace(token, raw))
    }
}

/// The text at a JSON pointer whose every step is a member's name.
fn raw<'a>(payload: &'a str, pointer: &str) -> Option<&'a RawValue> {
    let mut found: &RawValue = serde_json::from_str(payload).ok()?;
    for name in pointer.split('/').skip(1) {
        let mut members: HashMap<String, &RawValue> = serde_json::from_str(found.get()).ok()?;
        found = members.remove(name)?;
    }
    Some(found)
}

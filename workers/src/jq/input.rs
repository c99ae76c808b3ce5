//! Reads an item as exactly one JSON value.
//!
//! The engine's own reader takes more than JSON (comments, `NaN`, byte strings, keys that are not
//! strings) and recurses without bound, so a strict check without recursion goes first.

use jaq_json::{Val, read};
use serde::de::IgnoredAny;

use super::error::{ErrorClass, ItemError};

/// How deep an item's arrays and objects may nest.
pub(super) const MAX_DEPTH: usize = 10_000;

/// Reads an item.
pub(super) fn parse(item: &[u8]) -> Result<Val, ItemError> {
    let text = std::str::from_utf8(item).map_err(|error| {
        ItemError::new(ErrorClass::InvalidUtf8, format!("byte {} is not UTF-8", error.valid_up_to()))
    })?;
    let invalid = |message: String| ItemError::new(ErrorClass::InvalidJson, message);
    serde_json::from_str::<IgnoredAny>(text).map_err(|error| invalid(error.to_string()))?;
    if nests_too_deeply(item) {
        return Err(invalid(format!("the value nests deeper than {MAX_DEPTH} levels")));
    }
    read::parse_single(item).map_err(|error| invalid(error.to_string()))
}

/// Whether a text is JSON that a filter could read.
pub(crate) fn is_json(text: &str) -> bool {
    serde_json::from_str::<IgnoredAny>(text).is_ok() && !nests_too_deeply(text.as_bytes())
}

/// Whether a valid JSON text nests too deeply. Nearly all items are too short for it.
fn nests_too_deeply(json: &[u8]) -> bool {
    json.len() > 2 * MAX_DEPTH && depth(json) > MAX_DEPTH
}

fn depth(json: &[u8]) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let (mut in_string, mut escaped) = (false, false);
    for byte in json {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' if !in_string => depth -= 1,
            _ => {}
        }
    }
    deepest
}

//! Hides the values of sensitive fields in JSON, wherever they stand, and leaves every other byte of a value as it is.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// What stands in the place of a value that is not shown.
pub(crate) const MASK: &str = "\"[masked]\"";

/// Whose values are hidden from an auditor: those that the tenant marked; and, if there are any, the messages of errors, which may
/// quote them.
pub(crate) fn names(marked: &BTreeSet<String>) -> Option<Arc<BTreeSet<String>>> {
    let message = (!marked.is_empty()).then(|| "message".to_owned());
    let names: BTreeSet<_> = marked.iter().cloned().chain(message).collect();
    Some(Arc::new(names)).filter(|names| !names.is_empty())
}

/// The JSON text with the values of members of these names hidden. What is no JSON is hidden as a whole.
pub(crate) fn mask(json: &str, names: &BTreeSet<String>) -> String {
    let mut masked = String::with_capacity(json.len());
    match serde_json::from_str::<&RawValue>(json) {
        Ok(value) => write(value.get(), names, &mut masked),
        Err(_) => masked.push_str(MASK),
    }
    masked
}

fn write(json: &str, names: &BTreeSet<String>, out: &mut String) {
    let written = match json.as_bytes().first() {
        Some(b'{') => serde_json::from_str::<Members>(json).map(|members| write_object(&members, names, out)),
        Some(b'"') => {
            write_text(json, names, out);
            Ok(())
        }
        Some(b'[') => {
            serde_json::from_str::<Vec<&RawValue>>(json).map(|items| write_array(&items, names, out))
        }
        _ => {
            out.push_str(json);
            Ok(())
        }
    };
    if written.is_err() {
        out.push_str(MASK);
    }
}

/// A text that is itself JSON, such as a result line in an event, is masked inside.
fn write_text(json: &str, names: &BTreeSet<String>, out: &mut String) {
    let inner = serde_json::from_str::<String>(json).unwrap_or_default();
    let is_json =
        inner.trim_start().starts_with(['{', '[']) && serde_json::from_str::<&RawValue>(&inner).is_ok();
    match is_json {
        true => out.push_str(&serde_json::to_string(&mask(&inner, names)).unwrap_or_default()),
        false => out.push_str(json),
    }
}

fn write_array(items: &[&RawValue], names: &BTreeSet<String>, out: &mut String) {
    out.push('[');
    for (place, item) in items.iter().enumerate() {
        out.push_str(if place > 0 { "," } else { "" });
        write(item.get(), names, out);
    }
    out.push(']');
}

fn write_object(members: &Members, names: &BTreeSet<String>, out: &mut String) {
    out.push('{');
    for (place, (name, value)) in members.0.iter().enumerate() {
        out.push_str(if place > 0 { "," } else { "" });
        out.push_str(&serde_json::to_string(name).unwrap_or_default());
        out.push(':');
        match names.contains(name) {
            true => out.push_str(MASK),
            false => write(value.get(), names, out),
        }
    }
    out.push('}');
}

/// An object's members in their order, also those that come twice.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor).map(Members)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Vec<(String, &'de RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
        let mut members = vec![];
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(members)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(json: &str) -> String {
        mask(json, &["card", "näme"].map(str::to_owned).into())
    }

    #[test]
    fn values_are_hidden_wherever_they_stand_and_others_keep_their_digits() {
        assert_eq!(
            masked(r#"{"a":1.10,"card":{"no":1},"list":[{"card":[1,2]},2e1, "card"]}"#),
            r#"{"a":1.10,"card":"[masked]","list":[{"card":"[masked]"},2e1,"card"]}"#
        );
        assert_eq!(masked("17.00"), "17.00");
    }

    #[test]
    fn a_name_is_known_however_it_is_written_and_as_often_as_it_comes() {
        assert_eq!(
            masked(r#"{"c\u0061rd":1,"card":2,"n\u00e4me":3,"Card":4}"#),
            r#"{"card":"[masked]","card":"[masked]","näme":"[masked]","Card":4}"#
        );
    }

    #[test]
    fn a_text_that_is_json_is_masked_inside() {
        assert_eq!(
            masked(r#"["{\"card\":1}\n","card","{card"]"#),
            r#"["{\"card\":\"[masked]\"}","card","{card"]"#
        );
    }

    #[test]
    fn what_is_no_json_is_hidden() {
        assert_eq!(masked("{card: 1}"), MASK);
    }
}

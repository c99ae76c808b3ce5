//! Versions as `ETag`, and what `If-Match` expects.

use std::str::FromStr;

use poem_openapi::registry::{MetaSchema, MetaSchemaRef};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::text::{Described, Text};

/// The tag of a version.
pub(crate) fn of(version: u64) -> String {
    format!("\"{version}\"")
}

/// The tag of an answer that has no version: it changes with the answer.
pub(crate) fn of_content(content: &impl Serialize) -> String {
    let digest = Sha256::digest(serde_json::to_vec(content).unwrap_or_default());
    format!("\"{}\"", &hex::encode(digest)[..32])
}

/// Whether an `If-None-Match` names a tag. What is read may be compared weakly (RFC 9110, 13.1.2).
pub(crate) fn names(if_none_match: &str, tag: &str) -> bool {
    let mut tags = if_none_match.split(',').map(str::trim);
    tags.any(|known| known.strip_prefix("W/").unwrap_or(known) == tag)
}

/// What a request expects of the version: that it is this one, or nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct IfMatch(Option<u64>);

/// The version that a request expects; none if it takes any.
pub(crate) fn expected(if_match: Option<Text<IfMatch>>) -> Option<u64> {
    if_match.and_then(|Text(IfMatch(version))| version)
}

impl FromStr for IfMatch {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.trim() == "*" {
            return Ok(Self(None));
        }
        // Without its quotes, which some clients take off, it says the same.
        let text = text.trim();
        let digits = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
        let version = Some(digits).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
        version
            .and_then(|digits| digits.parse().ok())
            .map(|version| Self(Some(version)))
            .ok_or("give the `ETag` of what you read, as it is")
    }
}

impl Described for IfMatch {
    const NAME: &'static str = "entity tag";

    fn schema() -> MetaSchemaRef {
        MetaSchemaRef::Inline(Box::new(MetaSchema {
            pattern: Some("^(\\*|\"[0-9]{1,19}\"|[0-9]{1,19})$".to_owned()),
            ..MetaSchema::new("string")
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_read_back() {
        assert_eq!(of(7).parse(), Ok(IfMatch(Some(7))));
        assert_eq!("7".parse(), Ok(IfMatch(Some(7))));
        assert_eq!("*".parse(), Ok(IfMatch(None)));
        assert_eq!((expected(Some(Text(IfMatch(Some(7))))), expected(None)), (Some(7), None));
        for bad in ["+7", "\"7", "W/\"7\"", "\"x\"", ""] {
            assert!(bad.parse::<IfMatch>().is_err(), "{bad}");
        }
    }
}

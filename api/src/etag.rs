//! Versions as `ETag`, and what `If-Match` expects.

use crate::problem::Problem;
use crate::text::malformed;

/// The tag of a version.
pub(crate) fn of(version: u64) -> String {
    format!("\"{version}\"")
}

/// The version that a request expects; none if it takes any.
///
/// # Errors
/// It is no tag of ours.
pub(crate) fn expected(if_match: Option<&str>) -> Result<Option<u64>, Problem> {
    let Some(text) = if_match.map(str::trim).filter(|text| *text != "*") else { return Ok(None) };
    let digits = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    let version = digits.and_then(|digits| digits.parse().ok());
    version.map(Some).ok_or_else(|| malformed("If-Match", "give the `ETag` of what you read, as it is"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_read_back() {
        assert_eq!(expected(Some(&of(7))).unwrap(), Some(7));
        assert_eq!(expected(Some("*")).unwrap(), None);
        assert_eq!(expected(None).unwrap(), None);
        for bad in ["7", "\"7", "W/\"7\"", "\"x\"", ""] {
            assert!(expected(Some(bad)).is_err(), "{bad}");
        }
    }
}

//! A change of how fast a job or a queue may go.

use serde::{Deserialize, Serialize};

use crate::types::RatePatch;

/// A change of how fast a job or a queue may go: what is `None` stays, and what is `Some(None)` is removed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ThrottlePatch {
    /// The most tasks at a time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_concurrency: Option<Option<u32>>,
    /// The most attempts a second.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<Option<RatePatch>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_stays_or_is_removed() {
        let patch = ThrottlePatch { max_concurrency: Some(None), rate: None };
        assert_eq!(serde_json::to_string(&patch).unwrap(), r#"{"max_concurrency":null}"#);
    }
}

//! Why a call failed.

use std::error::Error as StdError;
use std::time::Duration;

use thiserror::Error;

use super::target::Target;
use crate::items::Failure;

/// Why a call failed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{class}: {message}")]
pub struct CallFailure {
    /// The kind, such as `connect_error`.
    pub class: &'static str,
    /// What happened and where, for a person. It names no path, query or header: they may hold secrets.
    pub message: String,
    /// How long the server asked to be left alone.
    pub retry_after: Option<Duration>,
}

impl CallFailure {
    pub(super) fn new(class: &'static str, message: impl Into<String>) -> Self {
        Self { class, message: message.into(), retry_after: None }
    }

    pub(super) fn at(class: &'static str, target: &Target, message: impl AsRef<str>) -> Self {
        Self::new(class, format!("{target}: {}", message.as_ref()))
    }
}

impl From<CallFailure> for Failure {
    fn from(failure: CallFailure) -> Self {
        let CallFailure { class, message, .. } = failure;
        Self { class, message }
    }
}

/// An error's text, with those of its causes.
pub(super) fn reason(error: &dyn StdError) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let more = error.to_string();
        if !text.contains(&more) {
            text = format!("{text}: {more}");
        }
        cause = error.source();
    }
    text
}

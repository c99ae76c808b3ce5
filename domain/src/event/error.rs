//! Why a recorded event could not be read, and what to do about it.

use super::RecordedEvent;

/// An event that this program cannot read.
#[derive(Debug, thiserror::Error)]
#[error("event {sequence} of {stream}, {event_type} {event_version}, {reason}")]
pub struct DecodeError {
    event_type: String,
    event_version: String,
    stream: String,
    sequence: u64,
    #[source]
    reason: Undecodable,
}

/// Why an event cannot be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum Undecodable {
    #[error("is of a type that this program does not know: upgrade the program")]
    UnknownType,
    #[error("is newer than this program, which knows versions up to {current}: upgrade the program")]
    Newer { current: &'static str },
    #[error(
        "cannot become {current}: there is no upcaster that leads on from {from}, so add it to the event's"
    )]
    NoUpcaster { from: String, current: &'static str },
    #[error("has no version such as 1.0: look at who wrote it")]
    NoVersion,
    #[error("does not have the shape of {version}: {source}")]
    Shape { version: &'static str, source: serde_json::Error },
}

impl DecodeError {
    pub(super) fn new(event: &RecordedEvent, reason: Undecodable) -> Self {
        Self {
            event_type: event.event_type.clone(),
            event_version: event.event_version.clone(),
            stream: format!("{}/{}", event.aggregate_type, event.aggregate_id),
            sequence: event.sequence,
            reason,
        }
    }

    /// Whether a newer version of this program can read the event: it is not broken, and must not be skipped.
    #[must_use]
    pub fn needs_upgrade(&self) -> bool {
        matches!(self.reason, Undecodable::UnknownType | Undecodable::Newer { .. })
    }
}

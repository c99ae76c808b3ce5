//! How a command can fail.

use crate::ports::{AppendError, EngineError, StreamId};

/// Why a command had no effect.
#[derive(Debug, thiserror::Error)]
pub enum ExecuteError<E: std::error::Error> {
    /// A rule of the domain refused it.
    #[error(transparent)]
    Refused(E),
    /// Others were faster, again and again.
    #[error("too many commands at once on {0}")]
    Contended(StreamId),
    /// The aggregate is at another version than the command was decided on.
    #[error("it is at version {actual}, not {expected}: read it again, and decide anew")]
    Stale {
        /// The version that was expected.
        expected: u64,
        /// Its version.
        actual: u64,
    },
    /// The event store has too much to do.
    #[error("the event store has too many appends waiting")]
    Overloaded,
    /// The event store cannot be reached. The command may be sent again: what is done is not done twice.
    #[error("{0}")]
    Unavailable(String),
    /// The log holds, or was to hold, what this version cannot read or store.
    #[error("{0}")]
    Unreadable(String),
}

impl<E: std::error::Error> From<EngineError> for ExecuteError<E> {
    fn from(error: EngineError) -> Self {
        Self::Unavailable(error.to_string())
    }
}

pub(super) fn refusal<E: std::error::Error>(error: AppendError) -> ExecuteError<E> {
    match error {
        AppendError::Overloaded => ExecuteError::Overloaded,
        AppendError::Conflict { stream, .. } => ExecuteError::Contended(stream),
        AppendError::Invalid(_) | AppendError::SeveralShards => ExecuteError::Unreadable(error.to_string()),
        AppendError::Unknown(_) | AppendError::Unavailable(_) => ExecuteError::Unavailable(error.to_string()),
    }
}

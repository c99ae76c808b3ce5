//! What can be wrong with a history.

use std::fmt;

use serde::Serialize;

use crate::record::OperationId;

/// The kinds of violations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A position of the log is missing, or not in its place.
    Gap,
    /// A stream's sequences are not 1, 2, 3 …
    Sequence,
    /// An event is in the log twice.
    Duplicate,
    /// An event is in the log that nobody tried to append, or not as it was appended.
    Phantom,
    /// An append is in the log, or was seen, in part or in pieces.
    Partial,
    /// An acknowledged append is not in the log.
    Lost,
    /// An acknowledged append is not at the position that was told.
    WrongPosition,
    /// An append is there whose client was told that it is not.
    Refused,
    /// An append was taken at a version that it did not expect.
    WrongVersion,
    /// The log has two appends against the order in time.
    RealTime,
    /// A read did not see what was there before it began.
    StaleRead,
    /// A read saw what was not there before it ended.
    FutureRead,
    /// A read saw what the log does not have so.
    WrongRead,
    /// An append was refused because of a version that the stream did not have at that time.
    UnjustifiedConflict,
    /// The log's follower missed, repeated or reordered an event.
    Follower,
    /// The topic lacks an event, has one too early, or has what is no event of the log.
    Topic,
    /// The search found no order of a stream's operations.
    NotLinearisable,
}

/// Something that the event store must never do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Violation {
    /// Its kind.
    pub kind: Kind,
    /// What happened, with operations and positions.
    pub message: String,
    /// The operations.
    pub operations: Vec<OperationId>,
    /// The positions of the log.
    pub positions: Vec<u64>,
}

impl Violation {
    pub(crate) fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), operations: vec![], positions: vec![] }
    }

    pub(crate) fn operations(mut self, operations: impl IntoIterator<Item = OperationId>) -> Self {
        self.operations.extend(operations);
        self
    }

    pub(crate) fn positions(mut self, positions: impl IntoIterator<Item = u64>) -> Self {
        self.positions.extend(positions);
        self
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {}", self.kind, self.message)
    }
}

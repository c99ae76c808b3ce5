//! What is recorded of each operation, of the log and of the topic.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How many bits of an event's id number the events of one operation.
const INDEX_BITS: u32 = 10;

/// An operation: the number of its process and its number there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OperationId(pub u64);

impl OperationId {
    /// The operation `number` of a process. Processes have numbers below 2²⁰.
    #[must_use]
    pub fn new(process: u32, number: u32) -> Self {
        Self(u64::from(process) << 32 | u64::from(number))
    }

    /// The process that began it.
    #[must_use]
    pub fn process(self) -> u32 {
        (self.0 >> 32) as u32
    }
}

impl fmt::Display for OperationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "operation {}.{}", self.process(), self.0 as u32)
    }
}

/// An event. Its id tells which operation tried to append it, and takes 62 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EventId(pub u64);

impl EventId {
    /// What stands for an event that is not as any operation made it.
    pub const FOREIGN: Self = Self(u64::MAX);

    /// The event `index`, below 1,024, of an operation.
    #[must_use]
    pub fn new(operation: OperationId, index: u16) -> Self {
        Self(operation.0 << INDEX_BITS | u64::from(index))
    }

    /// The operation that tried to append it.
    #[must_use]
    pub fn operation(self) -> OperationId {
        OperationId(self.0 >> INDEX_BITS)
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = self.operation();
        let index = self.0 & ((1 << INDEX_BITS) - 1);
        write!(f, "event {}.{}.{index}", operation.process(), operation.0 as u32)
    }
}

/// The version that an append wants a stream to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Expected {
    /// So many events.
    Exact(u64),
    /// None: the stream begins with this append.
    NoStream,
    /// Whatever it is.
    Any,
}

impl Expected {
    /// Whether a stream of this version may be appended to.
    #[must_use]
    pub fn fits(self, version: u64) -> bool {
        match self {
            Self::Exact(expected) => version == expected,
            Self::NoStream => version == 0,
            Self::Any => true,
        }
    }
}

/// What an append does to one stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StreamPart {
    /// The stream.
    pub stream: String,
    /// The version that it must have.
    pub expected: Expected,
    /// The events.
    pub events: Vec<EventId>,
}

/// What a client asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Call {
    /// Append to streams, each named once: all or nothing.
    Append(Vec<StreamPart>),
    /// The events of a stream after a sequence.
    ReadStream {
        /// The stream.
        stream: String,
        /// The sequence.
        after: u64,
    },
    /// Up to `limit` events of the log after a position.
    ReadLog {
        /// The position.
        after: u64,
        /// The most events.
        limit: u64,
    },
}

/// What a client was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The events are in the log; the last one is at this position.
    Appended(u64),
    /// Nothing was appended: a stream had another version.
    Conflict {
        /// The stream.
        stream: String,
        /// The version that was expected, as the answer repeats it.
        expected: Expected,
        /// The version that it had.
        actual: u64,
    },
    /// The events that were read, without a hole after what was asked for.
    Read(Vec<EventId>),
    /// The events that were read do not follow on each other; says how.
    Garbled(String),
    /// It certainly had no effect; says why.
    Failed(String),
    /// Nobody knows; says why.
    Unknown(String),
}

/// One operation. Times are nanoseconds of a clock that all processes share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// Its id.
    pub id: OperationId,
    /// The client in its process.
    pub client: u32,
    /// When it began.
    pub invoked: u64,
    /// When its client had the answer.
    pub completed: Option<u64>,
    /// What was asked for.
    pub call: Call,
    /// What was told. Without an answer: [`Outcome::Unknown`].
    pub outcome: Outcome,
}

/// An event as the log has it in the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogEvent {
    /// Its place in the log.
    pub position: u64,
    /// Its stream.
    pub stream: String,
    /// Its place in the stream.
    pub sequence: u64,
    /// The event.
    pub event: EventId,
}

/// A message of the topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The partition.
    pub partition: i32,
    /// The event, or why the message is none.
    pub content: Result<LogEvent, String>,
}

/// All that is known of a run.
#[derive(Debug, Clone, Default)]
pub struct History {
    /// What the clients did, in any order, but those of one client in theirs.
    pub operations: Vec<Operation>,
    /// The log as it was in the end, as it was read.
    pub log: Vec<LogEvent>,
    /// The topic as it was in the end, each partition in its order; `None` where nobody published.
    pub topic: Option<Vec<Message>>,
    /// The process that followed the whole log with one cursor, where there was one.
    pub follower: Option<u32>,
}

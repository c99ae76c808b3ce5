//! Judges what clients of the event store were told against what its log holds. It does no I/O.

pub mod check;
mod linearise;
mod record;
mod streams;

pub use linearise::{Entry, Step, Verdict, linearise};
pub use record::{
    Call, EventId, Expected, History, LogEvent, Message, Operation, OperationId, Outcome, StreamPart,
};
pub use streams::project;

//! What can go wrong with one item, and with the pool itself.

use std::io;

use thiserror::Error;

/// The longest error message that is kept, in bytes. Messages of the engine quote whole values.
pub(super) const MAX_MESSAGE_BYTES: usize = 1024;

/// Why an item failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorClass {
    /// The item is not UTF-8.
    InvalidUtf8,
    /// The item is not exactly one JSON value.
    InvalidJson,
    /// The filter raised an error, or gave a value that JSON cannot express.
    FilterError,
    /// The filter's outputs for the item are larger than allowed.
    OutputTooLarge,
    /// The filter did not end within the item's time limit.
    TimedOut,
    /// The filter needed more memory than allowed.
    OutOfMemory,
    /// The filter took the process that ran it down, for example by overflowing the stack.
    Crashed,
}

impl ErrorClass {
    /// Every class, in the order of their codes on the wire.
    pub const ALL: [Self; 7] = [
        Self::InvalidUtf8,
        Self::InvalidJson,
        Self::FilterError,
        Self::OutputTooLarge,
        Self::TimedOut,
        Self::OutOfMemory,
        Self::Crashed,
    ];

    /// The name that tenants see.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InvalidUtf8 => "invalid_utf8",
            Self::InvalidJson => "invalid_json",
            Self::FilterError => "filter_error",
            Self::OutputTooLarge => "output_too_large",
            Self::TimedOut => "timed_out",
            Self::OutOfMemory => "out_of_memory",
            Self::Crashed => "crashed",
        }
    }
}

/// The failure of one item.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{}: {message}", class.as_str())]
pub struct ItemError {
    /// The kind of failure.
    pub class: ErrorClass,
    /// What happened, for the tenant to read. It may quote the item.
    pub message: String,
}

impl ItemError {
    /// Makes an error, cutting a long message short.
    pub(super) fn new(class: ErrorClass, message: impl Into<String>) -> Self {
        let mut message = message.into();
        if message.len() > MAX_MESSAGE_BYTES {
            message.truncate(message.floor_char_boundary(MAX_MESSAGE_BYTES));
            message.push('…');
        }
        Self { class, message }
    }
}

/// What became of one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemResult {
    /// How long the filter ran on the item, in microseconds.
    pub micros: u32,
    /// The filter's outputs as compact JSON values joined by commas (empty if there are none), so
    /// that `[` and `]` around them make an array; or why the item failed.
    pub result: Result<Box<str>, ItemError>,
}

/// The pool could not run a batch. It says nothing about the items: the batch may be tried again.
#[derive(Debug, Error)]
pub enum PoolError {
    /// No child process could be started, or it died before it was ready.
    #[error("a jq runner could not be started")]
    Start(#[source] io::Error),
}

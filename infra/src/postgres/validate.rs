//! What an append must be before it may wait with others, and what is wrong with one that PostgreSQL refused.

use std::collections::HashSet;

use commands::ports::{Append, AppendError, Expected, NewEvent, StreamAppend};
use serde::de::IgnoredAny;

use super::MAX_EVENT_BYTES;

/// The most events of one append.
const MAX_APPEND_EVENTS: usize = 100_000;
/// The highest version that a stream can have: with room for the events of an append in PostgreSQL's bigint.
const MAX_VERSION: u64 = 1 << 62;
/// The largest name of a stream or an event's type, in bytes: names are in an index.
const MAX_NAME_BYTES: usize = 500;

/// Refuses what could never be stored.
pub(super) fn check(append: &Append) -> Result<(), AppendError> {
    let events: usize = append.streams.iter().map(|stream| stream.events.len()).sum();
    if events == 0 {
        return Err(invalid("there is nothing to append"));
    }
    if events > MAX_APPEND_EVENTS {
        return Err(invalid(format!("one append has {events} events of {MAX_APPEND_EVENTS}")));
    }
    let mut seen = HashSet::new();
    for stream in &append.streams {
        if append.streams.len() > 1 && !seen.insert(&stream.stream) {
            return Err(invalid(format!("{} is twice in one append", stream.stream)));
        }
        check_stream(stream)?;
    }
    Ok(())
}

fn check_stream(stream: &StreamAppend) -> Result<(), AppendError> {
    if stream.expected.version().is_some_and(|version| version > MAX_VERSION) {
        return Err(invalid(format!("{} was never at version {}", stream.stream, stream.expected)));
    }
    let name = &stream.stream.aggregate_id;
    if name.is_empty() || name.len() > MAX_NAME_BYTES || name.contains('\0') {
        return Err(invalid(format!("{:.80} is no name of a stream", stream.stream.to_string())));
    }
    let no_name = |name: &str| name.is_empty() || name.len() > MAX_NAME_BYTES || name.contains('\0');
    for (offset, event) in (0..).zip(&stream.events) {
        if no_name(&event.event_type) || no_name(&event.event_version) {
            return Err(invalid(format!(
                "{} has a type or version that is no name",
                describe(stream, offset)
            )));
        }
    }
    let too_large = |event: &&NewEvent| event.payload.len() > MAX_EVENT_BYTES;
    if let Some((offset, event)) = (0..).zip(&stream.events).find(|(_, event)| too_large(event)) {
        let bytes = event.payload.len();
        return Err(invalid(format!("{} has {bytes} bytes of {MAX_EVENT_BYTES}", describe(stream, offset))));
    }
    Ok(())
}

/// Says which event it was that PostgreSQL refused, as far as that can be seen.
pub(super) fn diagnose(append: &Append, refusal: &str) -> AppendError {
    for stream in &append.streams {
        for (offset, event) in (0..).zip(&stream.events) {
            if let Err(error) = serde_json::from_str::<IgnoredAny>(&event.payload) {
                return invalid(format!("the payload of {} is no JSON: {error}", describe(stream, offset)));
            }
        }
    }
    let streams: Vec<_> = append.streams.iter().map(|stream| stream.stream.to_string()).collect();
    invalid(format!("{}: {refusal}", streams.join(", ")))
}

/// An event by its stream and the version that it would make.
fn describe(stream: &StreamAppend, offset: u64) -> String {
    let event_type =
        stream.events.get(usize::try_from(offset).unwrap_or_default()).map(|event| &event.event_type);
    let event_type = event_type.map_or("", String::as_str);
    match stream.expected {
        Expected::Any => format!("the event {event_type:.80} of {}", stream.stream),
        expected => {
            let version = expected.version().unwrap_or_default() + 1 + offset;
            format!("version {version} of {} ({event_type:.80})", stream.stream)
        }
    }
}

fn invalid(message: impl Into<String>) -> AppendError {
    AppendError::Invalid(message.into())
}

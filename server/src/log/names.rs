//! How streams, events and places in the log are named on the command line.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use commands::ports::StreamId;
use domain::{BatchId, DatasetId, JobId};
use serde::Serialize;
use uuid::Uuid;

use super::instant;

/// A stream: `job_…`, `batch_…`, `dataset_…`, or its aggregate's type and id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct StreamName {
    pub(crate) aggregate_type: String,
    pub(crate) aggregate_id: String,
}

impl StreamName {
    fn new(aggregate_type: &str, aggregate_id: &str) -> Self {
        Self { aggregate_type: aggregate_type.to_owned(), aggregate_id: aggregate_id.to_owned() }
    }

    /// The name as readers of the log take it.
    pub(crate) fn id(&self) -> StreamId {
        let known = ["job", "batch", "dataset"].into_iter().find(|known| *known == self.aggregate_type);
        // A type that this program does not know is kept to the program's end, once a run.
        let aggregate_type = known.unwrap_or_else(|| self.aggregate_type.clone().leak());
        StreamId { aggregate_type, aggregate_id: self.aggregate_id.clone() }
    }
}

impl fmt::Display for StreamName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let says_its_type = self.aggregate_id.starts_with(&format!("{}_", self.aggregate_type));
        let aggregate_type = if says_its_type { String::new() } else { format!("{}/", self.aggregate_type) };
        write!(f, "{aggregate_type}{}", self.aggregate_id)
    }
}

impl FromStr for StreamName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some((aggregate_type, aggregate_id)) = text.split_once('/') {
            let named = !aggregate_type.is_empty() && !aggregate_id.is_empty();
            return named.then(|| Self::new(aggregate_type, aggregate_id)).ok_or_else(|| no_stream(text));
        }
        let checked = match text.split_once('_').map_or("", |(kind, _)| kind) {
            "job" => text.parse::<JobId>().map(|_| "job"),
            "batch" => text.parse::<BatchId>().map(|_| "batch"),
            "dataset" => text.parse::<DatasetId>().map(|_| "dataset"),
            _ => return Err(no_stream(text)),
        };
        checked.map(|kind| Self::new(kind, text)).map_err(|error| error.to_string())
    }
}

fn no_stream(text: &str) -> String {
    format!("{text:?} names no stream: give job_…, batch_…, dataset_…, or type/id")
}

/// What `log show` shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// All of a stream.
    Stream(StreamName),
    /// The event of this id.
    Event(Uuid),
    /// The event at this position of a shard.
    Place(u16, u64),
}

impl FromStr for Target {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some((shard, position)) = place(text) {
            return Ok(Self::Place(shard, position));
        }
        if let Ok(id) = Uuid::try_parse(text) {
            return Ok(Self::Event(id));
        }
        let stream = text.parse().map(Self::Stream);
        stream.map_err(|error| format!("{error}; or an event's id, or SHARD:POSITION"))
    }
}

/// One end of a range of the log; both ends belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bound {
    /// This position, on every shard.
    Position(u64),
    /// This position of one shard; shards without a bound of their own are left out.
    Place(u16, u64),
    /// What was recorded at this instant.
    At(DateTime<Utc>),
}

impl FromStr for Bound {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Ok(position) = text.parse() {
            return Ok(Self::Position(position));
        }
        if let Some((shard, position)) = place(text) {
            return Ok(Self::Place(shard, position));
        }
        let at = instant::parse(text).map(Self::At);
        at.map_err(|error| format!("{error}; or a position: a number, or SHARD:POSITION"))
    }
}

fn place(text: &str) -> Option<(u16, u64)> {
    let (shard, position) = text.split_once(':')?;
    Some((shard.parse().ok()?, position.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const JOB: &str = "job_00000000000000000000000000000007";

    #[test]
    fn a_target_is_told_by_its_form() {
        assert_eq!(JOB.parse(), Ok(Target::Stream(StreamName::new("job", JOB))));
        assert_eq!("counter/a/b".parse(), Ok(Target::Stream(StreamName::new("counter", "a/b"))));
        assert_eq!("1:17".parse(), Ok(Target::Place(1, 17)));
        let id = Uuid::from_u128(7);
        assert_eq!(id.to_string().parse(), Ok(Target::Event(id)));
    }

    #[test]
    fn what_names_nothing_is_refused_with_the_forms() {
        for text in ["", "job_7", "batch_1", "counter", "/a", "a/", "1:x", "70000:1"] {
            assert!(text.parse::<Target>().unwrap_err().contains("SHARD:POSITION"), "{text}");
        }
        assert!("job_7".parse::<Target>().unwrap_err().contains("32 hexadecimal digits"));
    }

    #[test]
    fn a_stream_is_named_with_its_type_where_its_id_does_not_say_it() {
        assert_eq!(StreamName::new("job", JOB).to_string(), JOB);
        assert_eq!(StreamName::new("counter", "7").to_string(), "counter/7");
    }

    #[test]
    fn a_bound_is_a_position_or_an_instant() {
        assert_eq!("17".parse(), Ok(Bound::Position(17)));
        assert_eq!("1:17".parse(), Ok(Bound::Place(1, 17)));
        assert_eq!("1970-01-01".parse(), Ok(Bound::At(DateTime::UNIX_EPOCH)));
        assert!("soon".parse::<Bound>().unwrap_err().contains("SHARD:POSITION"));
    }
}

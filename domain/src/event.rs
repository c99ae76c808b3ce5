//! An event as it was recorded, with what is known about it.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::TenantId;

mod error;
mod opaque;
mod upcast;
pub mod versions;

pub use error::DecodeError;
use error::Undecodable;
pub use upcast::Upcaster;
pub(crate) use versions::versions;
pub use versions::{VersionedEvent, Versions};

/// What is recorded about an event beside its payload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    /// The event's own id, a UUIDv7.
    pub event_id: Uuid,
    /// What the event belongs to: the job's id for all that happens to a job.
    pub correlation: String,
    /// The id of the event that led to the command, where one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub causation: Option<Uuid>,
    /// Who asked: a user, or a role of ours such as `worker`.
    pub actor: String,
    /// The command that the event came from.
    pub command: String,
    /// The W3C trace context, where the command was traced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub traceparent: Option<String>,
    /// The version of the program that decided.
    pub build: String,
}

impl Metadata {
    /// As the map of strings that cqrs-es hands to its queries.
    #[must_use]
    pub fn to_map(&self) -> HashMap<String, String> {
        let mut map = HashMap::from([
            ("event_id".to_owned(), self.event_id.to_string()),
            ("correlation".to_owned(), self.correlation.clone()),
            ("actor".to_owned(), self.actor.clone()),
            ("command".to_owned(), self.command.clone()),
            ("build".to_owned(), self.build.clone()),
        ]);
        map.extend(self.causation.map(|id| ("causation".to_owned(), id.to_string())));
        map.extend(self.traceparent.clone().map(|context| ("traceparent".to_owned(), context)));
        map
    }
}

/// An event in the log.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordedEvent {
    /// The shard whose log holds it.
    pub shard: u16,
    /// Its place in that log: 1, 2, 3 …
    pub position: u64,
    /// Whose it is.
    pub tenant: TenantId,
    /// The kind of aggregate: `job`, `batch`, `dataset`.
    pub aggregate_type: String,
    /// The aggregate's id.
    pub aggregate_id: String,
    /// Its place in the aggregate's stream: 1, 2, 3 …
    pub sequence: u64,
    /// The event's type, such as `JobSubmitted`.
    pub event_type: String,
    /// The version of the payload's shape.
    pub event_version: String,
    /// The payload, byte for byte as it was stored.
    pub payload: String,
    /// What else is known.
    pub metadata: Metadata,
    /// When the shard recorded it.
    pub recorded_at: DateTime<Utc>,
}

impl RecordedEvent {
    /// The event, read from its payload. One of an earlier version is brought to the current one by upcasters.
    ///
    /// # Errors
    /// The payload does not have the shape of its version, or this program does not know the version.
    pub fn decode<E: VersionedEvent>(&self) -> Result<E, DecodeError> {
        upcast::decode(self).map_err(|reason| DecodeError::new(self, reason))
    }
}

/// The event of a payload whose version is read as it is; none for a version that needs upcasters, or is not known.
///
/// The result is an error when the payload does not have the shape of its version.
#[must_use]
pub fn decode_as_it_is<E: VersionedEvent>(
    event_type: &str,
    event_version: &str,
    payload: &str,
) -> Option<serde_json::Result<E>> {
    E::versions(event_type)
        .filter(|versions| versions.read(event_version))
        .map(|_| serde_json::from_str(payload))
}

/// An event as a log would hold it.
#[cfg(test)]
pub(crate) fn recorded_for_tests(
    aggregate_type: &str,
    event_type: &str,
    event_version: &str,
    payload: String,
) -> RecordedEvent {
    RecordedEvent {
        shard: 0,
        position: 1,
        tenant: "dev".parse().unwrap(),
        aggregate_type: aggregate_type.to_owned(),
        aggregate_id: format!("{aggregate_type}_1"),
        sequence: 1,
        event_type: event_type.to_owned(),
        event_version: event_version.to_owned(),
        payload,
        metadata: Metadata {
            event_id: Uuid::from_u128(1),
            correlation: "c".to_owned(),
            causation: None,
            actor: "tester".to_owned(),
            command: "Happen".to_owned(),
            traceparent: None,
            build: "test".to_owned(),
        },
        recorded_at: DateTime::UNIX_EPOCH,
    }
}

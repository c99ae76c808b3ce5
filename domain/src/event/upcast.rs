//! How a payload of an earlier version becomes one of the current version: step by step, each by an upcaster.

use cqrs_es::persist::{EventUpcaster, SemanticVersion, SerializedEvent};
use serde_json::{Map, Value};

use super::opaque::Opaque;
use super::{RecordedEvent, Undecodable, VersionedEvent, Versions};

#[cfg(test)]
mod tests;

/// A step from one version of an event type to the next.
pub struct Upcaster {
    event_type: &'static str,
    from: &'static str,
    to: &'static str,
    change: fn(&mut Map<String, Value>),
}

impl Upcaster {
    /// The step in which `change` edits the event's members.
    #[must_use]
    pub const fn new(
        event_type: &'static str,
        from: &'static str,
        to: &'static str,
        change: fn(&mut Map<String, Value>),
    ) -> Self {
        Self { event_type, from, to, change }
    }
}

impl EventUpcaster for Upcaster {
    fn can_upcast(&self, event_type: &str, event_version: &str) -> bool {
        event_type == self.event_type && event_version == self.from
    }

    fn upcast(&self, mut event: SerializedEvent) -> SerializedEvent {
        // What is no event of this type stays as it is, and is refused when it is read.
        if let Some(members) = event.payload.get_mut(self.event_type).and_then(Value::as_object_mut) {
            (self.change)(members);
        }
        self.to.clone_into(&mut event.event_version);
        event
    }
}

/// The event, whatever its version.
pub(super) fn decode<E: VersionedEvent>(event: &RecordedEvent) -> Result<E, Undecodable> {
    let versions = E::versions(&event.event_type).ok_or(Undecodable::UnknownType)?;
    let shape = |source| Undecodable::Shape { version: versions.current, source };
    // Nearly all events are of the current version. They are read from the text that was stored.
    if versions.read(&event.event_version) {
        return serde_json::from_str(&event.payload).map_err(shape);
    }
    let way = way_up(event, versions)?;
    let (payload, opaque) = Opaque::lift(&event.payload, E::OPAQUE).map_err(shape)?;
    let upcast = climb(serialized(event, payload), way, versions, E::upcasters())?;
    serde_json::from_str(&opaque.put_back(&upcast)).map_err(shape)
}

/// The current version, which the event's must be below.
fn way_up(event: &RecordedEvent, versions: &Versions) -> Result<SemanticVersion, Undecodable> {
    let (current, found) = (parse(versions.current)?, parse(&event.event_version)?);
    if found.supersedes(&current) {
        return Err(Undecodable::Newer { current: versions.current });
    }
    Ok(current)
}

fn parse(version: &str) -> Result<SemanticVersion, Undecodable> {
    version.parse().map_err(|_| Undecodable::NoVersion)
}

fn serialized(event: &RecordedEvent, payload: Value) -> SerializedEvent {
    SerializedEvent {
        aggregate_id: event.aggregate_id.clone(),
        sequence: usize::try_from(event.sequence).unwrap_or(usize::MAX),
        aggregate_type: event.aggregate_type.clone(),
        event_type: event.event_type.clone(),
        event_version: event.event_version.clone(),
        payload,
        metadata: event.metadata.to_map().into_iter().map(|(key, text)| (key, Value::String(text))).collect(),
    }
}

/// Takes one step after the other, until the payload is one that is read as it is.
fn climb(
    mut event: SerializedEvent,
    current: SemanticVersion,
    versions: &Versions,
    upcasters: &[Box<dyn EventUpcaster>],
) -> Result<Value, Undecodable> {
    // Versions that are written differently may be the same: cqrs-es's own upcasters make 2.0.0 of 2.0.
    while !versions.read(&event.event_version) && parse(&event.event_version)? != current {
        let from = event.event_version.clone();
        let missing = || Undecodable::NoUpcaster { from: from.clone(), current: versions.current };
        let step = upcasters.iter().find(|step| step.can_upcast(&event.event_type, &from));
        event = step.ok_or_else(missing)?.upcast(event);
        let reached = parse(&event.event_version)?;
        if !reached.supersedes(&parse(&from)?) || reached.supersedes(&current) {
            return Err(missing());
        }
    }
    Ok(event.payload)
}

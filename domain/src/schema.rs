//! The shapes of events and states, as JSON Schemas of what is written, and a hash that tells when one changed.

use schemars::generate::{SchemaGenerator, SchemaSettings};
use schemars::transform::transform_subschemas;
use schemars::{JsonSchema, Schema};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::access::Access;
use crate::api_key::ApiKey;
use crate::batch::Batch;
use crate::dataset::Dataset;
use crate::event::{VersionedEvent, Versions};
use crate::invitation::Invitation;
use crate::job::Job;
use crate::queue::Queue;
use crate::session::Session;
use crate::tenant::Tenant;
use crate::user::User;
use crate::{RecordedEvent, Root};

mod reference;
#[cfg(test)]
mod tests;

pub use reference::events_reference;

/// How many hexadecimal digits of a SHA-256 tell two shapes apart.
const HASH_DIGITS: usize = 16;

/// An event type, as it is written today.
#[derive(Debug, Clone)]
pub struct EventType {
    /// The kind of aggregate that it happens to.
    pub aggregate: &'static str,
    /// Its name and versions.
    pub versions: &'static Versions,
    /// The shape of its payload.
    pub schema: Schema,
    /// Reads a recorded event of any version, and writes its payload as it would be written today.
    pub rewrite: fn(&RecordedEvent) -> Result<String, crate::event::DecodeError>,
}

/// Every event type, with schemas that stand for themselves.
#[must_use]
pub fn event_types() -> Vec<EventType> {
    event_types_by(&mut inline())
}

/// Every event type, with schemas that refer to the definitions of `generator`.
#[must_use]
pub fn event_types_by(generator: &mut SchemaGenerator) -> Vec<EventType> {
    [
        of_aggregate::<Job>(generator),
        of_aggregate::<Batch>(generator),
        of_aggregate::<Dataset>(generator),
        of_aggregate::<Queue>(generator),
        of_aggregate::<Tenant>(generator),
        of_aggregate::<User>(generator),
        of_aggregate::<Invitation>(generator),
        of_aggregate::<ApiKey>(generator),
        of_aggregate::<Session>(generator),
        of_aggregate::<Access>(generator),
    ]
    .concat()
}

fn of_aggregate<A: Root>(generator: &mut SchemaGenerator) -> Vec<EventType> {
    let types = of_events::<A::Event>(generator).into_iter();
    let rewrite = |event: &RecordedEvent| {
        let event: A::Event = event.decode()?;
        Ok(serde_json::to_string(&event).unwrap_or_default())
    };
    types.map(|(versions, schema)| EventType { aggregate: A::TYPE, versions, schema, rewrite }).collect()
}

/// The schema of each type of an event enum, which serde tells apart by the name of the payload's only member.
fn of_events<E: VersionedEvent>(generator: &mut SchemaGenerator) -> Vec<(&'static Versions, Schema)> {
    let all = E::json_schema(generator);
    let types = all.get("oneOf").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let of_type = |versions: &Versions| {
        let schema = types.iter().find(|schema| !schema["properties"][versions.event_type].is_null());
        schema.and_then(|schema| Schema::try_from(schema.clone()).ok()).unwrap_or_default()
    };
    E::VERSIONS.iter().map(|versions| (versions, of_type(versions))).collect()
}

/// Makes schemas that stand for themselves.
fn inline() -> SchemaGenerator {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    settings.with(|settings| settings.inline_subschemas = true).into_generator()
}

/// What of a schema decides which values fit: all but its texts for people. Two are equal when the shapes are.
#[must_use]
pub fn shape(mut schema: Schema) -> Value {
    drop_texts(&mut schema);
    let mut shape = schema.to_value();
    // Other crates of a build may have serde_json keep members in the order of insertion.
    shape.sort_all_objects();
    shape
}

fn drop_texts(schema: &mut Schema) {
    schema.remove("title");
    schema.remove("description");
    transform_subschemas(&mut drop_texts, schema);
}

/// A hash over the shape of a state, and over the shapes and versions of the events that it is folded from.
pub(crate) fn hash<S: JsonSchema, E: VersionedEvent>() -> String {
    let mut generator = inline();
    let state = shape(S::json_schema(&mut generator));
    let events = of_events::<E>(&mut generator).into_iter().map(|(versions, schema)| {
        json!([versions.event_type, versions.current, versions.as_they_are, shape(schema)])
    });
    let mut all = json!([state, events.collect::<Vec<_>>()]);
    all.sort_all_objects();
    let mut digits = hex::encode(Sha256::digest(all.to_string()));
    digits.truncate(HASH_DIGITS);
    digits
}

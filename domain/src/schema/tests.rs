use serde::{Deserialize, Serialize};

use super::*;
use crate::event::versions;

/// The types that a test compares: a state, and an event at some version.
macro_rules! aggregate {
    ($name:ident, $version:literal, state: { $($state:tt)* }, event: { $($event:tt)* }) => {
        mod $name {
            use super::*;

            #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
            pub(super) struct State { $($state)* }

            #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
            pub(super) enum Event { Counted { $($event)* } }

            versions!(Event { Counted: $version });

            pub(super) fn hash() -> String {
                super::hash::<State, Event>()
            }
        }
    };
}

aggregate!(plain, "1.0", state: { count: u32, }, event: { by: u32, });
aggregate!(described, "1.0", state: {
    /// How many.
    count: u32,
}, event: {
    /// How many more.
    by: u32,
});
aggregate!(other_state, "1.0", state: { count: u64, }, event: { by: u32, });
aggregate!(other_event, "1.0", state: { count: u32, }, event: { by: u64, });
aggregate!(other_version, "1.1", state: { count: u32, }, event: { by: u32, });
aggregate!(more_state, "1.0", state: { count: u32, description: String, }, event: { by: u32, });

#[test]
fn the_hash_differs_when_a_shape_or_a_version_does() {
    let hashes =
        [plain::hash(), other_state::hash(), other_event::hash(), other_version::hash(), more_state::hash()];
    for (n, hash) in hashes.iter().enumerate() {
        assert!(!hashes[n + 1..].contains(hash), "{hashes:?}");
    }
}

#[test]
fn the_hash_does_not_depend_on_what_is_written_for_people() {
    assert_eq!(plain::hash(), described::hash());
    assert_eq!(plain::hash().len(), HASH_DIGITS);
}

#[test]
fn a_member_that_is_called_description_belongs_to_the_shape() {
    let shape = shape(more_state::State::json_schema(&mut inline()));
    assert_eq!(shape["properties"]["description"]["type"], "string");
}

#[test]
fn every_event_type_has_a_schema_and_says_what_it_means() {
    let types = event_types();
    for event in &types {
        let name = event.versions.event_type;
        assert!(event.schema.get("description").is_some(), "{name}");
        assert!(event.schema.pointer(&format!("/properties/{name}/properties")).is_some(), "{name}");
    }
    assert!(types.len() >= 12);
}

#[test]
fn each_aggregate_has_a_hash_of_its_own() {
    let hashes = [Job::schema_hash(), Batch::schema_hash(), Dataset::schema_hash()];
    assert_ne!(hashes[0], hashes[1]);
    assert_ne!(hashes[1], hashes[2]);
    assert_eq!(hashes[0], Job::schema_hash());
}

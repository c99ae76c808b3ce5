//! What was ever stored stays readable: a golden file of every event type in every version says what was.
//!
//! `UPDATE_GOLDEN=1 cargo test -p domain --test events` writes what is missing, and overwrites nothing.

#![expect(clippy::unwrap_used, reason = "in a test, a panic is the answer")]

mod comparing;
mod golden;
mod old;

use std::path::Path;

use domain::{samples, schema};
use golden::Golden;

#[test]
fn every_version_of_every_event_is_kept_and_can_be_read() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let (types, samples) = (schema::event_types(), samples::all());
    let mut golden = Golden::read(&root);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        golden.write(&root, golden.missing(&types, &samples));
    }
    let problems = golden.problems(&types, &samples);
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn the_reference_is_what_the_types_say() {
    let committed = include_str!("../../../docs/events.md");
    assert!(committed == schema::events_reference(), "docs/events.md has drifted: run `make asyncapi`");
}

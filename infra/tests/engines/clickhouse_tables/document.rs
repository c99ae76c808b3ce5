//! The analyst's reference is what the tables say.

use std::path::Path;

use infra::clickhouse::{client, document};

use crate::support::Place;

/// `UPDATE_DOCS=1` writes it.
#[tokio::test]
async fn the_reference_is_what_the_tables_say() {
    let mut place = Place::new();
    let document = document(&client(&place.tables().await)).await.unwrap();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/analytics.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &document).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap();
    assert!(committed == document, "docs/analytics.md has drifted: run `make analytics`");
}

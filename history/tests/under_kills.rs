//! The event store, its relay and its readers for a while under every kind of kill but PostgreSQL's own.

#![expect(clippy::unwrap_used, reason = "in a test, a panic is the answer")]

mod support;

use support::{clean_run, number};

#[test]
fn the_event_store_keeps_its_promises_under_kills() {
    // Given writers, relays and a follower, all of which are killed, stopped and cut off again and again
    let seconds = std::env::var("HISTORY_SECONDS").unwrap_or_else(|_| "60".to_owned());
    // When they have worked for a while, and the history was checked
    let found = clean_run(&["--seconds", &seconds, "--strikes", "45", "--rate", "600", "--control", "0"]);
    // Then each kind of harm was done
    let kinds = [
        "writers_killed",
        "relays_killed",
        "writers_stopped",
        "relays_stopped",
        "writers_cut",
        "relays_cut",
        "followers_cut",
        "writers_muted",
        "relays_muted",
    ];
    for kind in kinds {
        assert!(number(&found, &format!("/kills/{kind}")) > 0, "{kind}: {:#}", found["kills"]);
    }
    // And operations ended in every way, so that every promise was put to the test
    for outcome in ["appended", "several_streams", "conflicts", "unknown", "unknown_there", "stream_reads"] {
        assert!(number(&found, &format!("/counts/{outcome}")) > 0, "{outcome}: {:#}", found["counts"]);
    }
    assert!(number(&found, "/messages") >= number(&found, "/events"));
    assert!(number(&found, "/linearised") > 0);
    assert_eq!(number(&found, "/undecided"), 0, "the search must decide streams that are so short");
}

//! A reader with one cursor over the log misses nothing; one over a database sequence does, beside it.

#![expect(clippy::unwrap_used, reason = "in a test, a panic is the answer")]

mod support;

use support::{clean_run, number};

#[test]
fn a_follower_of_the_log_misses_nothing_where_one_of_a_sequence_does() {
    // Given 24 connections with plain transactions, of which some pause and some are rolled back, and 24 clients
    // of the event store, of whose appends some are refused, given up, or killed
    let clients = ["--writers", "3", "--clients", "8", "--rate", "0"];
    let counts = ["--operations", "12000", "--strikes", "27", "--pause", "200", "--control", "3000"];
    // When both are followed by a cursor meanwhile, the latter one being killed and cut off, too
    let found = clean_run(&[clients.as_slice(), &counts].concat());
    // Then the cursor over the sequence has missed rows: under this load, order is hard
    assert!(number(&found, "/control/missed") > 0, "the control proves nothing: {:#}", found["control"]);
    // And the one over the log has missed, repeated and reordered nothing, which `clean_run` sees to
    assert!(number(&found, "/events") > 0);
    assert!(number(&found, "/counts/conflicts") > 0);
    assert!(number(&found, "/kills/writers_killed") > 0);
}

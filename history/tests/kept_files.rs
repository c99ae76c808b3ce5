//! The files of a run can be judged again, and a violation is told by its operations and positions.

#![expect(clippy::unwrap_used, reason = "in a test, a panic is the answer")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const SETUP: &str = r#"{"config":"none","name":"none","prefix":1,"seed":7,"began":0,
    "writers":1,"clients":1,"streams":3,"rate":0,"ports":{"writers":0,"relays":0,"follower":0}}"#;
const ENDED: &str = r#"{"seconds":1.0,"control":null,"kills":{"writers_killed":0,"relays_killed":0,
    "writers_stopped":0,"relays_stopped":0,"writers_cut":0,"relays_cut":0,"followers_cut":0,"writers_muted":0,"relays_muted":0,"postgres_killed":0}}"#;

/// The id of the only event of an operation of process 1, and that of the operation.
fn ids(number: u64) -> (u64, u64) {
    let operation = 1 << 32 | number;
    (operation << 10, operation)
}

/// Two clients append an event each to streams of their own, one after the other; the log has them in this order.
fn files(folder: &Path, order: [u64; 2]) {
    let mut tape = String::new();
    for number in [1, 2] {
        let (event, id) = ids(number);
        let position = order.iter().position(|there| *there == number).unwrap() + 1;
        let (begin, end) = (number * 100, number * 100 + 50);
        tape += &format!(
            r#"{{"invoke":{{"id":{id},"client":{number},"at":{begin},"call":{{"append":[
                {{"stream":"s{number}","expected":"no_stream","events":[{event}]}}]}}}}}}"#
        )
        .replace('\n', "");
        tape += &format!(
            "\n{{\"complete\":{{\"id\":{id},\"at\":{end},\"outcome\":{{\"appended\":{position}}}}}}}\n"
        );
    }
    let (mut log, mut topic, mut follow) = (String::new(), String::new(), vec![]);
    for (position, number) in (1..).zip(order) {
        let event = ids(number).0;
        let line = format!(r#"{{"position":{position},"stream":"s{number}","sequence":1,"event":{event}}}"#);
        log += &format!("{line}\n");
        topic += &format!("{{\"partition\":0,\"content\":{{\"Ok\":{line}}}}}\n");
        follow.push(event.to_string());
    }
    let follow = format!(
        "{{\"invoke\":{{\"id\":1,\"client\":0,\"at\":900,\"call\":{{\"read_log\":{{\"after\":0,\"limit\":9}}}}}}}}\n\
         {{\"complete\":{{\"id\":1,\"at\":950,\"outcome\":{{\"read\":[{}]}}}}}}\n",
        follow.join(",")
    );
    let files = [
        ("run.json", SETUP),
        ("ended.json", ENDED),
        ("operations-0.ndjson", &follow),
        ("operations-1.ndjson", &tape),
        ("log.ndjson", &log),
        ("topic.ndjson", &topic),
    ];
    for (name, content) in files {
        fs::write(folder.join(name), content).unwrap();
    }
}

fn check(folder: &Path) -> (Output, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_history-check"));
    let output = command.arg("check").arg(folder).output().unwrap();
    let said = String::from_utf8_lossy(&[output.stdout.as_slice(), &output.stderr].concat()).into_owned();
    (output, said)
}

#[test]
fn files_without_a_fault_are_accepted() {
    // Given two appends whose order in the log is that in time
    let folder = tempfile::tempdir().unwrap();
    files(folder.path(), [1, 2]);
    // When they are checked
    let (output, said) = check(folder.path());
    // Then nothing is wrong
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("2 acknowledged"), "{said}");
}

#[test]
fn an_order_against_the_time_is_told_by_operations_and_positions() {
    // Given two appends of which the second one in time is the first one in the log
    let folder = tempfile::tempdir().unwrap();
    files(folder.path(), [2, 1]);
    // When they are checked
    let (output, said) = check(folder.path());
    // Then the exit code says so, and the message says which they are
    assert_eq!(output.status.code(), Some(1), "{said}");
    let message = "RealTime: operation 1.1 has position 2 and ended 50 ns before operation 1.2 began, \
                   which has the earlier position 1";
    assert!(said.contains(message), "{said}");
}

#[test]
fn a_folder_that_is_no_run_says_what_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let (output, said) = check(folder.path());
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("run.json"), "{said}");
}

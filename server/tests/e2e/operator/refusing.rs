//! What cannot be done is refused with what to change, and leaves nothing behind.

use std::process::Stdio;

use serde_json::Value;

use super::config;
use crate::deployment::{Deployment, text};

#[tokio::test(flavor = "multi_thread")]
async fn bad_input_is_answered_with_what_to_change() {
    let deployment = Deployment::idle().await;
    let live = format!("{}.events", config::<String>(&deployment, "namespace"));
    let unknown_event = "01932c07-209c-7401-acaf-1a2b3c4d5e6f";
    let cases: &[(&[&str], &str)] = &[
        (&["log", "show", "job_00000000000000000000000000000001"], "has no stream job_"),
        (&["log", "show", unknown_event], "no shard has an event"),
        (&["log", "show", "0:1"], "has no position 1"),
        (&["log", "show", "9:1"], "there is no shard 9"),
        (&["log", "show", "nonsense"], "names no stream"),
        (&["log", "show", "job/a", "--caused"], "--caused is for one event"),
        (&["log", "tail", "--shard", "2"], "the shards 0 to 1"),
        (&["log", "tail", "--since", "yesterday"], "is no instant"),
        (&["log", "export", "--from", "9", "--to", "3"], "--from is after --to"),
        (&["log", "export", "--since", "2026-01-02", "--until", "2026-01-01"], "not before"),
        (&["log", "export", "--out", "missing/log.ndjson"], "no directory"),
        (&["log", "export", "--out", "."], "is a directory"),
        (&["replay", "--from", "2h ago", "--to", "1d ago"], "--from is after --to"),
        (&["replay", "--into", "topic", "--topic", &live], "--yes"),
        (&["replay", "--into", "file"], "needs --file"),
        (&["replay", "--into", "file", "--file", "missing/x"], "no directory"),
        (&["replay", "--into", "projection"], "needs --projection"),
        (&["replay", "--rate", "0"], "--rate"),
        (&["replay", "--file", "x"], "--file is for --into file"),
    ];
    for (arguments, expected) in cases {
        let output = deployment.run(arguments);
        let error = text(&output.stderr);
        assert!(!output.status.success() && output.stdout.is_empty(), "{arguments:?}");
        assert!(error.contains(expected), "{arguments:?}: {error}");
    }
    let output = deployment.run(&["log", "show", "9:1", "--json"]);
    let problem: Value = serde_json::from_str(&text(&output.stderr)).unwrap();
    assert!(problem["detail"].as_str().unwrap().contains("there is no shard 9"), "{problem}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_log_is_no_error() {
    let deployment = Deployment::idle().await;
    assert_eq!(deployment.succeeds(&["log", "tail", "--no-follow"]), "");
    assert!(deployment.succeeds(&["log", "export"]).starts_with(r#"{"end":{"events":0,"#));
    assert!(deployment.succeeds(&["log", "stats"]).contains("SHARD"));
    assert!(deployment.succeeds(&["replay"]).contains("would replay 0 events"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_pipe_ends_a_command_quietly() {
    let deployment = Deployment::start().await;
    super::a_job(&deployment).await;
    for arguments in [&["log", "export"][..], &["log", "tail"], &["log", "stats"], &["replay"]] {
        let mut command = deployment.command(arguments);
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(process.stdout.take());
        let output = process.wait_with_output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
        assert_eq!(text(&output.stderr), "", "{arguments:?}");
    }
}

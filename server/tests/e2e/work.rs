//! Jobs that wait, are acted on, and are done by a tenant's own workers, all through the program.

use std::process::Stdio;

use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};

use crate::deployment::{Deployment, text};

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(parsed).collect()
}

/// Submits a job over the numbers below `items`, and gives its id.
fn given_a_job(deployment: &Deployment, items: u32, arguments: &[&str]) -> String {
    let items: String = (0..items).map(|n| format!("{n}\n")).collect();
    std::fs::write(deployment.folder().join("items.ndjson"), items).unwrap();
    let arguments = [&["submit", "items.ndjson"], arguments].concat();
    deployment.succeeds(&arguments).trim().to_owned()
}

/// What the program says of something, once it fits.
async fn until(deployment: &Deployment, arguments: &[&str], fits: impl Fn(&Value) -> bool) -> Value {
    let look = async || Some(parsed(&deployment.succeeds(arguments))).filter(|answer| fits(answer));
    deployment.until_some(&format!("{arguments:?} fits"), look).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shell_command_works_on_a_queue() {
    let deployment = Deployment::start().await;
    let options = ["--external", "numbers", "--retry", "2", "--retry-pause", "10ms", "--batch-size", "40"];
    let id = given_a_job(&deployment, 100, &options);
    let waiting = ["jobs", "waiting", &id, "--json"];
    let standing = until(&deployment, &waiting, |standing| standing["waiting"] == 100).await;
    assert_eq!(standing["why"]["reason"], "no_worker");

    // Each item fails once, and number 7 always does.
    let command = r#"read n; f=tried-$n; if [ $n = 7 ] || ! [ -e $f ]; then touch $f; echo no >&2; exit 1; fi; echo $((n * 2))"#;
    let work = ["work", "numbers", "--command", command, "--concurrency", "8", "--worker", "w", "--json"];
    let worker = deployment.command(&work).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let job = deployment.until_ended(id.parse().unwrap()).await;
    assert_eq!((job.succeeded, job.failed, job.cancelled), (99, 1, 0));
    kill_process(Pid::from_child(&worker), Signal::INT).unwrap();
    let ended = worker.wait_with_output().unwrap();
    assert!(ended.status.success(), "{}", text(&ended.stderr));
    let told = lines(&text(&ended.stdout));
    assert_eq!((told.len(), told.iter().filter(|line| line["outcome"] == "succeeded").count()), (200, 99));

    let results = lines(&deployment.succeeds(&["jobs", "results", &id]));
    assert_eq!(results[6], json!({"task": 6, "outputs": [12]}));
    let error = json!({"class": "worker_error", "message": "exit status: 1: no"});
    assert_eq!(results[7], json!({"task": 7, "error": error}));
    deployment.check();
    let retried = lines(&deployment.succeeds(&[
        "jobs",
        "tasks",
        &id,
        "--outcome",
        "retried",
        "--json",
        "--limit",
        "200",
    ]));
    assert_eq!(retried.len(), 100);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_keeps_its_lease_while_a_command_runs() {
    let deployment = Deployment::start().await;
    let id = given_a_job(&deployment, 1, &["--external", "slow", "--attempt-timeout-ms", "600000"]);
    let waiting = ["jobs", "waiting", &id, "--json"];
    until(&deployment, &waiting, |standing| standing["waiting"] == 1).await;
    let command = "until [ -e kept ]; do sleep 0.05; done; cat";
    let work = ["work", "slow", "--command", command, "--lease", "1s", "--until-empty"];
    let mut worker = deployment.command(&work).stderr(Stdio::null()).spawn().unwrap();
    let history = || deployment.succeeds(&["events", &id, "--batch", "0"]);
    // Without heartbeats, the lease would be over after the third of these.
    let kept = async || history().matches("LeaseExtended").count() > 4;
    deployment.until("the lease is extended again and again", kept).await;
    std::fs::write(deployment.folder().join("kept"), "").unwrap();
    assert_eq!(deployment.until_ended(id.parse().unwrap()).await.succeeded, 1);
    assert!(worker.wait().unwrap().success());
    assert!(!history().contains("LeaseExpired"), "{}", history());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_is_told_twice_gives_back_what_it_holds() {
    let deployment = Deployment::start().await;
    let id = given_a_job(&deployment, 1, &["--external", "slow", "--attempt-timeout-ms", "600000"]);
    let work = ["work", "slow", "--command", "touch begun; sleep 1000", "--lease", "1h"];
    let worker = deployment.command(&work).stderr(Stdio::piped()).spawn().unwrap();
    let begun = deployment.folder().join("begun");
    deployment.until("the command has begun", async || begun.exists()).await;
    let show = ["queues", "show", "slow", "--json"];
    until(&deployment, &show, |queue| queue["standing"]["in_flight"] == 1).await;
    let (first, pid) = (std::time::Instant::now(), Pid::from_child(&worker));
    kill_process(pid, Signal::INT).unwrap();
    let giving = std::thread::spawn(move || {
        // One signal may hide another that comes before it was heard.
        while kill_process(pid, Signal::INT).is_ok() && first.elapsed().as_secs() < 60 {
            std::thread::yield_now();
        }
    });
    let ended = worker.wait_with_output().unwrap();
    giving.join().unwrap();
    assert!(ended.status.success(), "{}", text(&ended.stderr));
    assert!(text(&ended.stderr).contains("1 given back"), "{}", text(&ended.stderr));
    let worked = deployment.succeeds(&["work", "slow", "--command", "cat", "--until-empty", "--json"]);
    assert_eq!((lines(&worked)[0]["attempt"].clone(), lines(&worked).len()), (json!(1), 1));
    assert_eq!(deployment.until_ended(id.parse().unwrap()).await.succeeded, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_is_paused_limited_cancelled_and_run_again() {
    let deployment = Deployment::start().await;
    let id = given_a_job(&deployment, 10, &["--external", "numbers", "--tag", "a", "--priority", "high"]);
    let shown = parsed(&deployment.succeeds(&["jobs", "pause", &id, "--json"]));
    assert_eq!(
        (&shown["paused"], &shown["priority"], &shown["tags"]),
        (&json!(true), &json!("high"), &json!(["a"]))
    );
    let waiting = ["jobs", "waiting", &id, "--json"];
    until(&deployment, &waiting, |standing| standing["why"]["reason"] == "paused").await;
    deployment.succeeds(&["jobs", "resume", &id]);
    deployment.succeeds(&["jobs", "limit", &id, "--max-concurrency", "3", "--rate", "1000/10@k"]);

    deployment.succeeds(&["queues", "limit", "numbers", "--max-concurrency", "5"]);
    let queue = parsed(&deployment.succeeds(&["queues", "pause", "numbers", "--json"]));
    assert_eq!((&queue["paused"], &queue["max_concurrency"]), (&json!(true), &json!(5)));
    until(&deployment, &waiting, |standing| standing["why"]["reason"] == "queue_paused").await;
    deployment.succeeds(&["queues", "drain", "numbers"]);
    let refused = deployment.run(&["submit", "items.ndjson", "--external", "numbers"]);
    assert!(text(&refused.stderr).contains("being drained"), "{}", text(&refused.stderr));
    deployment.succeeds(&["queues", "resume", "numbers"]);
    deployment.succeeds(&["queues", "limit", "numbers", "--max-concurrency", "none"]);

    deployment.succeeds(&["jobs", "cancel", &id, "--reason", "enough"]);
    let job = deployment.until_ended(id.parse().unwrap()).await;
    assert_eq!(
        (job.state.to_string().as_str(), job.cancelled, job.reason.as_deref()),
        ("cancelled", 10, Some("enough"))
    );
    assert_eq!(deployment.succeeds(&["jobs", "results", &id]), "");
    let again = deployment.succeeds(&["jobs", "redrive", &id, "--cancelled", "--name", "again"]);
    deployment.succeeds(&["work", "numbers", "--command", "cat", "--until-empty"]);
    let job = deployment.until_ended(again.trim().parse().unwrap()).await;
    assert_eq!((job.succeeded, job.name.as_deref()), (10, Some("again")));
    assert_eq!(job.redrive_of.map(|of| of.to_string()), Some(id.clone()));
    let history = deployment.succeeds(&["events", &id]);
    for words in ["cancelled: enough", "3 tasks at a time, 1000 attempts/s and 10 at once with all of \"k\""]
    {
        assert!(history.contains(words), "{history}");
    }
    deployment.check();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_submission_waits_for_the_end_of_its_job() {
    let deployment = Deployment::start().await;
    std::fs::write(deployment.folder().join("items.ndjson"), "1\n2\n").unwrap();
    let told = parsed(&deployment.succeeds(&["submit", "items.ndjson", "--jq", ". * 2", "--wait", "--json"]));
    assert_eq!((&told["job"]["state"], &told["job"]["succeeded"]), (&json!("completed"), &json!(2)));
    let wait = ["submit", "items.ndjson", "--jq", ".", "--delay", "1h", "--wait", "1s", "--json"];
    let told = parsed(&deployment.succeeds(&wait));
    assert_eq!(told.get("job"), None);
    let waiting = ["jobs", "waiting", told["id"].as_str().unwrap(), "--json"];
    let standing = until(&deployment, &waiting, |standing| standing["why"]["reason"] == "scheduled").await;
    assert!(standing["why"]["at"].is_string());
    let lost = ["submit", "items.ndjson", "--jq", "error", "--tolerate", "50%", "--wait", "60s", "--json"];
    let failed = deployment.run(&lost);
    assert_eq!(failed.status.code(), Some(2), "{}", text(&failed.stderr));
    assert_eq!(parsed(&text(&failed.stdout))["job"]["state"], "failed");
}

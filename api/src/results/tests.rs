use std::sync::atomic::Ordering;

use chrono::{DateTime, Utc};
use commands::CommandContext;
use domain::dataset::Format;
use domain::job::{FinishedBatch, Job, JobCommand, JobSpec, Plan, Source, StopCause};
use domain::manifest::Manifest;
use domain::options::Options;
use domain::permission::Role;
use domain::processor::{Limits, Processor};
use domain::results::Part;
use domain::tasks::TaskSet;
use poem::http::StatusCode;
use poem::listener::{Acceptor, Listener, TcpListener};
use sha2::{Digest, Sha256};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use uuid::Uuid;

use super::*;
use crate::ApiConfig;
use crate::testing::{Testing, json, problem, tenant};

const AT: DateTime<Utc> = DateTime::UNIX_EPOCH;
const JOB: JobId = JobId(Uuid::from_u128(7));
const LINES: &[u8] = b"{\"a\":1}\n";

/// A job of `batches` batches of one task each, which have all ended.
async fn given_a_finished_job(testing: &Testing, batches: u64) {
    execute(testing, submit(batches)).await;
    let plan = Plan { batches, tasks: batches };
    execute(testing, JobCommand::RecordPlan { plan, at: AT }).await;
    for number in 0..batches {
        let batch = FinishedBatch { succeeded: 1, failed: 0, cancelled: 0, parts: vec![part(number)] };
        execute(testing, JobCommand::FinishBatches { batches: vec![(number, batch)], at: AT }).await;
        let mut objects = testing.engines.objects.lock().unwrap();
        objects.insert(format!("part {number}"), LINES.into());
    }
}

async fn given_a_completed_job(testing: &Testing, batches: u64) -> Manifest {
    given_a_finished_job(testing, batches).await;
    let job = testing.executor().load_current::<Job>(&tenant(), &JOB).await.unwrap();
    let manifest = job.state.manifest_to_write(JOB).unwrap();
    let reference = manifest.reference(Some("manifest".to_owned()));
    testing.engines.objects.lock().unwrap().insert("manifest".to_owned(), manifest.to_bytes().into());
    execute(testing, JobCommand::Complete { manifest: reference, at: AT }).await;
    manifest
}

fn part(number: u64) -> Part {
    Part {
        tasks: TaskSet::range(number, number + 1),
        bytes: LINES.len() as u64,
        sha256: hex::encode(Sha256::digest(LINES)),
        key: Some(format!("part {number}")),
    }
}

fn submit(items: u64) -> JobCommand {
    let (key, sha256) = (String::new(), String::new());
    let format = Format::Ndjson;
    let source = Source::Object { dataset: None, key, format, items, sha256, bytes: 0, columns: None };
    let spec = JobSpec {
        name: None,
        source,
        processor: Processor::Jq { filter: ".".into() },
        limits: Limits::default(),
        batch_size: 1,
        options: Options::default(),
    };
    JobCommand::Submit { spec, at: AT }
}

async fn execute(testing: &Testing, command: JobCommand) {
    let context = CommandContext::new(tenant(), "test", JOB);
    testing.executor().execute::<Job>(&context, &JOB, command).await.unwrap();
}

#[tokio::test]
async fn results_come_once_the_job_has_completed() {
    let testing = Testing::default();
    execute(&testing, submit(2)).await;
    for below in ["results", "manifest"] {
        let response = testing.client().get(format!("/v1/jobs/{JOB}/{below}")).send().await;
        assert_eq!(problem(response, 409, "not-completed").await["state"], "planning");
    }
    let testing = Testing::default();
    given_a_completed_job(&testing, 2).await;
    let response = testing.client().get(format!("/v1/jobs/{JOB}/results")).send().await;
    response.assert_content_type("application/x-ndjson");
    response.assert_header("content-length", 2 * LINES.len() as u64);
    response.assert_bytes(LINES.repeat(2)).await;
}

#[tokio::test]
async fn a_job_that_was_given_up_has_no_results_and_says_why() {
    let testing = Testing::default();
    execute(&testing, submit(2)).await;
    let (reason, opened) = ("the object is gone".to_owned(), Plan { batches: 0, tasks: 0 });
    execute(&testing, JobCommand::Fail { reason, opened, at: AT }).await;
    let response = testing.client().get(format!("/v1/jobs/{JOB}/results")).send().await;
    let problem = problem(response, 409, "not-completed").await;
    assert_eq!(problem["state"], "failed");
    assert!(problem["detail"].as_str().unwrap().contains("the object is gone"));
}

#[tokio::test]
async fn a_job_that_was_cancelled_has_the_results_of_what_had_ended() {
    let testing = Testing::default();
    execute(&testing, submit(2)).await;
    execute(&testing, JobCommand::RecordPlan { plan: Plan { batches: 2, tasks: 2 }, at: AT }).await;
    let cause = StopCause::Cancelled { reason: None };
    execute(&testing, JobCommand::Stop { cause, at: AT }).await;
    let ended = FinishedBatch { succeeded: 1, failed: 0, cancelled: 0, parts: vec![part(0)] };
    let stopped = FinishedBatch { cancelled: 1, ..FinishedBatch::default() };
    execute(&testing, JobCommand::FinishBatches { batches: vec![(0, ended), (1, stopped)], at: AT }).await;
    let job = testing.executor().load_current::<Job>(&tenant(), &JOB).await.unwrap();
    let manifest = job.state.manifest_to_write(JOB).unwrap();
    execute(&testing, JobCommand::Complete { manifest: manifest.reference(None), at: AT }).await;
    testing.engines.objects.lock().unwrap().insert("part 0".to_owned(), LINES.into());
    let client = testing.client();
    client.get(format!("/v1/jobs/{JOB}/results")).send().await.assert_bytes(LINES).await;
    let manifest = json(client.get(format!("/v1/jobs/{JOB}/manifest")).send().await, 200).await;
    assert_eq!((&manifest["tasks"], &manifest["succeeded"]), (&1.into(), &1.into()));
    let job = json(client.get(format!("/v1/jobs/{JOB}")).send().await, 200).await;
    assert_eq!((&job["state"], &job["cancelled"]), (&"cancelled".into(), &1.into()));
}

#[tokio::test]
async fn what_fails_before_the_first_line_is_a_problem() {
    let testing = Testing::default();
    given_a_completed_job(&testing, 2).await;
    testing.engines.reads_left.store(1, Ordering::Relaxed);
    let response = testing.client().get(format!("/v1/jobs/{JOB}/results")).send().await;
    assert_eq!(problem(response, 503, "engine-away").await["engine"], "s3");
    testing.engines.objects.lock().unwrap().clear();
    for below in ["results", "manifest"] {
        let response = testing.client().get(format!("/v1/jobs/{JOB}/{below}")).send().await;
        problem(response, 500, "damaged-data").await;
    }
}

#[tokio::test]
async fn what_fails_later_breaks_the_connection() {
    let testing = Testing::default();
    given_a_completed_job(&testing, 9).await;
    let acceptor = TcpListener::bind("127.0.0.1:0").into_acceptor().await.unwrap();
    let address = *acceptor.local_addr()[0].as_socket_addr().unwrap();
    let app = testing.app(ApiConfig::default());
    let server = tokio::spawn(poem::Server::new_with_acceptor(acceptor).run(app));
    testing.engines.reads_left.store(7, Ordering::Relaxed);
    let mut connection = tokio::net::TcpStream::connect(address).await.unwrap();
    let key = testing.key(&tenant(), Role::Owner);
    let request =
        format!("GET /v1/jobs/{JOB}/results HTTP/1.1\r\nhost: test\r\nauthorization: Bearer {key}\r\n\r\n");
    connection.write_all(request.as_bytes()).await.unwrap();
    let mut answer = vec![];
    // An end of the connection though it was to be kept alive, and fewer bytes than were announced.
    let _ = connection.read_to_end(&mut answer).await;
    server.abort();
    let answer = String::from_utf8(answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.contains(&format!("content-length: {}", 9 * LINES.len())), "{head}");
    assert!(!head.contains("chunked") && body.len() < 9 * LINES.len(), "{answer}");
}

#[tokio::test]
async fn a_manifest_has_the_hash_that_was_recorded() {
    let testing = Testing::default();
    let manifest = given_a_completed_job(&testing, 2).await;
    let path = format!("/v1/jobs/{JOB}/manifest");
    let response = testing.client().get(&path).send().await;
    let digest = Sha256::digest(manifest.to_bytes());
    response.assert_header("etag", format!("\"{}\"", hex::encode(digest)));
    let header = response.0.header("repr-digest").unwrap().to_owned();
    assert!(header.starts_with("sha-256=:") && header.ends_with("=:"), "{header}");
    let json = json(response, 200).await;
    assert_eq!(json["batches"][1][0]["tasks"], serde_json::json!([[1, 2]]));
    // What is served has the documented shape.
    serde_json::from_value::<crate::manifest::Manifest>(json).unwrap();
    testing.engines.objects.lock().unwrap().insert("manifest".to_owned(), "{}".into());
    problem(testing.client().get(&path).send().await, 500, "damaged-data").await;
}

#[tokio::test]
async fn a_manifest_that_is_no_object_follows_from_the_events() {
    let testing = Testing::default();
    given_a_finished_job(&testing, 1).await;
    let job = testing.executor().load_current::<Job>(&tenant(), &JOB).await.unwrap();
    let manifest = job.state.manifest_to_write(JOB).unwrap();
    execute(&testing, JobCommand::Complete { manifest: manifest.reference(None), at: AT }).await;
    let response = testing.client().get(format!("/v1/jobs/{JOB}/manifest")).send().await;
    response.assert_status(StatusCode::OK);
    response.assert_bytes(manifest.to_bytes()).await;
}

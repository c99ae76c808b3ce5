//! The Rust client, on a server. Those of other languages are tested by `clients/test`.

use std::time::Duration;

use futures::TryStreamExt as _;
use thousandfold_client::types::{DatasetFormat, SubmitJob, TakeTasks, TaskOutcome, TasksReport};
use thousandfold_client::{Client, Json, TaskResult, answer, items};

use crate::deployment::Deployment;

#[path = "../../../../clients/rust/examples/tour.rs"]
#[expect(dead_code, reason = "it is a program of its own")]
mod tour;

/// A client as others make it, with its usual retries.
fn client(deployment: &Deployment) -> Client {
    Client::builder(&deployment.url("")).token(deployment.key().to_owned()).build().unwrap()
}

async fn results(client: &Client, job: &str) -> Vec<TaskResult> {
    client.read_results(job).await.unwrap().try_collect().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tour_goes_to_its_end() {
    let deployment = Deployment::start().await;
    tour::tour(&client(&deployment)).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn items_and_outputs_keep_their_digits() {
    let deployment = Deployment::start().await;
    let client = client(&deployment);
    let digits = "123456789012345678901234567890.10";
    let item = Json::parse(digits.to_owned()).unwrap();
    let job =
        client.submit_and_wait(SubmitJob::jq(".").over([item, Json::of("six").unwrap()])).await.unwrap();
    let results = results(&client, &job.id).await;
    assert_eq!(results[0].outputs.as_ref().unwrap()[0].as_str(), digits);
    assert_eq!((results[1].task, results.len()), (1, 2));

    let pages: Vec<_> = client.event_pages(&job.id, None, 1).try_collect().await.unwrap();
    assert!(pages.len() > 1 && pages.iter().all(|page| page.len() == 1), "{pages:?}");
    let submitted = &pages[0][0];
    assert_eq!(submitted.type_, "JobSubmitted");
    assert!(submitted.data.as_str().contains("\"JobSubmitted\"") && submitted.metadata.command == "Submit");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dataset_comes_as_a_stream() {
    let deployment = Deployment::start().await;
    let client = client(&deployment);
    let rows = ["n\n1\n", "2\n"].map(Ok::<_, std::io::Error>);
    let body = reqwest::Body::wrap_stream(futures::stream::iter(rows));
    let upload = client.upload_dataset().format(DatasetFormat::Csv).name("rows").body(body);
    let dataset = answer(upload.send().await).unwrap();
    assert_eq!((dataset.items, dataset.name.as_deref()), (2, Some("rows")));
    let job = SubmitJob { dataset: Some(dataset.id), ..SubmitJob::jq(".n") };
    let job = client.submit_and_wait(job).await.unwrap();
    assert_eq!(job.succeeded, 2);
    let listed: Vec<_> = items(client.attempt_pages(&job.id, None, 1)).try_collect().await.unwrap();
    // The list may be behind.
    assert!(listed.len() <= 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_of_ones_own_leases_and_reports() {
    let deployment = Deployment::start().await;
    let client = client(&deployment);
    let letter = Json::parse(r#"{"to": "ada"}"#.to_owned()).unwrap();
    let job = client.submit(SubmitJob::external("letters").over([letter])).await.unwrap();
    let worker = "w".to_owned();
    let take = TakeTasks { worker, tasks: Some(1), lease_ms: Some(60_000), wait_ms: Some(1_000) };
    let lease = async || {
        let leased = client.lease_tasks().name("letters").body(take.clone()).send().await;
        answer(leased).unwrap().leases.pop()
    };
    let lease = deployment.until_some("a task is leased", lease).await;
    assert_eq!(lease.tasks[0].item.as_str(), r#"{"to": "ada"}"#);
    let outputs = Some(vec![Json::of("sent").unwrap()]);
    let outcome = TaskOutcome { task: lease.tasks[0].task, outputs, error: None, duration_ms: Some(1.0) };
    let report = TasksReport { worker: "w".to_owned(), outcomes: vec![outcome] };
    answer(client.report_tasks().token(lease.token).body(report).send().await).unwrap();
    let waiting = tokio::time::timeout(Duration::from_secs(60), client.wait_for_job(&job.id));
    assert_eq!(waiting.await.unwrap().unwrap().succeeded, 1);
    assert_eq!(results(&client, &job.id).await[0].outputs.as_ref().unwrap()[0].as_str(), "\"sent\"");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_problem_says_what_and_where() {
    let deployment = Deployment::start().await;
    let client = client(&deployment);
    let error = client.submit(SubmitJob::jq(".a |").over([Json::of(&1).unwrap()])).await.unwrap_err();
    let problem = error.problem().unwrap();
    assert!(problem.is("invalid-processor") && !error.is_transient());
    assert_eq!((problem.line, problem.column), (Some(1), Some(5)));
    assert!(problem.request_id.is_some());
    let nobody = Client::builder(&deployment.url("")).token("nobody".to_owned()).build().unwrap();
    assert!(
        nobody
            .job("job_00000000000000000000000000000007")
            .await
            .unwrap_err()
            .problem()
            .unwrap()
            .is("unauthenticated")
    );
}

//! The program is killed in the middle of a job, again and again: no result is missing, none comes twice.

use std::path::PathBuf;

use domain::JobId;

use crate::deployment::Deployment;

/// A filter that takes its time, so that a kill finds work under way.
const SLOW: &str = "([range(200)] | add) as $sum | .n";

/// The dataset of the job: `CHAOS_DATASET`, or a made one.
fn dataset(deployment: &Deployment) -> (PathBuf, String) {
    if let Some(file) = std::env::var_os("CHAOS_DATASET") {
        return (file.into(), ".".to_owned());
    }
    let file = deployment.folder().join("items.ndjson");
    std::fs::write(&file, (0..6_000).map(|n| format!("{{\"n\":{n}}}\n")).collect::<String>()).unwrap();
    (file, SLOW.to_owned())
}

fn submit(deployment: &Deployment) -> JobId {
    let (file, filter) = dataset(deployment);
    let told = deployment.succeeds(&["submit", file.to_str().unwrap(), "--jq", &filter]);
    told.trim().parse().unwrap()
}

/// Waits until this share of the tasks has ended.
async fn until_share(deployment: &Deployment, job: JobId, share: f64) {
    let client = deployment.client();
    deployment
        .until("the job gets on", async || {
            #[expect(clippy::cast_precision_loss, reason = "a share need not be exact")]
            client
                .job(&job.to_string())
                .await
                .is_ok_and(|job| (job.succeeded + job.failed) as f64 >= share * job.tasks as f64)
        })
        .await;
}

/// Moments that differ from run to run, in order.
fn moments(count: usize) -> Vec<f64> {
    let random = uuid::Uuid::new_v4();
    let mut moments: Vec<f64> =
        random.as_bytes()[..count].iter().map(|byte| f64::from(*byte) / 300.0).collect();
    moments.sort_by(f64::total_cmp);
    moments
}

#[tokio::test(flavor = "multi_thread")]
async fn the_server_is_killed_five_times_in_a_job() {
    let mut deployment = Deployment::start().await;
    let job = submit(&deployment);
    for share in moments(5) {
        until_share(&deployment, job, share).await;
        deployment.kill();
        deployment.serve(&[]).await;
    }
    let job = deployment.until_ended(job).await;
    assert_eq!(job.succeeded + job.failed, job.tasks);
    deployment.check();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_is_killed_and_another_takes_over() {
    let mut deployment = Deployment::idle().await;
    deployment.serve(&["api", "relay", "reactor", "projector"]).await;
    let job = submit(&deployment);
    deployment.serve(&["worker"]).await;
    for share in moments(2) {
        until_share(&deployment, job, share).await;
        deployment.kill();
        deployment.serve(&["worker"]).await;
    }
    let job = deployment.until_ended(job).await;
    assert_eq!(job.succeeded + job.failed, job.tasks);
    deployment.check();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_is_told_to_stop_ends_what_it_holds() {
    let mut deployment = Deployment::idle().await;
    deployment.serve(&["api", "relay", "reactor", "projector"]).await;
    let items: Vec<_> = (0..3_000).map(|n| serde_json::json!({ "n": n })).collect();
    let job = deployment.submit(&items, SLOW).await;
    deployment.serve(&["worker"]).await;
    until_share(&deployment, job, 0.01).await;
    deployment.stop();
    deployment.serve(&["worker"]).await;
    deployment.until_ended(job).await;
    deployment.check();
    let abandoned =
        deployment.succeeds(&["jobs", "tasks", &job.to_string(), "--outcome", "abandoned", "--json"]);
    assert_eq!(abandoned, "");
}

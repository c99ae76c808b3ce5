//! `bench jobs|latency|inflight|fair|overload`: the work engine, each in a deployment of its own.

pub(super) mod fair;
pub(super) mod inflight;
pub(super) mod jobs;
pub(super) mod latency;
pub(super) mod overload;

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use domain::dataset::{Compression, Format};
use reqwest::Body;
use serde_json::{Value, json};
use tokio_util::io::ReaderStream;

use super::target::Target;
use crate::cli::upload::send;

/// How long any one job of a benchmark may take.
const LIMIT: Duration = Duration::from_secs(1_800);

/// Uploads a file of lines of JSON.
pub(super) async fn upload(target: &Target, file: &Path) -> anyhow::Result<String> {
    let body = ReaderStream::with_capacity(tokio::fs::File::open(file).await?, 256 << 10);
    let body = Body::wrap_stream(body);
    Ok(send(&target.client, Format::Ndjson, Compression::None, None, body).await?.id)
}

/// Submits a job as it is written here.
pub(super) async fn submit(http: &reqwest::Client, url: &str, job: &Value) -> anyhow::Result<String> {
    let answer = http.post(url).json(job).send().await?;
    let (status, text) = (answer.status(), answer.text().await?);
    ensure!(status.is_success(), "a job was answered with {status}: {text}");
    let answer: Value = serde_json::from_str(&text)?;
    let id = answer.get("id").and_then(Value::as_str).context("the answer has no id")?;
    Ok(id.to_owned())
}

/// A job over a dataset.
pub(super) fn over(dataset: &str, filter: &str) -> Value {
    json!({ "dataset": dataset, "processor": { "jq": { "filter": filter } } })
}

/// Waits until a job has ended and all its tasks are counted; answers when it was seen.
pub(super) async fn ended(target: &Target, id: &str, tasks: u64) -> anyhow::Result<Instant> {
    let since = Instant::now();
    loop {
        let job = target.client.job(id).await?;
        if job.ended_at.is_some() {
            let counted = job.succeeded + job.failed;
            ensure!(counted == tasks, "{counted} of {tasks} tasks were counted: {job:?}");
            return Ok(Instant::now());
        }
        ensure!(since.elapsed() < LIMIT, "job {id} does not end: {job:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

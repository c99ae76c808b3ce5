//! Jobs of one item each, by many submitters at once.

use std::time::{Duration, Instant};

use anyhow::ensure;
use futures::{StreamExt as _, TryStreamExt as _, stream};
use thousandfold_client::Json;
use thousandfold_client::types::SubmitJob;

use super::jq::per_second;
use super::target::Target;

/// How many submitters there are.
pub(super) const SUBMITTERS: usize = 64;
/// The server's count of completed jobs.
const COMPLETED: &str = "thousandfold_jobs_completed_total";
/// How many jobs' latencies are looked up.
const SAMPLE: usize = 256;

/// What the jobs came to.
pub(super) struct Outcome {
    /// Jobs accepted a second: their events are on disk.
    pub(super) accepted: f64,
    /// Jobs completed a second, from the first request to the last completion.
    pub(super) completed: f64,
}

/// Submits `jobs` jobs, and waits until they are completed.
pub(super) async fn burst(target: &Target, filter: &str, item: &str, jobs: u32) -> anyhow::Result<Outcome> {
    let before = target.counter(COMPLETED).await?;
    let start = Instant::now();
    let job = SubmitJob::jq(filter).over([Json::parse(item.to_owned())?]);
    let submit = |_| target.client.submit(job.clone());
    stream::iter(0..jobs).map(submit).buffer_unordered(SUBMITTERS).try_for_each(async |_| Ok(())).await?;
    let accepted = per_second(jobs.into(), start);
    while target.counter(COMPLETED).await? - before < f64::from(jobs) {
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    Ok(Outcome { accepted, completed: per_second(jobs.into(), start) })
}

/// Jobs a second, each submitted and seen to be over by one of as many submitters before it submits its next.
pub(super) async fn one_after_another(
    target: &Target,
    filter: &str,
    item: &str,
    jobs: u32,
) -> anyhow::Result<f64> {
    let (url, item) = (target.scratch.url("/v1/jobs"), Json::parse(item.to_owned())?);
    let body = serde_json::to_vec(&SubmitJob::jq(filter).over([item]))?;
    let start = Instant::now();
    let job = async |_| {
        let post =
            target.http.post(&url).header("Content-Type", "application/json").header("Prefer", "wait=30");
        let answer = post.body(body.clone()).send().await?;
        ensure!(answer.status() == 200, "a job was not over in time: {}", answer.status());
        let job: serde_json::Value = answer.json().await?;
        ensure!(job["succeeded"] == 1, "a job is not what it should be: {job}");
        Ok(())
    };
    stream::iter(0..jobs).map(job).buffer_unordered(SUBMITTERS).try_collect::<()>().await?;
    Ok(per_second(jobs.into(), start))
}

/// Milliseconds from the first event of a job to its last, one job after the other, ascending.
pub(super) async fn latencies(target: &Target, filter: &str, item: &str) -> anyhow::Result<Vec<f64>> {
    let job = SubmitJob::jq(filter).over([Json::parse(item.to_owned())?]);
    let mut latencies = Vec::with_capacity(SAMPLE);
    for _ in 0..SAMPLE {
        let id = target.client.submit(job.clone()).await?.id;
        let ended = loop {
            let job = target.client.job(&id).await?;
            if let Some(ended_at) = job.ended_at {
                break ended_at - job.submitted_at;
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        };
        latencies.push(ended.as_seconds_f64() * 1e3);
    }
    latencies.sort_by(f64::total_cmp);
    Ok(latencies)
}

//! `bench latency`: from the request to the end of a job, as its submitter sees it, at a steady rate.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::ensure;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::super::LatencyArgs;
use super::super::form::{Report, Row, quantile};
use super::super::target::Target;

/// How many jobs are done before the rate begins.
const WARM_UP: usize = 50;

/// Submits jobs of one item at a steady rate, whether or not the ones before have ended.
pub(in crate::bench) async fn run(config: &Path, args: &LatencyArgs) -> anyhow::Result<Report> {
    let target = Target::start(config).await?;
    // The first jobs find everything cold, which is no part of a steady rate; one at a time, or too many would wait.
    for _ in 0..WARM_UP {
        job(&target.http, &target.scratch.url("/v1/jobs")).await?;
    }
    open_loop(&target, args.rate, Duration::from_secs(2)).await?;
    let seconds = open_loop(&target, args.rate, Duration::from_secs(args.seconds)).await?;
    target.stop().await?;
    let at = |share| quantile(&seconds, share) * 1e3;
    let name = |which: &str| format!("job at {} jobs/s, request to end seen, {which}", args.rate);
    Ok(Report::new(
        "latency",
        vec![
            Row::new(name("p50"), at(0.5), "ms").at_most(8.0),
            Row::new(name("p90"), at(0.9), "ms"),
            Row::new(name("p99"), at(0.99), "ms").at_most(40.0),
            Row::new(name("longest"), at(1.0), "ms"),
        ],
    ))
}

/// How long each job took, in seconds, ascending.
async fn open_loop(target: &Target, rate: u32, span: Duration) -> anyhow::Result<Vec<f64>> {
    let (url, mut jobs) = (target.scratch.url("/v1/jobs"), JoinSet::new());
    let begin = Instant::now();
    let every = Duration::from_secs(1) / rate;
    let mut due = begin;
    while due < begin + span {
        tokio::time::sleep_until(due.into()).await;
        let (http, url) = (target.http.clone(), url.clone());
        // A job that is sent late counts from when it should have been sent.
        jobs.spawn(async move { job(&http, &url).await.map(|()| due.elapsed().as_secs_f64()) });
        due += every;
    }
    let mut seconds = Vec::with_capacity(jobs.len());
    while let Some(taken) = jobs.join_next().await {
        seconds.push(taken??);
    }
    seconds.sort_by(f64::total_cmp);
    Ok(seconds)
}

async fn job(http: &reqwest::Client, url: &str) -> anyhow::Result<()> {
    let job = json!({ "items": [{ "n": 20 }], "processor": { "jq": { "filter": "{twice: (.n * 2)}" } } });
    let answer = http.post(url).header("Prefer", "wait=30").json(&job).send().await?;
    let status = answer.status();
    let ended: Value = answer.json().await?;
    ensure!(status.as_u16() == 200, "the job was not over in time: {status} {ended}");
    ensure!(
        ended["state"] == "completed" && ended["succeeded"] == 1,
        "the job is not what it should be: {ended}"
    );
    Ok(())
}

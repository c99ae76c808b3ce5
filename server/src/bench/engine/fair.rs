//! `bench fair`: how long one tenant's small jobs take while another has a million tasks waiting.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::json;

use super::super::FairArgs;
use super::super::form::{Report, Row, quantile};
use super::super::target::Target;
use super::{over, submit, upload};
use crate::scratch::Scratch;

/// Measures tenant B's jobs alone, then beside tenant A's.
pub(in crate::bench) async fn run(config: &Path, args: &FairArgs) -> anyhow::Result<Report> {
    let target = Target::start(config).await?;
    let other = Scratch::http(&target.scratch.key_of("b").await?)?;
    let alone = jobs(&other, &target.scratch.url("/v1/jobs"), args.jobs).await?;
    let file = target.scratch.folder().join("items.ndjson");
    std::fs::write(&file, (0..args.waiting).map(|n| format!("{{\"n\":{n}}}\n")).collect::<String>())?;
    let dataset = upload(&target, &file).await?;
    let large = over(&dataset, "[range(400)] | add");
    let id = submit(&target.http, &target.scratch.url("/v1/jobs"), &large).await?;
    while target.client.job(&id).await?.succeeded == 0 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let beside = jobs(&other, &target.scratch.url("/v1/jobs"), args.jobs).await?;
    let large = target.client.job(&id).await?;
    anyhow::ensure!(large.ended_at.is_none(), "the large job ended too early: give --waiting more");
    target.stop().await?;
    let row = |which: &str, share: f64| {
        let (beside, alone) = (quantile(&beside, share) * 1e3, quantile(&alone, share) * 1e3);
        let name = format!("ten-task job of B while A has {} waiting, {which}", args.waiting);
        Row::new(name, beside, "ms").beside("B alone", alone)
    };
    Ok(Report::new("fair", vec![row("p50", 0.5), row("p90", 0.9), row("p99", 0.99).at_most_times(2.0)]))
}

/// How long jobs of ten tasks take, one after the other, in seconds, ascending.
async fn jobs(http: &reqwest::Client, url: &str, count: u32) -> anyhow::Result<Vec<f64>> {
    let items: Vec<_> = (0..10).map(|n| json!({ "n": n })).collect();
    let job = json!({ "items": items, "processor": { "jq": { "filter": "{twice: (.n * 2)}" } } });
    let mut seconds = Vec::new();
    for _ in 0..count {
        let start = Instant::now();
        let answer = http.post(url).header("Prefer", "wait=60").json(&job).send().await?;
        anyhow::ensure!(answer.status().as_u16() == 200, "a job of B: {}", answer.text().await?);
        seconds.push(start.elapsed().as_secs_f64());
    }
    seconds.sort_by(f64::total_cmp);
    Ok(seconds)
}

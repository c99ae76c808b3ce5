//! `bench projections`: how far read models are behind while a large job runs, how fast they are built again, and how fast they are
//! read when a tenant has very many jobs.

use std::path::Path;
use std::time::Instant;

use anyhow::{Context as _, ensure};
use domain::JobId;
use projections::progress::Projection;
use serde_json::Value;

use super::ProjectionsArgs;
use super::engine::jobs::{FILTER, write_items};
use super::engine::{ended, over, submit, upload};
use super::form::{Report, Row, quantile};
use super::target::Target;
use crate::config::Config;
use crate::services::Services;

mod bare;
mod history;
mod lag;
mod reads;

pub(crate) use bare::{BARE_HANDLER, main as bare_handler};

/// Measures all of it, in two deployments: one that runs a job, and one that has had very many.
pub(super) async fn run(config: &Path, args: &ProjectionsArgs) -> anyhow::Result<Report> {
    let mut rows = of_a_job(config, args).await?;
    rows.extend(of_many_jobs(config, args).await?);
    Ok(Report::new("projections", rows))
}

async fn of_a_job(config: &Path, args: &ProjectionsArgs) -> anyhow::Result<Vec<Row>> {
    let target = Target::start(config).await?;
    let services = Services::new(&Config::read(&target.scratch.config_file())?)?;
    let file = write_items(target.scratch.folder(), args.items)?;
    let dataset = upload(&target, &file).await?;
    let start = Instant::now();
    let job = async {
        let id = submit(&target.http, &target.scratch.url("/v1/jobs"), &over(&dataset, FILTER)).await?;
        ended(&target, &id, args.items).await
    };
    let lags = lag::during(&services, job).await?;
    let speed = args.items as f64 / start.elapsed().as_secs_f64();
    let name = format!("a job of {} tasks runs meanwhile", args.items);
    let mut rows = vec![Row::new(name, speed, "tasks/s")];
    for (projection, name, bar) in
        [(Projection::Redis, "Redis", 250.0), (Projection::ClickHouse, "ClickHouse", 1_000.0)]
    {
        let lags = lags.of(projection);
        rows.push(Row::new(
            format!("from the commit to its being in {name}, p50"),
            quantile(&lags, 0.5),
            "ms",
        ));
        rows.push(Row::new("  p99", quantile(&lags, 0.99), "ms").at_most(bar));
    }
    let (rebuilt, seconds) = rebuild(&target, "clickhouse")?;
    let written = rebuilt["rows"].as_u64().context("a rebuild says how many rows it wrote")?;
    rows.push(
        Row::new("all ClickHouse tables built again", written as f64 / seconds, "rows/s").at_least(150_000.0),
    );
    target.stop().await?;
    Ok(rows)
}

async fn of_many_jobs(config: &Path, args: &ProjectionsArgs) -> anyhow::Result<Vec<Row>> {
    // Nobody takes up what the log says that was submitted.
    let target = Target::start_as(config, toml::Table::new(), &["api", "projector"]).await?;
    let own = Config::read(&target.scratch.config_file())?;
    let services = Services::new(&own)?;
    let before = services.redis.used_memory().await?;
    history::append(&services, &own.tenant, args.jobs).await?;
    lag::until_written(&services).await?;
    let bytes = (services.redis.used_memory().await? - before) as f64 / args.jobs as f64;
    let mut rows = vec![
        Row::new(format!("{} finished jobs in Redis, each", args.jobs), bytes, "bytes").at_most(1_024.0),
    ];
    let (rebuilt, seconds) = rebuild(&target, "redis")?;
    let events = rebuilt["events"].as_u64().context("a rebuild says how many events it read")?;
    rows.push(
        Row::new("all Redis models built again", events as f64 / seconds, "events/s").at_least(100_000.0),
    );
    let newest = newest(&target).await?;
    let get = target.scratch.url(&format!("/v1/jobs/{newest}"));
    rows.push(reads::beside_bare(&target, "GET a job", &get, args.rounds).await?.at_least(0.6));
    for (name, query, bar) in [
        ("list of 50 jobs", "limit=50", Some(0.3)),
        ("  of those with a tag", "limit=50&tag=nightly", None),
        ("  of those in a state, oldest first", "limit=50&state=completed&order=asc", None),
        ("  of a thousandth, by a text of their names", "limit=50&text=import%20777", None),
    ] {
        let url = target.scratch.url(&format!("/v1/jobs?{query}"));
        let row = reads::beside_bare(&target, name, &url, args.rounds).await?;
        rows.push(if let Some(bar) = bar { row.at_least(bar) } else { row });
    }
    target.stop().await?;
    Ok(rows)
}

/// Builds a read model again; answers what the command says, and how many seconds it took as that counts.
fn rebuild(target: &Target, projection: &str) -> anyhow::Result<(Value, f64)> {
    let arguments = ["projection", "rebuild", projection, "--json"];
    let output = target.scratch.command(Path::new("/proc/self/exe"), &arguments).output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let rebuilt: Value = serde_json::from_slice(&output.stdout)?;
    let seconds = rebuilt["seconds"].as_f64().context("a rebuild says how long it took")?;
    Ok((rebuilt, seconds))
}

async fn newest(target: &Target) -> anyhow::Result<JobId> {
    let page = target.client.list_jobs().limit(1_u64).send().await;
    let page = thousandfold_client::answer(page)?;
    let job = page.jobs.first().context("there are no jobs")?;
    Ok(job.id.parse()?)
}

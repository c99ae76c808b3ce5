//! `bench main`: the main job, and one-item jobs, each beside jq in the same run.

use std::path::Path;

use anyhow::Context as _;

use super::flights::{self, Rows};
use super::form::{Report, Row, median, quantile};
use super::single_items::{self, SUBMITTERS};
use super::target::Target;
use super::{MainArgs, cpu, jq};

/// How many processes of jq are started for the comparison with one-item jobs.
const PROCESSES: u32 = 512;

/// Measures both; the sides take turns, and begin in turns.
pub(super) async fn run(config: &Path, args: &MainArgs) -> anyhow::Result<Report> {
    let filter = std::fs::read_to_string(&args.filter).with_context(|| {
        format!("the filter {} cannot be read: name one with --filter", args.filter.display())
    })?;
    let version = jq::version().await?;
    let target = Target::start(config).await?;
    let rows = Rows::prepare(flights::file(args.flights.as_deref())?, target.scratch.folder())?;
    let mut report = whole_dataset(&target, args, &filter, &rows, &version).await?;
    report.extend(one_item_jobs(&target, args, &filter, &rows, &version).await?);
    target.stop().await?;
    Ok(Report::new("main", report))
}

async fn whole_dataset(
    target: &Target,
    args: &MainArgs,
    filter: &str,
    rows: &Rows,
    version: &str,
) -> anyhow::Result<Vec<Row>> {
    let (dataset, upload) = flights::upload(target, rows).await?;
    let (mut ours, mut theirs, mut times) = (vec![], vec![], cpu::Times::new());
    for round in 0..args.rounds {
        for side in [round % 2, (round + 1) % 2] {
            if side == 0 {
                let before = cpu::times();
                ours.push(flights::job(target, &dataset, filter, rows).await?);
                times = cpu::since(&before);
            } else {
                theirs.push(jq::whole_file(filter, &rows.ndjson, rows.count).await?);
            }
            tracing::info!(round, side, ?ours, ?theirs, "measured");
        }
    }
    let name = format!("tasks of one job over {} rows", rows.count);
    let mut report = vec![
        Row::new("upload of the rows", upload, "MiB/s"),
        Row::new(name, median(ours), "tasks/s").beside(&format!("{version} -c, one process"), median(theirs)),
    ];
    report.extend(of_that(times));
    Ok(report)
}

async fn one_item_jobs(
    target: &Target,
    args: &MainArgs,
    filter: &str,
    rows: &Rows,
    version: &str,
) -> anyhow::Result<Vec<Row>> {
    let item = &rows.first;
    let (mut accepted, mut completed, mut theirs, mut times) = (vec![], vec![], vec![], cpu::Times::new());
    for round in 0..args.rounds {
        for side in [round % 2, (round + 1) % 2] {
            if side == 0 {
                let before = cpu::times();
                let outcome = single_items::burst(target, filter, item, args.jobs).await?;
                accepted.push(outcome.accepted);
                completed.push(outcome.completed);
                times = cpu::since(&before);
            } else {
                theirs.push(jq::one_by_one(filter, item, PROCESSES, SUBMITTERS).await?);
            }
            tracing::info!(round, side, ?completed, ?theirs, "measured");
        }
    }
    let latencies = single_items::latencies(target, filter, item).await?;
    let name = format!("one-item jobs completed, {SUBMITTERS} submitters");
    let mut report = vec![
        Row::new(name, median(completed), "tasks/s")
            .beside(&format!("{version} -c, one process an item"), median(theirs)),
        Row::new("one-item jobs accepted", median(accepted), "jobs/s"),
        Row::new("one-item job alone, submitted to completed, p50", quantile(&latencies, 0.5), "ms"),
        Row::new("one-item job alone, submitted to completed, p99", quantile(&latencies, 0.99), "ms"),
    ];
    report.extend(of_that(times));
    Ok(report)
}

/// Where the time of the last round went.
fn of_that(times: cpu::Times) -> impl Iterator<Item = Row> {
    times.into_iter().map(|(program, seconds)| Row::new(format!("  of that, {program}"), seconds, "CPU-s"))
}

//! `bench jobs`: a million small items in one job beside jq, jobs of one item, and what a task costs in jobs of any size.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use futures::{StreamExt as _, TryStreamExt as _, stream};

use super::super::form::{Report, Row, median};
use super::super::jq::{self, per_second};
use super::super::single_items::{self, SUBMITTERS};
use super::super::target::Target;
use super::super::{JobsArgs, cpu};
use super::{ended, over, submit, upload};

/// Builds a small object of an item, and leaves some items out.
pub(in crate::bench) const FILTER: &str = "select(.amount > 10) | {id, total: (.amount * .count)}";
/// How many jobs run at once where many small ones are measured.
const AT_ONCE: usize = 8;

/// Measures all of it.
pub(in crate::bench) async fn run(config: &Path, args: &JobsArgs) -> anyhow::Result<Report> {
    let target = Target::start(config).await?;
    let mut rows = one_job(&target, args).await?;
    rows.extend(single(&target, args).await?);
    rows.extend(sizes(&target, args).await?);
    target.stop().await?;
    Ok(Report::new("jobs", rows))
}

/// Writes items of 100 bytes, a line each.
pub(in crate::bench) fn write_items(folder: &Path, items: u64) -> anyhow::Result<PathBuf> {
    let file = folder.join(format!("items-{items}.ndjson"));
    let mut lines = std::io::BufWriter::new(std::fs::File::create(&file)?);
    for id in 0..items {
        let (amount, count) = (id * 7_919 % 1_000, id % 9 + 1);
        let line = format!(r#"{{"id":{id},"amount":{amount},"count":{count},"note":""#);
        writeln!(lines, "{line}{:x<width$}\"}}", "", width = 97_usize.saturating_sub(line.len()))?;
    }
    lines.flush()?;
    Ok(file)
}

async fn one_job(target: &Target, args: &JobsArgs) -> anyhow::Result<Vec<Row>> {
    let file = write_items(target.scratch.folder(), args.items)?;
    let dataset = upload(target, &file).await?;
    let (mut ours, mut theirs, mut times) = (vec![], vec![], cpu::Times::new());
    for round in 0..args.rounds {
        for side in [round % 2, (round + 1) % 2] {
            if side == 0 {
                let (before, start) = (cpu::times(), Instant::now());
                run_job(target, over(&dataset, FILTER), args.items).await?;
                ours.push(per_second(args.items, start));
                times = cpu::since(&before);
            } else {
                theirs.push(jq::whole_file(FILTER, &file, args.items).await?);
            }
            tracing::info!(round, side, ?ours, ?theirs, "measured");
        }
    }
    let name = format!("tasks of one job over {} items of 100 bytes", args.items);
    let version = jq::version().await?;
    let mut rows = vec![
        Row::new(name, median(ours), "tasks/s")
            .beside(&format!("{version} -c, one process"), median(theirs))
            .at_least(0.5),
    ];
    rows.extend(of_that(times));
    Ok(rows)
}

async fn run_job(target: &Target, job: serde_json::Value, tasks: u64) -> anyhow::Result<()> {
    let id = submit(&target.http, &target.scratch.url("/v1/jobs"), &job).await?;
    ended(target, &id, tasks).await.map(|_| ())
}

async fn single(target: &Target, args: &JobsArgs) -> anyhow::Result<Vec<Row>> {
    let item = r#"{"id":1,"amount":100,"count":2}"#;
    let (mut seen, mut accepted, mut completed, mut times) = (vec![], vec![], vec![], cpu::Times::new());
    for _ in 0..args.rounds {
        let before = cpu::times();
        seen.push(single_items::one_after_another(target, FILTER, item, args.jobs).await?);
        times = cpu::since(&before);
        let outcome = single_items::burst(target, FILTER, item, args.jobs).await?;
        accepted.push(outcome.accepted);
        completed.push(outcome.completed);
    }
    let name = format!("one-item jobs, {SUBMITTERS} submitters that each see one end before the next");
    let mut rows = vec![Row::new(name, median(seen), "jobs/s").at_least(1_500.0)];
    rows.extend(of_that(times));
    rows.push(Row::new("one-item jobs that nobody waits for, accepted", median(accepted), "jobs/s"));
    rows.push(Row::new("one-item jobs that nobody waits for, completed", median(completed), "jobs/s"));
    Ok(rows)
}

/// The same number of tasks as many small jobs, and as fewer and larger ones.
async fn sizes(target: &Target, args: &JobsArgs) -> anyhow::Result<Vec<Row>> {
    let mut rows = vec![];
    let mut cheapest = f64::NAN;
    for size in [1_000, 10_000, 100_000, 1_000_000, 10_000_000] {
        if size > args.largest {
            break;
        }
        let dataset = upload(target, &write_items(target.scratch.folder(), size)?).await?;
        let jobs = (args.items / size).max(1);
        let start = Instant::now();
        let run = |_| run_job(target, over(&dataset, FILTER), size);
        stream::iter(0..jobs).map(run).buffer_unordered(AT_ONCE).try_collect::<()>().await?;
        let speed = per_second(jobs * size, start);
        if cheapest.is_nan() {
            cheapest = speed;
        }
        rows.push(
            Row::new(format!("tasks of jobs of {size} items"), speed, "tasks/s")
                .beside("jobs of 1000 items", cheapest)
                .at_least(0.8),
        );
        rows.push(Row::new("  the server's memory after that", target.memory_mib(), "MiB"));
        tracing::info!(size, speed, "measured");
    }
    Ok(rows)
}

/// Where the time of the last round went.
fn of_that(times: cpu::Times) -> impl Iterator<Item = Row> {
    times.into_iter().map(|(program, seconds)| Row::new(format!("  of that, {program}"), seconds, "CPU-s"))
}

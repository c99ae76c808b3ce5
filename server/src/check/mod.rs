//! `thousandfold check`: compares everything that the engines say of a tenant's work with the log, exactly.

mod analytics;
mod ledger;
mod log;
mod results;
mod table;
mod topic;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use domain::TenantId;
use projections::job_list::JobListQuery;
use projections::job_view::JobSummary;
use projections::queries::JobViews as _;

use crate::config::Config;
use crate::services::Services;
use ledger::Ledger;
use table::{Row, Verdict};

/// What `check` can be told.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct CheckArgs {
    /// How long the read models may take to catch up, in seconds
    #[arg(long, default_value_t = 60)]
    within: u64,
    /// Leave out the results in the object store
    #[arg(long)]
    no_results: bool,
}

/// How long to wait before another look.
const PAUSE: Duration = Duration::from_millis(500);

/// Checks until all agree, or time is up.
pub(crate) async fn check(config: &Config, args: &CheckArgs, json: bool) -> anyhow::Result<ExitCode> {
    let services = Services::new(config)?;
    let deadline = Instant::now() + Duration::from_secs(args.within);
    loop {
        let verdict = look(config, &services, args).await;
        let last = Instant::now() >= deadline;
        match verdict {
            Ok(verdict) if verdict.agrees() || last => {
                verdict.print(json)?;
                return Ok(if verdict.agrees() { ExitCode::SUCCESS } else { ExitCode::FAILURE });
            }
            Err(error) if last => return Err(error),
            Ok(_) => {}
            Err(error) => tracing::warn!("{error:#}"),
        }
        tokio::time::sleep(PAUSE).await;
    }
}

async fn look(config: &Config, services: &Services, args: &CheckArgs) -> anyhow::Result<Verdict> {
    let ledger = log::read(services, &config.tenant).await.context("the log cannot be read")?;
    let topic = topic::read(config, services).await.context("the events in Kafka cannot be read")?;
    let analytics = analytics::read(services, &config.tenant).await.context("ClickHouse cannot be read")?;
    let summaries = summaries(services, &config.tenant).await.context("Redis cannot be read")?;
    let results = if args.no_results {
        None
    } else {
        Some(results::read(services, &config.tenant, &ledger).await.context("the results cannot be read")?)
    };
    Ok(compare(&ledger, &topic, &analytics, &summaries, results.as_ref()))
}

/// All summaries of the read model.
async fn summaries(services: &Services, tenant: &TenantId) -> anyhow::Result<Vec<JobSummary>> {
    const PAGE: usize = 500;
    let (views, mut all) = (services.views(), Vec::new());
    let mut query = JobListQuery::newest(PAGE);
    loop {
        let page = views.jobs(tenant, &query).await?;
        all.extend(page.jobs);
        query.after = page.next;
        if query.after.is_none() {
            return Ok(all);
        }
    }
}

fn compare(
    ledger: &Ledger,
    topic: &topic::Topic,
    analytics: &analytics::Analytics,
    summaries: &[JobSummary],
    results: Option<&results::Outcome>,
) -> Verdict {
    let mut verdict = Verdict::default();
    verdict.problems.extend(ledger.problems.iter().chain(&topic.problems).cloned());
    for (shard, log) in &ledger.shards {
        let (kafka, clickhouse) = (topic.shards.get(shard), analytics.shards.get(shard));
        let kafka = kafka.copied().unwrap_or_default();
        let clickhouse = clickhouse.copied().unwrap_or_default();
        let row = |what: &str, log, kafka, clickhouse| {
            Row::new(format!("shard {shard}: {what}"), log).kafka(kafka).clickhouse(clickhouse)
        };
        verdict.rows.push(row("events", log.events, kafka.events, clickhouse.events));
        verdict.rows.push(row("checksum", log.checksum, kafka.checksum, clickhouse.checksum));
    }
    let redis = |count: fn(&JobSummary) -> u64| summaries.iter().map(count).sum::<u64>();
    let totals = ledger.totals();
    let mut jobs = vec![
        Row::new("jobs", totals.jobs).clickhouse(analytics.jobs).redis(summaries.len() as u64),
        Row::new("jobs ended", totals.ended)
            .clickhouse(analytics.ended)
            .redis(redis(|job| u64::from(job.ended_at.is_some()))),
        Row::new("tasks succeeded", totals.succeeded)
            .clickhouse(analytics.succeeded)
            .redis(redis(|job| job.succeeded)),
        Row::new("tasks failed", totals.failed).clickhouse(analytics.failed).redis(redis(|job| job.failed)),
        Row::new("tasks cancelled", totals.cancelled)
            .clickhouse(analytics.cancelled)
            .redis(redis(|job| job.cancelled)),
        Row::new("attempts abandoned", totals.abandoned).clickhouse(analytics.abandoned),
        Row::new("attempts tried again", totals.retried).clickhouse(analytics.retried),
        Row::new("attempts, distinct", totals.attempts()).clickhouse(analytics.distinct_attempts),
        Row::new("attempts, by minute", totals.attempts()).clickhouse(analytics.by_minute),
    ];
    if let Some(results) = results {
        verdict.problems.extend(results.problems.iter().cloned());
        jobs.push(Row::new("result lines of jobs that ended", totals.completed_tasks).results(results.lines));
        jobs.push(
            Row::new("failed lines of jobs that ended", totals.completed_failed).results(results.failed),
        );
    }
    verdict.rows.extend(jobs);
    verdict.problems.extend(job_by_job(ledger, summaries, analytics));
    verdict
}

/// The jobs whose counts differ, each in a line.
fn job_by_job(ledger: &Ledger, summaries: &[JobSummary], analytics: &analytics::Analytics) -> Vec<String> {
    let redis: std::collections::HashMap<_, _> =
        summaries.iter().map(|job| (job.id.to_string(), (job.succeeded, job.failed))).collect();
    let differs = |(id, job): (&String, &ledger::JobLedger)| {
        let log = (job.succeeded, job.failed);
        let (redis, clickhouse) = (redis.get(id).copied(), analytics.by_job.get(id).copied());
        let agree = redis == Some(log) && clickhouse.unwrap_or((0, 0)) == log;
        (!agree).then(|| format!("{id}: log {log:?}, redis {redis:?}, clickhouse {clickhouse:?}"))
    };
    ledger.jobs.iter().filter_map(differs).collect()
}

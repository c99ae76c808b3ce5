//! `thousandfold parked`: events that a consumer could not handle.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{bail, ensure};
use chrono::{DateTime, Utc};
use infra::clickhouse::AnalyticsSink;
use infra::kafka::ReplayTopic;
use infra::postgres::Parked;
use infra::redis::JobsSink;
use projections::progress::Projection;
use serde::Serialize;

use crate::cli::output::{Output, write_stderr};
use crate::cli::table::{Align, Table};
use crate::cli::text::{counted, time};
use crate::config::Config;
use crate::log::finish;
use crate::services::Services;

/// What can be done with parked events.
#[derive(Debug, Clone, clap::Subcommand)]
pub(crate) enum ParkedCommand {
    /// List them, with the reasons
    List {
        #[command(flatten)]
        choice: Choice,
    },
    /// Have them handled again: by this version in the place of a projection, or, for a reactor, by sending them to it once
    /// more. What still cannot be handled stays
    Retry {
        #[command(flatten)]
        choice: Choice,
    },
    /// Forget that they are parked: they stay in the log, and what they should have changed stays as it is
    Drop {
        #[command(flatten)]
        choice: Choice,
    },
}

/// Which of them.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Choice {
    /// Only those of this consumer, such as redis, clickhouse or planner
    #[arg(long)]
    consumer: Option<String>,
    /// Only this event, as SHARD:POSITION
    #[arg(long, value_name = "SHARD:POSITION")]
    event: Option<String>,
    /// All of them; without it, retry and drop need to be told which
    #[arg(long)]
    all: bool,
}

/// A parked event as one line of JSON.
#[derive(Debug, Serialize)]
struct Line {
    consumer: String,
    event: String,
    tenant: String,
    stream: String,
    sequence: u64,
    #[serde(rename = "type")]
    event_type: String,
    reason: String,
    parked_at: DateTime<Utc>,
}

/// Runs a command to its end; an error is shown, and is exit code 1.
pub(crate) async fn run(config: &Path, command: &ParkedCommand, json: bool) -> ExitCode {
    finish(dispatch(config, command, Output::new(json)).await, json)
}

async fn dispatch(config: &Path, command: &ParkedCommand, output: Output) -> anyhow::Result<()> {
    let config = Config::read(config)?;
    let _telemetry = crate::start_telemetry(&config)?;
    let services = Services::new(&config)?;
    match command {
        ParkedCommand::List { choice } => list(&choice.find(&services).await?, output),
        ParkedCommand::Retry { choice } => {
            choice.check()?;
            retry(&config, &services, choice.find(&services).await?, output).await
        }
        ParkedCommand::Drop { choice } => {
            choice.check()?;
            let found = choice.find(&services).await?;
            for parked in &found {
                forget(&services, parked).await?;
            }
            tell("dropped", &found, output)
        }
    }
}

impl Choice {
    fn check(&self) -> anyhow::Result<()> {
        let says = self.all || self.consumer.is_some() || self.event.is_some();
        ensure!(says, "say which: --consumer, --event or --all");
        Ok(())
    }

    async fn find(&self, services: &Services) -> anyhow::Result<Vec<Parked>> {
        let mut found = vec![];
        for shard in services.log.shards() {
            found.extend(shard.parked().await?);
        }
        found.retain(|parked| self.consumer.as_ref().is_none_or(|consumer| parked.consumer == *consumer));
        found.retain(|parked| self.event.as_ref().is_none_or(|event| place(parked) == *event));
        if let (true, Some(event)) = (found.is_empty(), &self.event) {
            bail!("{event} is not parked: `thousandfold parked list` shows what is");
        }
        Ok(found)
    }
}

fn list(found: &[Parked], output: Output) -> anyhow::Result<()> {
    if output.is_json() {
        return output.print_json_lines(&found.iter().map(line).collect::<Vec<_>>());
    }
    let columns = ["CONSUMER", "EVENT", "TYPE", "STREAM", "PARKED", "REASON"];
    let mut table = Table::new(&columns.map(|name| (name, Align::Left)));
    for parked in found {
        let Line { consumer, event, event_type, stream, reason, .. } = line(parked);
        table.push(vec![consumer, event, event_type, stream, time(parked.parked_at), reason]);
    }
    output.print(&table.render())
}

/// Has events handled again, in their order: those of one stream build on each other.
async fn retry(
    config: &Config,
    services: &Services,
    found: Vec<Parked>,
    output: Output,
) -> anyhow::Result<()> {
    let mut done = vec![];
    let all = found.len();
    for parked in found {
        match handle(config, services, &parked).await {
            Ok(()) => {
                forget(services, &parked).await?;
                done.push(parked);
            }
            Err(error) => write_stderr(&format!("{} {}: {error:#}", parked.consumer, place(&parked))),
        }
    }
    let left = all - done.len();
    tell("retried", &done, output)?;
    ensure!(left == 0, "{} could not be handled, and stay parked", counted(left as u64, "event"));
    Ok(())
}

async fn handle(config: &Config, services: &Services, parked: &Parked) -> anyhow::Result<()> {
    let projection = Projection::ALL.into_iter().find(|projection| projection.as_str() == parked.consumer);
    match projection {
        Some(Projection::Redis) => {
            JobsSink::new(services.redis.clone(), services.event_log()).retry(&parked.event).await?;
        }
        Some(Projection::ClickHouse) => {
            AnalyticsSink::new(services.clickhouse.clone()).retry(&parked.event).await?;
        }
        // It is parked again if it fails again. All others have seen the event, and pass it over.
        None => {
            let (topic, _) = ReplayTopic::open(&config.kafka, &services.topics.events).await?;
            topic.publish(std::slice::from_ref(&parked.event)).await?;
        }
    }
    Ok(())
}

async fn forget(services: &Services, parked: &Parked) -> anyhow::Result<()> {
    let shards = services.log.shards().iter();
    for shard in shards.filter(|shard| shard.number() == parked.event.shard) {
        shard.unpark(&parked.consumer, parked.event.position).await?;
    }
    Ok(())
}

fn tell(what: &str, done: &[Parked], output: Output) -> anyhow::Result<()> {
    match output.is_json() {
        true => output.print_json_lines(&done.iter().map(line).collect::<Vec<_>>()),
        false => output.print(&format!("{what} {}\n", counted(done.len() as u64, "event"))),
    }
}

fn place(parked: &Parked) -> String {
    format!("{}:{}", parked.event.shard, parked.event.position)
}

fn line(parked: &Parked) -> Line {
    let event = &parked.event;
    Line {
        consumer: parked.consumer.clone(),
        event: place(parked),
        tenant: event.tenant.to_string(),
        stream: event.aggregate_id.clone(),
        sequence: event.sequence,
        event_type: event.event_type.clone(),
        reason: parked.reason.clone(),
        parked_at: parked.parked_at,
    }
}

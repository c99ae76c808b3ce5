//! `log stats`: how much the log holds, of what, and how far its consumers are.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use anyhow::Context as _;
use domain::RecordedEvent;
use infra::postgres::PostgresLog;
use infra::postgres::stats::ShardStats;
use serde::Serialize;

use super::filter::FilterArgs;
use super::range::RangeArgs;
use super::reader::Reader;
use super::stats_text::text;
use super::tally::{Sum, Tally};
use crate::cli::output::Output;

/// What `log stats` can be told.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct StatsArgs {
    /// Only what needs no look at the events: leaves out types, tenants, streams and bytes of payload
    #[arg(long)]
    quick: bool,
    #[command(flatten)]
    range: RangeArgs,
    #[command(flatten)]
    filter: FilterArgs,
}

/// What was found.
#[derive(Debug)]
pub(super) struct Stats {
    pub(super) shards: Vec<OneShard>,
    /// What the events say, unless they were not read.
    pub(super) tally: Option<Tally>,
}

/// A shard.
#[derive(Debug, Serialize)]
pub(super) struct OneShard {
    pub(super) shard: u16,
    #[serde(flatten)]
    pub(super) stats: ShardStats,
    /// Of the events that were read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) counted: Option<Counted>,
}

/// The events of a shard that the filter let pass.
#[derive(Debug, Default, Serialize)]
pub(super) struct Counted {
    #[serde(flatten)]
    pub(super) sum: Sum,
    pub(super) streams: u64,
    pub(super) tenants: u64,
}

/// What is counted of a shard on the way.
#[derive(Default)]
struct Counter {
    sum: Sum,
    /// Eight bytes a stream: two streams in a million may be taken for one.
    streams: HashSet<u64>,
    tenants: BTreeSet<String>,
}

impl Counter {
    fn add(&mut self, event: &RecordedEvent) {
        self.sum.add(event);
        let mut hasher = DefaultHasher::new();
        (&event.aggregate_type, &event.aggregate_id).hash(&mut hasher);
        self.streams.insert(hasher.finish());
        if !self.tenants.contains(event.tenant.as_str()) {
            self.tenants.insert(event.tenant.to_string());
        }
    }

    fn counted(&self) -> Counted {
        Counted { sum: self.sum, streams: self.streams.len() as u64, tenants: self.tenants.len() as u64 }
    }
}

pub(super) async fn run(args: &StatsArgs, log: &PostgresLog, output: Output) -> anyhow::Result<()> {
    let filter = args.filter.filter()?;
    let mut shards = vec![];
    for shard in args.range.select(log.shards())? {
        let stats = shard.stats().await.with_context(|| format!("shard {}", shard.number()))?;
        shards.push(OneShard { shard: shard.number(), stats, counted: None });
    }
    let mut stats = Stats { shards, tally: None };
    if !args.quick {
        let (ranges, filter) = args.range.resolve(log.shards(), filter).await?;
        stats.count(Reader::new(ranges, filter, output)).await?;
    }
    if output.is_json() { output.print_json(&stats.json()) } else { output.print(&text(&stats)) }
}

impl Stats {
    async fn count(&mut self, mut reader: Reader) -> anyhow::Result<()> {
        let (mut tally, mut counters) = (Tally::default(), BTreeMap::<u16, Counter>::new());
        while let Some(found) = reader.next().await? {
            let counter = counters.entry(found.shard).or_default();
            for event in &found.events {
                tally.add(event);
                counter.add(event);
            }
        }
        for shard in &mut self.shards {
            shard.counted = Some(counters.get(&shard.shard).map(Counter::counted).unwrap_or_default());
        }
        self.tally = Some(tally);
        Ok(())
    }

    fn json(&self) -> serde_json::Value {
        match &self.tally {
            None => serde_json::json!({ "shards": self.shards }),
            Some(tally) => serde_json::json!({
                "shards": self.shards,
                "events": tally.all.events,
                "bytes": tally.all.bytes,
                "types": tally.by_type(),
                "tenants": tally.by_tenant(),
            }),
        }
    }
}

//! `log tail`: the last events of all shards, and then what comes, as it comes.

use std::collections::VecDeque;

use domain::RecordedEvent;
use infra::postgres::{Filter, Order, PostgresLog, Scan};

use super::filter::FilterArgs;
use super::follow::follow;
use super::line::{Lines, write_json};
use super::names::Bound;
use super::range::{Range, RangeArgs};
use crate::cli::output::{Output, write_stdout};

/// What `log tail` can be told.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct TailArgs {
    /// Only these shards
    #[arg(long = "shard", alias = "shards", value_name = "N", value_delimiter = ',')]
    shards: Vec<u16>,
    /// Begin here: a position of every shard, SHARD:POSITION (several with commas; other shards are left out), or an
    /// instant
    #[arg(long, value_name = "PLACE", value_delimiter = ',', conflicts_with = "lines")]
    from: Vec<Bound>,
    /// Begin with the last so many events
    #[arg(short = 'n', value_name = "LINES", default_value_t = 20)]
    lines: usize,
    /// End with the last event that is there now
    #[arg(long)]
    no_follow: bool,
    #[command(flatten)]
    filter: FilterArgs,
}

pub(super) async fn run(args: &TailArgs, log: &PostgresLog, output: Output) -> anyhow::Result<()> {
    let filter = args.filter.filter()?;
    let range = RangeArgs { shards: args.shards.clone(), from: args.from.clone(), to: vec![] };
    let shards: Vec<_> = range.select(log.shards())?.into_iter().cloned().collect();
    // These are the ends of what is read now: what comes after them is followed, so nothing is between.
    let mut heads = vec![];
    for shard in &shards {
        heads.push(shard.head().await?);
    }
    let (mut ranges, scanned) = range.resolve(log.shards(), filter.clone()).await?;
    for (range, head) in ranges.iter_mut().zip(&heads) {
        range.through = range.through.min(*head);
        range.after = range.after.min(range.through);
    }
    let lines = Lines::for_stdout();
    if args.from.is_empty() {
        print(&last(&ranges, &scanned, args.lines).await?, lines, output)?;
    } else {
        merge(&ranges, &scanned, |event| print(std::slice::from_ref(event), lines, output)).await?;
    }
    if args.no_follow {
        return Ok(());
    }
    follow(shards.into_iter().zip(heads).collect(), filter, |events| print(events, lines, output)).await
}

fn print(events: &[RecordedEvent], lines: Lines, output: Output) -> anyhow::Result<()> {
    let mut text = Vec::new();
    for event in events {
        if output.is_json() {
            write_json(event, &mut text)?;
        } else {
            text.extend_from_slice(lines.line(event).as_bytes());
        }
    }
    if text.is_empty() { Ok(()) } else { write_stdout(&text) }
}

/// The order in which events of several shards are shown.
fn order(event: &RecordedEvent) -> (chrono::DateTime<chrono::Utc>, u16, u64) {
    (event.recorded_at, event.shard, event.position)
}

/// The last `limit` events of the ranges, in order.
async fn last(ranges: &[Range], filter: &Filter, limit: usize) -> anyhow::Result<Vec<RecordedEvent>> {
    let mut all = vec![];
    for range in ranges {
        let mut scan = range.shard.scan(range.after, range.through, filter.clone(), Order::Backwards);
        let mut of_shard = vec![];
        while of_shard.len() < limit {
            let Some(page) = scan.next().await? else { break };
            of_shard.extend(page.events);
            of_shard.truncate(limit);
        }
        all.extend(of_shard);
    }
    all.sort_by_key(order);
    Ok(all.split_off(all.len().saturating_sub(limit)))
}

/// Gives out the events of the ranges in order, holding a page of each at most.
async fn merge(
    ranges: &[Range],
    filter: &Filter,
    mut on_event: impl FnMut(&RecordedEvent) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let scan = |range: &Range| range.shard.scan(range.after, range.through, filter.clone(), Order::Forwards);
    let mut lanes: Vec<_> =
        ranges.iter().map(|range| Lane { scan: scan(range), events: VecDeque::new() }).collect();
    loop {
        let (mut next, mut at) = (None, 0);
        for (index, lane) in lanes.iter_mut().enumerate() {
            let first = lane.first().await?.map(order);
            if first.is_some() && (next.is_none() || first < next) {
                (next, at) = (first, index);
            }
        }
        if next.is_none() {
            return Ok(());
        }
        if let Some(event) = lanes[at].events.pop_front() {
            on_event(&event)?;
        }
    }
}

/// One shard's events on their way.
struct Lane {
    scan: Scan,
    events: VecDeque<RecordedEvent>,
}

impl Lane {
    async fn first(&mut self) -> anyhow::Result<Option<&RecordedEvent>> {
        while self.events.is_empty() {
            let Some(page) = self.scan.next().await? else { break };
            self.events.extend(page.events);
        }
        Ok(self.events.front())
    }
}

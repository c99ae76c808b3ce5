//! How fast the whole log is read in order, and with how much memory.

use std::sync::Arc;
use std::time::Instant;

use commands::ports::EventLog as _;
use futures::{StreamExt as _, TryStreamExt as _, stream};
use infra::postgres::{Filter, Order};

use super::super::StoreArgs;
use super::super::form::{Row, median};
use super::place::Place;
use super::rows::{append, new_id};

/// How long the log is at least.
pub(super) const EVENTS: u64 = 500_000;
/// What reading may take of memory, in MiB: a few pages.
const MEMORY: f64 = 64.0;

pub(super) async fn run(place: &Place, args: &StoreArgs) -> anyhow::Result<Vec<Row>> {
    fill(place).await?;
    let shard = &place.log.shards()[0];
    let head = shard.head().await?;
    let before = resident();
    let (mut figures, mut most) = (vec![], before);
    for _ in 0..args.rounds {
        let (start, mut position) = (Instant::now(), 0);
        let mut scan = shard.scan(0, head, Filter::default(), Order::Forwards);
        while let Some(page) = scan.next().await? {
            for event in &page.events {
                anyhow::ensure!(
                    event.position == position + 1,
                    "position {position} is followed by {}",
                    event.position
                );
                position = event.position;
            }
            most = most.max(resident());
        }
        anyhow::ensure!(position == head, "the log was read up to {position} of {head}");
        figures.push(head as f64 / start.elapsed().as_secs_f64());
    }
    Ok(vec![
        Row::new(format!("whole log of {head} events, in order"), median(figures), "events/s")
            .at_least(300_000.0),
        Row::new("  memory that it takes", most - before, "MiB").at_most(MEMORY),
    ])
}

/// Sees that the log is long enough.
pub(super) async fn fill(place: &Place) -> anyhow::Result<()> {
    let missing = EVENTS.saturating_sub(place.log.shards()[0].head().await?);
    let one = |_| {
        let log = Arc::clone(&place.log);
        async move { log.append(append(new_id(), 10)).await }
    };
    stream::iter(0..missing.div_ceil(10))
        .map(one)
        .buffer_unordered(512)
        .try_for_each(async |_| Ok(()))
        .await?;
    Ok(())
}

/// The memory of this process, in MiB.
fn resident() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib: f64 = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0.0);
    kib / 1024.0
}

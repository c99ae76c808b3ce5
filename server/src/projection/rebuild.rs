//! Builds a read model again, beside the one that is read, and puts it in its place.

use std::time::Duration;

use infra::Unwritable;
use serde::Serialize;

use super::building::Building;
use super::cut::Cut;
use crate::cli::output::{Output, write_stderr};
use crate::cli::text::{count, counted, duration};

mod jobs;
mod tables;

pub(super) use jobs::rebuild as redis;
pub(super) use tables::rebuild as clickhouse;

/// So few events are caught up with in a moment.
const FEW: u64 = 2_000;
/// After so many rounds that much is written faster than it is read.
const ROUNDS: usize = 20;

/// What was built.
#[derive(Debug, Serialize)]
struct Rebuilt {
    projection: &'static str,
    /// Where what was replaced is.
    replaced: String,
    events: u64,
    /// How many rows it has, where it is made of rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    rows: Option<u64>,
    seconds: f64,
    /// Events that this version cannot read.
    unreadable: usize,
}

impl Building<'_> {
    /// Writes all that `end` says there is, and what comes meanwhile, until little is left.
    async fn catch_up(&mut self, end: impl AsyncFn() -> anyhow::Result<Cut>) -> anyhow::Result<()> {
        for _ in 0..ROUNDS {
            if self.write_to(end().await?).await? <= FEW {
                return Ok(());
            }
        }
        anyhow::bail!("more is recorded than can be read in the same time: rebuild when there is less to do")
    }

    /// Says what was built, and which events are missing, since this version cannot read them.
    fn finish(self, replaced: String, rows: Option<u64>, output: Output) -> anyhow::Result<()> {
        self.bar.finish_and_clear();
        for Unwritable { shard, position, reason } in &self.unwritable {
            write_stderr(&format!("{shard}:{position} is left out: {reason}"));
        }
        let rebuilt = Rebuilt {
            projection: self.sink.name(),
            replaced,
            events: self.reached.values().sum(),
            rows,
            seconds: self.begin.elapsed().as_secs_f64(),
            unreadable: self.unwritable.len(),
        };
        if output.is_json() { output.print_json(&rebuilt) } else { output.print(&rebuilt.text()) }
    }
}

impl Rebuilt {
    fn text(&self) -> String {
        let a_second = |what: u64| count((what as f64 / self.seconds.max(1e-6)) as u64);
        let took = duration(Duration::from_secs_f64(self.seconds));
        let events = counted(self.events, "event");
        let rows = self.rows.map(|rows| format!(", {} rows/s", a_second(rows))).unwrap_or_default();
        format!(
            "rebuilt {name} from {events} in {took} ({} events/s{rows}), and put it in place\n\
             what it replaced is {} until `thousandfold projection drop {name}`\n",
            a_second(self.events),
            self.replaced,
            name = self.projection,
        )
    }
}

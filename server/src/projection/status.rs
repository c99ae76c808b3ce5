//! How far the read models are behind.

use std::time::Duration;

use chrono::{DateTime, Utc};
use projections::progress::{Progress, ProjectionProgress as _};
use serde::Serialize;

use crate::cli::output::Output;
use crate::cli::table::{Align, Table};
use crate::cli::text::{count, duration};
use crate::services::Services;

/// A read model with a shard, as one line of JSON.
#[derive(Serialize)]
struct Line {
    projection: &'static str,
    shard: u16,
    position: u64,
    head: u64,
    lag_events: u64,
    lag_seconds: f64,
    heard_of_at: Option<DateTime<Utc>>,
}

/// Shows every read model with every shard.
pub(super) async fn show(services: &Services, output: Output) -> anyhow::Result<()> {
    let all = services.progress().all().await?;
    if output.is_json() {
        let lines: Vec<_> = all.iter().map(Line::from).collect();
        return output.print_json_lines(&lines);
    }
    output.print(&table(&all, Utc::now()))
}

fn table(all: &[Progress], now: DateTime<Utc>) -> String {
    let mut table = Table::new(&[
        ("PROJECTION", Align::Left),
        ("SHARD", Align::Right),
        ("POSITION", Align::Right),
        ("BEHIND", Align::Right),
        ("FOR", Align::Right),
        ("HEARD OF", Align::Left),
    ]);
    for progress in all {
        let lag = Duration::try_from_secs_f64(progress.lag_seconds).unwrap_or_default();
        let heard = progress.heard_of_at.map(|at| (now - at).to_std().unwrap_or_default());
        table.push(vec![
            progress.projection.as_str().to_owned(),
            progress.shard.to_string(),
            count(progress.position),
            count(progress.lag_events()),
            if progress.lag_events() == 0 { "-".to_owned() } else { duration(lag) },
            heard.map_or_else(|| "never".to_owned(), |heard| format!("{} ago", duration(heard))),
        ]);
    }
    table.render()
}

impl From<&Progress> for Line {
    fn from(progress: &Progress) -> Self {
        Self {
            projection: progress.projection.as_str(),
            shard: progress.shard,
            position: progress.position,
            head: progress.head,
            lag_events: progress.lag_events(),
            lag_seconds: progress.lag_seconds,
            heard_of_at: progress.heard_of_at,
        }
    }
}

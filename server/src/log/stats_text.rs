//! The statistics of the log as tables, none of them wider than a terminal of 100 columns.

use chrono::Utc;
use indicatif::HumanBytes;
use infra::postgres::stats::Mark;

use super::stats::{OneShard, Stats};
use crate::cli::table::{Align, Table};
use crate::cli::text::{count, duration, time};

/// What is not known.
const NOTHING: &str = "-";

pub(super) fn text(stats: &Stats) -> String {
    let mut tables =
        vec![log(&stats.shards), consumers(&stats.shards), disk(&stats.shards), partitions(&stats.shards)];
    if let Some(tally) = &stats.tally {
        tables.extend([tally.types_table(), tally.tenants_table()]);
    }
    tables.join("\n")
}

fn log(shards: &[OneShard]) -> String {
    let mut table = Table::new(&[
        ("SHARD", Align::Right),
        ("HEAD", Align::Right),
        ("FIRST", Align::Left),
        ("LAST", Align::Left),
        ("EVENTS", Align::Right),
        ("PAYLOAD", Align::Right),
        ("STREAMS", Align::Right),
        ("TENANTS", Align::Right),
    ]);
    for OneShard { shard, stats, counted } in shards {
        let when =
            |mark: Option<Mark>| mark.map_or_else(|| NOTHING.to_owned(), |mark| time(mark.recorded_at));
        let there = match (stats.first, stats.last) {
            (Some(first), Some(last)) => last.position + 1 - first.position,
            _ => 0,
        };
        let of_counted = |figure: Option<String>| figure.unwrap_or_else(|| NOTHING.to_owned());
        let counted = counted.as_ref();
        table.push(vec![
            shard.to_string(),
            count(stats.last.map_or(0, |last| last.position)),
            when(stats.first),
            when(stats.last),
            count(counted.map_or(there, |counted| counted.sum.events)),
            of_counted(counted.map(|counted| HumanBytes(counted.sum.bytes).to_string())),
            of_counted(counted.map(|counted| count(counted.streams))),
            of_counted(counted.map(|counted| count(counted.tenants))),
        ]);
    }
    table.render()
}

fn consumers(shards: &[OneShard]) -> String {
    let mut table = Table::new(&[
        ("SHARD", Align::Right),
        ("CONSUMER", Align::Left),
        ("POSITION", Align::Right),
        ("BEHIND", Align::Right),
        ("FOR", Align::Right),
        ("GENERATION", Align::Right),
        ("HEARD OF", Align::Left),
    ]);
    for OneShard { shard, stats, .. } in shards {
        for checkpoint in &stats.checkpoints {
            let heard = (Utc::now() - checkpoint.updated_at).to_std().unwrap_or_default();
            let behind = std::time::Duration::try_from_secs_f64(checkpoint.lag_seconds).unwrap_or_default();
            table.push(vec![
                shard.to_string(),
                checkpoint.consumer.clone(),
                count(checkpoint.position),
                count(checkpoint.lag_events),
                duration(behind),
                count(checkpoint.generation),
                format!("{} ago", duration(heard)),
            ]);
        }
    }
    table.render()
}

fn disk(shards: &[OneShard]) -> String {
    let mut table = Table::new(&[
        ("SHARD", Align::Right),
        ("TABLE", Align::Left),
        ("ON DISK", Align::Right),
        ("ROWS", Align::Right),
    ]);
    for OneShard { shard, stats, .. } in shards {
        for on_disk in &stats.tables {
            let rows = if on_disk.name == "snapshots" { count(stats.snapshots) } else { String::new() };
            let bytes = HumanBytes(on_disk.bytes).to_string();
            table.push(vec![shard.to_string(), on_disk.name.clone(), bytes, rows]);
        }
    }
    table.render()
}

fn partitions(shards: &[OneShard]) -> String {
    let mut table = Table::new(&[
        ("SHARD", Align::Right),
        ("PARTITION FROM", Align::Right),
        ("TO", Align::Right),
        ("ON DISK", Align::Right),
        ("SEALED", Align::Left),
    ]);
    for OneShard { shard, stats, .. } in shards {
        for partition in &stats.partitions {
            table.push(vec![
                shard.to_string(),
                count(partition.first),
                count(partition.last),
                HumanBytes(partition.bytes).to_string(),
                partition.sealed_at.map_or_else(|| NOTHING.to_owned(), time),
            ]);
        }
    }
    table.render()
}

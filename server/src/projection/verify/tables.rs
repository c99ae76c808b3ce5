//! Compares the analyst's tables with the log: they are written again up to a cut, into a database beside, by the projection itself.
//!
//! The tables go on meanwhile. Rows say from which event they are, so those of after the cut are left out. Of jobs, a row says how many
//! events of the job it has: one that has more than at the cut is compared once the other database has been written so far, too.
//! Sums by minute do not say it: compared are the minutes of which no row is from after the cut.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{TimeDelta, Utc};
use infra::clickhouse::{
    AnalyticsSink, Beside, ClickHouseConfig, TableDigest, client, drop_database, first_minute_after, migrate,
    moved_on, row_only_in, table_digests,
};
use projections::progress::Projection;
use projections::runner::Sink;

use super::{Certificate, OfTenant};
use crate::cli::output::Output;
use crate::config::Config;
use crate::projection::building::{Building, OF_TABLES};
use crate::projection::cut::{self, Cut};
use crate::services::Services;

/// How often jobs that have moved on are looked at again.
const ROUNDS: usize = 10;

/// Compares, and prints the certificate.
pub(crate) async fn verify(config: &Config, services: &Services, output: Output) -> anyhow::Result<()> {
    let beside = config.clickhouse.beside(Beside::Verify, Utc::now());
    let found = compare(&config.clickhouse, &beside, services, output).await;
    drop_database(&beside).await?;
    found?.print(output)
}

async fn compare(
    live: &ClickHouseConfig,
    beside: &ClickHouseConfig,
    services: &Services,
    output: Output,
) -> anyhow::Result<Certificate> {
    migrate(beside).await?;
    let sink: Arc<dyn Sink> = Arc::new(AnalyticsSink::new(client(beside)));
    let cut = cut::reached(services, Projection::ClickHouse).await?;
    let mut building = Building::new(services, sink, OF_TABLES, output);
    building.write_to(cut.clone()).await?;
    building.bar.finish_and_clear();
    let mut certificate = Certificate::new("clickhouse", cut.clone(), cut.values().sum());
    let mut comparison = Comparison { live, beside, certificate: &mut certificate };
    for table in ["events", "audit"] {
        comparison.table(table, &at_cut(&cut)).await?;
    }
    let kept = kept(live.keep.attempts_days, "ended_at");
    comparison.table("task_attempts", &format!("{} AND {kept}", at_cut(&cut))).await?;
    comparison.minutes(&cut).await?;
    comparison.jobs(services, &mut building).await?;
    Ok(certificate)
}

/// Rows of events inside of a cut.
fn at_cut(cut: &Cut) -> String {
    let of_shard = |(shard, position): (&u16, &u64)| format!("(shard = {shard} AND position <= {position})");
    let shards: Vec<_> = cut.iter().map(of_shard).collect();
    format!("({})", shards.join(" OR "))
}

/// Rows that are kept: those that are about to be let go may be there or not.
fn kept(days: Option<u32>, time: &str) -> String {
    let first = days.map(|days| Utc::now() - TimeDelta::days(days.into()) + TimeDelta::hours(1));
    first.map_or("1".to_owned(), |first| format!("toUnixTimestamp({time}) > {}", first.timestamp()))
}

/// A database as it is, and as it should be.
struct Comparison<'a> {
    live: &'a ClickHouseConfig,
    beside: &'a ClickHouseConfig,
    certificate: &'a mut Certificate,
}

impl Comparison<'_> {
    /// Compares those rows of a table for which a condition holds.
    async fn table(&mut self, table: &'static str, condition: &str) -> anyhow::Result<()> {
        let (is, should_be) = self.digests(table, condition).await?;
        if is != should_be {
            let difference = self.difference(table, condition, &is, &should_be).await?;
            return self.differs(difference);
        }
        self.certify(table, should_be)
    }

    async fn digests(
        &self,
        table: &str,
        condition: &str,
    ) -> anyhow::Result<(Vec<TableDigest>, Vec<TableDigest>)> {
        let is = table_digests(self.live, table, condition).await?;
        Ok((is, table_digests(self.beside, table, condition).await?))
    }

    fn certify(&mut self, what: &'static str, digests: Vec<TableDigest>) -> anyhow::Result<()> {
        for TableDigest { tenant, rows, digest } in digests {
            self.certificate.tenants.push(OfTenant { tenant: tenant.parse()?, what, rows, digest });
        }
        Ok(())
    }

    async fn difference(
        &self,
        table: &str,
        condition: &str,
        is: &[TableDigest],
        should_be: &[TableDigest],
    ) -> anyhow::Result<String> {
        if let Some(row) = row_only_in(self.beside, self.live, table, condition).await? {
            return Ok(format!("{table} lacks {row}"));
        }
        if let Some(row) = row_only_in(self.live, self.beside, table, condition).await? {
            return Ok(format!("{table} should not have {row}"));
        }
        Ok(format!("{table} was {is:?}, and should have been {should_be:?}"))
    }

    fn differs(&mut self, difference: String) -> anyhow::Result<()> {
        self.certificate.clean = false;
        self.certificate.difference.get_or_insert(difference);
        Ok(())
    }

    /// Compares sums by minute. Their quantiles depend on the order in which rows came, so it is the sums that count.
    async fn minutes(&mut self, cut: &Cut) -> anyhow::Result<()> {
        let kept = kept(self.live.keep.minutes_days, "minute");
        let (mut is, mut should_be) = (vec![], vec![]);
        for _ in 0..ROUNDS {
            // What came after the sums were read has come after the minutes that are compared, too.
            let sums = infra::clickhouse::minutes(self.live, &kept).await?;
            let first = first_minute_after(self.live, &at_cut(cut)).await?;
            let is_whole = |row: &infra::clickhouse::Minute| first.is_none_or(|first| row.minute < first);
            is = sums.into_iter().filter(is_whole).collect();
            should_be = infra::clickhouse::minutes(self.beside, &kept).await?;
            should_be.retain(is_whole);
            if is == should_be {
                return self.certify_minutes(&should_be);
            }
        }
        let different = should_be.iter().find(|row| !is.contains(row));
        let superfluous = is.iter().find(|row| !should_be.contains(row));
        self.differs(match (different, superfluous) {
            (Some(row), _) => format!("attempts_by_minute lacks {row:?}"),
            (None, row) => format!("attempts_by_minute should not have {row:?}"),
        })
    }

    fn certify_minutes(&mut self, minutes: &[infra::clickhouse::Minute]) -> anyhow::Result<()> {
        let mut tenants: BTreeMap<&str, (u64, super::Digest)> = BTreeMap::new();
        for row in minutes {
            let (rows, digest) = tenants.entry(&row.tenant).or_default();
            *rows += 1;
            digest.add(row)?;
        }
        for (tenant, (rows, digest)) in tenants {
            let (tenant, digest) = (tenant.parse()?, digest.finish());
            self.certificate.tenants.push(OfTenant { tenant, what: "attempts_by_minute", rows, digest });
        }
        Ok(())
    }

    /// Compares jobs. While some have moved on, the other database is written on, and these are looked at again.
    async fn jobs(&mut self, services: &Services, building: &mut Building<'_>) -> anyhow::Result<()> {
        let mut left = None;
        for _ in 0..ROUNDS {
            let Some(moved) = self.jobs_among(left.as_deref()).await? else { return Ok(()) };
            if left.is_none() {
                self.certificate.moved_on += moved.len() as u64;
            }
            if moved.is_empty() {
                return Ok(());
            }
            building.write_to(cut::reached(services, Projection::ClickHouse).await?).await?;
            left = Some(moved);
        }
        self.differs(format!("jobs change faster than they can be compared: {:?}", left.unwrap_or_default()))
    }

    /// Compares these jobs, or all, but for those that have moved on, which it answers; nothing if there is a difference. Only what is
    /// at the cut is certified.
    async fn jobs_among(&mut self, among: Option<&[String]>) -> anyhow::Result<Option<Vec<String>>> {
        let mut moved = moved_on(self.live, self.beside, among).await?;
        loop {
            let condition = format!("{} AND NOT {}", in_list(among), in_list(Some(&moved)));
            let (is, should_be) = self.digests("jobs", &condition).await?;
            if is == should_be {
                if among.is_none() {
                    self.certify("jobs", should_be)?;
                }
                return Ok(Some(moved));
            }
            // Some may have moved on while they were compared.
            let now = moved_on(self.live, self.beside, among).await?;
            if now == moved {
                let difference = self.difference("jobs", &condition, &is, &should_be).await?;
                self.differs(difference)?;
                return Ok(None);
            }
            moved = now;
        }
    }
}

/// Those jobs, or all.
fn in_list(jobs: Option<&[String]>) -> String {
    let quoted = |jobs: &[String]| jobs.iter().map(|job| format!("'{job}'")).collect::<Vec<_>>().join(", ");
    match jobs {
        None => "1".to_owned(),
        Some([]) => "0".to_owned(),
        Some(jobs) => format!("job IN ({})", quoted(jobs)),
    }
}

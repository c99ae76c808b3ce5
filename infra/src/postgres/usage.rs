//! What a tenant had used at a moment: its events up to there, added up.

use std::pin::pin;

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use commands::ports::EngineError;
use domain::{RecordedEvent, TenantId};
use futures::TryStreamExt as _;
use projections::queries::{Cut, SKEW};
use projections::usage::{EVENT_TYPES, UsageError, UsageHistory, UsedByDay, add};
use tokio_postgres::types::ToSql;

use super::engine_error;
use super::log::PostgresLog;
use super::rows::{COLUMNS, to_event};
use super::shard::{Shard, signed};
use crate::query_error;

/// The most events that are looked through, those of other tenants included: so many take a few seconds.
const MOST: u64 = 1_000_000;

/// What lies between two positions of a shard.
struct Range<'a> {
    shard: &'a Shard,
    after: u64,
    through: u64,
}

impl Shard {
    /// What may count for days from one on, up to a moment. Nothing is recorded before it happens, and it may be recorded any time
    /// later.
    async fn range_of(&self, from: DateTime<Utc>, cut: &Cut) -> Result<Range<'_>, EngineError> {
        let after = self.position_at(from - SKEW).await?;
        let through = self.position_at(cut.instant).await?.min(cut.last_of(self.number()));
        if after < through {
            // The oldest part of a log may have been taken away; it is not passed over in silence.
            self.recorded_at(after + 1).await?;
        }
        Ok(Range { shard: self, after, through })
    }
}

impl Range<'_> {
    fn events(&self) -> u64 {
        self.through.saturating_sub(self.after)
    }

    async fn read(
        &self,
        tenant: &TenantId,
        mut add: impl FnMut(&RecordedEvent) -> Result<(), EngineError>,
    ) -> Result<(), EngineError> {
        let mut session = self.shard.tenant_session(tenant).await?;
        let query = format!(
            "SELECT {COLUMNS} FROM events \
             WHERE tenant_id = $1 AND position > $2 AND position <= $3 AND event_type = ANY ($4)"
        );
        let statement = session.prepare(&query).await.map_err(engine_error)?;
        let arguments: [&(dyn ToSql + Sync); 4] =
            [&tenant.as_str(), &signed(self.after), &signed(self.through), &EVENT_TYPES];
        let rows = session.client.query_raw(&statement, arguments).await.map_err(engine_error)?;
        let mut rows = pin!(rows);
        while let Some(row) = rows.try_next().await.map_err(engine_error)? {
            add(&to_event(self.shard.number(), &row).map_err(engine_error)?)?;
        }
        Ok(())
    }
}

impl PostgresLog {
    /// What a tenant had used at a moment, if no more than `most` events have to be looked through for it.
    ///
    /// # Errors
    /// There are more, a shard cannot be reached, or an event cannot be read.
    pub async fn usage_within(
        &self,
        tenant: &TenantId,
        from: NaiveDate,
        until: NaiveDate,
        cut: &Cut,
        most: u64,
    ) -> Result<UsedByDay, UsageError> {
        let ranges = self.ranges(tenant, from, cut).await.map_err(query_error)?;
        let events = ranges.iter().map(Range::events).sum();
        if events > most {
            return Err(UsageError::TooFar { events, limit: most });
        }
        let mut days = UsedByDay::new();
        for range in ranges.iter().filter(|range| range.events() > 0) {
            let read = range.read(tenant, |event| add(&mut days, event).map_err(engine_error));
            read.await.map_err(query_error)?;
        }
        days.retain(|day, _| (from..until).contains(day));
        Ok(days)
    }

    async fn ranges(
        &self,
        tenant: &TenantId,
        from: NaiveDate,
        cut: &Cut,
    ) -> Result<Vec<Range<'_>>, EngineError> {
        let Some(placement) = self.placement(tenant).await? else { return Ok(vec![]) };
        let (from, mut ranges) = (from.and_time(NaiveTime::MIN).and_utc(), vec![]);
        for number in &placement.shards {
            if let Some(shard) = self.shards().get(usize::from(*number)) {
                ranges.push(shard.range_of(from, cut).await?);
            }
        }
        Ok(ranges)
    }
}

#[async_trait]
impl UsageHistory for PostgresLog {
    async fn usage_at(
        &self,
        tenant: &TenantId,
        from: NaiveDate,
        until: NaiveDate,
        cut: &Cut,
    ) -> Result<UsedByDay, UsageError> {
        self.usage_within(tenant, from, until, cut, MOST).await
    }
}

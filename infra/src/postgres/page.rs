//! One page of the log, bounded by events and by bytes.

use commands::ports::EngineError;
use domain::{RecordedEvent, TenantId};
use tokio_postgres::types::ToSql;
use uuid::Uuid;

use super::engine_error;
use super::rows::COLUMNS;
use super::scan::{Filter, Order};
use super::shard::{Shard, signed};

/// A page ends after so many bytes of payloads as they are stored, which may be compressed.
const MAX_BYTES: i64 = 4 << 20;

/// The column that says that a page ended with this event because of its bytes.
const FULL: &str = "is_full";

/// What a [`Filter`] leaves of a range. A part of it that is null leaves everything.
const FILTERED: &str = "AND ($5::text IS NULL OR tenant_id = $5) AND ($6::text[] IS NULL OR event_type = ANY ($6)) \
     AND ($7::text IS NULL OR aggregate_type = $7) AND ($8::text IS NULL OR aggregate_id = $8) \
     AND ($9::timestamptz IS NULL OR recorded_at >= $9) AND ($10::timestamptz IS NULL OR recorded_at < $10) \
     AND ($11::text IS NULL OR metadata->>'correlation' = $11) \
     AND ($12::text IS NULL OR metadata->>'causation' = $12) \
     AND ($13::text IS NULL OR metadata->>'event_id' = $13) \
     AND ($14::text IS NULL OR metadata->>'actor' = $14) AND ($15::text IS NULL OR metadata->>'command' = $15) \
     AND ($16::text IS NULL OR split_part(metadata->>'traceparent', '-', 2) = $16) \
     AND ($17::text IS NULL OR metadata->>'build' = $17)";

impl Shard {
    /// The first events of what lies after `after` and up to `through`, or the last ones. At least one, where there are any;
    /// positions have no holes, so an event that is missing was taken away, and that is an error.
    pub(super) async fn page(
        &self,
        order: Order,
        (after, through): (u64, u64),
        limit: u64,
    ) -> Result<Vec<RecordedEvent>, EngineError> {
        let mut session = self.log_session().await?;
        let bounds: [&(dyn ToSql + Sync); 4] = [&signed(after), &signed(through), &signed(limit), &MAX_BYTES];
        let events = self.decode(&session.rows(&query(order, ""), &bounds).await?)?;
        let expected = |index: u64| match order {
            Order::Forwards => after + 1 + index,
            Order::Backwards => through - index,
        };
        match (0..).zip(&events).find(|(index, event)| event.position != expected(*index)) {
            Some((index, _)) => Err(self.hole(expected(index))),
            None => Ok(events),
        }
    }

    /// The same of the events that a filter chooses, and whether that was the whole range. A filter does not show what is
    /// missing, so the ends of the range are looked at.
    pub(super) async fn filtered_page(
        &self,
        order: Order,
        (after, through): (u64, u64),
        limit: u64,
        filter: &Filter,
    ) -> Result<(Vec<RecordedEvent>, bool), EngineError> {
        let text = |id: Option<Uuid>| id.map(|id| id.to_string());
        let tenant = filter.tenant.as_ref().map(TenantId::as_str);
        let types = (!filter.types.is_empty()).then_some(&filter.types);
        let arguments: [&(dyn ToSql + Sync); 17] = [
            &signed(after),
            &signed(through),
            &signed(limit),
            &MAX_BYTES,
            &tenant,
            &types,
            &filter.aggregate_type,
            &filter.aggregate_id,
            &filter.since,
            &filter.before,
            &filter.correlation,
            &text(filter.causation),
            &text(filter.event_id),
            &filter.actor,
            &filter.command,
            &filter.trace,
            &filter.build,
        ];
        let mut session = self.log_session().await?;
        let ends = "SELECT position FROM events WHERE position IN ($1, $2) ORDER BY position";
        let (first, last) = (signed(after + 1), signed(through));
        let there = session.rows(ends, &[&first, &last]).await?;
        for end in [first, last] {
            if !there.iter().any(|row| row.try_get::<_, i64>(0).is_ok_and(|position| position == end)) {
                return Err(self.hole(u64::try_from(end).unwrap_or(0)));
            }
        }
        let rows = session.rows(&query(order, FILTERED), &arguments).await?;
        let is_full = match rows.last() {
            Some(last) => rows.len() as u64 == limit || last.try_get(FULL).map_err(engine_error)?,
            None => false,
        };
        Ok((self.decode(&rows)?, !is_full))
    }

    pub(super) fn hole(&self, position: u64) -> EngineError {
        engine_error(format!("the log of shard {} has no event at position {position}", self.number()))
    }
}

fn query(order: Order, filter: &str) -> String {
    let direction = match order {
        Order::Forwards => "ASC",
        Order::Backwards => "DESC",
    };
    format!(
        "SELECT {COLUMNS}, bytes >= $4 AS {FULL} FROM ( \
             SELECT {COLUMNS}, pg_column_size(payload) AS size, \
                 sum(pg_column_size(payload)) OVER (ORDER BY position {direction} ROWS UNBOUNDED PRECEDING) AS bytes \
             FROM events WHERE position > $1 AND position <= $2 {filter} ORDER BY position {direction} LIMIT $3 \
         ) page WHERE bytes - size < $4 ORDER BY position {direction}"
    )
}

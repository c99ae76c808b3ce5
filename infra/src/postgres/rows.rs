//! A row of the `events` table as an event.

use std::error::Error;

use domain::{Metadata, RecordedEvent};
use tokio_postgres::Row;
use tokio_postgres::types::{FromSql, Type};

/// The columns that [`to_event`] reads, in its order.
pub(super) const COLUMNS: &str = "position, tenant_id, aggregate_type, aggregate_id, sequence, event_type, \
     event_version, payload, metadata, recorded_at";

/// A JSON column as the text that it is: the bytes that were stored.
pub(super) struct Text<'a>(pub(super) &'a str);

impl<'a> FromSql<'a> for Text<'a> {
    fn from_sql(_: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Self(std::str::from_utf8(raw)?))
    }

    fn accepts(kind: &Type) -> bool {
        *kind == Type::JSON
    }
}

/// Reads a row of [`COLUMNS`].
pub(super) fn to_event(shard: u16, row: &Row) -> Result<RecordedEvent, String> {
    let text = |column: usize| row.try_get::<_, String>(column).map_err(|error| error.to_string());
    let json = |column: usize| row.try_get::<_, Text<'_>>(column).map_err(|error| error.to_string());
    let number = |column: usize| {
        let number = row.try_get::<_, i64>(column).map_err(|error| error.to_string())?;
        u64::try_from(number).map_err(|error| error.to_string())
    };
    Ok(RecordedEvent {
        shard,
        position: number(0)?,
        tenant: text(1)?.parse().map_err(|error: domain::ids::InvalidId| error.to_string())?,
        aggregate_type: text(2)?,
        aggregate_id: text(3)?,
        sequence: number(4)?,
        event_type: text(5)?,
        event_version: text(6)?,
        payload: json(7)?.0.to_owned(),
        metadata: serde_json::from_str::<Metadata>(json(8)?.0).map_err(|error| error.to_string())?,
        recorded_at: row.try_get(9).map_err(|error| error.to_string())?,
    })
}

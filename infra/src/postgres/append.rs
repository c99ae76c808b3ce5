//! One call of `append_events`: the arrays that it takes, and what its answer says of each append. Of `append_event`, where
//! there is one event.

use commands::ports::{Append, AppendError, Expected, NewEvent, StreamAppend, StreamId};
use domain::TenantId;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Error, Row, Statement};

use super::shard::signed;

/// The call, with one parameter for each array.
const CALL: &str = "SELECT base, conflict_streams, conflict_versions \
     FROM append_events($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";

/// What the call expects of a stream that may have any version; the sequences of its events count from there.
const ANY_VERSION: i64 = -1;

/// Appends, laid out as the arrays of the call.
#[derive(Default)]
struct Arrays<'a> {
    stream_appends: Vec<i32>,
    stream_types: Vec<&'a str>,
    stream_ids: Vec<&'a str>,
    stream_expected: Vec<i64>,
    event_appends: Vec<i32>,
    event_tenants: Vec<&'a str>,
    aggregate_types: Vec<&'a str>,
    aggregate_ids: Vec<&'a str>,
    sequences: Vec<i64>,
    event_types: Vec<&'a str>,
    event_versions: Vec<&'a str>,
    payloads: Vec<&'a str>,
    metadatas: Vec<String>,
}

/// The call for one event of one stream.
const CALL_FOR_ONE: &str = "SELECT base, conflict_version FROM append_event($1, $2, $3, $4, $5, $6, $7, $8)";

/// The calls, prepared in a session.
pub(super) struct Calls {
    many: Statement,
    one: Statement,
}

impl Calls {
    pub(super) async fn prepare(client: &Client) -> Result<Self, Error> {
        Ok(Self { many: client.prepare(CALL).await?, one: client.prepare(CALL_FOR_ONE).await? })
    }

    /// Sends the appends as one transaction. Answers, for each, the position of its last event or its conflict.
    pub(super) async fn send(
        &self,
        client: &Client,
        appends: &[&Append],
    ) -> Result<Vec<Result<u64, AppendError>>, Error> {
        if let [append] = appends
            && let [stream] = &append.streams[..]
            && let [event] = &stream.events[..]
            && let Some(version) = stream.expected.version()
        {
            return Ok(vec![self.send_one(client, &append.tenant, stream, event, version).await?]);
        }
        self.send_many(client, appends).await
    }

    async fn send_one(
        &self,
        client: &Client,
        tenant: &TenantId,
        StreamAppend { stream, expected, .. }: &StreamAppend,
        event: &NewEvent,
        version: u64,
    ) -> Result<Result<u64, AppendError>, Error> {
        let arguments: [&(dyn ToSql + Sync); 8] = [
            &stream.aggregate_type,
            &stream.aggregate_id,
            &signed(version),
            &tenant.as_str(),
            &event.event_type,
            &event.event_version,
            &event.payload,
            &serde_json::to_string(&event.metadata).unwrap_or_default(),
        ];
        let row = client.query_one(&self.one, &arguments).await?;
        Ok(match row.try_get::<_, Option<i64>>(1)? {
            Some(actual) => Err(conflict_of(stream, *expected, unsigned(actual))),
            None => Ok(unsigned(row.try_get(0)?) + 1),
        })
    }

    async fn send_many(
        &self,
        client: &Client,
        appends: &[&Append],
    ) -> Result<Vec<Result<u64, AppendError>>, Error> {
        let arrays = Arrays::of(appends);
        let arguments: [&(dyn ToSql + Sync); 13] = [
            &arrays.stream_appends,
            &arrays.stream_types,
            &arrays.stream_ids,
            &arrays.stream_expected,
            &arrays.event_appends,
            &arrays.event_tenants,
            &arrays.aggregate_types,
            &arrays.aggregate_ids,
            &arrays.sequences,
            &arrays.event_types,
            &arrays.event_versions,
            &arrays.payloads,
            &arrays.metadatas,
        ];
        answers(appends, &client.query_one(&self.many, &arguments).await?)
    }
}

impl<'a> Arrays<'a> {
    fn of(appends: &[&'a Append]) -> Self {
        let mut arrays = Self::default();
        for (number, append) in (1..).zip(appends) {
            arrays.add(number, append);
        }
        arrays
    }

    fn add(&mut self, number: i32, append: &'a Append) {
        for stream in &append.streams {
            self.stream_appends.push(number);
            self.stream_types.push(stream.stream.aggregate_type);
            self.stream_ids.push(&stream.stream.aggregate_id);
            self.stream_expected.push(stream.expected.version().map_or(ANY_VERSION, signed));
            let version = signed(stream.expected.version().unwrap_or(0));
            for (sequence, event) in (version + 1..).zip(&stream.events) {
                self.event_appends.push(number);
                self.event_tenants.push(append.tenant.as_str());
                self.aggregate_types.push(stream.stream.aggregate_type);
                self.aggregate_ids.push(&stream.stream.aggregate_id);
                self.sequences.push(sequence);
                self.event_types.push(&event.event_type);
                self.event_versions.push(&event.event_version);
                self.payloads.push(&event.payload);
                self.metadatas.push(serde_json::to_string(&event.metadata).unwrap_or_default());
            }
        }
    }
}

fn answers(appends: &[&Append], row: &Row) -> Result<Vec<Result<u64, AppendError>>, Error> {
    let mut position = unsigned(row.try_get(0)?);
    let streams: Vec<i32> = row.try_get::<_, Option<_>>(1)?.unwrap_or_default();
    let versions: Vec<i64> = row.try_get::<_, Option<_>>(2)?.unwrap_or_default();
    let mut conflicts = streams.into_iter().zip(versions).peekable();
    let mut number = 0;
    let answer = |append: &&Append| {
        let mut conflict = None;
        for stream in &append.streams {
            number += 1;
            if let Some((_, actual)) = conflicts.next_if(|(conflicting, _)| *conflicting == number) {
                conflict
                    .get_or_insert_with(|| conflict_of(&stream.stream, stream.expected, unsigned(actual)));
            }
        }
        match conflict {
            Some(conflict) => Err(conflict),
            None => {
                position += append.streams.iter().map(|stream| stream.events.len() as u64).sum::<u64>();
                Ok(position)
            }
        }
    };
    Ok(appends.iter().map(answer).collect())
}

fn conflict_of(stream: &StreamId, expected: Expected, actual: u64) -> AppendError {
    AppendError::Conflict { stream: stream.clone(), expected, actual }
}

fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

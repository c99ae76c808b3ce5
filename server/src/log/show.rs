//! `log show`: a stream or an event, in full.

use anyhow::bail;
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use domain::{RecordedEvent, TenantId};
use infra::postgres::{Filter, Order, PostgresLog, Shard};
use uuid::Uuid;

use super::instant;
use super::line::write_json;
use super::names::{StreamName, Target};
use super::pretty::pretty;
use super::range::{Range, RangeArgs};
use super::reader::Reader;
use crate::cli::output::{Output, write_stdout};
use crate::cli::text::clean;

/// An event is recorded within this time of its id's making, or at least most likely.
const NEAR: TimeDelta = TimeDelta::minutes(10);

/// What `log show` can be told.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct ShowArgs {
    /// A stream (job_…, batch_…, dataset_…, or type/id), an event's id, or SHARD:POSITION
    target: Target,
    /// Whose it is; by default a stream is the config's tenant's, and an event anybody's
    #[arg(long)]
    tenant: Option<TenantId>,
    /// The stream from this version on
    #[arg(long, value_name = "VERSION", default_value_t = 1)]
    from_version: u64,
    /// The last event first
    #[arg(long)]
    reverse: bool,
    /// So many events of the stream at most
    #[arg(long, value_name = "N")]
    limit: Option<u32>,
    /// The stream as it was at this instant
    #[arg(long, value_name = "INSTANT", value_parser = instant::parse)]
    as_of: Option<DateTime<Utc>>,
    /// Also the events that the event led to
    #[arg(long)]
    caused: bool,
}

pub(super) async fn run(
    args: &ShowArgs,
    log: &PostgresLog,
    tenant: &TenantId,
    output: Output,
) -> anyhow::Result<()> {
    let event = match &args.target {
        Target::Stream(stream) => {
            let tenant = args.tenant.as_ref().unwrap_or(tenant);
            let events = args.stream(log, tenant, stream).await?;
            return print(&events, output, stream_text);
        }
        Target::Event(id) => find(log, *id, args.tenant.clone(), output).await?,
        Target::Place(shard, position) => args.at(log, *shard, *position).await?,
    };
    print(std::slice::from_ref(&event), output, event_text)?;
    if args.caused {
        let caused = caused_by(log, &event, output).await?;
        if caused.is_empty() {
            output.note("it led to no event");
        }
        print(&caused, output, event_text)?;
    }
    Ok(())
}

impl ShowArgs {
    async fn stream(
        &self,
        log: &PostgresLog,
        tenant: &TenantId,
        stream: &StreamName,
    ) -> anyhow::Result<Vec<RecordedEvent>> {
        if self.caused {
            bail!("--caused is for one event: name it by its id, or by SHARD:POSITION");
        }
        let unknown = || anyhow::anyhow!("tenant {tenant} has no stream {stream}");
        let id = stream.id();
        let shard = log.shard_of(tenant, &id).await?.ok_or_else(unknown)?;
        let after = self.from_version.saturating_sub(1);
        let mut events = match (self.as_of, self.reverse, self.limit) {
            (Some(instant), ..) => shard.read_stream_as_of(tenant, &id, instant).await?,
            (None, true, Some(limit)) => shard.read_stream_backwards(tenant, &id, u64::MAX, limit).await?,
            (None, ..) => shard.read_stream(tenant, &id, after).await?,
        };
        if events.is_empty() && shard.read_stream_backwards(tenant, &id, u64::MAX, 1).await?.is_empty() {
            return Err(unknown());
        }
        events.retain(|event| event.sequence > after);
        events.sort_by_key(|event| event.sequence);
        if self.reverse {
            events.reverse();
        }
        events.truncate(self.limit.map_or(usize::MAX, |limit| limit as usize));
        if events.is_empty() {
            bail!("{stream} has no event that these options leave");
        }
        Ok(events)
    }

    async fn at(&self, log: &PostgresLog, number: u16, position: u64) -> anyhow::Result<RecordedEvent> {
        let only = RangeArgs { shards: vec![number], ..RangeArgs::default() };
        let shard = only.select(log.shards())?.first().copied().ok_or_else(|| anyhow::anyhow!("no shard"))?;
        let head = shard.head().await?;
        if position == 0 || position > head {
            bail!("shard {number} has no position {position}: its log has 1 to {head}");
        }
        let mut scan = shard.scan(position - 1, position, Filter::default(), Order::Forwards);
        let found = scan.next().await?.and_then(|page| page.events.into_iter().next());
        match (found, &self.tenant) {
            (Some(event), Some(tenant)) if event.tenant != *tenant => {
                bail!("the event at {number}:{position} is not of tenant {tenant}")
            }
            (Some(event), _) => Ok(event),
            (None, _) => bail!("shard {number} has no event at position {position}"),
        }
    }
}

/// Finds an event by its id: first near the time that the id tells, then everywhere.
async fn find(
    log: &PostgresLog,
    id: Uuid,
    tenant: Option<TenantId>,
    output: Output,
) -> anyhow::Result<RecordedEvent> {
    let filter = Filter { event_id: Some(id), tenant, ..Filter::default() };
    if let Some(made) = made_at(id) {
        let mut near = vec![];
        for shard in log.shards() {
            let (after, through) =
                (shard.position_at(made - NEAR).await?, shard.position_at(made + NEAR).await?);
            near.push(Range { shard: shard.clone(), after, through });
        }
        if let Some(event) = first(near, filter.clone(), output).await? {
            return Ok(event);
        }
    }
    let mut all = vec![];
    for shard in log.shards() {
        all.push(Range { shard: shard.clone(), after: 0, through: shard.head().await? });
    }
    first(all, filter, output).await?.ok_or_else(|| anyhow::anyhow!("no shard has an event {id}"))
}

/// When an id of version 7 was made.
fn made_at(id: Uuid) -> Option<DateTime<Utc>> {
    let (seconds, nanos) = id.get_timestamp().filter(|_| id.get_version_num() == 7)?.to_unix();
    DateTime::from_timestamp(i64::try_from(seconds).ok()?, nanos)
}

async fn first(ranges: Vec<Range>, filter: Filter, output: Output) -> anyhow::Result<Option<RecordedEvent>> {
    let mut reader = Reader::new(ranges, filter, output);
    while let Some(found) = reader.next().await? {
        if let Some(event) = found.events.into_iter().next() {
            return Ok(Some(event));
        }
    }
    Ok(None)
}

/// The events that an event led to, on any shard; they are later, as far as the shards' clocks agree.
async fn caused_by(
    log: &PostgresLog,
    event: &RecordedEvent,
    output: Output,
) -> anyhow::Result<Vec<RecordedEvent>> {
    let filter = Filter { causation: Some(event.metadata.event_id), ..Filter::default() };
    let mut ranges = vec![];
    for shard in log.shards() {
        let after = earliest(shard, event).await?;
        ranges.push(Range { shard: shard.clone(), after, through: shard.head().await?.max(after) });
    }
    let (mut reader, mut caused) = (Reader::new(ranges, filter, output), vec![]);
    while let Some(found) = reader.next().await? {
        caused.extend(found.events);
    }
    caused.sort_by_key(|event| (event.recorded_at, event.shard, event.position));
    Ok(caused)
}

async fn earliest(shard: &Shard, cause: &RecordedEvent) -> anyhow::Result<u64> {
    if shard.number() == cause.shard {
        return Ok(cause.position);
    }
    Ok(shard.position_at(cause.recorded_at - NEAR).await?)
}

fn print(events: &[RecordedEvent], output: Output, text: fn(&RecordedEvent) -> String) -> anyhow::Result<()> {
    for event in events {
        if output.is_json() {
            let mut line = vec![];
            write_json(event, &mut line)?;
            write_stdout(&line)?;
        } else {
            output.print(&text(event))?;
        }
    }
    Ok(())
}

fn exact(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

/// An event of a stream that is shown as a whole.
fn stream_text(event: &RecordedEvent) -> String {
    let RecordedEvent { sequence, shard, position, event_type, metadata, .. } = event;
    let time = exact(event.recorded_at);
    let (actor, command) = (&metadata.actor, &metadata.command);
    let head = format!("{sequence}  {event_type}  {time}  {shard}:{position}  {actor}: {command}");
    format!("{}\n{}\n\n", clean(&head), pretty(&event.payload, "   "))
}

/// Everything about one event.
fn event_text(event: &RecordedEvent) -> String {
    let metadata = &event.metadata;
    let stream = format!("{}/{}", event.aggregate_type, event.aggregate_id);
    let facts = [
        ("place", format!("{}:{}", event.shard, event.position)),
        ("type", format!("{} {}", event.event_type, event.event_version)),
        ("recorded", exact(event.recorded_at)),
        ("tenant", event.tenant.to_string()),
        ("stream", stream),
        ("sequence", event.sequence.to_string()),
        ("event id", metadata.event_id.to_string()),
        ("correlation", metadata.correlation.clone()),
        ("causation", metadata.causation.map_or_else(|| "-".to_owned(), |id| id.to_string())),
        ("actor", metadata.actor.clone()),
        ("command", metadata.command.clone()),
        ("trace", metadata.traceparent.clone().unwrap_or_else(|| "-".to_owned())),
        ("build", metadata.build.clone()),
    ];
    let facts = crate::cli::table::Table::of_pairs(&facts).render();
    format!("{facts}{}\n\n", pretty(&event.payload, ""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::line::tests::an_event;

    #[test]
    fn an_event_is_shown_with_all_that_is_known_of_it() {
        let text = event_text(&an_event());
        for part in
            ["place        1:7\n", "type         JobPlanned 1.0\n", "actor        planner\n", "\"tasks\": 7"]
        {
            assert!(text.contains(part), "{text}");
        }
    }

    #[test]
    fn an_id_of_version_7_tells_its_time() {
        let id = Uuid::try_parse("01932c07-209c-7401-acaf-1a2b3c4d5e6f").unwrap();
        assert_eq!(made_at(id).unwrap().timestamp_millis(), 0x0193_2c07_209c);
        assert_eq!(made_at(Uuid::from_u128(7)), None);
    }
}

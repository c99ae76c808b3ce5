//! The event store as the run uses it. All that depends on its interface is here.

use commands::ports::{
    self, Append, AppendError, EngineError, EventLog as _, NewEvent, StreamAppend, StreamId,
};
use domain::{Metadata, RecordedEvent, TenantId};
use history::{EventId, Expected, LogEvent, Message, Outcome, StreamPart};
use infra::kafka::KafkaConfig;
use infra::postgres::{PostgresConfig, PostgresLog, Shard};
use serde::Deserialize;
use tokio_postgres::Client;
use uuid::Uuid;

use crate::error::RunError;

/// Whether an append may leave it open which version a stream has.
pub(crate) const TAKES_ANY: bool = true;

const AGGREGATE: &str = "history";
const EVENT_TYPE: &str = "Recorded";
/// The bits of an event id's second half that a UUID has of its own.
const VARIANT: u64 = 0b10 << 62;

/// The parts of the engines' config that a run needs.
#[derive(Deserialize)]
pub(crate) struct Engines {
    postgres: PostgresConfig,
    pub(crate) kafka: KafkaConfig,
}

impl Engines {
    /// The address of the first shard.
    pub(crate) fn first_shard(&self) -> Option<&str> {
        self.postgres.shards.first().map(|shard| shard.address.as_str())
    }
}

/// Makes an empty database a shard.
pub(crate) async fn migrate(address: String) -> Result<(), RunError> {
    infra::postgres::migrate(&address).await?;
    Ok(infra::postgres::register(&config(address)).await?)
}

fn config(address: String) -> PostgresConfig {
    PostgresConfig::new(vec![address])
}

/// The event store, over one shard.
pub(crate) struct Store {
    log: PostgresLog,
    tenant: TenantId,
    prefix: u64,
}

impl Store {
    /// The event store at `address`. `prefix` is the first half of all event ids.
    pub(crate) fn open(address: String, prefix: u64) -> Result<Self, EngineError> {
        let tenant = TenantId::try_from("history".to_owned()).map_err(error)?;
        let log = PostgresLog::new(&config(address))?;
        Ok(Self { log, tenant, prefix })
    }

    fn shard(&self) -> &Shard {
        &self.log.shards()[0]
    }

    pub(crate) async fn append(&self, parts: &[StreamPart]) -> Outcome {
        let streams = parts.iter().map(|part| StreamAppend {
            stream: stream(&part.stream),
            expected: asked(part.expected),
            events: part.events.iter().map(|event| self.new_event(*event, &part.stream)).collect(),
        });
        let append = Append { tenant: self.tenant.clone(), streams: streams.collect() };
        match self.log.append(append).await {
            Ok(appended) => Outcome::Appended(appended.position),
            Err(AppendError::Conflict { stream, expected, actual }) => {
                Outcome::Conflict { stream: stream.aggregate_id, expected: told(expected), actual }
            }
            Err(AppendError::Unknown(reason)) => Outcome::Unknown(reason),
            Err(
                error @ (AppendError::SeveralShards
                | AppendError::Invalid(_)
                | AppendError::Overloaded
                | AppendError::Unavailable(_)),
            ) => Outcome::Failed(error.to_string()),
        }
    }

    pub(crate) async fn read_stream(&self, name: &str, after: u64) -> Outcome {
        match self.log.read_stream(&self.tenant, &stream(name), after).await {
            Ok(events) => {
                let events = events.iter().map(|event| self.found(event));
                let elsewhere = |event: &LogEvent| event.stream != name;
                read(events.collect(), "sequence", after, |event| event.sequence, elsewhere)
            }
            Err(error) => Outcome::Failed(error.to_string()),
        }
    }

    pub(crate) async fn read_log(&self, after: u64, limit: u32) -> Outcome {
        match self.page(after, limit).await {
            Ok(events) => read(events, "position", after, |event| event.position, |_| false),
            Err(error) => Outcome::Failed(error.to_string()),
        }
    }

    /// A page of the log, as it is.
    pub(crate) async fn page(&self, after: u64, limit: u32) -> Result<Vec<LogEvent>, EngineError> {
        let page = self.shard().read_log(after, limit).await?;
        Ok(page.iter().map(|event| self.found(event)).collect())
    }

    /// Publishes the log, until the task is dropped.
    pub(crate) async fn relay(&self, kafka: &KafkaConfig, topic: String) -> Result<(), EngineError> {
        infra::kafka::relay(self.shard().clone(), kafka.clone(), topic).await;
        Ok(())
    }

    fn new_event(&self, event: EventId, stream: &str) -> NewEvent {
        NewEvent {
            event_type: EVENT_TYPE.to_owned(),
            event_version: "1.0".to_owned(),
            payload: payload(event),
            metadata: Metadata {
                event_id: Uuid::from_u64_pair(self.prefix, VARIANT | event.0),
                // The key of the message: a stream stays in one partition.
                correlation: stream.to_owned(),
                causation: None,
                actor: "history".to_owned(),
                command: "Record".to_owned(),
                traceparent: None,
                build: env!("CARGO_PKG_VERSION").to_owned(),
            },
        }
    }

    fn found(&self, event: &RecordedEvent) -> LogEvent {
        found(event, self.prefix)
    }
}

/// What is in a topic. It blocks.
pub(crate) fn topic(kafka: &KafkaConfig, topic: &str, prefix: u64) -> Result<Vec<Message>, EngineError> {
    let mut messages = vec![];
    infra::kafka::read_topic(kafka, topic, |partition, event| {
        messages.push(Message { partition, content: event.map(|event| found(&event, prefix)) });
    })?;
    Ok(messages)
}

/// How far the relay says that it has come.
pub(crate) async fn relayed(database: &Client) -> Result<u64, RunError> {
    let query = "SELECT position FROM checkpoints WHERE consumer = 'relay'";
    let row = database.query_opt(query, &[]).await?;
    Ok(row.map_or(0, |row| u64::try_from(row.get::<_, i64>(0)).unwrap_or(0)))
}

fn stream(name: &str) -> StreamId {
    StreamId { aggregate_type: AGGREGATE, aggregate_id: name.to_owned() }
}

fn payload(event: EventId) -> String {
    format!("{{\"event\":{}}}", event.0)
}

/// An event of the store by its id. One that is not as it was made is nobody's.
fn found(event: &RecordedEvent, prefix: u64) -> LogEvent {
    let (first, second) = event.metadata.event_id.as_u64_pair();
    let id = EventId(second & !VARIANT);
    let as_made = first == prefix
        && event.payload == payload(id)
        && event.event_type == EVENT_TYPE
        && event.aggregate_type == AGGREGATE
        && event.metadata.correlation == event.aggregate_id;
    LogEvent {
        position: event.position,
        stream: event.aggregate_id.clone(),
        sequence: event.sequence,
        event: if as_made { id } else { EventId::FOREIGN },
    }
}

/// What a read saw, if its events follow on each other.
fn read(
    events: Vec<LogEvent>,
    what: &str,
    after: u64,
    number: impl Fn(&LogEvent) -> u64,
    elsewhere: impl Fn(&LogEvent) -> bool,
) -> Outcome {
    let numbers = after + 1..;
    let wrong = numbers.zip(&events).find(|(next, event)| number(event) != *next || elsewhere(event));
    if let Some((next, event)) = wrong {
        let (found, stream) = (number(event), &event.stream);
        return Outcome::Garbled(format!("was given {what} {found} of {stream} where {what} {next} belongs"));
    }
    Outcome::Read(events.into_iter().map(|event| event.event).collect())
}

fn asked(expected: Expected) -> ports::Expected {
    match expected {
        Expected::Exact(version) => ports::Expected::Exact(version),
        Expected::NoStream => ports::Expected::NoStream,
        Expected::Any => ports::Expected::Any,
    }
}

fn told(expected: ports::Expected) -> Expected {
    match expected {
        ports::Expected::Exact(version) => Expected::Exact(version),
        ports::Expected::NoStream => Expected::NoStream,
        ports::Expected::Any => Expected::Any,
    }
}

fn error(message: impl ToString) -> EngineError {
    EngineError { engine: "postgres", message: message.to_string() }
}

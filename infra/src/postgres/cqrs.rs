//! The event store as cqrs-es knows one, so that its `CqrsFramework` works on the same streams.

use std::collections::HashMap;
use std::marker::PhantomData;
use std::sync::Arc;

use commands::executor::append_certainly;
use commands::ports::{Append, AppendError, EventLog, NewEvent, StreamAppend};
use cqrs_es::persist::PersistenceError;
use cqrs_es::{AggregateContext, AggregateError, DomainEvent, EventEnvelope, EventStore};
use domain::{Metadata, Root, TenantId};
use uuid::Uuid;

use super::PostgresLog;

/// The streams of one tenant's aggregates of one kind.
pub struct CqrsStore<A> {
    log: Arc<PostgresLog>,
    tenant: TenantId,
    aggregate: PhantomData<fn() -> A>,
}

/// An aggregate as it was loaded.
pub struct StoreContext<A> {
    aggregate_id: String,
    version: u64,
    aggregate: A,
}

impl<A> CqrsStore<A> {
    /// The streams of `tenant`.
    #[must_use]
    pub fn new(log: Arc<PostgresLog>, tenant: TenantId) -> Self {
        Self { log, tenant, aggregate: PhantomData }
    }
}

impl<A: Root> AggregateContext<A> for StoreContext<A> {
    fn aggregate(&mut self) -> &mut A {
        &mut self.aggregate
    }
}

fn stream_id<A: Root>(aggregate_id: &str) -> commands::ports::StreamId {
    commands::ports::StreamId { aggregate_type: A::TYPE, aggregate_id: aggregate_id.to_owned() }
}

fn unexpected<E: std::error::Error>(
    error: impl std::error::Error + Send + Sync + 'static,
) -> AggregateError<E> {
    PersistenceError::UnknownError(Box::new(error)).into()
}

impl<A: Root> EventStore<A> for CqrsStore<A> {
    type AC = StoreContext<A>;

    async fn load_events(
        &self,
        aggregate_id: &str,
    ) -> Result<Vec<EventEnvelope<A>>, AggregateError<A::Error>> {
        let recorded =
            self.log.read_stream(&self.tenant, &stream_id::<A>(aggregate_id), 0).await.map_err(unexpected)?;
        let envelope = |event: domain::RecordedEvent| {
            Ok(EventEnvelope {
                sequence: usize::try_from(event.sequence).unwrap_or(usize::MAX),
                payload: event.decode().map_err(unexpected)?,
                metadata: event.metadata.to_map(),
                aggregate_id: event.aggregate_id,
            })
        };
        recorded.into_iter().map(envelope).collect()
    }

    async fn load_aggregate(&self, aggregate_id: &str) -> Result<StoreContext<A>, AggregateError<A::Error>> {
        let events = self.load_events(aggregate_id).await?;
        let version = events.len() as u64;
        let mut aggregate = A::default();
        events.into_iter().for_each(|event| aggregate.apply(event.payload));
        Ok(StoreContext { aggregate_id: aggregate_id.to_owned(), version, aggregate })
    }

    async fn commit(
        &self,
        events: Vec<A::Event>,
        context: StoreContext<A>,
        metadata: HashMap<String, String>,
    ) -> Result<Vec<EventEnvelope<A>>, AggregateError<A::Error>> {
        if events.is_empty() {
            return Ok(vec![]);
        }
        let new: Vec<NewEvent> =
            events.iter().map(|event| new_event(event, &context.aggregate_id, &metadata)).collect();
        let first = usize::try_from(context.version).unwrap_or(usize::MAX) + 1;
        let envelopes = (first..).zip(events).zip(&new).map(|((sequence, payload), new)| EventEnvelope {
            aggregate_id: context.aggregate_id.clone(),
            sequence,
            payload,
            metadata: new.metadata.to_map(),
        });
        let envelopes = envelopes.collect();
        let stream = StreamAppend {
            stream: stream_id::<A>(&context.aggregate_id),
            expected: context.version.into(),
            events: new,
        };
        let append = Append { tenant: self.tenant.clone(), streams: vec![stream] };
        match append_certainly(&*self.log, &append).await {
            Ok(_) => Ok(envelopes),
            Err(AppendError::Conflict { .. }) => Err(AggregateError::AggregateConflict),
            Err(error) => Err(unexpected(error)),
        }
    }
}

fn new_event<E: DomainEvent>(event: &E, aggregate_id: &str, metadata: &HashMap<String, String>) -> NewEvent {
    let given = |name: &str| metadata.get(name).cloned();
    NewEvent {
        event_type: event.event_type(),
        event_version: event.event_version(),
        payload: serde_json::to_string(event).unwrap_or_default(),
        metadata: Metadata {
            event_id: Uuid::now_v7(),
            correlation: given("correlation").unwrap_or_else(|| aggregate_id.to_owned()),
            causation: given("causation").and_then(|id| id.parse().ok()),
            actor: given("actor").unwrap_or_else(|| "cqrs-es".to_owned()),
            command: given("command").unwrap_or_default(),
            traceparent: given("traceparent"),
            build: env!("CARGO_PKG_VERSION").to_owned(),
        },
    }
}

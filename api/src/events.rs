//! `/v1/jobs/{id}/events`: everything that has happened, as it was recorded.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use commands::executor::{Loaded, stream_id};
use domain::batch::Batch;
use domain::event::Metadata;
use domain::job::Job;
use domain::raw_json::RawJson;
use domain::{BatchId, JobId, RecordedEvent, TenantId};
use poem_openapi::param::{Path, Query};
use poem_openapi::types::Any;
use poem_openapi::{Object, OpenApi};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::asked::Asked;
use crate::body::{AnyJson, JsonBody};
use crate::mask::mask;
use crate::problem::{Kind, Problem, Refused, any_of};
use crate::text::{PageSize, Text};
use crate::{Shared, Tag, page};

/// Something that happened. It never changes.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct Event {
    /// The shard whose log holds it.
    shard: u16,
    /// Its place in that log: 1, 2, 3 …
    position: u64,
    /// Its place in its stream, which is the job's or the batch's: 1, 2, 3 …
    sequence: u64,
    /// What happened, such as `JobSubmitted`.
    #[oai(rename = "type")]
    #[serde(rename = "type")]
    event_type: String,
    /// The version of the shape of `data`.
    version: String,
    /// When it was recorded.
    recorded_at: DateTime<Utc>,
    /// What is known of it, byte for byte as it was recorded.
    data: AnyJson,
    /// What led to it.
    metadata: EventMetadata,
}

/// What led to an event.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct EventMetadata {
    /// The event's own id, a UUIDv7.
    event_id: Uuid,
    /// What it belongs to: the job's id, for all that happens to a job.
    correlation: String,
    /// The id of the event that led to it, where one did.
    #[serde(skip_serializing_if = "Option::is_none")]
    causation: Option<Uuid>,
    /// Who asked: a user, or a role of the service such as `worker`.
    actor: String,
    /// The command that it came from.
    command: String,
    /// The W3C trace context, where the command was traced.
    #[serde(skip_serializing_if = "Option::is_none")]
    traceparent: Option<String>,
    /// The version of the program that decided.
    build: String,
}

/// A page of a stream.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct EventList {
    /// The events, in order.
    events: Vec<Event>,
    /// The `after` of the next page, if there is one now.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<u64>,
}

const LIST: u128 = any_of(&[
    Kind::MalformedParameter,
    Kind::NoSuchJob,
    Kind::NoSuchBatch,
    Kind::EngineAway,
    Kind::DamagedData,
]);

/// The routes.
pub(crate) struct EventsApi(pub(crate) Arc<Shared>);

#[OpenApi(tag = "Tag::Jobs")]
impl EventsApi {
    /// Read what has happened to a job
    ///
    /// It is the job's own stream of events, or, with `batch`, that of one of its batches. To follow a stream,
    /// ask again with the last `sequence` as `after`.
    #[oai(path = "/v1/jobs/:id/events", method = "get", operation_id = "list_events")]
    async fn list(
        &self,
        /// The job's id.
        id: Path<Text<JobId>>,
        /// The number of a batch, from 0, whose events to read in place of the job's.
        batch: Query<Option<u64>>,
        /// Only events whose `sequence` is higher.
        after: Query<Option<u64>>,
        /// How many events a page has at most.
        #[oai(default)]
        limit: Query<Text<PageSize<1000>>>,
        asked: Asked,
    ) -> Result<JsonBody<EventList>, Refused<LIST>> {
        let (Text(job), limit) = (id.0, limit.0.0.get());
        let batch = batch.0.map(|number| BatchId { job, number });
        let stream = batch.as_ref().map_or_else(|| stream_id::<Job>(&job), stream_id::<Batch>);
        let after = after.0.unwrap_or(0);
        let read = self.0.services.log.read_stream(asked.tenant(), &stream, after).await?;
        if read.is_empty() {
            self.0.check_stream(asked.tenant(), job, batch).await?;
        }
        let (mut events, next_cursor) = page::cut(read, limit, |event| event.sequence);
        if let Some(names) = self.0.hidden_from(&asked).await? {
            events.iter_mut().for_each(|event| event.payload = mask(&event.payload, &names));
        }
        Ok(JsonBody(EventList {
            next_cursor,
            events: events.into_iter().map(Event::try_from).collect::<Result<_, _>>()?,
        }))
    }
}

impl Shared {
    /// Tells a stream that has no more events from one that does not exist.
    async fn check_stream(
        &self,
        tenant: &TenantId,
        job: JobId,
        batch: Option<BatchId>,
    ) -> Result<(), Problem> {
        self.job(tenant, job).await?;
        let Some(batch) = batch else {
            return Ok(());
        };
        self.batch(tenant, batch).await.map(drop)
    }

    /// A batch of a job, as far as this process knows it.
    pub(crate) async fn batch(&self, tenant: &TenantId, id: BatchId) -> Result<Loaded<Batch>, Problem> {
        let loaded = self.services.executor.load::<Batch>(tenant, &id).await?;
        if loaded.version == 0 {
            let detail = format!("{} has no batch {}, or has not been cut that far yet", id.job, id.number);
            return Err(Problem::new(Kind::NoSuchBatch, detail));
        }
        Ok(loaded)
    }
}

impl TryFrom<RecordedEvent> for Event {
    type Error = Problem;

    fn try_from(event: RecordedEvent) -> Result<Self, Problem> {
        let data = RawJson::parse(event.payload).map_err(|error| {
            Problem::new(Kind::DamagedData, "an event's data is not JSON").caused_by(error)
        })?;
        Ok(Self {
            shard: event.shard,
            position: event.position,
            sequence: event.sequence,
            event_type: event.event_type,
            version: event.event_version,
            recorded_at: event.recorded_at,
            data: Any(data),
            metadata: event.metadata.into(),
        })
    }
}

impl From<Metadata> for EventMetadata {
    fn from(metadata: Metadata) -> Self {
        Self {
            event_id: metadata.event_id,
            correlation: metadata.correlation,
            causation: metadata.causation,
            actor: metadata.actor,
            command: metadata.command,
            traceparent: metadata.traceparent,
            build: metadata.build,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use crate::testing::{Testing, json, problem};

    #[tokio::test]
    async fn a_stream_is_read_page_by_page_with_its_data_as_recorded() {
        let testing = Testing::default();
        let client = testing.client();
        let body = r#"{"items":[1.10,2e1],"processor":{"jq":{"filter":"."}}}"#;
        let request = client.post("/v1/jobs").content_type("application/json").body(body);
        let job = json(request.send().await, 202).await["id"].as_str().unwrap().to_owned();
        client.post(format!("/v1/jobs/{job}/pause")).send().await.assert_status_is_ok();
        let path = format!("/v1/jobs/{job}/events");
        let page = async |query: &str| -> Value {
            json(client.get(format!("{path}{query}")).send().await, 200).await
        };
        let first = page("?limit=1").await;
        let event = &first["events"][0];
        assert_eq!((&event["type"], &event["version"]), (&"JobSubmitted".into(), &"2.0".into()));
        assert_eq!((&event["sequence"], &event["shard"]), (&1.into(), &0.into()));
        assert!(event["metadata"]["actor"].as_str().unwrap().starts_with("key_"), "{event}");
        assert_eq!(event["metadata"]["correlation"], job);
        assert_eq!(first["next_cursor"], 1);
        let second = page("?limit=1&after=1").await;
        assert_eq!((&second["events"][0]["sequence"], second.get("next_cursor")), (&2.into(), None));
        assert_eq!(page("?after=2").await["events"], serde_json::json!([]));
        assert_eq!(page("?batch=0&after=9").await["events"], serde_json::json!([]));
        let batch = client.get(format!("{path}?batch=0")).send().await;
        let text = batch.0.into_body().into_string().await.unwrap();
        assert!(text.contains("BatchOpened") && text.contains("[1.10,2e1]"), "{text}");
        problem(client.get(format!("{path}?batch=1")).send().await, 404, "no-such-batch").await;
    }
}

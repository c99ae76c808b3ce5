//! `/v1/queues`: the lanes of a tenant's own workers, with their limits.

use std::sync::Arc;

use chrono::Utc;
use commands::executor::Loaded;
use commands::ports::dispatch::Subject;
use domain::queue::{Queue as Aggregate, QueueCommand};
use domain::{QueueId, QueueName};
use poem_openapi::param::{Header, Path, Query};
use poem_openapi::{ApiResponse, Object, OpenApi};
use serde::{Deserialize, Serialize};

use crate::asked::Asked;
use crate::body::JsonBody;
use crate::etag::{self, IfMatch};
use crate::moment::AsOf;
use crate::problem::{Kind, Problem, Refused, any_of};
use crate::text::Text;
use crate::throttle::{NoRate, Rate, ThrottlePatch};
use crate::waiting::Standing;
use crate::{Shared, Tag};

/// A queue. It need not be set up: one that nobody has said anything of is open, and has no limits.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct Queue {
    /// Its name.
    name: Text<QueueName>,
    /// Whether it hands out no tasks.
    paused: bool,
    /// Whether it takes no more jobs, and works off what it has.
    draining: bool,
    /// How many of its tasks run at a time, at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    max_concurrency: Option<u32>,
    /// How many attempts may begin.
    #[serde(skip_serializing_if = "Option::is_none")]
    rate: Option<Rate>,
    /// How much waits in it, since when, and why. It is of now, and not there where the queue is shown as it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    standing: Option<Standing>,
}

#[derive(ApiResponse)]
enum Found {
    /// The queue. The `ETag` changes with what is set of it, not with what waits in it.
    #[oai(status = 200)]
    Queue(JsonBody<Queue>, #[oai(header = "ETag")] String),
}

const SHOW: u128 = any_of(&[Kind::MalformedParameter, Kind::EngineAway, Kind::DamagedData]);
const GET: u128 = SHOW | any_of(&[Kind::MomentAhead]);
const ACT: u128 = SHOW | any_of(&[Kind::Overloaded]);
const CHANGE: u128 = ACT
    | any_of(&[
        Kind::MalformedBody,
        Kind::IncompleteBody,
        Kind::BodyTooLarge,
        Kind::UnsupportedMediaType,
        Kind::InvalidQueue,
        Kind::PreconditionFailed,
    ]);

/// The routes.
pub(crate) struct QueuesApi(pub(crate) Arc<Shared>);

#[OpenApi(tag = "Tag::Queues")]
impl QueuesApi {
    /// Get a queue
    #[oai(path = "/v1/queues/:name", method = "get", operation_id = "get_queue")]
    async fn get(
        &self,
        /// The queue's name.
        name: Path<Text<QueueName>>,
        /// What had been set of the queue at this moment: an instant, or the position of an event, such as a command answers with,
        /// as `shard:position`. How much waited in it then is not told.
        at: Query<Option<Text<AsOf>>>,
        asked: Asked,
    ) -> Result<Found, Refused<GET>> {
        let id = queue_id(&asked, name.0.0);
        if let Some(Text(AsOf(moment))) = at.0 {
            let cut = self.0.cut(moment).await?;
            let queue = self.0.services.queues.get_past(&id, |event| cut.has(event)).await?;
            return Ok(Found::Queue(JsonBody(Queue::new(id.name, &queue.state)), etag::of(queue.version)));
        }
        let queue = self.0.services.queues.get(asked.tenant(), &id).await?;
        Ok(self.0.queue(id, &queue).await?)
    }

    /// Change a queue's limits
    ///
    /// What is left out stays as it is, and `null` removes a limit (RFC 7396).
    #[oai(path = "/v1/queues/:name", method = "patch", operation_id = "change_queue")]
    async fn change(
        &self,
        /// The queue's name.
        name: Path<Text<QueueName>>,
        /// The `ETag` of what you read: if the queue was changed since, nothing is done.
        #[oai(name = "If-Match")]
        if_match: Header<Option<Text<IfMatch>>>,
        asked: Asked,
        body: JsonBody<ThrottlePatch>,
    ) -> Result<Found, Refused<CHANGE>> {
        let id = queue_id(&asked, name.0.0);
        let queue = self.0.services.queues.get(asked.tenant(), &id).await?;
        let throttle = body.0.apply(&queue.state.throttle).map_err(|NoRate| {
            Problem::new(Kind::InvalidQueue, NoRate::ADVICE)
                .with(|details| details.field = Some(NoRate::FIELD.to_owned()))
        })?;
        let change = QueueCommand::ChangeThrottle { throttle, at: Utc::now() };
        Ok(self.0.act_at(&asked, id, etag::expected(if_match.0), change).await?)
    }

    /// Pause a queue
    ///
    /// It hands out no more tasks; those that run end.
    #[oai(path = "/v1/queues/:name/pause", method = "post", operation_id = "pause_queue")]
    async fn pause(
        &self,
        /// The queue's name.
        name: Path<Text<QueueName>>,
        asked: Asked,
    ) -> Result<Found, Refused<ACT>> {
        let id = queue_id(&asked, name.0.0);
        Ok(self.0.act(&asked, id, QueueCommand::Pause { at: Utc::now() }).await?)
    }

    /// Resume a queue
    ///
    /// One that was paused hands out tasks again, and one that was drained takes jobs again.
    #[oai(path = "/v1/queues/:name/resume", method = "post", operation_id = "resume_queue")]
    async fn resume(
        &self,
        /// The queue's name.
        name: Path<Text<QueueName>>,
        asked: Asked,
    ) -> Result<Found, Refused<ACT>> {
        let id = queue_id(&asked, name.0.0);
        Ok(self.0.act(&asked, id, QueueCommand::Resume { at: Utc::now() }).await?)
    }

    /// Drain a queue
    ///
    /// It takes no more jobs, and works off what it has.
    #[oai(path = "/v1/queues/:name/drain", method = "post", operation_id = "drain_queue")]
    async fn drain(
        &self,
        /// The queue's name.
        name: Path<Text<QueueName>>,
        asked: Asked,
    ) -> Result<Found, Refused<ACT>> {
        let id = queue_id(&asked, name.0.0);
        Ok(self.0.act(&asked, id, QueueCommand::Drain { at: Utc::now() }).await?)
    }
}

fn queue_id(asked: &Asked, name: QueueName) -> QueueId {
    QueueId { tenant: asked.tenant().clone(), name }
}

impl Shared {
    async fn act(&self, asked: &Asked, id: QueueId, command: QueueCommand) -> Result<Found, Problem> {
        self.act_at(asked, id, None, command).await
    }

    async fn act_at(
        &self,
        asked: &Asked,
        id: QueueId,
        expected: Option<u64>,
        command: QueueCommand,
    ) -> Result<Found, Problem> {
        let queue = self.services.queues.act(&asked.context(&id), &id, expected, command).await?;
        self.queue(id, &queue).await
    }

    /// A queue as it is now.
    pub(crate) async fn queue_now(&self, id: &QueueId) -> Result<Queue, Problem> {
        let queue = self.services.queues.get(&id.tenant, id).await?;
        self.standing_queue(id.clone(), &queue).await
    }

    async fn queue(&self, id: QueueId, queue: &Loaded<Aggregate>) -> Result<Found, Problem> {
        let found = self.standing_queue(id, queue).await?;
        Ok(Found::Queue(JsonBody(found), etag::of(queue.version)))
    }

    async fn standing_queue(&self, id: QueueId, queue: &Loaded<Aggregate>) -> Result<Queue, Problem> {
        let subject = Subject::Queue(id.tenant, id.name.clone());
        let standing = self.standing(subject).await?.unwrap_or_default();
        Ok(Queue { standing: Some(standing), ..Queue::new(id.name, &queue.state) })
    }
}

impl Queue {
    /// What is set of a queue.
    fn new(name: QueueName, Aggregate { throttle, paused, draining }: &Aggregate) -> Self {
        Self {
            name: Text(name),
            paused: *paused,
            draining: *draining,
            max_concurrency: throttle.max_concurrency,
            rate: throttle.rate.clone().map(Rate::from),
            standing: None,
        }
    }
}

#[cfg(test)]
mod tests;

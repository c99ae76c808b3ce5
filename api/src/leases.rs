//! `/v1/leases`: how a tenant's own workers take tasks, keep them, and report how they ended.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use commands::external::LeaseRequest;
use domain::batch::LeaseProgress;
use domain::{BatchId, LeaseId, QueueName};
use poem_openapi::param::Path;
use poem_openapi::registry::{MetaSchema, MetaSchemaRef};
use poem_openapi::{ApiResponse, Object, OpenApi};
use serde::{Deserialize, Serialize};

use crate::asked::Asked;
use crate::body::JsonBody;
use crate::problem::{Kind, Problem, Refused, any_of};
use crate::text::{self, Described, Text};
use crate::{Shared, Tag};

mod leased;
mod report;

use leased::Leased;
use report::TasksReport;

/// How long a lease lasts where nobody said, in milliseconds.
const USUAL_LEASE_MS: u64 = 60_000;
/// How long a lease may last.
const LEASE_MS: std::ops::RangeInclusive<u64> = 1_000..=3_600_000;
/// How long a worker may wait for tasks.
const MAX_WAIT_MS: u64 = 30_000;
/// The most tasks that a worker may take at once.
const MAX_TASKS: u64 = 1_000;

/// What names a lease: its batch and its own id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub(crate) struct LeaseToken {
    batch: BatchId,
    lease: LeaseId,
}

/// What a worker asks for.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct TakeTasks {
    /// Who asks: a name of up to 200 characters that tells your workers apart.
    worker: String,
    /// How many tasks it takes at most: 1, which is the default, to 1000.
    #[serde(default)]
    tasks: Option<u64>,
    /// For how long they are the worker's, in milliseconds: 1000 to 3600000. The default is 60000.
    #[serde(default)]
    lease_ms: Option<u64>,
    /// How long the answer may wait for tasks, in milliseconds: up to 30000. The default is 0.
    #[serde(default)]
    wait_ms: Option<u64>,
}

/// A worker that is still at it.
#[derive(Debug, Default, Object, Serialize, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct Heartbeat {
    /// For how long from now the tasks stay the worker's, in milliseconds: 1000 to 3600000. The default is 60000.
    #[serde(default)]
    lease_ms: Option<u64>,
    /// How far it has come.
    #[serde(default)]
    progress: Option<Progress>,
}

/// How far a worker has come. The batch's events show it.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct Progress {
    /// Which part of the work is done, from 0 to 1.
    #[serde(default)]
    fraction: Option<f64>,
    /// What it is doing: up to 200 characters.
    #[serde(default)]
    text: Option<String>,
}

/// A lease that lasts.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct Extended {
    /// Until when.
    until: DateTime<Utc>,
}

/// A report that counts.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct Counted {
    /// How many outcomes it had.
    outcomes: u64,
}

#[derive(ApiResponse)]
enum GivenBack {
    /// The lease holds nothing any more.
    #[oai(status = 204)]
    Done,
}

const ENGINES: u128 =
    any_of(&[Kind::MalformedParameter, Kind::Overloaded, Kind::EngineAway, Kind::DamagedData]);
const BODY: u128 = any_of(&[
    Kind::MalformedBody,
    Kind::IncompleteBody,
    Kind::BodyTooLarge,
    Kind::UnsupportedMediaType,
    Kind::InvalidLease,
]);
const TAKE: u128 = ENGINES | BODY | any_of(&[Kind::Conflict, Kind::NoSuchBatch]);
const HEARTBEAT: u128 = ENGINES | BODY | any_of(&[Kind::LeaseOver]);
const REPORT: u128 = HEARTBEAT | any_of(&[Kind::InvalidReport]);
const GIVE_BACK: u128 = ENGINES | any_of(&[Kind::NoSuchBatch]);

/// The routes.
pub(crate) struct LeasesApi(pub(crate) Arc<Shared>);

#[OpenApi(tag = "Tag::Queues")]
impl LeasesApi {
    /// Lease tasks from a queue
    ///
    /// They are the worker's until `until`: it reports how they ended before, or says with a heartbeat that it is still
    /// at it. Tasks of a lease that is over are other workers' again. Each lease is of one batch; there is none where
    /// no task could be had.
    #[oai(path = "/v1/queues/:name/leases", method = "post", operation_id = "lease_tasks")]
    async fn take(
        &self,
        /// The queue's name.
        name: Path<Text<QueueName>>,
        asked: Asked,
        body: JsonBody<TakeTasks>,
    ) -> Result<JsonBody<Leased>, Refused<TAKE>> {
        let mut request = body.0.into_request(name.0.0)?;
        let waiting = asked.waits();
        if waiting.is_none() {
            request.wait = Duration::ZERO;
        }
        let context = |batch: BatchId| asked.context(batch.job);
        let leased = self.0.services.external.lease(context, asked.tenant(), &request).await?;
        Ok(JsonBody(Leased::from(leased)))
    }

    /// Keep a lease
    #[oai(path = "/v1/leases/:token/heartbeat", method = "post", operation_id = "extend_lease")]
    async fn heartbeat(
        &self,
        /// The lease's token.
        token: Path<Text<LeaseToken>>,
        asked: Asked,
        body: JsonBody<Heartbeat>,
    ) -> Result<JsonBody<Extended>, Refused<HEARTBEAT>> {
        let Text(token) = token.0;
        let lasts = lease_time(body.0.lease_ms)?;
        let progress = body.0.progress.map(Progress::checked).transpose()?;
        let context = asked.context(token.batch.job);
        let external = &self.0.services.external;
        let until = external.heartbeat(&context, token.batch, token.lease, lasts, progress).await?;
        Ok(JsonBody(Extended { until }))
    }

    /// Report how tasks ended
    ///
    /// All outcomes count, or none. Tasks of the lease that are not in the report stay the worker's. A report that
    /// comes when the lease is over does not count, whatever it says: its tasks may be another worker's.
    #[oai(path = "/v1/leases/:token/report", method = "post", operation_id = "report_tasks")]
    async fn report(
        &self,
        /// The lease's token.
        token: Path<Text<LeaseToken>>,
        asked: Asked,
        body: JsonBody<TasksReport>,
    ) -> Result<JsonBody<Counted>, Refused<REPORT>> {
        let Text(token) = token.0;
        let (worker, outcomes) = body.0.into_domain()?;
        let counted = Counted { outcomes: outcomes.len() as u64 };
        let context = asked.context(token.batch.job);
        let external = &self.0.services.external;
        external.report(&context, token.batch, token.lease, &worker, outcomes).await?;
        Ok(JsonBody(counted))
    }

    /// Give a lease back
    ///
    /// Its tasks are other workers' again at once, and the attempt does not count. Of a lease that is over, nothing is
    /// left to give back.
    #[oai(path = "/v1/leases/:token", method = "delete", operation_id = "return_lease")]
    async fn give_back(
        &self,
        /// The lease's token.
        token: Path<Text<LeaseToken>>,
        asked: Asked,
    ) -> Result<GivenBack, Refused<GIVE_BACK>> {
        let Text(token) = token.0;
        let context = asked.context(token.batch.job);
        self.0.services.external.give_back(&context, token.batch, token.lease).await?;
        Ok(GivenBack::Done)
    }
}

impl TakeTasks {
    fn into_request(self, queue: QueueName) -> Result<LeaseRequest, Problem> {
        check_worker(&self.worker, Kind::InvalidLease)?;
        let tasks = self.tasks.unwrap_or(1);
        if !(1..=MAX_TASKS).contains(&tasks) {
            return Err(invalid(
                "tasks",
                format!("{tasks} tasks cannot be leased: ask for 1 to {MAX_TASKS}"),
            ));
        }
        let wait_ms = self.wait_ms.unwrap_or(0);
        if wait_ms > MAX_WAIT_MS {
            return Err(invalid("wait_ms", format!("{wait_ms} is too long: give at most {MAX_WAIT_MS}")));
        }
        let (lease, wait) = (lease_time(self.lease_ms)?, Duration::from_millis(wait_ms));
        Ok(LeaseRequest { queue, worker: self.worker, tasks, lease, wait })
    }
}

impl Progress {
    fn checked(self) -> Result<LeaseProgress, Problem> {
        if self.fraction.is_some_and(|fraction| !(0.0..=1.0).contains(&fraction)) {
            return Err(invalid("progress.fraction", "give a number from 0 to 1".to_owned()));
        }
        let text = self.text.as_deref().unwrap_or_default();
        text::check_words("a progress text", text).map_err(|wrong| invalid("progress.text", wrong))?;
        Ok(LeaseProgress { fraction: self.fraction, text: self.text })
    }
}

fn lease_time(lease_ms: Option<u64>) -> Result<Duration, Problem> {
    let lease_ms = lease_ms.unwrap_or(USUAL_LEASE_MS);
    if !LEASE_MS.contains(&lease_ms) {
        let (least, most) = LEASE_MS.into_inner();
        return Err(invalid("lease_ms", format!("{lease_ms} is out of bounds: give {least} to {most}")));
    }
    Ok(Duration::from_millis(lease_ms))
}

fn check_worker(worker: &str, kind: Kind) -> Result<(), Problem> {
    let named = if worker.is_empty() { Err("a worker needs a name".to_owned()) } else { Ok(()) };
    let checked = named.and_then(|()| text::check_words("a worker's name", worker));
    checked.map_err(|wrong| of_field(kind, "worker", wrong))
}

fn invalid(field: &str, detail: String) -> Problem {
    of_field(Kind::InvalidLease, field, detail)
}

fn of_field(kind: Kind, field: &str, detail: String) -> Problem {
    Problem::new(kind, detail).with(|details| details.field = Some(field.to_owned()))
}

impl fmt::Display for LeaseToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.batch, self.lease)
    }
}

impl FromStr for LeaseToken {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parse = || {
            let (batch, lease) = text.split_once('.')?;
            Some(Self { batch: batch.parse().ok()?, lease: lease.parse().ok()? })
        };
        parse().ok_or("give the `token` of a lease as it is")
    }
}

impl From<LeaseToken> for String {
    fn from(token: LeaseToken) -> Self {
        token.to_string()
    }
}

impl TryFrom<String> for LeaseToken {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl Described for LeaseToken {
    const NAME: &'static str = "lease token";

    fn schema() -> MetaSchemaRef {
        MetaSchemaRef::Inline(Box::new(MetaSchema {
            pattern: Some("^batch_[0-9a-f]{32}_[0-9]{1,19}\\.lease_[0-9a-f]{32}$".to_owned()),
            description: Some("What names a lease."),
            ..MetaSchema::new("string")
        }))
    }
}

#[cfg(test)]
mod tests;

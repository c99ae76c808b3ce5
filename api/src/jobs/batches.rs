//! `GET /v1/jobs/{id}/batches`: where a job's tasks are, a batch a cell.

use std::ops::Range;
use std::str::FromStr;
use std::sync::Arc;

use domain::{JobId, TenantId};
use poem_openapi::param::{Path, Query};
use poem_openapi::registry::{MetaSchema, MetaSchemaRef};
use poem_openapi::{Object, OpenApi};
use projections::job_view::{BatchState, Cells, JobSummary};
use projections::queries::{Cut, Moment};
use serde::{Deserialize, Serialize};

use crate::asked::Asked;
use crate::body::JsonBody;
use crate::consistency::CONSISTENT;
use crate::moment::AsOf;
use crate::problem::{Kind, Problem, Refused, any_of};
use crate::text::{Described, Text};
use crate::{Shared, Tag};

/// The batches of a job, as columns: a job may have very many.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct JobBatches {
    /// How many batches the job has, as far as that is known.
    batches: u64,
    /// The first batch of this answer.
    from: u64,
    /// Where each is, a letter a batch: `w` (waiting) if none of its tasks was begun, `s` (started) if a worker has had some of them,
    /// `d` (done) if all have ended.
    states: String,
    /// How many tasks of each have succeeded.
    succeeded: Vec<u64>,
    /// How many tasks of each have failed.
    failed: Vec<u64>,
    /// How many tasks of each were cancelled.
    cancelled: Vec<u64>,
}

/// The most batches of one answer.
const MOST: u64 = 10_000;

/// How many batches are asked for.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct BatchCount(u64);

const GET: u128 = CONSISTENT
    | any_of(&[
        Kind::MalformedParameter,
        Kind::MomentAhead,
        Kind::NoSuchJob,
        Kind::EngineAway,
        Kind::DamagedData,
    ]);

/// The route.
pub(crate) struct JobBatchesApi(pub(crate) Arc<Shared>);

#[OpenApi(tag = "Tag::Jobs")]
impl JobBatchesApi {
    /// Get the batches of a job
    ///
    /// A cell each, in the order of their items: a map of where the job's tasks are, which fits a screen when they are a million.
    #[oai(path = "/v1/jobs/:id/batches", method = "get", operation_id = "get_job_batches")]
    async fn get(
        &self,
        /// The job's id.
        id: Path<Text<JobId>>,
        /// The first batch, from 0.
        #[oai(default)]
        from: Query<u32>,
        /// How many batches, at most.
        #[oai(default)]
        limit: Query<Text<BatchCount>>,
        /// The batches as they were at this moment: an instant, or the position of an event, such as a command answers with, as
        /// `shard:position`.
        at: Query<Option<Text<AsOf>>>,
        asked: Asked,
    ) -> Result<JsonBody<JobBatches>, Refused<GET>> {
        let from = u64::from(from.0);
        let numbers = from..from + limit.0.0.0;
        let moment = at.0.map(|Text(AsOf(moment))| moment);
        Ok(JsonBody(self.0.batches(asked.tenant(), id.0.0, numbers, moment).await?))
    }
}

impl Shared {
    /// A job's batches: from the read model while it keeps them, else from the log.
    async fn batches(
        &self,
        tenant: &TenantId,
        id: JobId,
        numbers: Range<u64>,
        moment: Option<Moment>,
    ) -> Result<JobBatches, Problem> {
        let history = &self.services.history;
        if let Some(moment) = moment {
            let cut = self.cut(moment).await?;
            let (job, _) = self.job_at(tenant, id, moment).await?;
            return Ok(JobBatches::new(&job, numbers, &history.cells_at(tenant, id, &cut).await?));
        }
        let (job, _) = self.summary(tenant, id).await?;
        let kept = match self.services.views.cells(tenant, id, numbers.clone()).await {
            Ok(kept) => kept,
            Err(error) => {
                tracing::warn!(%error, "the read model is away: batches are read from their events");
                None
            }
        };
        let cells = match kept {
            Some(cells) => cells,
            None => history.cells_at(tenant, id, &Cut::everything()).await?,
        };
        Ok(JobBatches::new(&job, numbers, &cells))
    }
}

impl JobBatches {
    fn new(job: &JobSummary, numbers: Range<u64>, cells: &Cells) -> Self {
        let known = cells.last_key_value().map_or(0, |(number, _)| number + 1);
        let batches = job.batches.unwrap_or(0).max(known);
        let numbers = numbers.start.min(batches)..numbers.end.min(batches);
        let cell = |number| cells.get(&number).copied().unwrap_or_default();
        let column = |of: fn(&domain::job::Counts) -> u64| {
            numbers.clone().map(|number| of(&cell(number).counts)).collect()
        };
        Self {
            batches,
            from: numbers.start,
            states: numbers.clone().map(|number| letter(cell(number).state)).collect(),
            succeeded: column(|counts| counts.succeeded),
            failed: column(|counts| counts.failed),
            cancelled: column(|counts| counts.cancelled),
        }
    }
}

fn letter(state: BatchState) -> char {
    match state {
        BatchState::Waiting => 'w',
        BatchState::Started => 's',
        BatchState::Done => 'd',
    }
}

impl Default for BatchCount {
    fn default() -> Self {
        Self(MOST)
    }
}

impl FromStr for BatchCount {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let count = text.parse().ok().filter(|count| (1..=MOST).contains(count));
        count.map(Self).ok_or_else(|| format!("it is a whole number from 1 to {MOST}"))
    }
}

impl Described for BatchCount {
    const NAME: &'static str = "number of batches";

    fn schema() -> MetaSchemaRef {
        MetaSchemaRef::Inline(Box::new(MetaSchema {
            minimum: Some(1.0),
            maximum: Some(10_000.0),
            ..MetaSchema::new("integer")
        }))
    }
}

#[cfg(test)]
mod tests {
    use poem::http::Method;
    use serde_json::json;

    use crate::testing::{Testing, json, problem};

    #[tokio::test]
    async fn batches_are_cells_in_order() {
        let testing = Testing::default();
        let client = testing.client();
        let body = r#"{"items":[1,2,3],"processor":{"external":{"queue":"q"}}}"#;
        let accepted = json(testing.send(Method::POST, "/v1/jobs", body).await, 202).await;
        let path = format!("/v1/jobs/{}/batches", accepted["id"].as_str().unwrap());
        let fresh = json(client.get(&path).send().await, 200).await;
        let expected = json!({
            "batches": 1, "from": 0, "states": "w", "succeeded": [0], "failed": [0], "cancelled": [0],
        });
        assert_eq!(fresh, expected);

        let take = r#"{"worker":"w","wait_ms":30000}"#;
        let leased = json(testing.send(Method::POST, "/v1/queues/q/leases", take).await, 200).await;
        let token = leased["leases"][0]["token"].as_str().unwrap();
        let report = r#"{"worker":"w","outcomes":[{"task":0,"outputs":[2]}]}"#;
        let reported = testing.send(Method::POST, format!("/v1/leases/{token}/report"), report).await;
        json(reported, 200).await;
        let begun = json(client.get(&path).send().await, 200).await;
        assert_eq!((&begun["states"], &begun["succeeded"]), (&"s".into(), &json!([1])));
        let beyond = json(client.get(format!("{path}?from=7")).send().await, 200).await;
        assert_eq!((&beyond["from"], &beyond["states"]), (&1.into(), &"".into()));

        problem(client.get(format!("{path}?limit=0")).send().await, 400, "malformed-parameter").await;
        let none = "/v1/jobs/job_00000000000000000000000000000007/batches";
        problem(client.get(none).send().await, 404, "no-such-job").await;
    }
}

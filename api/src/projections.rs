//! `/v1/projections`: how far the read models are behind the log.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use poem_openapi::{Object, OpenApi};
use projections::progress::Progress;
use serde::{Deserialize, Serialize};

use crate::body::JsonBody;
use crate::problem::{Kind, Problem, Refused, any_of};
use crate::{Shared, Tag};

/// How far a read model has come with the log of a shard, as it was known at most a second ago.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct Projection {
    /// The read model: `redis` has summaries and lists of jobs, `clickhouse` the analyst's tables.
    projection: String,
    /// The shard.
    shard: u16,
    /// The last position that the read model has.
    position: u64,
    /// The last position that there is.
    head: u64,
    /// How many events it lacks.
    lag_events: u64,
    /// How long ago the first of these was recorded, in seconds; 0 if it lacks none.
    lag_seconds: f64,
    /// When the process that keeps it up to date was last heard of, if any ever was.
    #[serde(skip_serializing_if = "Option::is_none")]
    heard_of_at: Option<DateTime<Utc>>,
}

/// All read models with all shards.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct ProjectionList {
    /// In order of read model and shard.
    projections: Vec<Projection>,
}

const LIST: u128 = any_of(&[Kind::EngineAway]);

/// The routes.
pub(crate) struct ProjectionsApi(pub(crate) Arc<Shared>);

#[OpenApi(tag = "Tag::Operations")]
impl ProjectionsApi {
    /// How far are the read models behind?
    #[oai(path = "/v1/projections", method = "get", operation_id = "list_projections")]
    async fn list(&self) -> Result<JsonBody<ProjectionList>, Refused<LIST>> {
        Ok(JsonBody(ProjectionList { projections: self.0.projections().await? }))
    }
}

impl Shared {
    /// How far each read model has come.
    pub(crate) async fn projections(&self) -> Result<Vec<Projection>, Problem> {
        let all = self.services.progress.all().await?;
        Ok(all.into_iter().map(Projection::from).collect())
    }
}

impl From<Progress> for Projection {
    fn from(progress: Progress) -> Self {
        Self {
            projection: progress.projection.as_str().to_owned(),
            shard: progress.shard,
            position: progress.position,
            head: progress.head,
            lag_events: progress.lag_events(),
            lag_seconds: progress.lag_seconds,
            heard_of_at: progress.heard_of_at,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::Ordering::Relaxed;

    use crate::testing::{Testing, json};

    #[tokio::test]
    async fn it_is_told_how_far_each_read_model_is_behind() {
        let testing = Testing::default();
        let body = r#"{"items":[1],"processor":{"jq":{"filter":"."}}}"#;
        let client = testing.client();
        client.post("/v1/jobs").content_type("application/json").body(body).send().await;
        testing.engines.jobs_reached.store(1, Relaxed);
        let listed = json(client.get("/v1/projections").send().await, 200).await;
        let redis = &listed["projections"][0];
        assert_eq!(redis["projection"], "redis");
        assert_eq!([&redis["position"], &redis["head"], &redis["lag_events"]], [1, 2, 1]);
        let ready = json(client.get("/readyz").send().await, 200).await;
        assert_eq!(ready["projections"], listed["projections"]);
    }
}

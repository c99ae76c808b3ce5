//! `/v1/jobs/{id}/manifest`: which bytes hold a job's results, and what they hash to.

use std::sync::Arc;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use domain::JobId;
use domain::job::Progress;
use domain::manifest::ManifestRef;
use futures::TryStreamExt;
use poem::{IntoResponse, Response};
use poem_openapi::param::Path;
use poem_openapi::payload::Payload;
use poem_openapi::registry::{MetaSchemaRef, Registry};
use poem_openapi::types::Type;
use poem_openapi::{ApiResponse, Object, OpenApi};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::asked::Asked;
use crate::jobs::no_results;
use crate::problem::{Kind, Problem, Refused, any_of};
use crate::text::Text;
use crate::{Shared, Tag};

/// Which bytes hold a job's results, in which order.
#[derive(Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Manifest {
    /// The job.
    job: Text<JobId>,
    /// How many tasks ended, and so how many lines there are.
    tasks: u64,
    /// How many tasks succeeded.
    succeeded: u64,
    /// How many tasks failed.
    failed: u64,
    /// For each batch, in order, the parts that hold its lines.
    batches: Vec<Vec<ManifestPart>>,
}

/// The result lines of one report: one line a task, in ascending order of tasks.
#[derive(Debug, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ManifestPart {
    /// The tasks, as ascending ranges `[first, end]`; `end` is the number after the last task.
    tasks: Vec<Vec<u64>>,
    /// The length of the lines, in bytes.
    bytes: u64,
    /// The SHA-256 of the lines, in hexadecimal.
    sha256: String,
    /// The object that holds them. Without one they stand in the batch's `TasksReported` event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    key: Option<String>,
}

/// A manifest's bytes.
struct ManifestBytes(Vec<u8>);

#[derive(ApiResponse)]
enum Found {
    /// The manifest. These very bytes have the hash that the event names which ended the job.
    #[oai(status = 200)]
    Manifest(
        ManifestBytes,
        /// The SHA-256 of the body, in hexadecimal.
        #[oai(header = "ETag")]
        String,
        /// The SHA-256 of the body (RFC 9530).
        #[oai(header = "Repr-Digest")]
        String,
    ),
}

const GET: u128 = any_of(&[
    Kind::MalformedParameter,
    Kind::NoSuchJob,
    Kind::NotCompleted,
    Kind::EngineAway,
    Kind::DamagedData,
]);

/// The routes.
pub(crate) struct ManifestApi(pub(crate) Arc<Shared>);

#[OpenApi(tag = "Tag::Jobs")]
impl ManifestApi {
    /// Get the manifest of a job's results
    ///
    /// It can be read once the job is over. That of a job that was cancelled or has failed is of the tasks that had ended.
    #[oai(path = "/v1/jobs/:id/manifest", method = "get", operation_id = "get_manifest")]
    async fn get(
        &self,
        /// The job's id.
        id: Path<Text<JobId>>,
        asked: Asked,
    ) -> Result<Found, Refused<GET>> {
        let Text(id) = id.0;
        let job = self.0.job(asked.tenant(), id).await?;
        let (Some(progress), Some(manifest)) = (job.state.progress(), job.state.manifest()) else {
            return Err(no_results(id, &job.state).into());
        };
        let bytes = self.0.manifest_bytes(id, progress, manifest).await?;
        let digest = Sha256::digest(&bytes);
        if hex::encode(digest) != manifest.sha256 {
            let cause = format!("the manifest of {id} is not the one that was recorded");
            return Err(Problem::new(Kind::DamagedData, "the manifest is not the one that was recorded")
                .caused_by(cause)
                .into());
        }
        Ok(Found::Manifest(
            ManifestBytes(bytes),
            format!("\"{}\"", manifest.sha256),
            format!("sha-256=:{}:", BASE64_STANDARD.encode(digest)),
        ))
    }
}

impl Shared {
    async fn manifest_bytes(
        &self,
        id: JobId,
        progress: &Progress,
        manifest: &ManifestRef,
    ) -> Result<Vec<u8>, Problem> {
        let Some(key) = &manifest.key else {
            return Ok(progress.manifest(id).to_bytes());
        };
        let pieces: Vec<_> = self.services.objects.get(key).await?.try_collect().await?;
        Ok(pieces.concat())
    }
}

impl Payload for ManifestBytes {
    const CONTENT_TYPE: &'static str = "application/json";

    fn schema_ref() -> MetaSchemaRef {
        Manifest::schema_ref()
    }

    fn register(registry: &mut Registry) {
        Manifest::register(registry);
    }
}

impl IntoResponse for ManifestBytes {
    fn into_response(self) -> Response {
        Response::builder().content_type(Self::CONTENT_TYPE).body(self.0)
    }
}

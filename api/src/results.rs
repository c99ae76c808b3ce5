//! `/v1/jobs/{id}/results`: one line an item, streamed.

use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;

use bytes::Bytes;
use commands::results::ResultsError;
use domain::JobId;
use domain::job::Progress;
use futures::stream::{self, BoxStream, Stream, StreamExt};
use poem::{Body, IntoResponse, Response};
use poem_openapi::param::Path;
use poem_openapi::payload::Payload;
use poem_openapi::registry::{MetaSchema, MetaSchemaRef};
use poem_openapi::{ApiResponse, OpenApi};

use crate::asked::Asked;
use crate::jobs::no_results;
use crate::mask::mask;
use crate::problem::{Kind, Problem, Refused, any_of};
use crate::text::Text;
use crate::{Shared, Tag};

/// Lines of JSON, as they come.
pub(crate) struct Ndjson(pub(crate) Body);

#[derive(ApiResponse)]
enum Lines {
    /// A line of JSON for each task that ended, in the order of the items. A connection that closes before
    /// `Content-Length` bytes have come has not sent all of them.
    #[oai(status = 200)]
    All(
        Ndjson,
        /// The length of all lines, in bytes.
        #[oai(header = "Content-Length")]
        Option<u64>,
        /// Names this content: the results of a job never change.
        #[oai(header = "ETag")]
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
pub(crate) struct ResultsApi(pub(crate) Arc<Shared>);

#[OpenApi(tag = "Tag::Jobs")]
impl ResultsApi {
    /// Read a job's results
    ///
    /// They can be read once the job is over. Of a job that was cancelled or has failed, they are those of the tasks that
    /// had ended.
    #[oai(path = "/v1/jobs/:id/results", method = "get", operation_id = "get_results")]
    async fn get(
        &self,
        /// The job's id.
        id: Path<Text<JobId>>,
        asked: Asked,
    ) -> Result<Lines, Refused<GET>> {
        let Text(id) = id.0;
        let job = self.0.job(asked.tenant(), id).await?;
        let (Some(progress), Some(manifest)) = (job.state.progress(), job.state.manifest()) else {
            return Err(no_results(id, &job.state).into());
        };
        let lines = self.0.services.results.stream(asked.tenant().clone(), id, progress);
        let lines = peek(lines).await?.map(move |piece| piece.map_err(|error| broken(id, &error)));
        let (lines, length) = match self.0.hidden_from(&asked).await? {
            Some(names) => (mask_lines(lines, names).boxed(), None),
            None => (lines.boxed(), Some(length(progress))),
        };
        Ok(Lines::All(
            Ndjson(Body::from_bytes_stream(lines)),
            length,
            format!("\"{}-lines\"", manifest.sha256),
        ))
    }
}

/// Waits for the first piece, so that what fails at once can still be answered as a problem.
async fn peek(
    mut lines: BoxStream<'static, Result<Bytes, ResultsError>>,
) -> Result<BoxStream<'static, Result<Bytes, ResultsError>>, Problem> {
    match lines.next().await {
        None => Ok(lines),
        Some(Err(error)) => Err(error.into()),
        Some(first) => Ok(stream::iter([first]).chain(lines).boxed()),
    }
}

/// The status is sent already: what is left is to break the connection, so that nobody takes a part for all.
/// The same lines with the values of these names hidden.
fn mask_lines(
    pieces: impl Stream<Item = io::Result<Bytes>> + Send + 'static,
    names: Arc<BTreeSet<String>>,
) -> impl Stream<Item = io::Result<Bytes>> + Send + 'static {
    let ended = stream::iter([Ok(Bytes::from_static(b"\n"))]);
    let mut begun = Vec::new();
    pieces.chain(ended).map(move |piece| {
        begun.extend_from_slice(&piece?);
        let whole = begun.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let rest = begun.split_off(whole);
        let lines = String::from_utf8_lossy(&begun).into_owned();
        begun = rest;
        let masked = lines.lines().filter(|line| !line.is_empty()).map(|line| mask(line, &names) + "\n");
        Ok(Bytes::from(masked.collect::<String>()))
    })
}

fn broken(job: JobId, error: &ResultsError) -> io::Error {
    tracing::warn!(%job, %error, "results break off");
    io::Error::other("the results break off")
}

fn length(progress: &Progress) -> u64 {
    let parts = progress.finished.values().flat_map(|batch| &batch.parts);
    parts.map(|part| part.bytes).sum()
}

impl Payload for Ndjson {
    const CONTENT_TYPE: &'static str = "application/x-ndjson";

    fn schema_ref() -> MetaSchemaRef {
        MetaSchemaRef::Inline(Box::new(MetaSchema::new("string")))
    }
}

impl IntoResponse for Ndjson {
    fn into_response(self) -> Response {
        Response::builder().content_type(Self::CONTENT_TYPE).body(self.0)
    }
}

#[cfg(test)]
mod tests;

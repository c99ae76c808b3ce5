//! `/v1/jobs/{id}/tasks/export`: all attempts at a job's tasks, as a file.

use std::io;
use std::sync::Arc;

use domain::JobId;
use futures::StreamExt as _;
use poem::Body;
use poem_openapi::param::{Path, Query};
use poem_openapi::{ApiResponse, OpenApi};
use projections::queries::QueryError;

use super::LIST;
use crate::asked::Asked;
use crate::problem::Refused;
use crate::tables::{Table, TableFormat};
use crate::text::Text;
use crate::{Shared, Tag};

#[derive(ApiResponse)]
enum Export {
    /// All attempts, in order of task and attempt. A connection that breaks has not sent all of them.
    #[oai(status = 200)]
    All(Table),
}

/// The route.
pub(crate) struct TasksExportApi(pub(crate) Arc<Shared>);

#[OpenApi(tag = "Tag::Jobs")]
impl TasksExportApi {
    /// Export the attempts at a job's tasks
    ///
    /// An attempt is there at most a second or so after it was reported.
    #[oai(path = "/v1/jobs/:id/tasks/export", method = "get", operation_id = "export_tasks")]
    async fn export(
        &self,
        /// The job's id.
        id: Path<Text<JobId>>,
        /// What the table is written as.
        #[oai(default)]
        format: Query<Text<TableFormat>>,
        asked: Asked,
    ) -> Result<Export, Refused<LIST>> {
        let (Text(id), Text(format)) = (id.0, format.0);
        self.0.summary(asked.tenant(), id).await?;
        let hidden = self.0.hidden_from(&asked).await?.is_some();
        let attempts = &self.0.services.attempts;
        let bytes = attempts.export(asked.tenant(), id, format.into(), hidden).await?;
        let body = Body::from_bytes_stream(bytes.map(move |piece| piece.map_err(|error| broken(id, &error))));
        Ok(Export::All(Table::of(format, body)))
    }
}

/// The status is sent already: what is left is to break the connection, so that nobody takes a part for all.
fn broken(job: JobId, error: &QueryError) -> io::Error {
    tracing::warn!(%job, %error, "an export of attempts breaks off");
    io::Error::other("the export breaks off")
}

#[cfg(test)]
mod tests {
    use crate::testing::{Testing, json, problem};

    #[tokio::test]
    async fn a_table_comes_in_the_format_that_is_asked_for() {
        let testing = Testing::default();
        let client = testing.client();
        let body = r#"{"items":[1],"processor":{"jq":{"filter":"."}}}"#;
        let request = client.post("/v1/jobs").content_type("application/json").body(body);
        let job = json(request.send().await, 202).await["id"].as_str().unwrap().to_owned();
        for (query, media_type, content) in [
            ("", "text/csv; header=present", "Csv, hidden: false"),
            ("?format=ndjson", "application/x-ndjson", "Ndjson, hidden: false"),
            ("?format=parquet", "application/vnd.apache.parquet", "Parquet, hidden: false"),
        ] {
            let answer = client.get(format!("/v1/jobs/{job}/tasks/export{query}")).send().await.0;
            assert_eq!(answer.content_type(), Some(media_type));
            assert_eq!(answer.into_body().into_string().await.unwrap(), content);
        }
        let wrong = client.get(format!("/v1/jobs/{job}/tasks/export?format=xlsx")).send().await;
        problem(wrong, 400, "malformed-parameter").await;
        let none = format!("/v1/jobs/job_{}/tasks/export", "0".repeat(32));
        problem(client.get(none).send().await, 404, "no-such-job").await;
    }
}

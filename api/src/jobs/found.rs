//! One job as an answer, at the version that it has.

use poem_openapi::ApiResponse;
use projections::job_view::JobSummary;

use super::Job;
use crate::body::JsonBody;
use crate::etag;

#[derive(ApiResponse)]
pub(crate) enum Found {
    /// The job. The `ETag` changes with the job's own events, not with each task that ends.
    #[oai(status = 200)]
    Job(JsonBody<Job>, #[oai(header = "ETag")] String),
}

impl From<(JobSummary, u64)> for Found {
    fn from((summary, version): (JobSummary, u64)) -> Self {
        Self::Job(JsonBody(summary.into()), etag::of(version))
    }
}

//! One job as an answer, at the version that it has.

use poem_openapi::ApiResponse;
use projections::job_view::JobSummary;

use super::Job;
use crate::body::Encoded;
use crate::etag;
use crate::problem::Problem;

#[derive(Clone, ApiResponse)]
pub(crate) enum Found {
    /// The job. The `ETag` changes with the job's own events, not with each task that ends.
    #[oai(status = 200)]
    Job(Encoded<Job>, #[oai(header = "ETag")] String),
}

impl Found {
    /// A job at a version.
    pub(super) fn new((summary, version): (JobSummary, u64)) -> Result<Self, Problem> {
        Ok(Self::Job(Encoded::new(&summary.into())?, etag::of(version)))
    }
}

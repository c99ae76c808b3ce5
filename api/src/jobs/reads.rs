//! Jobs and lists of them as they are: what many ask for at once is read and written once for all of them.

use commands::coalesce::Coalescer;
use domain::{JobId, TenantId};
use projections::job_list::JobListQuery;

use super::Found;
use super::list::JobList;
use crate::Shared;
use crate::body::Encoded;
use crate::problem::Problem;

/// What is being read.
#[derive(Default)]
pub(crate) struct Reads {
    jobs: Coalescer<(TenantId, JobId), Result<Found, Problem>>,
    lists: Coalescer<(TenantId, JobListQuery), Result<Encoded<JobList>, Problem>>,
}

impl Shared {
    /// A job as it is.
    pub(super) async fn job_now(&self, tenant: &TenantId, id: JobId) -> Result<Found, Problem> {
        let read = |_| async { Found::new(self.summary(tenant, id).await?) };
        self.reads.jobs.run(&(tenant.clone(), id), read).await
    }

    /// A page of jobs as they are.
    pub(super) async fn jobs_now(
        &self,
        tenant: &TenantId,
        query: JobListQuery,
    ) -> Result<Encoded<JobList>, Problem> {
        let asked = (tenant.clone(), query);
        let read = |_| async { Encoded::new(&self.services.views.jobs(tenant, &asked.1).await?.into()) };
        self.reads.lists.run(&asked, read).await
    }
}
